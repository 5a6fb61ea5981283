/** Tests each limit of a request at its boundary. */
import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { send } from '../../support/graphql/send.js';
import { EXAMPLE } from '../../support/graphql/settings-client.js';
import { expectNoLeak } from '../../support/http/expect-no-leak.js';
import { boot } from '../../support/service/boot.js';

const CREATE = `mutation($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { userErrors { code } }
}`;
const MAX_BODY = 256 * 1024;
const MAX_ANSWER = 10_000;

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');
const within = (selections: string) => `{ derivedCredentials { ${selections} } }`;
const connectionFragment = (selections: string) =>
  `fragment F on DerivedCredentialSettingsConnection { ${selections} }`;
const queryFragment = (name: string, selections: string) => `fragment ${name} on Query { ${selections} }`;
const nested = (depth: number) => `${'{ a '.repeat(depth - 1)}${'}'.repeat(depth - 1)}`;
const aliased = (count: number) => times(count, (index) => `a${index}: totalCount`);
const directed = (count: number) => times(count, () => 'totalCount @include(if: true)');
const rootFields = (count: number) => times(count, (index) => (index % 2 === 0 ? '__typename' : 'viewer { subject }'));

// In different selections, because many equal fields in one selection hit another limit.
const tokens = (count: number) => `${times(Math.floor(count / 4), () => '... { id }')} ${times(count % 4, () => 'id')}`;

/** Requests by size, and the largest size that is accepted. */
const BOUNDS: readonly (readonly [what: string, most: number, request: (amount: number) => object])[] = [
  ['characters', 15_000, (n) => ({ query: '{ __typename }'.padEnd(n) })],
  // Eight tokens are around the fields.
  ['tokens', 2_000, (n) => ({ query: within(`nodes { ${tokens(n - 8)} }`) })],
  ['depth', 12, (n) => ({ query: `{ derivedCredentials ${nested(n)} }` })],
  ['depth in a fragment', 12, (n) => ({ query: `{ ...F } fragment F on Query { derivedCredentials ${nested(n)} }` })],
  ['aliases', 15, (n) => ({ query: within(aliased(n)) })],
  ['aliases of __typename', 15, (n) => ({ query: within(times(n, (index) => `a${index}: __typename`)) })],
  ['aliases in a fragment', 15, (n) => ({ query: `${within('...F')} ${connectionFragment(aliased(n))}` })],
  [
    'aliases in fragments',
    15,
    (n) => ({ query: `${within(`...F ${aliased(n - 1)}`)} ${connectionFragment('b: totalCount')}` }),
  ],
  ['directives', 50, (n) => ({ query: within(directed(n)) })],
  ['directives in a fragment', 50, (n) => ({ query: `${within('...F')} ${connectionFragment(directed(n))}` })],
  [
    'directives in a fragment that is spread in ten places',
    50,
    (n) => ({
      query: `{ ${times(10, (index) => `a${index}: derivedCredentials(first: 1) { ...F }`)} } ${connectionFragment(directed(n))}`,
    }),
  ],
  ['directives on fragments', 50, (n) => ({ query: within(times(n, () => '... @skip(if: false) { totalCount }')) })],
  ['root fields', 10, (n) => ({ query: `{ ${rootFields(n)} }` })],
  ['root fields in a fragment', 10, (n) => ({ query: `{ ...F } ${queryFragment('F', rootFields(n))}` })],
  [
    'root fields in fragments',
    10,
    (n) => ({
      query: `{ ...F ... { __typename } } ${queryFragment('F', `...G`)} ${queryFragment('G', rootFields(n - 1))}`,
    }),
  ],
  // The object of the variables and the list count as well.
  ['values in variables', 2_000, (n) => ({ query: '{ __typename }', variables: { x: Array(n - 2).fill(1) } })],
  [
    'depth of variables',
    32,
    (n) => ({ query: '{ __typename }', variables: { x: JSON.parse('['.repeat(n) + ']'.repeat(n)) } }),
  ],
];

