/**
 * Random requests of a tenant through both APIs: writes to objects with few ids, and every way of reading them. They contain
 * no address of a service and no tenant, so that the same request can be sent to several.
 */
import fc from 'fast-check';
import type { SettingsContent } from '../../../src/domain/derived-credential-settings.js';
import { encodeSettingsCursor } from '../../../src/domain/settings-cursor.js';
import { encodeChangeCursor } from '../../../src/feed/change-cursor.js';
import { ENUMS } from '../../../src/graph/vocabulary.js';
import { ARBITRARY_IDS, contentArbitrary, filterArbitrary } from '../domain/arbitraries.js';
import { uuid } from '../domain/changes.js';
import { APPLY, mutation, SETTINGS_FIELDS } from '../graphql/settings-client.js';
import { CHANGES_LIST, SETTINGS_LIST } from '../graphql/settings-lists.js';
import { expressible, PLAIN, printFilter } from '../rest/print-filter.js';
import { COLLECTION } from '../rest/rest-client.js';

/** Tenants that send such requests at the same time as the tenant under test. */
export const OTHER_TENANTS: readonly string[] = [1, 2, 3].map(uuid);

export interface RandomRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly address: string;
  readonly ifMatch?: string;
  readonly body?: object;
}

// Few, so that tenants often use the same ones.
const IDS = ARBITRARY_IDS.slice(0, 4);
const ORDER_FIELDS = ['ID', 'DISPLAY_NAME', 'HELP_URL', 'ISSUER', 'NOTIFICATION_TYPE', 'CREATED_AT', 'UPDATED_AT'];
const PROPERTIES = ['id', 'displayName', 'helpUrl', 'issuer', 'notificationType', 'renewalThresholdPercentage'];

const id = fc.constantFrom(...IDS);
const version = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });
const size = fc.integer({ min: 1, max: 3 });
const cursor = fc.option(fc.constantFrom('bm90aGluZw', ...foreignCursors()), { nil: undefined, freq: 8 });

const graphql = (query: string, variables: object): RandomRequest => {
  return { method: 'POST', address: '/graphql', body: { query, variables } };
};
const get = (address: string, options: Readonly<Record<string, string | number | undefined>> = {}): RandomRequest => {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return { method: 'GET', address: [address, given.join('&')].filter(Boolean).join('?') };
};
const changes = fc.record(
  { displayName: fc.constantFrom('a', 'b', 'É'), renewalThresholdPercentage: fc.constantFrom(1, 2, 99) },
  { requiredKeys: [] },
);

const WRITES: readonly fc.Arbitrary<RandomRequest>[] = [
  fc.tuple(id, contentArbitrary).map(([of, input]) => graphql(mutation('Create'), { input: { ...input, id: of } })),
  fc
    .tuple(id, contentArbitrary)
    .map(([of, input]) => ({ method: 'POST', address: COLLECTION, body: { ...graph(input), id: of } })),
  fc
    .tuple(id, changes, version)
    .map(([of, some, expectedVersion]) => graphql(mutation('Update'), { input: { ...some, id: of, expectedVersion } })),
  fc.tuple(id, changes, version).map(([of, some, at]) => {
    return { method: 'PATCH', address: `${COLLECTION}/${of}`, body: some, ...(at && { ifMatch: `W/"${at}"` }) };
  }),
  fc
    .tuple(id, version)
    .map(([of, expectedVersion]) => graphql(mutation('Delete'), { input: { id: of, expectedVersion } })),
  fc
    .record({ id, toVersion: fc.integer({ min: 1, max: 4 }), expectedVersion: version, dryRun: fc.boolean() })
    .map((input) => graphql(mutation('Revert'), { input })),
  fc
    .record({ changes: fc.array(batched(), { minLength: 1, maxLength: 3 }), dryRun: fc.boolean() })
    .map((input) => graphql(APPLY, { input })),
  fc.tuple(id, version).map(([of, at]) => {
    return { method: 'DELETE', address: `${COLLECTION}/${of}`, ...(at && { ifMatch: `W/"${at}"` }) };
  }),
];

const READS: readonly fc.Arbitrary<RandomRequest>[] = [
  id.map((of) => graphql(`query($id: ID!) { derivedCredentialSettings(id: $id) { ${SETTINGS_FIELDS} } }`, { id: of })),
  fc.tuple(id, moment()).map(([of, asOf]) => {
    const query = `query($id: ID!, $asOf: Moment) {
      derivedCredentialSettings(id: $id, asOf: $asOf) { ${SETTINGS_FIELDS} changes { nodes { id } totalCount } }
    }`;
    return graphql(query, { id: of, asOf });
  }),
  fc
    .record({ first: size, filter: graphqlFilter(), orderBy: graphqlOrder(), asOf: moment() })
    .map((variables) => graphql(SETTINGS_LIST, variables)),
  fc.array(id, { maxLength: 4 }).map((ids) => {
    const query = `query($ids: [ID!]!) {
      nodes(ids: $ids) { id ... on Change { touchedFields after { displayName } settings { id displayName } } }
    }`;
    return graphql(query, { ids: ids.flatMap((of) => [of, `${of}:1`]) });
  }),
  fc
    .record({ last: size, before: cursor, filter: changeFilter(), orderBy: fc.constant({ direction: 'DESC' }) })
    .map((variables) => graphql(CHANGES_LIST, variables)),
  fc
    .record({ first: size, after: cursor, filter: changeFilter() })
    .map((variables) => graphql(CHANGES_LIST, variables)),
  fc.tuple(id, fc.integer({ min: 1, max: 4 })).map(([of, at]) => {
    const query = 'query($id: ID!) { node(id: $id) { id ... on Change { kind version after { displayName } } } }';
    return graphql(query, { id: `${of}:${at}` });
  }),
  fc
    .record({ first: size, after: cursor, filter: graphqlFilter(), orderBy: graphqlOrder() })
    .map((variables) => graphql(SETTINGS_LIST, variables)),
  fc
    .record({ last: size, before: cursor, orderBy: graphqlOrder() })
    .map((variables) => graphql(SETTINGS_LIST, variables)),
  fc.record({ first: size, after: cursor }).map((variables) => graphql(CHANGES_LIST, variables)),
  id.map((of) => get(`${COLLECTION}/${of}`)),
  fc
    .record({
      $filter: fc.option(
        filterArbitrary.map((filter) => printFilter(expressible(filter), PLAIN)),
        { nil: undefined },
      ),
      $orderby: fc.constantFrom(undefined, ...PROPERTIES, ...PROPERTIES.map((name) => `${name} desc`)),
      $top: size,
      $skip: fc.constantFrom(undefined, 1),
      $count: fc.constantFrom(undefined, 'true'),
      $search: fc.constantFrom(undefined, 'a', 'NOT b'),
      $skiptoken: cursor,
    })
    .map((options) => get(COLLECTION, options)),
  fc.constant(get(`${COLLECTION}/$count`)),
  fc.record({ $deltatoken: cursor, $top: size }).map((options) => get(`${COLLECTION}/delta`, options)),
  fc.constant(get(`${COLLECTION}/delta`, { $deltatoken: 'latest' })),
  fc.uniqueArray(id, { minLength: 1 }).map((ids) => {
    const requests = ids.map((of) => ({ id: of, method: 'GET', url: `/deviceManagement/derivedCredentials/${of}` }));
    return { method: 'POST', address: '/beta/$batch', body: { requests } };
  }),
];

