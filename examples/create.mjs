/** Creates a settings object with graphql-request. Environment: ENDPOINT, TOKEN. */
import { GraphQLClient, gql } from 'graphql-request';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN } = process.env;
const client = new GraphQLClient(ENDPOINT, { headers: { authorization: `Bearer ${TOKEN}` } });

const create = gql`
  mutation Create($input: CreateDerivedCredentialSettingsInput!) {
    createDerivedCredentialSettings(input: $input) {
      derivedCredentialSettings { id displayName version }
      userErrors { code field message }
    }
  }
`;

const { createDerivedCredentialSettings: result } = await client.request(create, {
  input: {
    displayName: 'Night shift',
    helpUrl: 'https://example.com/help',
    issuer: 'PUREBRED',
    notificationType: 'COMPANY_PORTAL',
  },
});
process.stdout.write(`${JSON.stringify(result)}\n`);
