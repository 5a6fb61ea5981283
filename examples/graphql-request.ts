/** Creates and lists settings with graphql-request and typed documents. Environment: ENDPOINT, TOKEN. */
import { CreateSettingsDocument, SettingsPageDocument } from 'derived-credential-settings/documents';
import { GraphQLClient } from 'graphql-request';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN } = process.env;
const client = new GraphQLClient(ENDPOINT, { headers: { authorization: `Bearer ${TOKEN}` } });

const { createDerivedCredentialSettings: created } = await client.request(CreateSettingsDocument, {
  input: {
    displayName: 'Field staff (graphql-request)',
    helpUrl: 'https://example.com/help',
    issuer: 'PUREBRED',
    notificationType: 'COMPANY_PORTAL',
  },
});

const { derivedCredentials: page } = await client.request(SettingsPageDocument, {
  filter: { displayName: { contains: 'graphql-request' } },
  orderBy: { field: 'CREATED_AT', direction: 'DESC' },
  first: 10,
});
const names = page.nodes.map(({ displayName }) => displayName);
process.stdout.write(`${JSON.stringify({ userErrors: created.userErrors, names })}\n`);
