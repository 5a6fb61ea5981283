/**
 * Follows the tenant's changes with Apollo Client, each once and in order, however often the connection breaks. Set ENDPOINT
 * and TOKEN; AFTER to go on after a cursor, and COUNT to stop after so many changes.
 */
import { setTimeout } from 'node:timers/promises';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { typePolicies } from 'derived-credential-settings/apollo-type-policies';
import { FollowChangesDocument } from 'derived-credential-settings/documents';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN, AFTER = '', COUNT = '1' } = process.env;
const authorization = `Bearer ${TOKEN}`;
// Browsers, and Node.js from version 22 on, have one of their own. The link looks for it as well.
Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? WebSocket });
const sockets = createClient({
  url: ENDPOINT.replace(/^http/, 'ws'),
  connectionParams: { authorization },
  // It would send the cursor again with which it began: the link gives it a copy that nobody can change.
  retryAttempts: 0,
});
const client = new ApolloClient({
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(sockets),
    new HttpLink({ uri: ENDPOINT, headers: { authorization } }),
  ),
  cache: new InMemoryCache({ typePolicies }),
});

let [after, left] = [AFTER, Number(COUNT)];

/** Follows until it has seen enough or the connection breaks. */
function followOnce(): Promise<void> {
  const changes = client.subscribe({ query: FollowChangesDocument, variables: { after } });
  return new Promise((resolve, reject) => {
    const subscription = changes.subscribe({
      next: ({ data, error }) => {
        // The service refuses with errors, or closes with 4400 to 4499. Whatever else happens is a cut.
        if (CombinedGraphQLErrors.is(error) || /event 44\d\d/.test(String(error?.message))) return reject(error);
        if (!data) return;
        const { cursor, node } = data.changes;
        process.stdout.write(`${JSON.stringify({ cursor, kind: node.kind, displayName: node.after?.displayName })}\n`);
        // Only now has the change been handled. A program that must survive its own end keeps the cursor with what it did.
        after = cursor;
        left -= 1;
        if (left > 0) return;
        subscription.unsubscribe();
        resolve();
      },
      complete: resolve,
      error: reject,
    });
  });
}

while (left > 0) {
  await followOnce();
  if (left > 0) await setTimeout(1_000);
}
await sockets.dispose();
client.stop();
