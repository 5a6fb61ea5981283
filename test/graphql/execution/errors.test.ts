/** Tests the error of every kind of failed request: status, code, request id, and no internal details. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { expectErrorResponse } from '../../support/graphql/expect-error-response.js';
import { TRANSPORTS } from '../../support/graphql/follower.js';
import { rawFollower } from '../../support/graphql/raw-follower.js';
import { type Sent, send } from '../../support/graphql/send.js';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { boot } from '../../support/service/boot.js';

const READ = 'DeviceManagementServiceConfig.Read.All';
const WRITE = 'DeviceManagementServiceConfig.ReadWrite.All';
const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const CREATE = `mutation($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { derivedCredentialSettings { id } }
}`;
const UPDATE = `mutation($input: UpdateDerivedCredentialSettingsInput!) {
  updateDerivedCredentialSettings(input: $input) { derivedCredentialSettings { id } }
}`;
const WRITES = [
  `createDerivedCredentialSettings(input: { displayName: "a", helpUrl: "http://a", issuer: X_TEC, notificationType: NONE })`,
  `updateDerivedCredentialSettings(input: { id: "${ID}", displayName: "b" })`,
  `deleteDerivedCredentialSettings(input: { id: "${ID}" })`,
  `revertDerivedCredentialSettings(input: { id: "${ID}", toVersion: 1 })`,
  `updateDerivedCredentialSettings(input: { id: "${ID}", displayName: "b", dryRun: true })`,
];
const READS = [
  `node(id: "${ID}") { id }`,
  `derivedCredentialSettings(id: "${ID}") { id }`,
  'derivedCredentials { totalCount }',
  'changes { totalCount }',
];

const json = (body: unknown): Sent => ({ body: JSON.stringify(body) });
const operation = (query: string, variables?: object): Sent => json({ query, variables });
const creating = (input: object): Sent => operation(CREATE, { input });
const typed = (contentType: string, body: string): Sent => ({ headers: { 'content-type': contentType }, body });
const address = (search: Readonly<Record<string, string>>): Sent => {
  return { method: 'GET', search: `?${new URLSearchParams(search)}`, headers: { 'content-type': '' } };
};
const bytes = (...parts: readonly (string | number)[]): Sent => {
  return {
    body: new Uint8Array(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part)]))),
  };
};
const { helpUrl: _left, ...WITHOUT_HELP_URL } = EXAMPLE;
const { issuer: _right, ...WITHOUT_ISSUER } = EXAMPLE;

type Case = readonly [what: string, request: Sent, status: number, code: string];
const badInput = (what: string, request: Sent, status = 400): Case => [what, request, status, 'BAD_USER_INPUT'];
const invalid = (what: string, request: Sent): Case => [what, request, 400, 'GRAPHQL_VALIDATION_FAILED'];
const unparsed = (what: string, request: Sent): Case => [what, request, 400, 'GRAPHQL_PARSE_FAILED'];
const notPersisted = (what: string, request: Sent): Case => [what, request, 200, 'PERSISTED_QUERY_NOT_SUPPORTED'];
const SIMPLE = '{ __typename }';
const PERSISTED = { persistedQuery: { version: 1, sha256Hash: 'a' } };

const CASES: readonly Case[] = [
  ['no token', { ...operation(SIMPLE), headers: { authorization: '' } }, 401, 'UNAUTHENTICATED'],
  ['no token and no valid body', { body: '{', headers: { authorization: '' } }, 401, 'UNAUTHENTICATED'],
  [
    'a token that is none',
    { ...operation(SIMPLE), headers: { authorization: 'Bearer a.b.c' } },
    401,
    'UNAUTHENTICATED',
  ],
  ['another scheme', { ...operation(SIMPLE), headers: { authorization: 'Basic YTpi' } }, 401, 'UNAUTHENTICATED'],
  badInput('an unknown enum member', creating({ ...EXAMPLE, issuer: 'NOBODY' })),
  badInput('an enum member in another case', creating({ ...EXAMPLE, issuer: 'purebred' })),
  badInput('a missing field', creating(WITHOUT_ISSUER)),
  badInput('a help page that is not named', creating(WITHOUT_HELP_URL), 200),
  badInput('an unknown field', creating({ ...EXAMPLE, colour: 'red' })),
  badInput('an issuer in an update', operation(UPDATE, { input: { id: ID, issuer: 'X_TEC' } })),
  badInput('a text for a number', creating({ ...EXAMPLE, renewalThresholdPercentage: '20' })),
  badInput('a fraction', creating({ ...EXAMPLE, renewalThresholdPercentage: 20.5 })),
  badInput('a number beyond 32 bits', creating({ ...EXAMPLE, renewalThresholdPercentage: 2 ** 31 })),
  badInput('a number for a text', creating({ ...EXAMPLE, displayName: 1 })),
  badInput('an object for a text', creating({ ...EXAMPLE, displayName: {} })),
  badInput('a list for a text', creating({ ...EXAMPLE, displayName: ['a'] })),
  badInput('null where none may be', creating({ ...EXAMPLE, displayName: null })),
  badInput('an id that is a list', creating({ ...EXAMPLE, id: [ID] })),
  badInput('a missing variable', operation(CREATE)),
  badInput(
    'a time that is none',
    operation('query($at: DateTime) { derivedCredentials(filter: { createdAt: { gt: $at } }) { totalCount } }', {
      at: 'soon',
    }),
  ),
  badInput('JSON that is none', { body: '{"query":' }),
  badInput('JSON with a forbidden key', { body: '{"query":"{ __typename }","__proto__":{"a":1}}' }),
  badInput('an empty body', { body: '' }),
  ...['null', '1', '"{ __typename }"', 'true', '[]', '{}', '[{"query":"{ __typename }"}]'].map((body) =>
    badInput(`the body ${body}`, { body }),
  ),
  badInput('an empty query', operation('')),
  badInput('a query that is no text', json({ query: { a: 1 } })),
  badInput('variables that are a text', json({ query: SIMPLE, variables: '{}' })),
  badInput('variables that are a list', json({ query: SIMPLE, variables: [] })),
  badInput('extensions that are a list', json({ query: SIMPLE, extensions: [] })),
  badInput('an operation name that is no text', json({ query: SIMPLE, operationName: 1 })),
  badInput('an operation name that is not there', json({ query: 'query A { __typename }', operationName: 'B' })),
  badInput('several operations and no name', operation('query A { __typename } query B { __typename }')),
  notPersisted('the hash of a persisted query', json({ extensions: PERSISTED })),
  notPersisted('a hash beside an empty text', json({ query: '', extensions: PERSISTED })),
  notPersisted('a hash beside null', json({ query: null, extensions: PERSISTED })),
  notPersisted('a GET of a hash', address({ extensions: JSON.stringify(PERSISTED) })),
  notPersisted(
    'a GET of a hash and empty texts',
    address({ query: '', variables: '', extensions: JSON.stringify(PERSISTED) }),
  ),
  badInput('a persisted query without a hash', json({ extensions: { persistedQuery: { version: 1 } } })),
  badInput('a persisted query that is null', json({ extensions: { persistedQuery: null } })),
  badInput('a subscription', operation('subscription { changes { cursor } }')),
  badInput(
    'a subscription by name',
    json({ query: 'query A { __typename } subscription B { changes { cursor } }', operationName: 'B' }),
  ),
  badInput('bytes that are not UTF-8', bytes('{"query":"{ __typename }","x":"', 0xff, '"}')),
  badInput('a surrogate in UTF-8', bytes('{"query":"{ __typename }","x":"', 0xed, 0xa0, 0x80, '"}')),
  badInput('plain text', typed('text/plain', JSON.stringify({ query: SIMPLE })), 415),
  badInput('a form', typed('application/x-www-form-urlencoded', 'query={__typename}'), 415),
  badInput('a form in parts', typed('multipart/form-data; boundary=x', '--x--'), 415),
  badInput('application/graphql', typed('application/graphql', SIMPLE), 415),
  badInput(
    'a gzipped body',
    {
      body: new Uint8Array(gzipSync(JSON.stringify({ query: SIMPLE }))),
      headers: { 'content-encoding': 'gzip' },
    },
    415,
  ),
  ...['text/html', 'image/png, text/*', 'application/xml', 'application/json;q=0', ';', 'multipart/mixed'].map(
    (accept) => badInput(`Accept: ${accept}`, { ...operation(SIMPLE), headers: { accept } }, 406),
  ),
  badInput('a GET without a query', address({})),
  badInput('a GET with variables that are no JSON', address({ query: SIMPLE, variables: '{' })),
  badInput('a GET with extensions that are no object', address({ query: SIMPLE, extensions: '1' })),
  badInput('a GET with two queries', { method: 'GET', search: `?query=${SIMPLE}&query=${SIMPLE}` }),
  badInput('a GET of a mutation', address({ query: `mutation { ${WRITES[0]} { change { id } } }` }), 405),
  badInput('a GET of a subscription', address({ query: 'subscription { changes { cursor } }' }), 405),
  unparsed('an open brace', operation('{')),
  unparsed('no operation at all', operation('# nothing')),
  unparsed('text that is no GraphQL', operation('SELECT 1')),
  unparsed('half a surrogate pair in a text', operation('{ node(id: "\\uD800") { id } }')),
  unparsed('a NUL', operation('{ \u0000 }')),
  unparsed('a GET with broken percent-encoding', { method: 'GET', search: '?query=%ZZ' }),
  invalid('an unknown field', operation('{ nothing }')),
  invalid('an unknown argument', operation('{ node(key: "a") { id } }')),
  invalid(
    'an unknown enum member in the text',
    operation('{ derivedCredentials(orderBy: { field: AGE }) { totalCount } }'),
  ),
  invalid('a field without a selection', operation('{ viewer }')),
  invalid('only a fragment', operation('fragment F on Query { __typename }')),
];

test('Each request that cannot be carried out ends in its code and status, under the id of the answer', async () => {
  const service = await boot();
  const outcomes: Case[] = [];
  for (const [what, request] of CASES) {
    const answer = await send(service, request);
    expectErrorResponse(answer);
    const { headers } = answer;
    expect(headers.get('www-authenticate')?.startsWith('Bearer') ?? false, what).toBe(answer.status === 401);
    expect(headers.get('allow'), what).toBe(answer.status === 405 ? 'POST' : null);
    expect(JSON.parse(answer.text).data ?? null, what).toBeNull();
    outcomes.push([what, request, answer.status, [...new Set(answer.codes)].join(' ')]);
  }
  expect(outcomes).toEqual(CASES);
  const tenant = settingsClient(service);
  expect(await tenant.changes()).toEqual([]);
});

/** Operations that are valid, and fail during execution because a nullable variable with a default is null. */
const NULLS: readonly (readonly [what: string, query: string])[] = [
  ['an argument', 'query($x: ID = "a") { node(id: $x) { id } }'],
  ['an argument below others', `query($x: Boolean = true) { viewer { subject @include(if: $x) } }`],
  ['a directive', 'query($x: Boolean = true) { viewer @skip(if: $x) { subject } }'],
  ['a directive on a fragment', 'query($x: Boolean = true) { ... @include(if: $x) { viewer { subject } } }'],
  [
    'a field of an input',
    `mutation($x: Int = 20) { createDerivedCredentialSettings(input: {
      displayName: "a", helpUrl: "http://a", issuer: X_TEC, notificationType: NONE, renewalThresholdPercentage: $x
    }) { change { id } } }`,
  ],
  ['a member of a list', `query($x: ID = "a") { derivedCredentials(filter: { id: { in: [$x] } }) { totalCount } }`],
  [
    'the one of several',
    `mutation($x: DeleteDerivedCredentialSettingsInput) { applyDerivedCredentialSettingsChanges(
      input: { changes: [{ delete: $x }] }) { userErrors { code } } }`,
  ],
];

