/**
 * Follows the tenant's changes with urql, each once and in order, and resumes if the connection breaks.
 * Environment: ENDPOINT, TOKEN; AFTER: resume after this cursor; COUNT: stop after this many changes.
 */
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { FollowChangesDocument, type FollowChangesSubscription } from 'derived-credential-settings/documents';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN, AFTER = '', COUNT = '1' } = process.env;
const authorization = `Bearer ${TOKEN}`;
const sockets = createClient({
  url: ENDPOINT.replace(/^http/, 'ws'),
  connectionParams: { authorization },
  // Not needed in browsers and in Node.js 22 or later, which have a global WebSocket.
  webSocketImpl: WebSocket,
  retryAttempts: Number.POSITIVE_INFINITY,
  // Do not retry refusals: the service closes those with 4400 to 4499.
  shouldRetry: (event) => !/^44/.test(String((event as { readonly code?: number }).code)),
});
const client = new Client({
  url: ENDPOINT,
  exchanges: [
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables }) => ({
        subscribe: (sink) => {
          // If the connection breaks, graphql-ws sends this same object again, so update its cursor with each change.
          const payload = { query, variables: { ...variables } };
          const next = ({ data = null, ...rest }) => {
            sink.next({ data, ...rest });
            const cursor = (data as FollowChangesSubscription | null)?.changes?.cursor;
            if (cursor !== undefined) payload.variables['after'] = cursor;
          };
          return { unsubscribe: sockets.subscribe(payload, { ...sink, next }) };
        },
      }),
    }),
  ],
  fetchOptions: { headers: { authorization } },
});

let left = Number(COUNT);
await new Promise<void>((resolve, reject) => {
  const { unsubscribe } = client.subscription(FollowChangesDocument, { after: AFTER }).subscribe(({ data, error }) => {
    if (!data) return reject(error);
    const { cursor, node } = data.changes;
    process.stdout.write(`${JSON.stringify({ cursor, kind: node.kind, displayName: node.after?.displayName })}\n`);
    left -= 1;
    if (left > 0) return;
    unsubscribe();
    resolve();
  });
});
await sockets.dispose();
