/** Tests that the pages from either end make up the whole list, and that only the list's own cursors are accepted. */
import { describe, expect, test } from 'vitest';
import { EXAMPLE, type SettingsClient, settingsClient, settingsOf } from '../../support/graphql/settings-client.js';
import {
  type Arguments,
  CHANGES_LIST,
  type ListPage,
  pagesBackward,
  pagesForward,
  type ReadPage,
  SETTINGS_LIST,
  settingsLists,
} from '../../support/graphql/settings-lists.js';
import { type Booted, boot } from '../../support/service/boot.js';

const OTHER_TENANT = 'b0000000-0000-4000-8000-00000000000b';
const ORDERS = ['ID', 'DISPLAY_NAME', 'HELP_URL', 'ISSUER', 'CREATED_AT', 'RENEWAL_THRESHOLD_PERCENTAGE'];
const SIZES = [1, 3, 7, 8, 100];

describe('Pages of any size, from either end, make up the whole list of', () => {
  test('settings, in every order and with a filter', async () => {
    const { lists } = await tenantWithHistory();
    // Many are equal in the thresholds and issuers, so that pages part within equals.
    const filters = [{}, { filter: { not: { displayName: { eq: 'Object 3' } } } }];
    const orders = ORDERS.flatMap((field) => ['ASC', 'DESC'].map((direction) => ({ orderBy: { field, direction } })));
    for (const args of [...orders, ...filters]) await expectPagesMakeUpList(lists.settings, args, [1, 3, 8]);
  });

  test('changes of a tenant and of an object', async () => {
    const { lists, ids } = await tenantWithHistory();
    await expectPagesMakeUpList(lists.changes, {}, SIZES);
    await expectPagesMakeUpList(lists.changesOf(ids[0] ?? ''), {}, SIZES);
  });
});

test('The log holds every change in the order of recording, and the history of an object only its own', async () => {
  const { lists, ids, tenant } = await tenantWithHistory();
  await tenant.remove({ id: ids[7] });
  const log = await lists.changes({ first: 100 });
  const told = log.nodes.map(({ kind, settingsId, version }) => `${kind} ${ids.indexOf(settingsId)} ${version}`);
  const created = ids.map((_id, index) => `CREATED ${index} 1`);
  expect(told).toEqual([...created, 'UPDATED 0 2', 'UPDATED 1 2', 'UPDATED 0 3', 'UPDATED 0 4', 'DELETED 7 2']);
  const times = log.nodes.map(({ at }) => at);
  expect(times).toEqual(times.toSorted());

  const history = await lists.changesOf(ids[0] ?? '')({});
  expect(history.nodes).toEqual(log.nodes.filter(({ settingsId }) => settingsId === ids[0]));
  expect(history.totalCount).toBe(4);
  // One log, one kind of cursor: an entry has the same one in the history as in the log.
  const inLog = new Map(log.edges.map(({ node, cursor }) => [node.id, cursor]));
  expect(history.edges.map(({ cursor }) => cursor)).toEqual(history.nodes.map(({ id }) => inLog.get(id)));
  expect((await lists.changesOf(ids[2] ?? '')({})).nodes.map(({ kind }) => kind)).toEqual(['CREATED']);
});

test('A page holds 20 by default, and up to 100', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await Promise.all(Array.from({ length: 101 }, (_, index) => tenant.create({ ...EXAMPLE, displayName: `${index}` })));
  const lists = settingsLists(service);
  for (const list of [lists.settings, lists.changes] as ReadPage<unknown>[]) {
    const sizes: [Arguments, number][] = [
      [{}, 20],
      [{ first: null, last: null }, 20],
      [{ first: 1 }, 1],
      [{ last: 1 }, 1],
    ];
    for (const [args, size] of [...sizes, [{ first: 100 }, 100], [{ last: 100 }, 100]] as const) {
      const page = await list(args);
      expect(page.nodes).toHaveLength(size);
      expect(page.totalCount).toBe(101);
      const fromEnd = 'last' in args && args.last !== null;
      expect(page.pageInfo).toMatchObject({ hasNextPage: !fromEnd, hasPreviousPage: fromEnd });
    }
  }
});

