/** The statements that the store really runs read index ranges of one tenant, in a file of one large tenant among many. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Change, EMPTY_HEAD, type PlannedChange } from '../../../src/domain/change.js';
import { Draft } from '../../../src/domain/draft.js';
import {
  type ChangesFilter,
  EVERYTHING,
  FIELDS,
  type Filter,
  OLDEST_FIRST,
  type Order,
  type PageRequest,
  type SettingsKey,
  settingsKey,
} from '../../../src/domain/query.js';
import { INDEXED_ORDERS, readsMany } from '../../../src/domain/scans.js';
import { addFunctions } from '../../../src/store/sqlite/sql-functions.js';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { TenantStatements } from '../../../src/store/sqlite/tenant-statements.js';
import { ReadThreads } from '../../../src/store/sqlite/threads/read-threads.js';
import { watched } from '../../../src/store/sqlite/threads/row-watch.js';
import { CONTENT, creation, uuid } from '../../support/domain/changes.js';
import { fillLargeDatabase, LARGE_COUNT, LARGE_TENANT, largeId } from '../../support/store/large-database.js';

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const folder = mkdtempSync(join(tmpdir(), 'derived-credentials-'));
const path = join(folder, 'large.sqlite');
const TENANT_RANGE =
  /^SEARCH (settings|change|tenant|earlier|actor) USING (PRIMARY KEY|(COVERING )?INDEX \w+) \(tenant_id=\?/;
// Steps that read no table.
const NO_TABLE = /^(CO-ROUTINE|SCAN CONSTANT ROW|SCAN \(subquery|(CORRELATED )?SCALAR SUBQUERY)/;
const SORT = 'USE TEMP B-TREE FOR ORDER BY';
const MIDDLE = LARGE_COUNT / 2;
const FROM_START = { from: 'start', after: null, before: null } as const;
const BY_OBJECT = 'change_by_settings (tenant_id=? AND settings_id=?';
const EARLIER = 'SEARCH earlier USING INDEX change_by_settings (tenant_id=? AND settings_id=? AND version=?)';
const MADE_BY = 'SEARCH actor USING PRIMARY KEY (tenant_id=? AND key=?)';
const KEY = 'SEARCH actor USING COVERING INDEX actor_by_subject (tenant_id=? AND subject=?)';
const SUPERSEDED = 'SEARCH superseded USING PRIMARY KEY (tenant_id=? AND until>?)';
const LOG_ENTRY = 'SEARCH change USING PRIMARY KEY (tenant_id=? AND position=?)';
const BY_KIND = 'change_by_kind (tenant_id=? AND kind=?';
const BY_ACTOR = 'change_by_actor (tenant_id=? AND actor=?';
const COLUMNS: Readonly<Record<string, string>> = {
  id: 'id',
  displayName: 'display_name',
  helpUrl: 'help_url_or_empty',
  issuer: 'issuer',
  notificationType: 'notification_type',
  renewalThresholdPercentage: 'renewal_threshold_percentage',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

let store: SqliteStore;
let database: Database.Database;
let prepared: readonly string[];

beforeAll(() => {
  fillLargeDatabase(path);
  const prepare = vi.spyOn(TenantStatements.prototype, 'prepare');
  store = new SqliteStore(path, () => {});
  prepared = prepare.mock.calls.map(([text]) => text);
  prepare.mockRestore();
  database = new Database(path, { readonly: true });
  addFunctions(database);
  database.function('keep_going', () => 1);
});

afterAll(async () => {
  database.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('in one large tenant among many', () => {
  test('each statement that is prepared in advance reads a range of one tenant, or writes one row', () => {
    const plans = prepared.map((sql) => plan(filled(sql)));
    const searches = plans.filter((lines) => lines.length > 0);
    expect(searches.length).toBeGreaterThanOrEqual(7);
    for (const line of searches.flat().filter((line) => !NO_TABLE.test(line))) expect(line).toMatch(TENANT_RANGE);
  });

  test('the point read is one look-up by the primary key, and one of the last version in the log', () => {
    const sql = prepared.find((text) => /^SELECT .* FROM settings/.test(text));
    expect(plan(filled(sql ?? ''))).toEqual([
      'SEARCH settings USING PRIMARY KEY (tenant_id=? AND id=?)',
      'CORRELATED SCALAR SUBQUERY 1',
      `SEARCH change USING COVERING INDEX ${BY_OBJECT})`,
    ]);
  });

  test('the head of a log is one look-up of the tenant, and one of the last change', () => {
    const sql = prepared.find((text) => /^SELECT tenant\./.test(text));
    expect(plan(filled(sql ?? '')).filter((line) => !NO_TABLE.test(line))).toEqual([
      'SEARCH tenant USING PRIMARY KEY (tenant_id=?) LEFT-JOIN',
      'SEARCH change USING PRIMARY KEY (tenant_id=? AND position=?) LEFT-JOIN',
      'SEARCH change USING PRIMARY KEY (tenant_id=?)',
    ]);
  });

  const orders = INDEXED_ORDERS.flatMap((field) => [[field, 'ASC'] as const, [field, 'DESC'] as const]);
  test.each(orders)('a page in the middle by %s %s begins at its cursor, without a sort', async (field, direction) => {
    const order: Order = [{ field, direction }];
    const key = await middleKey(order);
    for (const from of ['start', 'end'] as const) {
      const bounds = { after: from === 'start' ? key : null, before: from === 'end' ? key : null };
      const statements = await listing(EVERYTHING, order, { from, ...bounds });
      expect(statements).toHaveLength(2);
      for (const statement of statements) {
        const [line, ...others] = plan(statement);
        const limit = field === 'id' ? /\(tenant_id=\? AND id[<>]\?\)$/ : limitOn(`(${COLUMNS[field]},id)`);
        expect(line).toMatch(TENANT_RANGE);
        expect(line).toMatch(limit);
        expect(others).toEqual([]);
      }
    }
  });

  test.each(orders)(
    'the first and the last page by %s %s are read in order, without a sort',
    async (field, direction) => {
      const order: Order = [{ field, direction }];
      const [first] = await listing(EVERYTHING, order, { from: 'start' });
      const [last] = await listing(EVERYTHING, order, { from: 'end' });
      for (const statement of [first, last]) {
        expect(statement && plan(statement)).toEqual([expect.stringMatching(TENANT_RANGE)]);
      }
    },
  );

  test.each(['ASC', 'DESC'] as const)(
    'a page by several keys begins at the first of them, the last %s',
    async (last) => {
      const order: Order = [
        { field: 'displayName', direction: 'ASC' },
        { field: 'issuer', direction: last },
      ];
      const after = await middleKey(order);
      const [page] = await listing(EVERYTHING, order, { from: 'start', after });
      const [line, ...others] = page === undefined ? [] : plan(page);
      expect(line).toMatch(/USING INDEX settings_by_display_name \(tenant_id=\? AND display_name>\?\)$/);
      expect(others).toEqual([expect.stringContaining('LAST')]);
    },
  );

  const ranges: readonly (readonly [title: string, filter: Filter, limits: string])[] = [
    ['an issuer', { op: 'eq', field: 'issuer', value: 'X_TEC' }, 'issuer=?'],
    ['a name', { op: 'eq', field: 'displayName', value: 'Name 7' }, 'display_name=?'],
    ['a list of names', { op: 'in', field: 'displayName', values: ['Name 7', 'Name 8'] }, 'display_name=?'],
    ['a name prefix', { op: 'startsWith', field: 'displayName', value: 'Name 77' }, bothSides('display_name')],
    ['a range of times', between('createdAt', 70, 90), bothSides('created_at')],
    ['an id', { op: 'eq', field: 'id', value: largeId(7) }, 'id=?'],
  ];

  test.each(ranges)('a page and a count filtered by %s read only its range', async (_, filter, limits) => {
    const [page] = await listing(filter, OLDEST_FIRST, { from: 'start' });
    const count = await recorded(() => store.count(LARGE_TENANT, filter));
    for (const statement of [page, ...count]) {
      const [line, ...others] = statement === undefined ? [] : plan(statement);
      expect(line).toMatch(TENANT_RANGE);
      expect(line).toContain(`(tenant_id=? AND ${limits})`);
      expect(others.filter((other) => other !== SORT)).toEqual([]);
    }
  });

  test('a later page of an issuer begins at its cursor, without a sort', async () => {
    const after = { values: [MIDDLE], id: largeId(MIDDLE) };
    const [page] = await listing({ op: 'eq', field: 'issuer', value: 'X_TEC' }, OLDEST_FIRST, { from: 'start', after });
    expect(page && plan(page)).toEqual([
      'SEARCH settings USING INDEX settings_by_issuer_and_created_at (tenant_id=? AND issuer=? AND (created_at,id)>(?,?))',
    ]);
  });

  test('a later page of a name prefix begins at its cursor and ends with the prefix', async () => {
    const filter: Filter = { op: 'startsWith', field: 'displayName', value: 'Name 7' };
    const after = { values: ['Name 77'], id: largeId(77) };
    const [page] = await listing(filter, [{ field: 'displayName', direction: 'ASC' }], { from: 'start', after });
    expect(page && plan(page)).toEqual([
      'SEARCH settings USING INDEX settings_by_display_name (tenant_id=? AND (display_name,id)>(?,?) AND display_name<?)',
    ]);
  });

  const searches: readonly (readonly [title: string, filter: Filter])[] = [
    ['a part of a name', { op: 'contains', field: 'displayName', value: '77' }],
    ['the opposite of a condition', { op: 'not', filter: { op: 'eq', field: 'issuer', value: 'X_TEC' } }],
    ['one of two conditions', { op: 'or', filters: [between('updatedAt', 1, 2), between('createdAt', 3, 4)] }],
    ['a help URL', { op: 'eq', field: 'helpUrl', value: 'https://example.com/7' }],
    ['an absent help URL', { op: 'eq', field: 'helpUrl', value: null }],
    ['a range of percentages', between('renewalThresholdPercentage', 5, 7)],
  ];

  test.each(searches)('a search for %s reads the rows of its own tenant alone', async (_, filter) => {
    const page = await listing(filter, OLDEST_FIRST, { from: 'start' });
    const count = await recorded(() => store.count(LARGE_TENANT, filter));
    for (const statement of [...page, ...count]) {
      const lines = plan(statement).filter((line) => line !== SORT && !/^(MULTI-INDEX OR|INDEX \d)$/.test(line));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).toMatch(TENANT_RANGE);
    }
  });

  test.each(FIELDS.filter((field) => !INDEXED_ORDERS.includes(field)))(
    'a page by %s sorts the settings of its own tenant alone',
    async (field) => {
      const statements = await listing(EVERYTHING, [{ field, direction: 'ASC' }], { from: 'start' });
      expect(statements).toHaveLength(1);
      const sorted = [expect.stringMatching(TENANT_RANGE), expect.stringMatching(/^USE TEMP B-TREE FOR .*ORDER BY$/)];
      for (const statement of statements) expect(plan(statement)).toEqual(sorted);
    },
  );

  test('a page that is said not to read many settings reads one range of an index, in order', async () => {
    const conditions: readonly Filter[] = [
      EVERYTHING,
      ...ranges.map(([, filter]) => filter),
      ...searches.map(([, filter]) => filter),
    ];
    let short = 0;
    for (const filter of conditions) {
      for (const field of FIELDS) {
        const order: Order = [{ field, direction: 'DESC' }];
        if (readsMany(filter, order)) continue;
        short += 1;
        const [page] = await listing(filter, order, { from: 'start' });
        expect(page && plan(page), JSON.stringify({ filter, field })).toEqual([expect.stringMatching(TENANT_RANGE)]);
      }
    }
    expect(short).toBeGreaterThanOrEqual(INDEXED_ORDERS.length + 4);
  });

  const object = { settingsIds: [largeId(7)] };
  const range = { from: MIDDLE, upTo: MIDDLE + 1000 };
  const logs: readonly (readonly [title: string, filter: ChangesFilter, limits: string, after: string])[] = [
    ['the log', {}, 'PRIMARY KEY (tenant_id=?)', 'PRIMARY KEY (tenant_id=? AND position>?)'],
    ['a range of times', range, both('PRIMARY KEY (tenant_id=?'), both('PRIMARY KEY (tenant_id=?')],
    ['one object’s history', object, `${BY_OBJECT})`, `${BY_OBJECT})`],
    ['one object’s deletions', { ...object, kinds: ['DELETED'] }, `${BY_OBJECT})`, `${BY_OBJECT})`],
    ['one object’s changes by an actor', { ...object, subjects: ['somebody'] }, `${BY_OBJECT})`, `${BY_OBJECT})`],
    ['one kind', { kinds: ['DELETED'] }, `${BY_KIND})`, `${BY_KIND} AND position>?)`],
    ['one kind in a range of times', { kinds: ['DELETED'], ...range }, both(BY_KIND), both(BY_KIND)],
    [
      'several kinds',
      { kinds: ['CREATED', 'DELETED'] },
      'PRIMARY KEY (tenant_id=?)',
      'KEY (tenant_id=? AND position>?)',
    ],
    ['one actor', { subjects: ['somebody'] }, `${BY_ACTOR})`, `${BY_ACTOR} AND position>?)`],
    ['one actor in a range of times', { subjects: ['somebody'], ...range }, both(BY_ACTOR), both(BY_ACTOR)],
    ['one kind and actor', { kinds: ['CREATED'], subjects: ['a'] }, `${BY_ACTOR})`, `${BY_ACTOR} AND position>?)`],
  ];

  test.each(logs)('%s is read in order from one range, without a sort', async (_, filter, limits, beyond) => {
    for (const from of ['start', 'end'] as const) {
      for (const after of [null, MIDDLE + 10]) {
        const [statement] = await searching(filter, { from, after });
        const expected = after === null ? limits : beyond;
        expect(statement && logPlan(statement)).toEqual([expect.stringContaining(expected)]);
      }
    }
  });

  test('a page of a range of times begins at its cursor, wherever the range begins and ends', async () => {
    const start = { from: 'start', after: MIDDLE + 10, before: MIDDLE + 900 } as const;
    for (const [filter, limits] of [
      [range, [MIDDLE + 11, MIDDLE + 899]],
      [{ from: MIDDLE + 100, upTo: MIDDLE + 200 }, [MIDDLE + 101, MIDDLE + 201]],
    ] as const) {
      const [page] = await searching(filter, start);
      expect(page?.sql.match(/"position" [<>]= \?/g)).toEqual(['"position" >= ?', '"position" <= ?']);
      expect(page?.parameters.slice(1, 3)).toEqual(limits);
    }
  });

  test.each([
    ['anything', {}, both('PRIMARY KEY (tenant_id=?')],
    ['one kind', { kinds: ['DELETED' as const] }, both(BY_KIND)],
    ['several kinds', { kinds: ['CREATED' as const, 'DELETED' as const] }, both('PRIMARY KEY (tenant_id=?')],
    ['an origin', { origins: ['REST' as const] }, both('PRIMARY KEY (tenant_id=?')],
    ['a client', { clientIds: ['somebody'] }, both('PRIMARY KEY (tenant_id=?')],
  ])('a follower of %s has a bounded part of the log searched, without a sort', async (_, filter, limits) => {
    const [statement] = await recorded(() => store.readChangesAfter(LARGE_TENANT, 10, 20, filter));
    expect(statement && logPlan(statement)).toEqual([expect.stringContaining(limits)]);
    const [lowest, highest] = statement?.parameters.slice(1, 3) ?? [];
    expect(lowest).toBe(11);
    expect(Number(highest) - 10).toBeLessThanOrEqual(1_000);
  });

  test('the histories of several objects are looked up one by one, however long the log', async () => {
    const filter = { settingsIds: [largeId(7), largeId(8)] };
    const [page] = await searching(filter, { from: 'start', after: MIDDLE });
    expect(page && logPlan(page)).toEqual([expect.stringContaining(`${BY_OBJECT})`), SORT]);
    const [count] = await recorded(() => store.countChanges(LARGE_TENANT, filter));
    expect(count && plan(count)).toEqual([expect.stringContaining(`${BY_OBJECT})`)]);
  });

  test.each([
    ['a tenant’s changes', {}, '(tenant_id=?)'],
    ['one object’s changes', object, '(tenant_id=? AND settings_id=?)'],
    ['the changes of one kind', { kinds: ['DELETED' as const] }, `COVERING INDEX ${BY_KIND})`],
    ['one actor’s changes', { subjects: ['somebody'], ...range }, `COVERING INDEX ${both(BY_ACTOR)}`],
  ])('the count of %s reads one range', async (_, filter, limits) => {
    const [statement] = await recorded(() => store.countChanges(LARGE_TENANT, filter));
    expect(statement && withoutKeys(plan(statement))).toEqual([expect.stringContaining(limits)]);
  });

  test('the count of the changes in a range of times reads no change', async () => {
    let count = 0;
    expect(await recorded(async () => (count = await store.countChanges(LARGE_TENANT, range)))).toEqual([]);
    expect(count).toBe(1_001);
  });

  const asOf = 50;
  const filters: readonly (readonly [title: string, filter: Filter])[] = [
    ['everything', EVERYTHING],
    ['a name', { op: 'eq', field: 'displayName', value: 'Name 7' }],
    ['a part of a name', { op: 'contains', field: 'displayName', value: '77' }],
    ['one of two conditions', { op: 'or', filters: [between('updatedAt', 1, 2), between('createdAt', 3, 4)] }],
  ];

  test.each(filters)(
    'a page and a count of %s as of an earlier change read the tenant’s settings, and what has been superseded since',
    async (_, filter) => {
      for (const field of FIELDS) {
        const query = { filter, order: [{ field, direction: 'DESC' }], page: { size: 20, ...FROM_START } } as const;
        const [page] = await recorded(() => store.list(LARGE_TENANT, query, asOf));
        const [count] = await recorded(() => store.count(LARGE_TENANT, filter, asOf));
        for (const statement of [page, count]) {
          // The rest is a scan of what these have found.
          const reads = (statement === undefined ? [] : plan(statement)).filter((line) => line.startsWith('SEARCH'));
          const [settings, ...log] = reads;
          expect(settings).toMatch(TENANT_RANGE);
          expect(log).toEqual([SUPERSEDED, expect.stringContaining(LOG_ENTRY)]);
        }
      }
    },
  );

  test('a query that can be ended at each row, as in a thread, reads what it reads otherwise', async () => {
    const order: Order = [{ field: 'helpUrl', direction: 'ASC' }];
    const page = { size: 20, ...FROM_START, withTotalCount: true } as const;
    const statements: Statement[] = [];
    for (const [, filter] of [...ranges, ...searches]) {
      for (const moment of [null, asOf]) {
        statements.push(...(await recorded(() => store.list(LARGE_TENANT, { filter, order, page }, moment))));
      }
    }
    for (const filter of [{ origins: ['REST' as const] }, { kinds: ['CREATED' as const] }, { clientIds: ['a'] }]) {
      statements.push(...(await recorded(() => store.listChanges(LARGE_TENANT, { filter, page }))));
    }
    expect(statements).toHaveLength(54);
    for (const statement of statements) {
      const ended = { ...statement, ...watched(statement) };
      expect(ended.sql).toContain('keep_going()');
      expect(plan(ended)).toEqual(plan(statement));
    }
  });

  test('an object as of an earlier change is looked up in its own history', async () => {
    const sql = prepared.find((text) => text.includes('position <= ?')) ?? '';
    expect(logPlan(filled(sql))).toEqual([`SEARCH change USING INDEX ${BY_OBJECT})`]);
  });

  test('a time is found by a few look-ups of positions', async () => {
    const sql = prepared.find((text) => text.startsWith('SELECT at FROM change')) ?? '';
    expect(plan(filled(sql))).toEqual(['SEARCH change USING PRIMARY KEY (tenant_id=? AND position=?)']);
    expect(await store.positionAt(LARGE_TENANT, 7000)).toBe(7001);
  });

  test('whether a tenant uses another issuer is told by one look into the index of issuers', async () => {
    const statements = await recorded(draftTwoCreations);
    expect(statements).toHaveLength(1);
    for (const statement of statements) {
      expect(plan(statement)).toEqual([
        'SEARCH settings USING INDEX settings_by_issuer_and_created_at (tenant_id=? AND issuer=?)',
      ]);
    }
  });

  test('the planner is told what to expect of every index', () => {
    const indexes = database
      .prepare("SELECT tbl_name AS tbl, name AS idx FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
      .all();
    const told = database.prepare<[], { tbl: string; idx: string; stat: string }>('SELECT * FROM sqlite_stat1').all();
    const secondary = told.filter(({ tbl, idx }) => tbl !== idx).map(({ tbl, idx }) => ({ tbl, idx }));
    expect(secondary).toEqual(expect.arrayContaining(indexes));
    expect(secondary).toHaveLength(indexes.length);
    for (const { idx, stat } of told.filter(({ tbl, idx }) => tbl !== idx)) {
      const columns = database.pragma(`index_info(${idx})`) as unknown[];
      expect(stat.split(' '), idx).toHaveLength(1 + columns.length);
    }
  });
});

function between(field: 'renewalThresholdPercentage' | 'createdAt' | 'updatedAt', low: number, high: number): Filter {
  const from: Filter = { op: 'gte', field, value: low };
  const upTo: Filter = { op: 'lt', field, value: high };
  return { op: 'and', filters: [from, upTo] };
}

function both(beginning: string): string {
  return `${beginning} AND position>? AND position<?)`;
}

/** Plans two creations of one issuer where a tenant is kept to one. They ask once whether there is another. */
async function draftTwoCreations(): Promise<void> {
  const tenantId = uuid(99);
  const sign = (planned: PlannedChange): Change => ({ ...creation(planned.settingsId), ...planned, tenantId });
  let ids = 0;
  const draft = new Draft({
    tenantId,
    store,
    size: 9,
    head: EMPTY_HEAD,
    newId: () => uuid(ids++),
    singleIssuer: true,
    sign,
  });
  const input = { ...CONTENT, helpUrl: 'https://example.com/' };
  for (const create of [input, input]) expect(await draft.add({ create })).toMatchObject({ outcome: 'planned' });
}

