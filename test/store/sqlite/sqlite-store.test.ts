/** What the SQLite store promises beyond the contract of every store. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { EVERYTHING, OLDEST_FIRST } from '../../../src/domain/query.js';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { commit, creation, TENANT, update, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { closedFile, pagesOf, zeroPages } from '../../support/store/database-files.js';
import { changesSource, readAll } from '../../support/store/read-all.js';

const ID = uuid(1);

describe('a SQLite file', () => {
  test('holds everything when it is opened again', async () => {
    const path = join(scratchFolder(), 'test.sqlite');
    const before = new SqliteStore(path, () => {});
    await commit(before, creation(ID));
    const created = await before.find(TENANT, ID);
    if (created === null) throw new Error('The object is missing.');
    await commit(before, update(created, { helpUrl: null }));
    const [settings, log] = [await before.find(TENANT, ID), await readAll(changesSource(before))];
    await before.close();

    const after = new SqliteStore(path, () => {});
    expect(await after.find(TENANT, ID)).toEqual(settings);
    expect(await readAll(changesSource(after))).toEqual(log);
    expect((await after.head(TENANT)).position).toBe(2);
    await after.close();
  });

  test('shows a commit to other connections before its listeners hear of it', async () => {
    const path = join(scratchFolder(), 'test.sqlite');
    const store = new SqliteStore(path, () => {});
    const other = new Database(path, { readonly: true });
    const seen: unknown[] = [];
    store.onCommit(() => seen.push(other.prepare('SELECT id FROM settings').pluck().all()));
    await commit(store, creation(ID));
    expect(seen).toEqual([[ID]]);
    other.close();
    await store.close();
  });

  test('takes no write and is not ready once a newer release has migrated it', async () => {
    const path = join(scratchFolder(), 'test.sqlite');
    const store = new SqliteStore(path, () => {});
    await commit(store, creation(ID));
    const newer = new Database(path);
    newer.pragma('user_version = 99');
    const refused = { code: 'UNAVAILABLE', message: expect.stringMatching(/^A newer release has changed the storage/) };
    await expect(store.commit([creation(uuid(2))])).rejects.toMatchObject(refused);
    await expect(store.graphLedger.acquire(TENANT, 'holder', 0, 1)).rejects.toMatchObject(refused);
    await expect(store.check()).rejects.toMatchObject(refused);
    expect(await store.find(TENANT, ID)).toMatchObject({ id: ID });

    newer.exec('ALTER TABLE settings RENAME COLUMN help_url TO help_page');
    await expect(store.find(TENANT, ID)).rejects.toMatchObject(refused);
    newer.close();
    await store.close();
  });

  test('tells listeners of the commits of other connections, one time for each', async () => {
    const path = join(scratchFolder(), 'test.sqlite');
    const [store, other] = [new SqliteStore(path, () => {}), new SqliteStore(path, () => {})];
    const heard: unknown[] = [];
    const next = () => new Promise((resolve) => onceTold(store, resolve));
    store.onCommit((touched) => heard.push(touched));
    await commit(store, creation(ID));
    expect(heard).toEqual([new Set([TENANT])]);

    for (const number of [2, 3]) {
      const told = next();
      const [recorded] = await commit(other, creation(uuid(number)));
      expect(await told).toBe('all');
      expect(await store.readChangesAfter(TENANT, number - 1, 10)).toMatchObject({ changes: [recorded] });
    }
    expect(heard).toEqual([new Set([TENANT]), 'all', 'all']);
    await Promise.all([store.close(), other.close()]);
  });

  test('that turns out damaged while it is in use is reported without a word of SQLite', async () => {
    const path = join(scratchFolder(), 'test.sqlite');
    await closedFile(path, 60);
    zeroTheRows(path);

    const damaged = new SqliteStore(path, () => {});
    const refusal = { name: 'Refusal', code: 'UNAVAILABLE', message: 'The storage is damaged.' };
    const page = { size: 10, from: 'start', after: null, before: null } as const;
    await expect(damaged.find(TENANT, ID)).rejects.toMatchObject(refusal);
    await expect(damaged.list(TENANT, { filter: EVERYTHING, order: OLDEST_FIRST, page })).rejects.toMatchObject(
      refusal,
    );
    await expect(commit(damaged, creation(uuid(999)))).rejects.toMatchObject(refusal);
    await damaged.close();
  });
});

/** Calls back once, with the store's next notification. */
function onceTold(store: SqliteStore, callback: (touched: unknown) => void): void {
  const stop = store.onCommit((touched) => {
    stop();
    callback(touched);
  });
}

/** Zeroes all pages except those that opening a cleanly closed file reads. */
function zeroTheRows(path: string): void {
  const database = new Database(path, { readonly: true });
  const needed = database
    .prepare("SELECT pageno FROM dbstat WHERE name IN ('sqlite_schema', 'shutdown', 'sqlite_stat1')")
    .pluck();
  const kept = new Set<unknown>(needed.all());
  database.close();
  const pages = Array.from({ length: pagesOf(path) }, (_, index) => index + 1);
  zeroPages(
    path,
    pages.filter((page) => !kept.has(page)),
  );
}
