/** Hostile GraphQL requests as data: what each tries, the expected HTTP status, and its body, for every transport. */
import { EXAMPLE } from '../../support/graphql/settings-client.js';

export interface HostileOperation {
  readonly what: string;
  readonly status: number;
  /** The status if introspection is off. */
  readonly inProduction?: number;
  /** The status by GET, which allows only queries. */
  readonly byGet?: number;
  readonly body: GraphqlBody;
}

export interface GraphqlBody {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
}

const CREATE = `mutation($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { derivedCredentialSettings { id } userErrors { code field message } }
}`;
const FILTERED = `query($filter: DerivedCredentialSettingsFilter, $first: Int, $after: String) {
  derivedCredentials(filter: $filter, first: $first, after: $after) { totalCount nodes { id } }
}`;

const FIND = `query($id: ID!, $asOf: Moment) { derivedCredentialSettings(id: $id, asOf: $asOf) { id } }`;
const LOG = `query($filter: ChangeFilter) { changes(filter: $filter) { totalCount nodes { id } } }`;
const REVERT = `mutation($input: RevertDerivedCredentialSettingsInput!) {
  revertDerivedCredentialSettings(input: $input) { change { id } userErrors { code field message } }
}`;
const APPLY = `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
  applyDerivedCredentialSettingsChanges(input: $input) { results { deletedId } userErrors { code field message } }
}`;
const APPLY_ONE = `mutation($one: DeleteDerivedCredentialSettingsInput) {
  applyDerivedCredentialSettingsChanges(input: { changes: [{ delete: $one }] }) { userErrors { code } }
}`;
const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';

const times = (count: number, make: (index: number) => string) => Array.from({ length: count }, (_, i) => make(i));
const nest = (open: string, inner: string, close: string, depth: number) =>
  `${open.repeat(depth)}${inner}${close.repeat(depth)}`;
const wrapped = (key: string, inner: unknown, depth: number): unknown =>
  depth === 0 ? inner : { [key]: wrapped(key, inner, depth - 1) };

type Row = readonly [what: string, status: number, body: GraphqlBody | string];