test('A forbidden null in a variable is an error of the request, wherever the variable is used', async () => {
  const service = await boot();
  for (const [what, query] of NULLS) {
    const answer = await send(service, operation(query, { x: null }));
    expectErrorResponse(answer);
    expect([answer.status, answer.codes], what).toEqual([200, ['BAD_USER_INPUT']]);
    expect(answer.messages[0], what).toMatch(
      /^Argument "\w+" (?:of non-null type "\w+!" must not be null|has invalid value).*\. A variable in it is null or left out, and may not be\.$/s,
    );
  }
  expect(await settingsClient(service).changes()).toEqual([]);
});

test('A token that may only read cannot write, and one that may nothing cannot read', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  const reader = `Bearer ${await service.token({ permissions: [READ] })}`;
  const nobody = `Bearer ${await service.token({ permissions: ['Something.Else'] })}`;
  const ask = (query: string, authorization: string) =>
    send(service, { ...operation(query), headers: { authorization } });

  for (const write of WRITES) {
    for (const authorization of [reader, nobody]) {
      const { codes, messages } = expectErrorResponse(
        await ask(`mutation { ${write} { change { id } } }`, authorization),
      );
      expect({ write, codes }).toEqual({ write, codes: ['FORBIDDEN'] });
      expect(messages[0]).toContain(WRITE);
      expect(messages[0]).not.toContain(READ);
    }
  }
  for (const read of READS) {
    expect((await ask(`{ ${read} }`, reader)).errors).toEqual([]);
    const { codes, messages } = expectErrorResponse(await ask(`{ ${read} }`, nobody));
    expect({ read, codes }).toEqual({ read, codes: ['FORBIDDEN'] });
    expect(messages[0]).toContain(READ);
    expect(messages[0]).toContain(WRITE);
  }
  expect(await tenant.changes()).toHaveLength(1);
  expect(await tenant.find(ID)).toMatchObject(EXAMPLE);
});