export const requestArbitrary: fc.Arbitrary<RandomRequest> = fc.oneof(
  { arbitrary: fc.oneof(...WRITES), weight: 3 },
  { arbitrary: fc.oneof(...READS), weight: 2 },
);

/** The request for the page after the one in `answer`, or null if that was the last. */
export function nextPage(request: RandomRequest, answer: string): RandomRequest | null {
  const link = /"@odata\.nextLink":"https?:\/\/[^/]+([^"]+)"/.exec(answer)?.[1];
  if (link !== undefined) return get(link);
  const after = /"hasNextPage":true,.*"endCursor":"([^"]+)"/.exec(answer)?.[1];
  const { query = '', variables = {} } = (request.body ?? {}) as { query?: string; variables?: { first?: number } };
  return after === undefined || variables.first === undefined ? null : graphql(query, { ...variables, after });
}

function batched() {
  return fc.oneof(
    fc.tuple(id, contentArbitrary).map(([of, some]) => ({ create: { ...some, id: of } })),
    fc
      .tuple(id, changes, version)
      .map(([of, some, expectedVersion]) => ({ update: { ...some, id: of, expectedVersion } })),
    fc.tuple(id, version).map(([of, expectedVersion]) => ({ delete: { id: of, expectedVersion } })),
  );
}

/** Times before and after all changes, and cursors of other tenants. */
function moment() {
  return fc.oneof(
    fc.constantFrom('2000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z').map((time) => ({ time })),
    fc.constantFrom('bm90aGluZw', ...foreignCursors()).map((foreign) => ({ cursor: foreign })),
  );
}

function changeFilter() {
  return fc.record(
    {
      settingsId: fc.subarray([...IDS]).map((some) => ({ in: some })),
      kind: fc.constantFrom('CREATED', 'UPDATED', 'DELETED').map((eq) => ({ eq })),
      actor: fc.constantFrom('local-developer', 'somebody else').map((eq) => ({ subject: { eq } })),
      origin: fc.constantFrom('GRAPHQL', 'REST').map((eq) => ({ eq })),
      at: fc.constantFrom({ gt: '2000-01-01T00:00:00Z' }, { lt: '2000-01-01T00:00:00Z' }),
    },
    { requiredKeys: [] },
  );
}

function graphqlOrder() {
  return fc.record({ field: fc.constantFrom(...ORDER_FIELDS), direction: fc.constantFrom('ASC', 'DESC') });
}

function graphqlFilter() {
  const text = fc.constantFrom('', 'a', 'b', 'É', '%');
  return fc.option(
    fc.oneof(
      text.map((contains) => ({ displayName: { contains } })),
      text.map((startsWith) => ({ not: { displayName: { startsWith } } })),
      fc.subarray(['PUREBRED', 'INTERCEDE', 'X_TEC']).map((some) => ({ issuer: { in: some } })),
      fc.integer({ min: 1, max: 99 }).map((gte) => ({ renewalThresholdPercentage: { gte } })),
      fc.subarray([...IDS]).map((some) => ({ id: { in: some } })),
    ),
    { nil: undefined },
  );
}

/** Cursors as other tenants get them. A list's cursor contains only keys and works for every tenant; a change's cursor does not. */
function foreignCursors(): string[] {
  const keys = [
    { field: 'id', values: [IDS[1] ?? ''], id: IDS[1] ?? '' },
    { field: 'displayName', values: ['b'], id: IDS[2] ?? '' },
  ] as const;
  return [
    ...keys.flatMap(({ field, ...key }) => [
      encodeSettingsCursor(key, [{ field, direction: 'ASC' }]),
      encodeSettingsCursor(key, [{ field, direction: 'DESC' }]),
    ]),
    ...[1, 2, 3].map((position) => encodeChangeCursor(OTHER_TENANTS[0] ?? '', position)),
  ];
}

function graph({ issuer, notificationType, ...others }: SettingsContent) {
  return {
    ...others,
    issuer: ENUMS.issuer.toGraph[issuer],
    notificationType: ENUMS.notificationType.toGraph[notificationType],
  };
}
