/** Tests what operations cost, that the cost is never too low, and that too expensive operations are not executed. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { filterWork, SCANNED_PER_POINT } from '../../../src/domain/scans.js';
import { costOf } from '../../../src/graphql/execution/cost.js';
import { filterFromInput } from '../../../src/graphql/schema/filter.js';
import type { DerivedCredentialSettingsFilter } from '../../../src/graphql/schema/types.generated.js';
import { applyAll, creations, updates } from '../../support/graphql/many-changes.js';
import { askWithCost } from '../../support/graphql/operation-cost.js';
import { EXAMPLE, settingsClient, settingsOf } from '../../support/graphql/settings-client.js';
import { type Booted, boot } from '../../support/service/boot.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const MAXIMUM = 10_000;
// Of a tenant with 120 settings and 320 changes, as `fill` makes it: one point for each hundred.
const [SCAN, LOG_SCAN] = [2, 4];
// With eight times the work for each of the 120 settings.
const IN_HELP_URL = 10;
const list = (args: string, selection = 'nodes { id }') => `{ derivedCredentials${args} { ${selection} } }`;
const filtered = (filter: string) => list(`(first: 1, filter: ${filter})`);
const logged = (filter: string) => `{ changes(first: 1, filter: ${filter}) { nodes { id } } }`;
const CREATE = (selection: string) =>
  `mutation($input: CreateDerivedCredentialSettingsInput!) { createDerivedCredentialSettings(input: $input) { ${selection} } }`;

type Case = readonly [title: string, cost: number, query: string, variables?: Readonly<Record<string, unknown>>];

const COSTS: readonly Case[] = [
  ['no object', 0, '{ __typename }'],
  ['one object', 1, '{ viewer { tenantId permissions } }'],
  ['an object that is not there', 1, `{ derivedCredentialSettings(id: "${ID}") { id } }`],
  ['a page without a size', 21, list('')],
  ['a page of a size', 11, list('(first: 10)')],
  ['a page from the end', 8, list('(last: 7)')],
  ['a page of null', 21, list('(first: null)')],
  ['a page from the end beside a null', 8, list('(first: null, last: 7)')],
  ['edges and their nodes', 21, list('(first: 10)', 'edges { cursor node { id } }')],
  [
    'edges, nodes and where the page stands',
    41,
    list('(first: 10)', 'edges { node { id } } nodes { id } pageInfo { hasNextPage }'),
  ],
  ['a count alone', 21, list('', 'totalCount')],
  [
    'connections in connections',
    121,
    list('(first: 10)', 'nodes { changes(first: 5) { nodes { id actor { subject } } } }'),
  ],
  ['objects in each object', 31, '{ changes(first: 10) { nodes { before { displayName } after { displayName } } } }'],
  ['a page of the past', 2 + LOG_SCAN, list('(first: 1, asOf: { time: "2026-01-01T00:00:00Z" })')],
  ['a size in a variable', 6, `query($n: Int) ${list('(first: $n)')}`, { n: 5 }],
  ['a size in a variable of null', 21, `query($n: Int) ${list('(first: $n)')}`, { n: null }],
  ['a size in a variable that is left out', 21, `query($n: Int) ${list('(first: $n)')}`],
  ['a size in the default of a variable', 8, `query($n: Int = 7) ${list('(last: $n)')}`],
  ['a size over the default of a variable', 4, `query($n: Int = 7) ${list('(last: $n)')}`, { n: 3 }],
  ['aliases, each', 22, '{ a: derivedCredentials(first: 10) { nodes { id } } b: changes(last: 10) { nodes { id } } }'],
  [
    'long texts under aliases, each',
    31,
    list('(first: 10)', 'nodes { name: displayName helpUrl again: helpUrl more: helpUrl }'),
  ],
  [
    'a fragment',
    11,
    `{ derivedCredentials(first: 10) { ...F } } fragment F on DerivedCredentialSettingsConnection { nodes { id } }`,
  ],
  [
    'a fragment in two places',
    32,
    `{ a: derivedCredentials(first: 10) { ...F } b: derivedCredentials { ...F } } fragment F on DerivedCredentialSettingsConnection { nodes { id } }`,
  ],
  ['an inline fragment', 11, '{ ... on Query { ... { derivedCredentials(first: 10) { ... { nodes { id } } } } } }'],
  [
    'what is skipped, because it is not looked at',
    2,
    'query($no: Boolean = true) { viewer { tenantId } a: viewer @skip(if: $no) { tenantId } }',
  ],
  [
    'any object, as the dearest of all types together',
    14,
    `{ node(id: "${ID}") { id ... on DerivedCredentialSettings { changes(first: 10) { nodes { id } } } ... on Change { actor { subject } after { displayName } } } }`,
  ],
  ['several objects by their ids, each', 3, `{ nodes(ids: ["${ID}", "none", "${ID}"]) { id } }`],
  ['one id in the place of a list', 1, `{ nodes(ids: "${ID}") { id } }`],
  ['no ids', 0, '{ nodes(ids: []) { id } }'],
  [
    'several objects in a variable, each with what is asked of it',
    24,
    'query($ids: [ID!]!) { nodes(ids: $ids) { ... on DerivedCredentialSettings { changes(first: 10) { nodes { id } } } } }',
    { ids: [ID, ID] },
  ],
  ['the object of each change', 21, '{ changes(first: 10) { nodes { settings { id } } } }'],
  ['the log from its other end', 11, '{ changes(first: 10, orderBy: { direction: DESC }) { nodes { id } } }'],
  ['an order by name', 2, list('(first: 1, orderBy: { field: DISPLAY_NAME })')],
  ['an order without an index', 2 + SCAN, list('(first: 1, orderBy: { field: ISSUER })')],
  ['an order of one in a list', 2 + SCAN, list('(first: 1, orderBy: [{ field: ISSUER, direction: DESC }])')],
  ['an order of several', 2 + SCAN, list('(first: 1, orderBy: [{ field: ISSUER }, { field: DISPLAY_NAME }])')],
  [
    'an order of several in a variable',
    2 + SCAN,
    `query($o: [DerivedCredentialSettingsOrder!]) ${list('(first: 1, orderBy: $o)')}`,
    { o: [{ field: 'ISSUER' }, { field: 'ID' }] },
  ],
  ['a text anywhere in any letter case', 2 + SCAN, filtered('{ displayName: { containsIgnoreCase: "a" } }')],
  ['a text in any letter case', 2 + SCAN, filtered('{ displayName: { equalsIgnoreCase: "a" } }')],
  ['a long text in any letter case', 2 + IN_HELP_URL, filtered('{ helpUrl: { equalsIgnoreCase: "a" } }')],
  ['one of some numbers', 2 + SCAN, filtered('{ renewalThresholdPercentage: { in: [20, 30] } }')],
  ['an issuer', 2, filtered('{ issuer: { eq: PUREBRED } }')],
  ['an absent help URL', 2 + SCAN, filtered('{ helpUrl: { eq: null } }')],
  ['a prefix', 2, filtered('{ displayName: { startsWith: "a" } }')],
  ['a text anywhere', 2 + SCAN, filtered('{ displayName: { contains: "a" } }')],
  ['a negation', 2 + SCAN, filtered('{ not: { issuer: { eq: PUREBRED } } }')],
  ['a text anywhere, deep down', 2 + IN_HELP_URL, filtered('{ or: [{ and: [{ helpUrl: { contains: "a" } }] }] }')],
  [
    'several conditions, each',
    2 + 4,
    filtered('{ displayName: { contains: "a", startsWith: "b" }, issuer: { eq: PUREBRED } }'),
  ],
  [
    'many conditions in a variable',
    2 + 60,
    `query($f: [DerivedCredentialSettingsFilter!]) ${list('(first: 1, filter: { not: { or: $f } })')}`,
    { f: Array.from({ length: 50 }, () => ({ displayName: { contains: 'a' } })) },
  ],
  [
    'several conditions on the past',
    2 + 10 + 4,
    list(
      `(first: 1, asOf: { time: "2026-01-01T00:00:00Z" }, filter: { displayName: { contains: "a" }, issuer: { eq: PUREBRED }, renewalThresholdPercentage: { gte: 7 } })`,
    ),
  ],
  ['a name that reads like a scan', 2, filtered('{ displayName: { eq: "contains" } }')],
  [
    'a scan in a variable',
    2 + SCAN,
    `query($f: DerivedCredentialSettingsFilter) ${list('(first: 1, filter: $f)')}`,
    { f: { or: [{ displayName: { contains: 'a' } }] } },
  ],
  [
    'a scan in a part of a variable',
    2 + SCAN,
    `query($f: TextFilter) ${list('(first: 1, filter: { displayName: $f })')}`,
    { f: { contains: 'a' } },
  ],
  [
    'a scan in the default of a variable',
    2 + SCAN,
    `query($f: DerivedCredentialSettingsFilter = { not: {} }) ${list('(first: 1, filter: $f)')}`,
  ],
  ['changes of one kind', 2, logged('{ kind: { eq: CREATED } }')],
  ['changes of one kind in a list', 2, logged('{ kind: { in: [CREATED] } }')],
  ['changes of one actor', 2, logged('{ actor: { subject: { eq: "a" } } }')],
  [
    'changes of objects in a time',
    2,
    logged(`{ settingsId: { in: ["${ID}", "a"] }, at: { gte: "2026-01-01T00:00:00Z" } }`),
  ],
  ['changes under empty conditions', 2, logged('{ kind: {}, actor: { subject: {}, clientId: {} }, origin: {} }')],
  ['changes by a client', 2 + LOG_SCAN, logged('{ actor: { clientId: { eq: "a" } } }')],
  ['changes by people', 2 + LOG_SCAN, logged('{ actor: { kind: { eq: USER } } }')],
  ['changes of an origin', 2 + LOG_SCAN, logged('{ origin: { eq: REST } }')],
  ['changes at some times', 2 + LOG_SCAN, logged('{ at: { in: ["2026-01-01T00:00:00Z"] } }')],
  ['changes of several kinds', 2 + LOG_SCAN, logged('{ kind: { in: [CREATED, DELETED] } }')],
  ['changes of several actors', 2 + LOG_SCAN, logged('{ actor: { subject: { in: ["a", "b"] } } }')],
  [
    'changes of one kind by one actor',
    2 + LOG_SCAN,
    logged('{ kind: { eq: CREATED }, actor: { subject: { eq: "a" } } }'),
  ],
  [
    'changes of a kind that is one of several',
    2 + LOG_SCAN,
    logged('{ kind: { eq: CREATED, in: [CREATED, DELETED] } }'),
  ],
  [
    'changes of several kinds in a variable',
    2 + LOG_SCAN,
    'query($f: ChangeFilter) { changes(first: 1, filter: $f) { nodes { id } } }',
    { f: { kind: { in: ['CREATED', 'UPDATED'] } } },
  ],
  [
    'changes of several actors in a part of a variable',
    2 + LOG_SCAN,
    'query($a: [String!]) { changes(first: 1, filter: { actor: { subject: { in: $a } } }) { nodes { id } } }',
    { a: ['a', 'b'] },
  ],
  [
    'changes of no kind in a variable, as of any',
    2,
    'query($f: ChangeFilter) { changes(first: 1, filter: $f) { nodes { id } } }',
    { f: { kind: { in: [] } } },
  ],
  [
    'a mutation and what may be wrong with it',
    12,
    CREATE('derivedCredentialSettings { id } userErrors { code }'),
    { input: EXAMPLE },
  ],
];

test('an operation costs what it may return, and more if it must scan', async () => {
  const service = await boot();
  await fill(service);
  const told: unknown[] = [];
  for (const [title, , query, variables] of COSTS) {
    const { status, cost } = await askWithCost(service, query, variables);
    told.push([title, status, cost]);
  }
  expect(told).toEqual(COSTS.map(([title, requested]) => [title, 200, { requested, maximum: MAXIMUM }]));
});

const conditions = fc.record(
  Object.fromEntries(
    ['eq', 'lt', 'startsWith', 'contains', 'containsIgnoreCase', 'equalsIgnoreCase'].map((name) => [
      name,
      fc.constant('a'),
    ]),
  ),
  { requiredKeys: [] },
);
const filterInput = fc.letrec<{ filter: DerivedCredentialSettingsFilter }>((tie) => {
  const several = fc.array(tie('filter'), { maxLength: 3 });
  return {
    filter: fc.oneof(
      { maxDepth: 3 },
      fc.record({ displayName: conditions, helpUrl: conditions }, { requiredKeys: [] }),
      fc.record({ and: several, or: several, not: tie('filter'), helpUrl: conditions }, { requiredKeys: ['helpUrl'] }),
    ),
  };
}).filter;

test('a filter is as much work for each row as the core says', () => {
  const schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));
  const filter = '$f: DerivedCredentialSettingsFilter';
  const document = parse(`query(${filter}) ${list('(first: 1, filter: $f, orderBy: { field: ISSUER })')}`);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The document holds no operation.');
  const cost = costOf(schema, document, operation);
  fc.assert(
    fc.property(filterInput, (input) => {
      const points = 2 + filterWork(filterFromInput(input));
      expect(cost({ f: input }, { settings: SCANNED_PER_POINT, changes: 0 }).points).toBe(points);
    }),
  );
});

test('the cost is in the response only if the client requests it', async () => {
  const { url, token } = await boot();
  const authorization = `Bearer ${await token()}`;
  const extensionsWith = async (headers: Readonly<Record<string, string>>) => {
    const response = await fetch(`${url}/graphql?query={viewer{subject}}`, { headers: { authorization, ...headers } });
    return ((await response.json()) as { readonly extensions?: unknown }).extensions;
  };
  expect(await extensionsWith({})).toBeUndefined();
  expect(await extensionsWith({ 'X-GraphQL-Cost': '' })).toEqual({ cost: { requested: 1, maximum: MAXIMUM } });
});

test('what costs the most runs, and what costs one more is refused', async () => {
  const service = await boot();
  // Lists of 99 objects with 97 changes each are 9,802.
  const costing = (points: number) => `{
    derivedCredentials(first: 99) { nodes { changes(first: 97) { nodes { id } } } }
    changes(first: 98) { nodes { id } }
    more: changes(first: ${points - 9_802 - 99 - 1}) { nodes { id } }
  }`;
  const most = await askWithCost(service, costing(MAXIMUM));
  expect(most).toMatchObject({ status: 200, codes: [], cost: { requested: MAXIMUM } });
  const over = await askWithCost(service, costing(MAXIMUM + 1));
  expect(over).toMatchObject({ status: 400, codes: ['LIMIT_EXCEEDED'], cost: { requested: MAXIMUM + 1 } });
  expect(over.errors?.[0]?.message).toBe('The operation costs 10001, more than 10000.');
  expect(over.data ?? null).toBeNull();
});

test('a mutation in an operation that costs too much is not carried out', async () => {
  const service = await boot();
  const history = '... { changes(first: 100) { nodes { actor { subject } } } }';
  const query = (count: number) => CREATE(`derivedCredentialSettings { id ${history.repeat(count)} }`);
  const refused = await askWithCost(service, query(50), { input: EXAMPLE });
  expect(refused).toMatchObject({ status: 400, codes: ['LIMIT_EXCEEDED'] });
  expect(await settingsClient(service).changes()).toEqual([]);
  expect(await askWithCost(service, query(40), { input: EXAMPLE })).toMatchObject({ status: 200, codes: [] });
  expect(await settingsClient(service).changes()).toHaveLength(1);
});

test('changes that are made together cost the same if they are refused', async () => {
  const service = await boot();
  const good = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ create: { ...EXAMPLE, displayName: `Name ${index}` } }));
  const costOf = async (changes: unknown) => {
    const query = `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
      applyDerivedCredentialSettingsChanges(input: $input) { userErrors { code } }
    }`;
    const { data, cost } = await askWithCost(service, query, { input: { changes } });
    return { isMade: JSON.stringify(data) === MADE, requested: cost?.requested };
  };
  const MADE = '{"applyDerivedCredentialSettingsChanges":{"userErrors":[]}}';
  expect(await costOf(good(100))).toEqual({ isMade: true, requested: 1_100 });
  const spoilt = { create: { ...EXAMPLE, displayName: '' } };
  for (const last of [spoilt, { create: { ...EXAMPLE, issuer: 'NOBODY' } }, { create: null }, {}, 7, null]) {
    expect(await costOf([...good(99), last]), JSON.stringify(last)).toEqual({ isMade: false, requested: 1_100 });
  }
  expect(await costOf(good(101))).toEqual({ isMade: false, requested: 1_111 });
});

test('fragments that double at every level are answered at once', async () => {
  const service = await boot();
  const levels = Array.from(
    { length: 80 },
    (_, level) => `fragment F${level} on Viewer { ...F${level + 1} ...F${level + 1} }`,
  );
  const query = `{ viewer { ...F0 } } ${levels.join(' ')} fragment F80 on Viewer { subject }`;
  expect(await askWithCost(service, query)).toMatchObject({ status: 200, cost: { requested: 1 } });
  const dear = query
    .replaceAll('Viewer', 'Query')
    .replace('{ viewer { ...F0 } }', '{ ...F0 }')
    .replace('{ subject }', '{ viewer { subject } }');
  expect(await askWithCost(service, dear)).toMatchObject({ status: 400, codes: ['LIMIT_EXCEEDED'] });
});

const size = fc.oneof(
  fc.constant(''),
  fc
    .record({ end: fc.constantFrom('first', 'last'), count: fc.integer({ min: 1, max: 12 }) })
    .map(({ end, count }) => `(${end}: ${count})`),
);
const some = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc
    .tuple(fc.constant('__typename'), ...parts.map((part) => fc.oneof(fc.constant(''), part)))
    .map((chosen) => chosen.join(' '));
const within = (field: string, selection: fc.Arbitrary<string>) => selection.map((inner) => `${field} { ${inner} }`);
const connection = (field: string, selection: fc.Arbitrary<string>) =>
  fc
    .tuple(
      size,
      some(
        within('nodes', selection),
        within('edges', within('node', selection)),
        fc.constant('pageInfo { endCursor } totalCount'),
      ),
    )
    .map(([args, inner]) => `${field}${args} { ${inner} }`);
const change = some(
  fc.constant('actor { subject }'),
  fc.constant('before { displayName }'),
  fc.constant('after { displayName }'),
);
const settings = some(
  fc.constant('displayName'),
  connection('changes', change),
  within('...', some(connection('changes', change).map((field) => `more: ${field}`))),
);
const faulty = fc
  .constantFrom(
    'displayName: "", helpUrl: "x", renewalThresholdPercentage: 0',
    'displayName: "n", helpUrl: "https://x.example"',
  )
  .map(
    (content) =>
      `mutation { create: createDerivedCredentialSettings(input: { ${content}, issuer: PUREBRED, notificationType: NONE, id: "x" }) { userErrors { code } } }`,
  );
const query = some(
  fc.constant('viewer { tenantId }'),
  within(`node(id: "${ID}")`, within('... on DerivedCredentialSettings', settings)),
  within(`change: node(id: "${ID}:1")`, within('... on Change', change)),
  within(`derivedCredentialSettings(id: "${ID}")`, settings),
  connection('derivedCredentials', settings),
  connection('changes', change),
).map((selection) => `{ ${selection} }`);

test('no response holds more objects than the cost of its operation', async () => {
  const service = await boot();
  const client = settingsClient(service);
  for (const id of [ID, undefined, undefined, undefined]) {
    const { id: made } = settingsOf(await client.create({ ...EXAMPLE, id }));
    for (let step = 1; step < 6; step += 1) await client.update({ id: made, displayName: `Step ${step}` });
  }
  const token = await service.token();
  let full = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 9, arbitrary: query }, { weight: 1, arbitrary: faulty }), async (operation) => {
      const { data, errors, cost } = await askWithCost(service, operation, {}, token);
      expect(errors).toBeUndefined();
      const objects = countObjects(data) - 1;
      expect(objects).toBeLessThanOrEqual(cost?.requested ?? -1);
      full = Math.max(full, objects);
    }),
    { numRuns: 150 },
  );
  // The data suffices to fill pages.
  expect(full).toBeGreaterThan(50);
});

function countObjects(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, each) => sum + countObjects(each), 0);
  return Array.isArray(value) ? inner : inner + 1;
}

async function fill(service: Booted): Promise<void> {
  await applyAll(service, creations(120));
  const numbers = Array.from({ length: 100 }, (_, number) => number);
  for (const displayName of ['Second', 'Third']) await applyAll(service, updates(numbers, { displayName }));
}
