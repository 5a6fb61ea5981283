/** All reads of one page see the same commits, even if another program commits between two of them. */
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type ChangesFilter, EVERYTHING, OLDEST_FIRST, settingsKey } from '../../../../src/domain/query.js';
import type { Store } from '../../../../src/domain/store.js';
import { TenantStatements } from '../../../../src/store/sqlite/tenant-statements.js';
import { commit, creation, TENANT, uuid } from '../../../support/domain/changes.js';
import { scratchFolder } from '../../../support/files/scratch.js';
import { databaseFileIn, openStore, SQLITE } from '../../../support/store/open-store.js';

const OBJECTS = 6;
// A change after the last one, with the time of the last one.
const APPEND = `
  INSERT INTO change SELECT tenant_id, ${OBJECTS + 1}, '${uuid(999)}', 1, kind, at, recorded_at, created_at, actor,
    actor_client_id, actor_kind, origin, request_id, snapshot_format, after, hash
    FROM change WHERE tenant_id = '${TENANT}' AND position = ${OBJECTS};
  UPDATE tenant SET position = ${OBJECTS + 1} WHERE tenant_id = '${TENANT}'`;

test('a page of settings, what stands beside it and the total count are of one moment', async () => {
  const { store, file } = await filledStore();
  const objects = (await store.list(TENANT, { filter: EVERYTHING, order: OLDEST_FIRST, page: wholeList() })).items;
  const [second, fifth] = [objects[1], objects[4]].map((object) => object && settingsKey(object, OLDEST_FIRST));
  const page = { size: 10, from: 'start', after: second ?? null, before: fifth ?? null, withTotalCount: true } as const;
  const list = () => store.list(TENANT, { filter: EVERYTHING, order: OLDEST_FIRST, page });
  const expected = { items: objects.slice(2, 4), hasNext: true, hasPrevious: true, totalCount: OBJECTS };
  expect(await list()).toEqual(expected);

  const deletions = afterFirstRead(
    file,
    `UPDATE tenant SET settings = 0 WHERE tenant_id = '${TENANT}';
    DELETE FROM settings WHERE tenant_id = '${TENANT}'`,
  );
  expect(await list()).toEqual(expected);
  // And the tenant's row.
  expect(deletions()).toBe(OBJECTS + 1);
  expect(await list()).toEqual({ items: [], hasNext: false, hasPrevious: false, totalCount: 0 });
});

test('a page of the log and its total count are of one moment', async () => {
  const { store, file } = await filledStore();
  const expected = { positions: [2, 3, 4], hasNext: true, hasPrevious: true, totalCount: OBJECTS };
  afterFirstRead(file, APPEND);
  expect(await positions(store)).toEqual(expected);
  expect(await positions(store)).toEqual({ ...expected, totalCount: OBJECTS + 1 });
});

test('the times that limit a page of the log are of the same moment as the page', async () => {
  const { store, file } = await filledStore();
  // Every change is earlier than this time, also the one that comes while its position is being looked up.
  const later = { from: Number.MAX_SAFE_INTEGER };
  beforeFirstRead(file, APPEND);
  expect(await positions(store, later)).toMatchObject({ positions: [], hasNext: false, totalCount: 0 });
});

async function positions(store: Store, filter: ChangesFilter = {}) {
  const page = { size: 3, from: 'start', after: 1, before: null, withTotalCount: true } as const;
  const { items, ...rest } = await store.listChanges(TENANT, { filter, page });
  return { positions: items.map(({ position }) => position), ...rest };
}

function wholeList() {
  return { size: 100, from: 'start', after: null, before: null } as const;
}

async function filledStore() {
  const folder = scratchFolder();
  const store = await openStore(SQLITE.urlIn(folder));
  await commit(store, ...Array.from({ length: OBJECTS }, (_, index) => creation(uuid(index))));
  return { store, file: databaseFileIn(folder) };
}

/** Lets another program commit once, right after the first query of the next read. Returns how many rows it changed. */
function afterFirstRead(file: string, text: string): () => number {
  return aroundFirstRead(file, text, (read, commitOther) => {
    const rows = read();
    commitOther();
    return rows;
  });
}

/** The same, right before the first query of the next page. */
function beforeFirstRead(file: string, text: string): void {
  aroundFirstRead(file, text, (read, commitOther) => {
    commitOther();
    return read();
  });
}

type Rows = ReturnType<TenantStatements['all']>;

function aroundFirstRead(file: string, text: string, run: (read: () => Rows, commitOther: () => void) => Rows) {
  const other = new Database(file);
  onTestFinished(() => void other.close());
  const changes = other.prepare<[], number>('SELECT total_changes()').pluck();
  const { all } = TenantStatements.prototype;
  const spy = vi.spyOn(TenantStatements.prototype, 'all').mockImplementation(function (this: TenantStatements, query) {
    spy.mockRestore();
    const rows = run(
      () => all.call(this, query),
      () => other.exec(`BEGIN; ${text}; COMMIT`),
    );
    return rows as never;
  });
  onTestFinished(() => spy.mockRestore());
  return () => changes.get() ?? 0;
}
