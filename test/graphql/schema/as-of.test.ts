/** Tests reads as of an earlier moment: at every change and time, for objects and lists, and only in the own tenant. */
import { expect, test } from 'vitest';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import type { DerivedCredentialSettings } from '../../../src/domain/derived-credential-settings.js';
import { OLDEST_FIRST, type Order } from '../../../src/domain/query.js';
import { encodeChangeCursor } from '../../../src/feed/change-cursor.js';
import { OTHER_TENANT, TENANT, uuid } from '../../support/domain/changes.js';
import { compareSettings } from '../../support/domain/filter-oracle.js';
import { positionAt, stateAsOf } from '../../support/domain/history-oracle.js';
import { LIVED } from '../../support/domain/varied-log.js';
import { askWithCost } from '../../support/graphql/operation-cost.js';
import { send } from '../../support/graphql/send.js';
import {
  type ServiceWithVariedLog,
  serviceWithVariedLog,
  settingsInGraphql,
  timeOf,
} from '../../support/graphql/service-with-varied-log.js';
import {
  dataOf,
  type Input,
  SETTINGS_FIELDS,
  type Settings,
  settingsClient,
} from '../../support/graphql/settings-client.js';
import { pagesBackward, pagesForward, SETTINGS_LIST, settingsLists } from '../../support/graphql/settings-lists.js';

const [FIRST = ''] = LIVED;
const FIND = `query($id: ID!, $asOf: Moment) { derivedCredentialSettings(id: $id, asOf: $asOf) { ${SETTINGS_FIELDS} } }`;

async function find(
  { service, token }: ServiceWithVariedLog,
  id: string,
  asOf?: Input | null,
): Promise<Settings | null> {
  type Answer = { readonly derivedCredentialSettings: Settings | null };
  return dataOf(await service.graphql<Answer>(FIND, { id, asOf }, token)).derivedCredentialSettings;
}

function sorted(settings: readonly DerivedCredentialSettings[], order: Order = OLDEST_FIRST): Settings[] {
  return settings.toSorted((one, other) => compareSettings(order, one, other)).map(settingsInGraphql);
}

test('Right after each change, by its cursor, every object and the list are as they were', async () => {
  const varied = await serviceWithVariedLog();
  const lists = settingsLists(varied.service, varied.token);
  const { edges } = await lists.changes({ first: 100 });
  expect(edges).toHaveLength(varied.log.length);
  for (const [index, { cursor }] of edges.entries()) {
    const state = stateAsOf(varied.log, index + 1);
    const page = await lists.settings({ asOf: { cursor } });
    expect(page.nodes).toEqual(sorted(state));
    expect(page.totalCount).toBe(state.length);
    for (const id of [LIVED[index % LIVED.length] ?? '', varied.log[index]?.settingsId ?? '']) {
      const settings = state.find((each) => each.id === id);
      expect(await find(varied, id, { cursor })).toEqual(settings === undefined ? null : settingsInGraphql(settings));
    }
  }
});

test('At any time everything is as the last change up to it left it, that very moment included', async () => {
  const varied = await serviceWithVariedLog();
  const lists = settingsLists(varied.service, varied.token);
  const times = varied.log.flatMap(({ at }) => [at - 1, at, at + 1]);
  for (const time of new Set([...times, -1])) {
    const state = stateAsOf(varied.log, positionAt(varied.log, time));
    const asOf = { time: timeOf(time) };
    expect((await lists.settings({ asOf })).nodes).toEqual(sorted(state));
  }
  const zone = await lists.settings({ asOf: { time: '1969-12-31T22:00:02.500-02:00' } });
  expect(zone.nodes).toEqual(sorted(stateAsOf(varied.log, positionAt(varied.log, 2500))));
  expect((await lists.settings({ asOf: { time: '0000-01-01T00:00:00Z' } })).totalCount).toBe(0);
  expect(await find(varied, FIRST, { time: timeOf(999) })).toBeNull();
  expect(await find(varied, FIRST, { time: timeOf(1000) })).toMatchObject({ displayName: 'b', version: 1 });
});

