/** Follows the tenant's changes with Apollo Client until one that it makes itself arrives. Set ENDPOINT and TOKEN. */
import { randomUUID } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { CreateSettingsDocument, FollowChangesDocument } from 'derived-credential-settings/documents';
import { OperationTypeNode } from 'graphql';
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
const client = new ApolloClient({
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(sockets),
    new HttpLink({ uri: ENDPOINT, headers: { authorization } }),
  ),
  cache: new InMemoryCache(),
});

const id = randomUUID();
const arrived = new Promise<string>((resolve, reject) => {
  // From the beginning of the log; a program that has followed before gives the last cursor that it has seen.
  const changes = client.subscribe({ query: FollowChangesDocument, variables: { after: '' } });
  changes.subscribe({
    next: ({ data, error }) => {
      if (error) reject(error);
      const change = data?.changes.node;
      if (change?.settingsId === id) resolve(`${change.kind} ${change.after?.displayName}`);
    },
    error: reject,
  });
});

const displayName = 'Field staff (Apollo Client)';
const content = {
  helpUrl: 'https://example.com/help',
  issuer: 'PUREBRED',
  notificationType: 'COMPANY_PORTAL',
} as const;
await client.mutate({ mutation: CreateSettingsDocument, variables: { input: { id, displayName, ...content } } });
process.stdout.write(`${JSON.stringify({ followed: await arrived })}\n`);
await sockets.dispose();
client.stop();