const DOCUMENTS: readonly Row[] = [
  ['spaces alone', 400, '   '],
  ['a comment alone', 400, '# { __typename }'],
  ['an unknown field', 400, '{ password }'],
  ['fields of the object prototype', 400, '{ __proto__ constructor toString hasOwnProperty }'],
  ['an alias of the object prototype', 200, '{ __proto__: __typename constructor: __typename }'],
  ['a fragment of the object prototype', 400, '{ ...__proto__ } fragment constructor on Query { __typename }'],
  ['a type of the object prototype', 400, '{ ... on __proto__ { __typename } }'],
  ['an argument of the object prototype', 400, '{ node(__proto__: 1, constructor: 2) { id } }'],
  ['a directive of the object prototype', 400, '{ viewer @constructor { subject } }'],
  ['directives for streams', 400, '{ derivedCredentials { nodes @stream(initialCount: 0) { id } } ... @defer { x } }'],
  ['a definition of a type', 400, 'type Query { a: Int } { __typename }'],
  ['a fragment that spreads itself', 400, '{ ...A } fragment A on Query { ...A }'],
  ['a ring of fragments', 400, '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
  ['fragments that double thirty times', 200, `{ ...F0 } ${doubling(30)}`],
  ['a byte order mark', 200, '\ufeff{ __typename }'],
  ['a NUL', 400, '{ __typename\u0000 }'],
  ['half a surrogate pair', 400, '{ node(id: "\\ud800") { id } }'],
  ['a code point beyond the last', 400, '{ node(id: "\\u{110000}") { id } }'],
  ['letters that look like others', 400, '{ __typen\u0430me }'],
  ['text that runs backwards', 400, '{ \u202eemanepyt__ }'],
  ['a text without end', 400, `{ node(id: "${'a'.repeat(10_000)}) { id } }`],
  ['an integer of ten thousand digits', 400, `{ derivedCredentials(first: ${'9'.repeat(10_000)}) { totalCount } }`],
  ['a fraction beyond all', 400, '{ derivedCredentials(first: 1e999) { totalCount } }'],
  ['the first none of all', 200, '{ derivedCredentials(first: 0) { totalCount } }'],
  ['fewer than none', 200, '{ derivedCredentials(first: -2147483648) { totalCount } }'],
  ['more than any', 200, '{ changes(first: 2147483647) { totalCount } }'],
  ['connections that multiply', 400, multiplied(3)],
  ['the same with a fragment', 400, `{ ...F } fragment F on Query ${multiplied(3)}`],
  ['selections 600 deep', 400, nest('{ a ', '', '}', 600)],
  ['lists 900 deep', 400, `{ node(id: ${nest('[', '', ']', 900)}) { id } }`],
  ['types 900 deep', 400, `query($x: ${nest('[', 'Int', ']', 900)}) { __typename }`],
  ['conditions 400 deep', 200, `{ derivedCredentials(filter: ${nest('{not:', '{}', '}', 400)}) { totalCount } }`],
  ['sixteen aliases of a count', 400, `{ ${times(16, (i) => `a${i}: derivedCredentials { totalCount }`).join(' ')} }`],
  ['a thousand aliases of __typename', 400, `{ ${times(900, (i) => `a${i}: __typename`).join(' ')} }`],
  ['a thousand repeated fields', 400, `{ viewer { ${'subject '.repeat(1_900)} } }`],
  ['three hundred directives', 400, `{ __typename ${'@include(if: true) '.repeat(200)} }`],
  ['three hundred operations', 400, times(300, (i) => `query Q${i} { __typename }`).join(' ')],
  ['fifteen thousand characters and one', 400, '{ __typename }'.padEnd(15_001)],
  ['a cursor of a number', 400, '{ derivedCredentials(after: 1) { totalCount } }'],
  ['mistyped names', 400, '{ derivedCredential { totalCount } viewr { subject } nod { id } }'],
  ['a mutation of nothing', 400, 'mutation { __typenam }'],
  ['a subscription to nothing', 400, 'subscription { __typename }'],
];

const VARIABLES: readonly Row[] = [
  ['conditions 400 deep in a variable', 400, { query: FILTERED, variables: wrapped('filter', {}, 400) }],
  ['conditions 30 deep in a variable', 200, { query: FILTERED, variables: { filter: wrapped('not', {}, 29) } }],
  ['alternatives without end', 200, { query: FILTERED, variables: { filter: { or: Array(101).fill({}) } } }],
  [
    'a list of 101 values',
    200,
    { query: FILTERED, variables: { filter: { displayName: { in: Array(101).fill('a') } } } },
  ],
  ['a filter of 3,000 characters', 200, filtered({ displayName: { contains: 'a'.repeat(3_000) } })],
  ['a condition on null', 200, filtered({ not: null })],
  ['a condition on half a surrogate pair', 200, filtered({ displayName: { contains: '\ud800' } })],
  ['a condition on a prototype', 400, filtered(JSON.parse('{"__proto__":{"eq":"a"},"constructor":{"eq":"a"}}'))],
  ['operators of another database', 400, filtered({ displayName: { $ne: null, $where: 'sleep(9)' } })],
  [
    'SQL for a text',
    200,
    filtered({ displayName: { contains: "'||(SELECT group_concat(tenant_id) FROM tenant)||'" } }),
  ],
  ['a pattern for a text', 200, filtered({ displayName: { contains: `${'%_'.repeat(1_000)}` } })],
  ['a cursor that is none', 200, { query: FILTERED, variables: { after: 'AAAA' } }],
  ['a cursor of a prototype', 200, { query: FILTERED, variables: { after: cursor('["__proto__","ASC",1,"x"]') } }],
  ['a cursor of nested lists', 200, { query: FILTERED, variables: { after: cursor(nest('[', '', ']', 5_000)) } }],
  [
    'a cursor of a huge number',
    200,
    { query: FILTERED, variables: { after: cursor('["createdAt","ASC",1e999,"x"]') } },
  ],
  ...[
    ['a moment that is nothing', 400, {}],
    ['a moment that is two', 400, { time: '2026-11-22T00:00:00Z', cursor: 'AAAA' }],
    ['a moment of a prototype', 400, JSON.parse('{"__proto__":{"time":"2026-11-22T00:00:00Z"}}')],
    ['a moment that is a list', 400, [{ cursor: 'AAAA' }, { cursor: 'AAAA' }]],
    ['a moment before the first day', 400, { time: '-0001-01-01T00:00:00Z' }],
    ['a moment after the last day', 400, { time: '+275760-09-13T00:00:00.001Z' }],
    ['a moment on a day that is none', 400, { time: '2026-02-30T00:00:00Z' }],
    ['a moment in the year 0', 200, { time: '0000-01-01T00:00:00Z' }],
    ['a moment as a number', 400, { time: 8.64e15 + 1 }],
    ['a moment at infinity', 400, { time: 1e300 }],
    ['a moment of SQL', 400, { time: "2026-11-22T00:00:00Z' OR 1=1 --" }],
    ['a cursor of a moment that is none', 200, { cursor: 'AAAA' }],
    ['a cursor of a moment without end', 200, { cursor: 'A'.repeat(100_000) }],
    ['a cursor of a moment beyond all numbers', 200, { cursor: cursor(`1.${'9'.repeat(15)}.AAAAAAAAAAA`) }],
    ['a cursor of a moment that is a NUL', 200, { cursor: '\u0000' }],
  ].map(([what, status, asOf]): Row => [String(what), Number(status), { query: FIND, variables: { id: ID, asOf } }]),
  ...[
    ['a search of the log for 101 objects', 200, { settingsId: { in: Array(101).fill(ID) } }],
    ['a search of the log for a text without end', 200, { actor: { subject: { eq: 'a'.repeat(200_000) } } }],
    ['a search of the log for SQL', 200, { actor: { subject: { eq: "' OR 1=1; DROP TABLE change; --" } } }],
    ['a search of the log for half a surrogate pair', 200, { actor: { subject: { in: ['\udfff'] } } }],
    ['a search of the log for a NUL', 200, { settingsId: { eq: '\u0000' } }],
    ['a search of the log by null', 200, { at: { lt: null } }],
    ['a search of the log for a time beyond all', 400, { at: { gt: '999999-01-01T00:00:00Z' } }],
    ['a search of the log for all times', 200, { at: { gt: '0000-01-01T00:00:00Z', lt: '9999-12-31T23:59:59Z' } }],
    ['a search of the log by what it has not', 400, { issuer: { eq: 'PUREBRED' } }],
    ['a search of the log that nests', 400, wrapped('and', {}, 20)],
    ['a search of the log by operators of another database', 400, { kind: { $ne: 'CREATED' } }],
  ].map(([what, status, filter]): Row => [String(what), Number(status), { query: LOG, variables: { filter } }]),
  creating('a key of the prototype', JSON.parse('{"constructor":{"prototype":{}}}'), 400),
  applying('a change of a prototype', 400, [JSON.parse('{"__proto__":{"delete":{"id":"a"}}}')]),
  applying('a change that is too deep', 400, [wrapped('create', {}, 40)]),
  ['variables that are a list', 400, { query: FILTERED, variables: [] }],
  ['variables that are a text', 400, { query: FILTERED, variables: 'x' }],
  ['3,000 variables', 400, { query: FILTERED, variables: Object.fromEntries(times(3_000, String).entries()) }],
  ['an operation by the name of a prototype', 400, { query: '{ __typename }', operationName: '__proto__' }],
  ['an operation name that is a list', 400, { query: '{ __typename }', operationName: ['a'] }],
  ['a query that is a list', 400, { query: ['{ __typename }'] }],
  ['a query that is an object', 400, { query: { toString: '{ __typename }' } }],
  ['no query', 400, {}],
  ['a persisted query', 200, { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }],
  [
    'a persisted query of another text',
    200,
    { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
  ],
  [
    'a persisted query of another version',
    200,
    { query: '{ __typename }', extensions: { persistedQuery: { version: 2 } } },
  ],
  ['extensions that are a list', 400, { query: '{ __typename }', extensions: [] }],
];

/** Mutations that must be refused, and subscriptions, which have no single response. */
const NO_QUERIES: readonly Row[] = [
  ['a subscription', 400, 'subscription { changes { cursor } }'],
  creating('a name that is a NUL', { displayName: '\u0000' }, 200),
  creating('a name that is half a surrogate pair', { displayName: '\udc00' }, 200),
  creating('a name of 200,000 characters', { displayName: 'a'.repeat(200_000) }, 200),
  creating('an address with a script', { helpUrl: 'javascript:alert(1)' }, 200),
  creating('an address of a file', { helpUrl: 'file:///etc/passwd' }, 200),
  creating('an address with a user', { helpUrl: 'https://user:password@example.com/' }, 200),
  creating('an id that leads elsewhere', { id: '../../admin' }, 200),
  creating('a threshold beyond 32 bits', { renewalThresholdPercentage: 2 ** 40 }, 400),
  creating('a threshold that is a list', { renewalThresholdPercentage: [20] }, 400),
  creating('an enum member by its number', { issuer: 0 }, 400),
  creating('a mistyped enum member', { issuer: 'PUREBREAD' }, 400),
  creating('a tenant of its own choice', { tenantId: '00000000-0000-4000-8000-000000000001' }, 400),
  ...[-(2 ** 31) - 1, 2 ** 31, 1e300, 0.5, '1', [1], null].map((toVersion): Row => {
    return [`a revert to version ${toVersion}`, 400, { query: REVERT, variables: { input: { id: ID, toVersion } } }];
  }),
  ...[-(2 ** 31), -1, 0, 2 ** 31 - 1].map((toVersion): Row => {
    return [`a revert to version ${toVersion}`, 200, { query: REVERT, variables: { input: { id: ID, toVersion } } }];
  }),
  applying('a hundred and one deletions', 200, Array(101).fill({ delete: { id: ID } })),
  applying('a hundred hostile texts', 200, times(100, (i) => `\u202e\u0000${i}`).map(named)),
  applying('a hundred faulty creations', 200, Array(100).fill(named('\ud800'))),
  applying('400 deletions', 200, Array(400).fill({ delete: { id: ID } })),
  applying('700 deletions', 400, Array(700).fill({ delete: { id: ID } })),
  applying('1,500 empty changes', 400, Array(1_500).fill({})),
  applying('a change that is a list of lists', 400, JSON.parse(nest('[', '', ']', 30))),
  applying('two changes in one', 400, [{ delete: { id: ID }, update: { id: ID } }]),
  applying('no change in one', 400, [{}]),
  applying('a change of null', 400, [{ create: null }]),
  applying('a change of another tenant', 400, [{ delete: { id: ID, tenantId: ID } }]),
  applying('changes that are no list', 400, { length: 1, 0: { delete: { id: ID } } }),
  ['a null among literal changes', 200, { query: APPLY_ONE, variables: { one: null } }],
  ['an input of null', 400, { query: CREATE, variables: { input: null } }],
  ['an input that is a list', 400, { query: CREATE, variables: { input: [EXAMPLE, EXAMPLE] } }],
];

/** For every transport of GraphQL. */
export const HOSTILE_OPERATIONS: readonly HostileOperation[] = [
  ...[...DOCUMENTS, ...VARIABLES].map(operation),
  ...NO_QUERIES.map((row) => ({ ...operation(row), byGet: 405 })),
  { what: 'the schema', status: 200, inProduction: 400, body: { query: '{ __schema { types { name } } }' } },
  { what: 'a type', status: 200, inProduction: 400, body: { query: '{ __type(name: "Query") { name } }' } },
  {
    what: 'the schema in circles',
    status: 400,
    body: { query: `{ __schema { types ${nest('{ fields { type ', '{ name }', '}}', 9)} } }` },
  },
];

function operation([what, status, body]: Row): HostileOperation {
  return { what, status, body: typeof body === 'string' ? { query: body } : body };
}

function creating(what: string, fault: object, status: number): Row {
  return [what, status, { query: CREATE, variables: { input: { ...EXAMPLE, ...fault } } }];
}

function applying(what: string, status: number, changes: unknown): Row {
  return [what, status, { query: APPLY, variables: { input: { changes } } }];
}

function named(displayName: string) {
  return { create: { ...EXAMPLE, displayName, helpUrl: 'javascript:x' } };
}

function filtered(filter: unknown): GraphqlBody {
  return { query: FILTERED, variables: { filter } };
}

function cursor(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function doubling(depth: number): string {
  const fragments = times(depth, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`);
  return `${fragments.join(' ')} fragment F${depth} on Query { __typename }`;
}

function multiplied(depth: number): string {
  const inner = depth === 0 ? '{ id }' : `{ changes(first: 100) { nodes { after { displayName } } } id }`;
  return `{ derivedCredentials(first: 100) { nodes ${inner} } a: derivedCredentials(first: 100) { nodes ${inner} } }`;
}