test('A request is carried out up to each limit and refused beyond it', async () => {
  const service = await boot();
  for (const [what, most, request] of BOUNDS) {
    const inside = await send(service, { body: request(most) });
    expect(inside.codes, `${most} ${what}`).not.toContain('LIMIT_EXCEEDED');
    // A query of this depth has unknown fields. All others are valid.
    if (!what.startsWith('depth in') && what !== 'depth') expect(inside.status, `${most} ${what}`).toBe(200);
    const outside = await send(service, { body: request(most + 1) });
    expect(outside.codes, `${most + 1} ${what}`).toContain('LIMIT_EXCEEDED');
    expect(outside.status, `${most + 1} ${what}`).toBe(400);
    expectNoLeak(outside.text);
  }
  // Fields whose comparison with each other would take long.
  const repeated = { query: within(`nodes { ${times(1_900, () => 'id')} }`) };
  expect(await send(service, { body: repeated })).toMatchObject({ status: 400, codes: ['LIMIT_EXCEEDED'] });
});

test('A table may switch each of its columns on and off, in every place where it is shown', async () => {
  const service = await boot();
  const columns =
    'displayName helpUrl issuer notificationType renewalThresholdPercentage version createdAt updatedAt'.split(' ');
  const toggles = columns.map((column) => `${column} @include(if: $${column})`).join(' ');
  const tables = times(8, (index) => `table${index}: derivedCredentials(first: 1) { nodes { ...Row } }`);
  const query = `query(${columns.map((column) => `$${column}: Boolean!`)}) { ${tables} }
    fragment Row on DerivedCredentialSettings { ${toggles} }`;
  const variables = Object.fromEntries(columns.map((column) => [column, true]));
  expect(await send(service, { body: { query, variables } })).toMatchObject({ status: 200, errors: [] });
  const hundreds = await send(service, { body: { query: within(directed(200)) } });
  expect(hundreds).toMatchObject({ status: 400, codes: ['LIMIT_EXCEEDED'] });
  expect(hundreds.messages).toEqual(['The operation holds more than 50 directives.']);
});

test('A body of 256 kB is read and a larger one is refused with 413', async () => {
  const service = await boot();
  const body = (length: number) => {
    const empty = '{"query":"{ __typename }","operationName":null,"variables":{"x":""}}';
    return empty.replace('""', `"${'a'.repeat(length - empty.length)}"`);
  };
  expect((await send(service, { body: body(MAX_BODY) })).text).toContain('"data"');
  for (const length of [MAX_BODY + 1, 2 * MAX_BODY]) {
    const refused = await send(service, { body: body(length) });
    expect(refused).toMatchObject({ status: 413, codes: ['LIMIT_EXCEEDED'] });
  }
});

test('Nothing that nests exhausts the stack', async () => {
  const service = await boot();
  const deep = (open: string, close: string, count: number) => open.repeat(count) + close.repeat(count);
  const queries = [
    deep('{a', '}', 660),
    `{ node(id: ${deep('[', ']', 990)}) { id } }`,
    `query($x: ${deep('[', ']', 990).replace('[]', '[Int]')}) { __typename }`,
    `{ derivedCredentials(filter: ${deep('{not:', '}', 490).replace(':}', ':{}}')}) { totalCount } }`,
    deep('{...', '}', 490).replace('...}', '...{a}}'),
    `{ ...F0 } ${times(150, (index) => `fragment F${index} on Query { ...F${index + 1} }`)} fragment F150 on Query { __typename }`,
    `{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }`,
    `{ __schema { types ${deep('{ fields { type ', '}}', 90).replace('type }', 'type { name } }')} } }`,
  ];
  for (const query of queries) {
    const { codes, text } = await send(service, { body: { query } });
    expect(codes, query.slice(0, 60)).not.toContain('INTERNAL_SERVER_ERROR');
    expectNoLeak(text);
  }
  for (const name of ['variables', 'extensions', 'other']) {
    const body = `{"query":"{ __typename }","${name}":{"x":${deep('[', ']', 60_000)}}}`;
    const { status, text } = await send(service, { body });
    expect(status, name).toBeLessThan(500);
    expectNoLeak(text);
  }
});

