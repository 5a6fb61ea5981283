/** Follows the tenant's changes over plain HTTP, from a cursor that it was given to so many. Set ENDPOINT, TOKEN, AFTER, COUNT. */
import { FollowChangesDocument, type FollowChangesSubscription } from 'derived-credential-settings/documents';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN, AFTER = '', COUNT = '1' } = process.env;
const client = createClient({ url: `${ENDPOINT}/stream`, headers: { authorization: `Bearer ${TOKEN}` } });
const operation = { query: print(FollowChangesDocument), variables: { after: AFTER } };

let left = Number(COUNT);
for await (const { data, errors } of client.iterate<FollowChangesSubscription>(operation)) {
  if (!data) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const { cursor, node } = data.changes;
  process.stdout.write(`${JSON.stringify({ cursor, kind: node.kind, displayName: node.after?.displayName })}\n`);
  left -= 1;
  if (left <= 0) break;
}
client.dispose();
