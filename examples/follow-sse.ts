/**
 * Follows the tenant's changes over server-sent events, each once and in order, and resumes if the connection breaks.
 * Environment: ENDPOINT, TOKEN; AFTER: resume after this cursor; COUNT: stop after this many changes.
 */
import { setTimeout } from 'node:timers/promises';
import { FollowChangesDocument, type FollowChangesSubscription } from 'derived-credential-settings/documents';
import { print } from 'graphql';
import { createClient, NetworkError } from 'graphql-sse';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN, AFTER = '', COUNT = '1' } = process.env;
const client = createClient({
  url: `${ENDPOINT}/stream`,
  headers: { authorization: `Bearer ${TOKEN}` },
  // graphql-sse would retry with the original cursor. The loop below resumes with the last handled one.
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
      // Advance only after the change was handled. To resume after a restart, store the cursor together with your result.
      after = cursor;
      left -= 1;
      if (left === 0) break;
    }
  } catch (error) {
    // Resume after network errors and 5xx (a proxy sends 502 while the service restarts). Other errors are refusals.
    const isDisconnect = error instanceof NetworkError && (error.response?.status ?? 500) >= 500;
    if (!isDisconnect) throw error;
  }
  if (left > 0) await setTimeout(1_000);
}
client.dispose();
