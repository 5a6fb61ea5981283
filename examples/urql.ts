/** Creates and lists settings with urql. Environment: ENDPOINT, TOKEN. */
import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { CreateSettingsDocument, SettingsPageDocument } from 'derived-credential-settings/documents';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN } = process.env;
const client = new Client({
  url: ENDPOINT,
  exchanges: [cacheExchange, fetchExchange],
  fetchOptions: { headers: { authorization: `Bearer ${TOKEN}` } },
});

const created = await client
  .mutation(CreateSettingsDocument, {
    input: {
      displayName: 'Field staff (urql)',
      helpUrl: 'https://example.com/help',
      issuer: 'PUREBRED',
      notificationType: 'COMPANY_PORTAL',
    },
  })
  .toPromise();
if (created.error) throw created.error;

const listed = await client
  .query(SettingsPageDocument, {
    filter: { displayName: { contains: 'urql' } },
    orderBy: { field: 'CREATED_AT', direction: 'DESC' },
    first: 10,
  })
  .toPromise();
if (listed.error) throw listed.error;

const userErrors = created.data?.createDerivedCredentialSettings.userErrors;
const names = listed.data?.derivedCredentials.nodes.map(({ displayName }) => displayName);
process.stdout.write(`${JSON.stringify({ userErrors, names })}\n`);