test('Now is null, what is left out, and every time to come', async () => {
  const varied = await serviceWithVariedLog();
  const lists = settingsLists(varied.service, varied.token);
  const now = sorted(stateAsOf(varied.log, varied.log.length));
  for (const asOf of [undefined, null, { time: timeOf(Date.now() + 1e9) }, { time: '9999-12-31T23:59:59.999Z' }]) {
    expect((await lists.settings({ asOf })).nodes).toEqual(now);
    expect(await find(varied, FIRST, asOf)).toEqual(now.find(({ id }) => id === FIRST));
  }
  expect(await find(varied, FIRST.toUpperCase(), { time: timeOf(2000) })).toMatchObject({ id: FIRST, version: 2 });
});

test('A list of the past is filtered, ordered and paged like any other, and stays as it was while others write', async () => {
  const { service, token, log } = await serviceWithVariedLog();
  const { settings } = settingsLists(service, token);
  const tenant = settingsClient(service, token);
  const asOf = { time: timeOf(3000) };
  const state = stateAsOf(log, positionAt(log, 3000));
  const order = [{ field: 'displayName', direction: 'DESC' }] as const;
  const orderBy = { field: 'DISPLAY_NAME', direction: 'DESC' };
  const wanted = sorted(state, order);
  expect(wanted.length).toBeGreaterThan(3);
  for (const pages of [
    await pagesForward(settings, 2, { asOf, orderBy }),
    await pagesBackward(settings, 2, { asOf, orderBy }),
  ]) {
    expect(pages.flatMap(({ nodes }) => nodes)).toEqual(wanted);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => wanted.length));
  }
  const first = await settings({ asOf, orderBy, first: 2 });
  for (const { id } of await tenant.list()) await tenant.remove({ id });
  const rest = await settings({ asOf, orderBy, after: first.pageInfo.endCursor });
  expect([...first.nodes, ...rest.nodes]).toEqual(wanted);
  const filter = { or: [{ helpUrl: { eq: null } }, { renewalThresholdPercentage: { gt: 20 } }] };
  const matching = state.filter((each) => each.helpUrl === null || each.renewalThresholdPercentage > 20);
  expect(matching.length).toBeGreaterThan(1);
  expect((await settings({ asOf, filter })).nodes).toEqual(sorted(matching));
});

const MOMENTS: readonly (readonly [title: string, moment: Input, message: RegExp])[] = [
  ['neither a time nor a cursor', {}, /Exactly one key must be specified for OneOf type "Moment"/],
  ['both', { time: timeOf(2000), cursor: 'x' }, /Exactly one key must be specified for OneOf type "Moment"/],
  ['a null for the time', { time: null }, /"time" must be non-null/],
  ['a null for the cursor', { cursor: null }, /"cursor" must be non-null/],
  ['a time beside a null', { time: timeOf(2000), cursor: null }, /Exactly one key must be specified/],
  ['a time that is none', { time: 'noon' }, /DateTime/],
  ['a day alone', { time: '2026-11-22' }, /DateTime/],
  ['a day that is none', { time: '2026-02-31T00:00:00Z' }, /DateTime|not a point in time/],
  ['a number beyond all times', { time: 8.64e15 + 1 }, /DateTime|not a point in time/],
  ['a cursor of another tenant', { cursor: encodeChangeCursor(OTHER_TENANT, 1) }, /^asOf\.cursor is not a cursor/],
  ['a cursor of a change to come', { cursor: encodeChangeCursor(TENANT, 17) }, /ends before this cursor/],
  ['a cursor far beyond', { cursor: encodeChangeCursor(TENANT, 999_999_999_999_999) }, /ends before this cursor/],
  ['a cursor of a list of settings', { cursor: settingsCursor(['id', 'ASC', FIRST, FIRST]) }, /^asOf\.cursor is not a/],
  ['a text that is no cursor', { cursor: 'AAAA' }, /^asOf\.cursor is not a cursor/],
  ['an empty text', { cursor: '' }, /^asOf\.cursor is not a cursor/],
  [
    'a position without its seal',
    { cursor: Buffer.from('1.1.').toString('base64url') },
    /^asOf\.cursor is not a cursor/,
  ],
];

function settingsCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