function bothSides(column: string): string {
  return `${column}>? AND ${column}<?`;
}

function limitOn(columns: string): RegExp {
  const literal = columns.replace(/[()]/g, '\\$&');
  return new RegExp(`\\(tenant_id=\\? AND ${literal}[<>]\\(\\?,\\?\\)\\)$`);
}

async function middleKey(order: Order): Promise<SettingsKey> {
  const settings = await store.find(LARGE_TENANT, largeId(MIDDLE));
  if (settings === null) throw new Error('The object in the middle is missing.');
  return settingsKey(settings, order);
}

/** The statements of a page of the log. */
function searching(filter: ChangesFilter, where: Partial<PageRequest<number>>): Promise<Statement[]> {
  const page = { size: 20, ...FROM_START, ...where };
  return recorded(() => store.listChanges(LARGE_TENANT, { filter, page }));
}

interface Where {
  readonly from: 'start' | 'end';
  readonly after?: SettingsKey | null;
  readonly before?: SettingsKey | null;
}

function listing(filter: Filter, order: Order, { from, after = null, before = null }: Where): Promise<Statement[]> {
  return recorded(() => store.list(LARGE_TENANT, { filter, order, page: { size: 20, from, after, before } }));
}

/** The compiled statements that the store runs in the course of a call, on the event loop or in a thread. */
async function recorded(call: () => Promise<unknown>): Promise<Statement[]> {
  const all = vi.spyOn(TenantStatements.prototype, 'all');
  const run = vi.spyOn(ReadThreads.prototype, 'run');
  try {
    await call();
    const queries = [...all.mock.calls.map(([query]) => query), ...run.mock.calls.flatMap(([, several]) => several)];
    return queries.map(({ sql, parameters }) => ({ sql, parameters }));
  } finally {
    all.mockRestore();
    run.mockRestore();
  }
}

/** A statement that is prepared in advance, with a tenant and a value for each of its other parameters. */
function filled(sql: string): Statement {
  const values = [...sql.matchAll(/\?/g)].map(() => null);
  return { sql, parameters: [...values, { tenant_id: null }] };
}

/** The plan without the lookups of what was before a change and of who made it, which every read of the log contains. */
function logPlan(statement: Statement): string[] {
  const found = plan(statement);
  for (const lookup of [EARLIER, MADE_BY]) {
    const at = found.indexOf(lookup);
    expect(found[at - 1]).toMatch(/^CORRELATED SCALAR SUBQUERY/);
    found.splice(at - 1, 2);
  }
  return withoutKeys(found);
}

/** The plan without the lookup of the key of a subject that a filter names. */
function withoutKeys(found: readonly string[]): string[] {
  return found.filter((_, index) => ![found[index], found[index + 1]].includes(KEY));
}

/** What SQLite says it will read for a statement, one line for each step. */
function plan({ sql, parameters }: Statement): string[] {
  const rows = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
  return rows.map(({ detail }) => detail);
}
