/**
 * Follows the tenant's changes with Apollo Client, each once and in order, and resumes if the connection breaks.
 * Environment: ENDPOINT, TOKEN; AFTER: resume after this cursor; COUNT: stop after this many changes.
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
// Browsers and Node.js 22 or later have a global WebSocket. GraphQLWsLink needs it too.
Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? WebSocket });
const sockets = createClient({
  url: ENDPOINT.replace(/^http/, 'ws'),
  connectionParams: { authorization },
  // graphql-ws would retry with the original cursor. The loop below resumes with the last handled one.
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

/** Follows until enough changes were handled or the connection breaks. */
function followOnce(): Promise<void> {
  const changes = client.subscribe({ query: FollowChangesDocument, variables: { after } });
  return new Promise((resolve, reject) => {
    const subscription = changes.subscribe({
      next: ({ data, error }) => {
        // GraphQL errors and close codes 4400 to 4499 are refusals. Anything else is a broken connection.
        if (CombinedGraphQLErrors.is(error) || /event 44\d\d/.test(String(error?.message))) return reject(error);
        if (!data) return;
        const { cursor, node } = data.changes;
        process.stdout.write(`${JSON.stringify({ cursor, kind: node.kind, displayName: node.after?.displayName })}\n`);
        // Advance only after the change was handled. To resume after a restart, store the cursor together with your result.
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