test('A page size out of bounds and both ends at once are refused as input', async () => {
  const { service } = await tenantWithHistory();
  const sizes = [-2147483648, -1, 101, 2147483647];
  const faulty = [...sizes.map((first) => ({ first })), ...sizes.map((last) => ({ last })), { first: 1, last: 1 }];
  for (const query of [SETTINGS_LIST, CHANGES_LIST]) {
    for (const args of faulty) await expectRefused(service, query, args);
    // Beyond a 32-bit integer graphql-js itself refuses.
    for (const args of [{ first: 2147483648 }, { first: 1.5 }, { first: '1' }])
      await expectRefused(service, query, args);
  }
});

test('A page of size 0 is empty and says whether there are items before and after', async () => {
  const { lists } = await tenantWithHistory();
  for (const list of [lists.settings, lists.changes] as ReadPage<{ readonly id: string }>[]) {
    const whole = await list({ first: 100 });
    const [first, last] = [whole.edges.at(0)?.cursor, whole.edges.at(-1)?.cursor];
    const told = async (args: Readonly<Record<string, unknown>>) => {
      const { edges, nodes, totalCount, pageInfo } = await list(args);
      expect({ edges, nodes, totalCount }).toEqual({ edges: [], nodes: [], totalCount: whole.totalCount });
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
      expect({ startCursor, endCursor }).toEqual({ startCursor: null, endCursor: null });
      return { hasNextPage, hasPreviousPage };
    };
    expect(await told({ first: 0 })).toEqual({ hasNextPage: true, hasPreviousPage: false });
    expect(await told({ last: 0 })).toEqual({ hasNextPage: false, hasPreviousPage: true });
    expect(await told({ first: 0, after: first })).toEqual({ hasNextPage: true, hasPreviousPage: true });
    expect(await told({ first: 0, after: last })).toEqual({ hasNextPage: false, hasPreviousPage: true });
    expect(await told({ last: 0, before: first })).toEqual({ hasNextPage: true, hasPreviousPage: false });
    expect(await told({ first: null, last: 0 })).toEqual({ hasNextPage: false, hasPreviousPage: true });
  }
});

