/** Tests that the media type of a response is the one that Apollo Server chooses. */
import { ApolloServer, HeaderMap } from '@apollo/server';
import { buildSchema } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { responseType } from '../../../src/graphql/transport/response-type.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

/** The `Accept` headers of clients, and the type of their responses; null if they accept neither type. */
const HEADERS: readonly (readonly [client: string, accept: string | undefined, type: string | null])[] = [
  ['a client that says nothing', undefined, JSON_TYPE],
  ['a client that says nothing in it', '', JSON_TYPE],
  ['fetch', '*/*', JSON_TYPE],
  ['Apollo Client 4', 'application/graphql-response+json,application/json;q=0.9', RESPONSE_TYPE],
  ['Apollo Client 3', '*/*', JSON_TYPE],
  [
    'Apollo Client 4 with @defer',
    'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9',
    RESPONSE_TYPE,
  ],
  ['Apollo Client 3 with @defer', 'multipart/mixed;deferSpec=20220824,application/json', JSON_TYPE],
  [
    'Apollo iOS',
    'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json',
    RESPONSE_TYPE,
  ],
  [
    'urql',
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    RESPONSE_TYPE,
  ],
  ['graphql-request', 'application/graphql-response+json, application/json', RESPONSE_TYPE],
  ['graphql-http', 'application/graphql-response+json, application/json', RESPONSE_TYPE],
  ['GraphiQL', 'application/json, multipart/mixed', JSON_TYPE],
  ['Relay', 'application/json', JSON_TYPE],
  ['axios', 'application/json, text/plain, */*', JSON_TYPE],
  ['jQuery', 'application/json, text/javascript, */*; q=0.01', JSON_TYPE],
  [
    'the address line of Chrome',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
    JSON_TYPE,
  ],
  ['the address line of Firefox', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', JSON_TYPE],
  ['Java', 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2', JSON_TYPE],
  ['any of the application types', 'application/*', JSON_TYPE],
  ['one that spells them otherwise', 'Application/GraphQL-Response+JSON , APPLICATION/JSON;Q=0.5', RESPONSE_TYPE],
  ['one that likes JSON less', 'application/json;q=0.8, application/graphql-response+json;q=0.9', RESPONSE_TYPE],
  ['one that likes JSON more', 'application/json;q=0.9, application/graphql-response+json;q=0.8', JSON_TYPE],
  ['one that excludes JSON', 'application/json;q=0, */*', RESPONSE_TYPE],
  ['one that names the character set', 'application/json; charset=utf-8', JSON_TYPE],
  ['one that wants HTML', 'text/html', null],
  ['one that wants events', 'text/event-stream', null],
  ['one that wants nothing of it', 'application/json;q=0', null],
];

async function typeOfApollo(): Promise<(accept: string | undefined) => Promise<string | null>> {
  const apollo = new ApolloServer({
    schema: buildSchema('type Query { a: ID }'),
    nodeEnv: 'production',
    csrfPrevention: false,
  });
  onTestFinished(() => apollo.stop());
  await apollo.start();
  return async (accept) => {
    const headers = new HeaderMap(accept === undefined ? [] : [['accept', accept]]);
    const httpGraphQLRequest = { method: 'POST', headers, search: '', body: { query: '{ __typename }' } };
    const response = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => ({}) });
    return response.status === 406 ? null : (response.headers.get('content-type') ?? null);
  };
}

test('Clients are answered in the type that Apollo Server would choose, the first time and later', async () => {
  const chosen = await typeOfApollo();
  for (const [client, accept, type] of HEADERS) {
    expect([client, await chosen(accept)]).toEqual([client, type]);
    expect([client, responseType(accept)]).toEqual([client, type]);
    expect([client, responseType(accept)]).toEqual([client, type]);
  }
});

test('Parameters that it does not know do not keep a client from its answer', () => {
  expect(responseType('application/json; charset=utf8')).toBe(JSON_TYPE);
  expect(responseType('application/json;odata.metadata=minimal;q=0.5, application/xml')).toBe(JSON_TYPE);
  expect(responseType('application/graphql-response+json; profile=a')).toBe(RESPONSE_TYPE);
});