test('A response lists at most eight errors, says that there are more, and stays small', async () => {
  const service = await boot();
  const unknownKeys = Object.fromEntries(
    Array.from({ length: 1_950 }, (_, index) => [`unknown_input_key_no_${index}___`, 1]),
  );
  expect(JSON.stringify(unknownKeys).length).toBeGreaterThan(59_000 * 0.8);
  const requests = [
    { query: CREATE, variables: { input: unknownKeys } },
    { query: CREATE, variables: { input: { ...EXAMPLE, ...unknownKeys } } },
    { query: within(times(30, (index) => `unknown${index}`)) },
    { query: `{ derivedCredentials(${times(30, (index) => `unknown${index}: 1`)}) { totalCount } }` },
    { query: `query(${times(30, (index) => `$x${index}: Int`)}) { __typename }` },
    {
      query: `query(${times(30, (index) => `$x${index}: Int!`)}) { a: __typename ${times(9, (index) => `changes(first: $x${index}) { totalCount }`)} }`,
    },
  ];
  for (const body of requests) {
    const { status, errors, messages, text } = await send(service, { body });
    expect(status).toBe(400);
    expect(errors.length).toBe(9);
    expect(messages.at(-1)).toMatch(/^Too many /);
    expect(text.length).toBeLessThan(MAX_ANSWER);
  }
});

test('A message about a long value names the fault at its end instead of the whole value', async () => {
  const service = await boot();
  const input = { ...EXAMPLE, ['k'.repeat(200_000)]: 1 };
  const { text, messages } = await send(service, { body: { query: CREATE, variables: { input } } });
  expect(text.length).toBeLessThan(MAX_ANSWER);
  expect(messages).toEqual([
    expect.stringMatching(
      /^Variable "\$input" got invalid value .*… ?.*is not defined by type "CreateDerivedCredentialSettingsInput"\./,
    ),
  ]);
});

test('In local mode a client may read the whole schema, but not go round in circles in it', async () => {
  const service = await boot();
  const everything = {
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
  };
  for (const query of [getIntrospectionQuery(), getIntrospectionQuery(everything)]) {
    const { status, errors, text } = await send(service, { body: { query, operationName: 'IntrospectionQuery' } });
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
    expect(JSON.parse(text).data.__schema.queryType.name).toBe('Query');
  }
  const circle = `{ __schema { types ${'{ fields { type '.repeat(3)}{ name }${'}}'.repeat(3)} } }`;
  expect(await send(service, { body: { query: circle } })).toMatchObject({ status: 400, codes: ['LIMIT_EXCEEDED'] });
});

test('With introspection off nothing reveals the schema, not even a suggestion for a mistyped name', async () => {
  const service = await boot({ GRAPHQL_INTROSPECTION: 'false' });
  for (const query of [
    getIntrospectionQuery(),
    '{ __schema { queryType { name } } }',
    '{ __type(name: "Query") { name } }',
  ]) {
    const { status, codes, messages, text } = await send(service, { body: { query } });
    expect(status).toBe(400);
    expect(new Set(codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
    expect(messages[0]).toContain('Introspection is switched off');
    expectNoLeak(text);
  }
  expect((await send(service, { body: { query: '{ __typename }' } })).errors).toEqual([]);

  const input = (fields: object) => ({ query: CREATE, variables: { input: { ...EXAMPLE, ...fields } } });
  const mistyped = [
    { query: '{ derivedCredential { totalCount } }' },
    { query: '{ derivedCredentials { totalCoun } }' },
    { query: '{ derivedCredentials(frst: 1) { totalCount } }' },
    { query: '{ derivedCredentials(filter: { isuer: {} }) { totalCount } }' },
    { query: '{ derivedCredentials(filter: { issuer: { eq: PUREBREAD } }) { totalCount } }' },
    { query: '{ derivedCredentials { ... on DerivedCredentialSettingsConnectio { totalCount } } }' },
    { query: 'query($x: NotificationTyp) { __typename }' },
    input({ issuer: 'PUREBREAD' }),
    input({ displayNam: 'x' }),
  ];
  const local = await boot();
  for (const body of mistyped) {
    expect((await send(local, { body })).text).toMatch(/Did you mean /);
    const { status, text } = await send(service, { body });
    expect(status).toBe(400);
    expect(text).not.toContain('Did you mean');
  }
});