test('A range between two cursors holds what lies between them', async () => {
  const { lists } = await tenantWithHistory();
  for (const list of [lists.settings, lists.changes] as ReadPage<{ readonly id: string }>[]) {
    const whole = await list({ first: 100 });
    const [after, before] = [whole.edges[1]?.cursor, whole.edges[6]?.cursor];
    const between = whole.nodes.slice(2, 6);
    expect((await list({ after, before })).nodes).toEqual(between);
    expect((await list({ after, before, first: 2 })).nodes).toEqual(between.slice(0, 2));
    const end = await list({ after, before, last: 2 });
    expect(end.nodes).toEqual(between.slice(2));
    expect(end.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
    const none = await list({ after: before, before: after });
    expect(none).toMatchObject({ edges: [], nodes: [], pageInfo: { startCursor: null, endCursor: null } });
  }
});

test('Walking a list skips and repeats nothing that stays while others write', async () => {
  const { lists, tenant, ids } = await tenantWithHistory();
  const args = { orderBy: { field: 'DISPLAY_NAME' } };
  const first = await lists.settings({ ...args, first: 3 });
  // One before the cursor goes, the object of the cursor itself goes, and another comes in before it.
  await tenant.remove({ id: ids[0] });
  await tenant.remove({ id: ids[2] });
  await tenant.create({ ...EXAMPLE, displayName: 'Object 00' });
  const rest = await lists.settings({ ...args, first: 100, after: first.pageInfo.endCursor });
  const names = [...first.nodes, ...rest.nodes].map(({ displayName }) => displayName);
  expect(names).toEqual(ids.map((_id, index) => `Object ${index}`));
});

test('An invalid cursor, or one of another order or kind of list, is refused', async () => {
  const { service, lists } = await tenantWithHistory();
  const settings = (await lists.settings({ first: 1 })).pageInfo.endCursor ?? '';
  const change = (await lists.changes({ first: 1 })).pageInfo.endCursor ?? '';
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const garbage = ['', 'x', '!', '%00', 'bnVsbA', settings.slice(0, -3), change.slice(0, -3), 'a'.repeat(5000)];
  const forged = [
    null,
    [],
    {},
    1,
    ['createdAt', 'ASC', '1', 'id'],
    ['createdAt', 'ASC', 1, 1],
    ['createdAt', 'ASC', null, 'x'],
  ];
  const forgedChange = Buffer.from('1.1.AAAAAAAAAAA').toString('base64url');

  for (const cursor of [...garbage, ...forged.map(encoded), change, forgedChange]) {
    for (const side of ['after', 'before']) await expectRefused(service, SETTINGS_LIST, { [side]: cursor });
  }
  for (const cursor of [...garbage, ...forged.map(encoded), settings, forgedChange]) {
    for (const side of ['after', 'before']) await expectRefused(service, CHANGES_LIST, { [side]: cursor });
  }
  for (const [field, direction] of [
    ['CREATED_AT', 'DESC'],
    ['UPDATED_AT', 'ASC'],
    ['DISPLAY_NAME', 'ASC'],
  ]) {
    await expectRefused(service, SETTINGS_LIST, { after: settings, orderBy: { field, direction } });
  }
});

test("A cursor of another tenant's log is refused", async () => {
  const { service, lists } = await tenantWithHistory();
  const { cursor = '' } = (await lists.changes({ first: 1 })).edges[0] ?? {};
  const token = await service.token({ tenantId: OTHER_TENANT });
  const otherTenant = settingsClient(service, token);
  const { id } = settingsOf(await otherTenant.create(EXAMPLE));
  for (const side of ['after', 'before']) await expectRefused(service, CHANGES_LIST, { [side]: cursor }, token);
  // The other tenant's change has the same position in its own log, and another cursor.
  const own = (await settingsLists(service, token).changesOf(id)({})).edges[0]?.cursor;
  expect(own).toBeDefined();
  expect(own).not.toBe(cursor);
});

/** Eight objects, the first with four versions, the second with two. */
async function tenantWithHistory() {
  const service = await boot();
  const tenant: SettingsClient = settingsClient(service);
  const ids: string[] = [];
  for (let index = 0; index < 8; index += 1) {
    const varied = { renewalThresholdPercentage: 10 + (index % 2), issuer: index < 5 ? 'PUREBRED' : 'X_TEC' };
    ids.push(settingsOf(await tenant.create({ ...EXAMPLE, ...varied, displayName: `Object ${index}` })).id);
  }
  for (const [index, helpUrl] of [
    [0, null],
    [1, null],
    [0, 'http://a.example/'],
    [0, 'http://b.example/'],
  ] as const) {
    await tenant.update({ id: ids[index], helpUrl });
  }
  return { service, tenant, ids, lists: settingsLists(service) };
}

async function expectPagesMakeUpList<Node>(read: ReadPage<Node>, args: Arguments, sizes: readonly number[]) {
  const whole = await read({ ...args, first: 100 });
  expect(whole.totalCount).toBe(whole.edges.length);
  expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  for (const size of sizes) {
    for (const walk of [pagesForward, pagesBackward]) {
      const pages = await walk(read, size, args);
      expect(pages.flatMap(({ edges }) => edges)).toEqual(whole.edges);
      expect(pages).toHaveLength(Math.ceil(whole.edges.length / size));
      for (const [index, page] of pages.entries()) expectWellFormed(page, index > 0, index < pages.length - 1, whole);
    }
  }
}

function expectWellFormed<Node>(
  page: ListPage<Node>,
  hasPreviousPage: boolean,
  hasNextPage: boolean,
  whole: ListPage<Node>,
) {
  const [startCursor, endCursor] = [page.edges[0]?.cursor, page.edges.at(-1)?.cursor];
  expect(page.pageInfo).toEqual({ hasPreviousPage, hasNextPage, startCursor, endCursor });
  expect(page.nodes).toEqual(page.edges.map(({ node }) => node));
  expect(page.totalCount).toBe(whole.totalCount);
}

async function expectRefused(service: Booted, query: string, variables: Arguments, token?: string) {
  const { data, errors } = await service.graphql<object>(query, variables, token);
  const codes = errors?.map(({ extensions }) => extensions?.['code']);
  expect({ variables, data: data ?? null, codes }).toEqual({ variables, data: null, codes: ['BAD_USER_INPUT'] });
}
