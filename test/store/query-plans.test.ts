/** The statements that the store really runs read index ranges of one tenant, in a file of one large tenant among many. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { EVERYTHING, FIELDS, type Filter, OLDEST_FIRST, type Order, type SettingsKey } from '../../src/domain/query.js';
import { SqliteStore } from '../../src/store/sqlite.js';
import { TenantStatements } from '../../src/store/tenant-statements.js';
import { fillLargeDatabase, LARGE_COUNT, LARGE_TENANT, largeId } from '../support/large-database.js';
import { changesOf } from '../support/read-all.js';

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const folder = mkdtempSync(join(tmpdir(), 'derived-credentials-'));
const path = join(folder, 'large.sqlite');
const TENANT_RANGE = /^SEARCH (settings|change|tenant) USING (PRIMARY KEY|(COVERING )?INDEX \w+) \(tenant_id=\?/;
const SORT = 'USE TEMP B-TREE FOR ORDER BY';
const MIDDLE = LARGE_COUNT / 2;
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
});

afterAll(async () => {
  database.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('in one large tenant among many', () => {
  test('each statement that is prepared in advance reads a range of one tenant, or writes one row', () => {
    const plans = prepared.map((sql) => plan(named(sql)));
    const searches = plans.filter((lines) => lines.length > 0);
    expect(searches.length).toBeGreaterThanOrEqual(7);
    for (const line of searches.flat()) expect(line).toMatch(TENANT_RANGE);
  });

  test('the point read is one look-up by the primary key', () => {
    const sql = prepared.find((text) => text.startsWith('SELECT * FROM settings'));
    expect(plan(named(sql ?? ''))).toEqual(['SEARCH settings USING PRIMARY KEY (tenant_id=? AND id=?)']);
  });

  const orders = FIELDS.flatMap((field) => [[field, 'ASC'] as const, [field, 'DESC'] as const]);
  test.each(orders)('a page in the middle by %s %s begins at its cursor, without a sort', async (field, direction) => {
    const order: Order = { field, direction };
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
      const order: Order = { field, direction };
      const [first] = await listing(EVERYTHING, order, { from: 'start' });
      const [last] = await listing(EVERYTHING, order, { from: 'end' });
      for (const statement of [first, last]) {
        expect(statement && plan(statement)).toEqual([expect.stringMatching(TENANT_RANGE)]);
      }
    },
  );

  const ranges: readonly (readonly [title: string, filter: Filter, limits: string])[] = [
    ['an issuer', { op: 'eq', field: 'issuer', value: 'X_TEC' }, 'issuer=?'],
    ['a name', { op: 'eq', field: 'displayName', value: 'Name 7' }, 'display_name=?'],
    ['a list of names', { op: 'in', field: 'displayName', values: ['Name 7', 'Name 8'] }, 'display_name=?'],
    ['a name prefix', { op: 'startsWith', field: 'displayName', value: 'Name 77' }, bothSides('display_name')],
    ['a help URL', { op: 'eq', field: 'helpUrl', value: 'https://example.com/7' }, 'help_url_or_empty=?'],
    ['an absent help URL', { op: 'eq', field: 'helpUrl', value: null }, 'help_url_or_empty=?'],
    [
      'a help URL prefix',
      { op: 'startsWith', field: 'helpUrl', value: 'https://example.com/77' },
      bothSides('help_url_or_empty'),
    ],
    ['a range of percentages', between('renewalThresholdPercentage', 5, 7), bothSides('renewal_threshold_percentage')],
    ['a range of times', between('updatedAt', 70, 90), bothSides('updated_at')],
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
    const after = { value: MIDDLE, id: largeId(MIDDLE) };
    const [page] = await listing({ op: 'eq', field: 'issuer', value: 'X_TEC' }, OLDEST_FIRST, { from: 'start', after });
    expect(page && plan(page)).toEqual([
      'SEARCH settings USING INDEX settings_by_issuer_and_created_at (tenant_id=? AND issuer=? AND (created_at,id)>(?,?))',
    ]);
  });

  test('a later page of a name prefix begins at its cursor and ends with the prefix', async () => {
    const filter: Filter = { op: 'startsWith', field: 'displayName', value: 'Name 7' };
    const after = { value: 'Name 77', id: largeId(77) };
    const [page] = await listing(filter, { field: 'displayName', direction: 'ASC' }, { from: 'start', after });
    expect(page && plan(page)).toEqual([
      'SEARCH settings USING INDEX settings_by_display_name (tenant_id=? AND (display_name,id)>(?,?) AND display_name<?)',
    ]);
  });

  const searches: readonly (readonly [title: string, filter: Filter])[] = [
    ['a part of a name', { op: 'contains', field: 'displayName', value: '77' }],
    ['the opposite of a condition', { op: 'not', filter: { op: 'eq', field: 'issuer', value: 'X_TEC' } }],
    ['one of two conditions', { op: 'or', filters: [between('updatedAt', 1, 2), between('createdAt', 3, 4)] }],
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

  const logs: readonly (readonly [title: string, settingsId: string | null, after: number | null, limits: string])[] = [
    ['the log from its start', null, null, 'PRIMARY KEY (tenant_id=?)'],
    ['the log after a position', null, MIDDLE, 'PRIMARY KEY (tenant_id=? AND position>?)'],
    ['one object’s history', largeId(7), null, 'change_by_settings (tenant_id=? AND settings_id=?)'],
    ['one object’s history after a position', largeId(7), 1, 'change_by_settings (tenant_id=? AND settings_id=?)'],
  ];

  test.each(logs)('%s is read in order from one range, in both directions', async (_, settingsId, after, limits) => {
    for (const from of ['start', 'end'] as const) {
      const page = { size: 20, from, after, before: null };
      const [statement] = await recorded(() =>
        store.listChanges(LARGE_TENANT, { filter: changesOf(settingsId), page }),
      );
      expect(statement && plan(statement)).toEqual([expect.stringContaining(limits)]);
    }
  });

  test.each([
    ['a tenant’s changes', null, '(tenant_id=?)'],
    ['one object’s changes', largeId(7), '(tenant_id=? AND settings_id=?)'],
  ])('the count of %s reads one range', async (_, settingsId, limits) => {
    const [statement] = await recorded(() => store.countChanges(LARGE_TENANT, changesOf(settingsId)));
    expect(statement && plan(statement)).toEqual([expect.stringContaining(limits)]);
  });
});

function between(field: 'renewalThresholdPercentage' | 'createdAt' | 'updatedAt', low: number, high: number): Filter {
  const from: Filter = { op: 'gte', field, value: low };
  const upTo: Filter = { op: 'lt', field, value: high };
  return { op: 'and', filters: [from, upTo] };
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
  return { value: settings[order.field] ?? '', id: settings.id };
}

interface Where {
  readonly from: 'start' | 'end';
  readonly after?: SettingsKey | null;
  readonly before?: SettingsKey | null;
}

function listing(filter: Filter, order: Order, { from, after = null, before = null }: Where): Promise<Statement[]> {
  return recorded(() => store.list(LARGE_TENANT, { filter, order, page: { size: 20, from, after, before } }));
}

/** The compiled statements that the store runs in the course of a call. */
async function recorded(call: () => Promise<unknown>): Promise<Statement[]> {
  const all = vi.spyOn(TenantStatements.prototype, 'all');
  try {
    await call();
    return all.mock.calls.map(([{ sql, parameters }]) => ({ sql, parameters }));
  } finally {
    all.mockRestore();
  }
}

/** A statement that is prepared in advance, with a value for each of its named parameters. */
function named(sql: string): Statement {
  const names = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]);
  return { sql, parameters: [Object.fromEntries(names)] };
}

/** What SQLite says it will read for a statement, one line for each step. */
function plan({ sql, parameters }: Statement): string[] {
  const rows = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
  return rows.map(({ detail }) => detail);
}
