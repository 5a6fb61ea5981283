/** Hostile GraphQL requests as data: by what they try, the status over HTTP, and what is sent whatever the transport. */
import { EXAMPLE } from '../support/settings-client.js';

export interface HostileOperation {
  readonly what: string;
  readonly status: number;
  /** Where introspection is off. */
  readonly inProduction?: number;
  /** By GET, which only reads. */
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
  ['the first of all', 200, '{ derivedCredentials(first: 0) { totalCount } }'],
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
  ['variables that are a list', 400, { query: FILTERED, variables: [] }],
  ['variables that are a text', 400, { query: FILTERED, variables: 'x' }],
  ['3,000 variables', 400, { query: FILTERED, variables: Object.fromEntries(times(3_000, String).entries()) }],
  ['an operation by the name of a prototype', 400, { query: '{ __typename }', operationName: '__proto__' }],
  ['an operation name that is a list', 400, { query: '{ __typename }', operationName: ['a'] }],
  ['a query that is a list', 400, { query: ['{ __typename }'] }],
  ['a query that is an object', 400, { query: { toString: '{ __typename }' } }],
  ['no query', 400, {}],
  ['a persisted query', 400, { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }],
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

/** Writes that must be refused, and subscriptions, which are not answered once and for all. */
const NO_QUERIES: readonly Row[] = [
  ['a subscription', 400, 'subscription { changes { cursor } }'],
  ['a subscription to nothing', 400, 'subscription { __typename }'],
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
  creating('a key of the prototype', JSON.parse('{"constructor":{"prototype":{}}}'), 400),
  ['an input of null', 400, { query: CREATE, variables: { input: null } }],
  ['an input that is a list', 400, { query: CREATE, variables: { input: [EXAMPLE, EXAMPLE] } }],
];

/** Of every transport over which GraphQL is spoken. */
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