test('A query may come by GET, with variables and an operation name', async () => {
  const service = await boot();
  await settingsClient(service).create({ ...EXAMPLE, id: ID });
  const query = 'query A($id: ID!) { node(id: $id) { id } } query B { __typename }';
  const { status, text } = await send(
    service,
    address({ query, operationName: 'A', variables: JSON.stringify({ id: ID }) }),
  );
  expect({ status, answer: JSON.parse(text) }).toEqual({ status: 200, answer: { data: { node: { id: ID } } } });
});

test('Empty texts count as none', async () => {
  const service = await boot();
  const named = `query Only ${SIMPLE}`;
  const requests: readonly (readonly [what: string, request: Sent])[] = [
    ['an operation name by POST', json({ query: named, operationName: '' })],
    ['an operation name by GET', address({ query: named, operationName: '' })],
    ['variables by GET', address({ query: named, variables: '' })],
    ['extensions by GET', address({ query: named, extensions: '' })],
    ['a document id by GET', address({ query: named, documentId: '' })],
    ['each of them', address({ query: named, operationName: '', variables: '', extensions: '', documentId: '' })],
  ];
  for (const [what, request] of requests) {
    const { status, text } = await send(service, request);
    expect([status, JSON.parse(text)], what).toEqual([200, { data: { __typename: 'Query' } }]);
  }
  const two = { query: `${named} query Other ${SIMPLE}`, operationName: '' };
  expect(await send(service, json(two))).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
  for (const transport of TRANSPORTS) {
    await settingsClient(service).create(EXAMPLE);
    const operation = { query: 'subscription Only { changes(after: "") { node { kind } } }', operationName: '' };
    const authorization = `Bearer ${await service.token()}`;
    const follower = rawFollower({ url: service.url, transport, authorization, operation });
    expect(await follower.next(), transport).toEqual({ data: { changes: { node: { kind: 'CREATED' } } } });
  }
});