test('What is no moment of one’s own history is refused, and reads nothing', async () => {
  const { service, token } = await serviceWithVariedLog();
  for (const [title, asOf, message] of MOMENTS) {
    for (const [query, variables] of [
      [FIND, { id: FIRST, asOf }],
      [SETTINGS_LIST, { asOf }],
    ] as const) {
      const headers = { authorization: `Bearer ${token}` };
      const { codes, messages, text } = await send(service, { headers, body: { query, variables } });
      expect(codes, title).toEqual(['BAD_USER_INPUT']);
      expect(messages[0], title).toMatch(message);
      expect(text).not.toContain('displayName');
    }
  }
});

test('A moment in the operation itself is checked like one in a variable', async () => {
  const { service, token } = await serviceWithVariedLog();
  const ask = async (moment: string) => {
    const query = `{ derivedCredentialSettings(id: "${FIRST}", asOf: ${moment}) { version } }`;
    const variables = moment.includes('$time') ? 'query($time: DateTime)' : '';
    const { data, errors } = await service.graphql(`${variables} ${query}`, { time: timeOf(2000) }, token);
    return errors?.map(({ extensions }) => extensions?.['code']) ?? data;
  };
  expect(await ask(`{ time: "${timeOf(1000)}" }`)).toEqual({ derivedCredentialSettings: { version: 1 } });
  expect(await ask('null')).toEqual({ derivedCredentialSettings: { version: 3 } });
  for (const moment of [
    '{}',
    '{ time: null }',
    `{ time: "${timeOf(1000)}", cursor: "x" }`,
    '{ time: $time }',
    '{ at: 1 }',
  ])
    expect(await ask(moment)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});

test('The past is for those who may read, and each tenant has its own', async () => {
  const { service, log, otherTenantsToken } = await serviceWithVariedLog();
  const variables = { id: FIRST, asOf: { time: timeOf(2000) } };
  const reader = await service.token({ tenantId: TENANT, permissions: [READ_PERMISSION] });
  expect((await service.graphql(FIND, variables, reader)).data).toMatchObject({
    derivedCredentialSettings: { version: 2 },
  });
  const nobody = await service.token({ tenantId: TENANT, permissions: [] });
  for (const asOf of [variables.asOf, { cursor: encodeChangeCursor(TENANT, log.length + 1) }]) {
    const { errors } = await service.graphql(FIND, { id: FIRST, asOf }, nobody);
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
  }
  const theirs = await settingsLists(service, otherTenantsToken).settings({ asOf: variables.asOf });
  expect(theirs.nodes.map(({ displayName }) => displayName)).toEqual(['Theirs', 'Theirs', 'Theirs']);
  const fresh = await settingsLists(service, await service.token({ tenantId: uuid(9) })).settings({
    asOf: variables.asOf,
  });
  expect(fresh).toMatchObject({ nodes: [], totalCount: 0 });
});

test('A list of the past costs a scan of the log, and one object of it no more than now', async () => {
  const { service, token } = await serviceWithVariedLog();
  const list = (asOf: string, of = '') => `${of} { derivedCredentials(first: 10, asOf: ${asOf}) { nodes { id } } }`;
  const moment = { time: timeOf(2000) };
  const costs: readonly (readonly [cost: number, query: string, variables?: Input])[] = [
    [11, list('null')],
    [11, list('$asOf', 'query($asOf: Moment)')],
    [11, list('$asOf', 'query($asOf: Moment)'), { asOf: null }],
    [12, list('$asOf', 'query($asOf: Moment)'), { asOf: moment }],
    [12, list('$asOf', `query($asOf: Moment = { time: "${moment.time}" })`)],
    [12, list(`{ time: "${moment.time}" }`)],
    [12, list('{ time: $time }', 'query($time: DateTime!)'), moment],
    [1, `{ derivedCredentialSettings(id: "${FIRST}", asOf: { time: "${moment.time}" }) { id } }`],
    [1, FIND, { id: FIRST, asOf: moment }],
  ];
  for (const [cost, query, variables] of costs) {
    const answer = await askWithCost(service, query, variables, token);
    expect([answer.status, answer.errors, answer.cost?.requested], query).toEqual([200, undefined, cost]);
  }
});
