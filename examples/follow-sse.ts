/**
 * Follows the tenant's changes over plain HTTP, each once and in order, however often the connection breaks. Set ENDPOINT and
 * TOKEN; AFTER to go on after a cursor, and COUNT to stop after so many changes.
 */
import { setTimeout } from 'node:timers/promises';
import { FollowChangesDocument, type FollowChangesSubscription } from 'derived-credential-settings/documents';
import { print } from 'graphql';
import { createClient, NetworkError } from 'graphql-sse';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN, AFTER = '', COUNT = '1' } = process.env;
const client = createClient({
  url: `${ENDPOINT}/stream`,
  headers: { authorization: `Bearer ${TOKEN}` },
  // It would send the cursor again with which it began, and not know which changes this program has handled.
  retryAttempts: 0,
});
const query = print(FollowChangesDocument);

let [after, left] = [AFTER, Number(COUNT)];
while (left > 0) {
  try {
    for await (const { data, errors } of client.iterate<FollowChangesSubscription>({ query, variables: { after } })) {
      if (!data) throw new Error(errors?.map(({ message }) => message).join('\n'));
      const { cursor, node } = data.changes;
      process.stdout.write(`${JSON.stringify({ cursor, kind: node.kind, displayName: node.after?.displayName })}\n`);
      // Only now has the change been handled. A program that must survive its own end keeps the cursor with what it did.
      after = cursor;
      left -= 1;
      if (left === 0) break;
    }
  } catch (error) {
    // Refusals have a status below 500 or say in a message what is wrong. While the service restarts, a proxy answers with 502.
    const isCut = error instanceof NetworkError && (error.response?.status ?? 500) >= 500;
    if (!isCut) throw error;
  }
  if (left > 0) await setTimeout(1_000);
}
client.dispose();