test('Each refusal comes in the type that the client accepts', async () => {
  const service = await boot();
  const responseType = 'application/graphql-response+json';
  for (const [what, request, status] of CASES.filter(([, { headers }]) => headers?.['accept'] === undefined)) {
    for (const [accept, type] of [
      [`${responseType},application/json;q=0.9`, `${responseType}; charset=utf-8`],
      ['application/json', 'application/json; charset=utf-8'],
      ['', 'application/json; charset=utf-8'],
    ] as const) {
      const answer = await send(service, { ...request, headers: { ...request.headers, accept } });
      expect([answer.status, answer.headers.get('content-type')], `${what}, ${accept}`).toEqual([status, type]);
    }
  }
});

test('A mutation whose answer the client would not take is not carried out', async () => {
  const service = await boot();
  for (const accept of ['text/html', 'application/json;q=0', 'application/*;q=0.0, text/plain']) {
    expect((await send(service, { ...creating(EXAMPLE), headers: { accept } })).status).toBe(406);
  }
  const tenant = settingsClient(service);
  expect(await tenant.changes()).toEqual([]);
  const taken = ['*/*', 'application/*', 'application/json; charset=latin1', 'text/html, Application/JSON;q=0.1', ''];
  for (const accept of [...taken, 'application/graphql-response+json;profile=a']) {
    expect((await send(service, { ...creating(EXAMPLE), headers: { accept } })).status, accept).toBe(200);
  }
  expect(await tenant.changes()).toHaveLength(taken.length + 1);
});
