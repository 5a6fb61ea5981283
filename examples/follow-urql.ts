/** Follows the tenant's changes with urql until one that it makes itself arrives. Set ENDPOINT and TOKEN. */
import { randomUUID } from 'node:crypto';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { CreateSettingsDocument, FollowChangesDocument } from 'derived-credential-settings/documents';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN } = process.env;
const authorization = `Bearer ${TOKEN}`;
const sockets = createClient({
  url: ENDPOINT.replace(/^http/, 'ws'),
  connectionParams: { authorization },
  // Browsers, and Node.js from version 22 on, have one of their own.
  webSocketImpl: WebSocket,
});
const client = new Client({
  url: ENDPOINT,
  exchanges: [
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables }) => ({
        subscribe: (sink) => {
          const next = ({ data = null, ...rest }) => sink.next({ data, ...rest });
          return { unsubscribe: sockets.subscribe({ query, variables: { ...variables } }, { ...sink, next }) };
        },
      }),
    }),
  ],
  fetchOptions: { headers: { authorization } },
});

const id = randomUUID();
const arrived = new Promise<string>((resolve, reject) => {
  // From the beginning of the log; a program that has followed before gives the last cursor that it has seen.
  client.subscription(FollowChangesDocument, { after: '' }).subscribe(({ data, error }) => {
    if (error) reject(error);
    const change = data?.changes.node;
    if (change?.settingsId === id) resolve(`${change.kind} ${change.after?.displayName}`);
  });
});

const displayName = 'Field staff (urql)';
const content = {
  helpUrl: 'https://example.com/help',
  issuer: 'PUREBRED',
  notificationType: 'COMPANY_PORTAL',
} as const;
const created = await client.mutation(CreateSettingsDocument, { input: { id, displayName, ...content } }).toPromise();
if (created.error) throw created.error;
process.stdout.write(`${JSON.stringify({ followed: await arrived })}\n`);
await sockets.dispose();
