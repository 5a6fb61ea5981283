/** Creates, lists and renames settings with Apollo Client. Environment: ENDPOINT, TOKEN. */
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { typePolicies } from 'derived-credential-settings/apollo-type-policies';
import {
  CreateSettingsDocument,
  SettingsPageDocument,
  UpdateSettingsDocument,
} from 'derived-credential-settings/documents';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN } = process.env;
const client = new ApolloClient({
  link: new HttpLink({ uri: ENDPOINT, headers: { authorization: `Bearer ${TOKEN}` } }),
  cache: new InMemoryCache({ typePolicies }),
});

const { data } = await client.mutate({
  mutation: CreateSettingsDocument,
  variables: {
    input: {
      displayName: 'Field staff',
      helpUrl: 'https://example.com/help',
      issuer: 'PUREBRED',
      notificationType: 'COMPANY_PORTAL',
    },
  },
});
const created = data?.createDerivedCredentialSettings;
if (!created?.derivedCredentialSettings) throw new Error(created?.userErrors.map(({ message }) => message).join('\n'));

const newest = { orderBy: { field: 'CREATED_AT', direction: 'DESC' }, first: 1 } as const;
const list = { query: SettingsPageDocument, variables: newest };
await client.query(list);

// The response contains the object with its global id, so the cached list shows the new name without another query.
const { id, version } = created.derivedCredentialSettings;
const input = { id, expectedVersion: version, displayName: 'Field staff (Apollo Client)' };
await client.mutate({ mutation: UpdateSettingsDocument, variables: { input } });

const names = client.readQuery(list)?.derivedCredentials.nodes.map(({ displayName }) => displayName);
process.stdout.write(`${JSON.stringify({ userErrors: created.userErrors, names })}\n`);
