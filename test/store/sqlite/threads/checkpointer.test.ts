/** The WAL is copied into the file while the service writes, and writes do not depend on it. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { logOf, openSqliteFile } from '../../../../src/store/sqlite/sqlite-file.js';
import { SqliteStore } from '../../../../src/store/sqlite/sqlite-store.js';
import { Checkpointer } from '../../../../src/store/sqlite/threads/checkpointer.js';
import { commit, creation, TENANT, uuid } from '../../../support/domain/changes.js';
import { scratchFolder } from '../../../support/files/scratch.js';

const CHANGES = 8000;
const AT_ONCE = 10;

test('checkpoints run while changes are committed, and the WAL restarts instead of growing', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  const store = new SqliteStore(path, () => {});
  for (let number = 0; number < CHANGES; number += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => commit(store, creation(uuid(number + index)))));
  }
  const written = statSync(logOf(path)).size;
  // The rows of half of the changes in both tables, at about 250 bytes each.
  expect(statSync(path).size).toBeGreaterThan((CHANGES / 2) * 2 * 250);
  // The size without any checkpoint: each transaction writes ten pages or more.
  expect(written).toBeLessThan((CHANGES / AT_ONCE) * 10 * 4096);
  await store.close();
  const closed = new Database(path);
  expect(closed.prepare('SELECT clean FROM shutdown').pluck().get()).toBe(1);
  expect(closed.prepare('SELECT count(*) FROM settings').pluck().get()).toBe(CHANGES);
  closed.close();
});

test('commits succeed although the thread cannot open the file', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  const database = openSqliteFile(path, () => {});
  const elsewhere = new Proxy(database, {
    get: (target, name) => (name === 'name' ? join(path, 'nowhere') : Reflect.get(target, name)),
  });
  const checkpointer = new Checkpointer(elsewhere);
  const failed = vi.fn();
  process.once('uncaughtException', failed);
  checkpointer.committed(CHANGES);
  await checkpointer.close();
  checkpointer.committed(CHANGES);
  await checkpointer.close();
  process.removeListener('uncaughtException', failed);
  expect(failed).not.toHaveBeenCalled();
  database.close();
});

test('a store that is closed at once is closed cleanly', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  const store = new SqliteStore(path, () => {});
  const changes = Array.from({ length: 500 }, (_, number) => creation(uuid(number)));
  await commit(store, ...changes);
  await store.close();
  const closed = new Database(path);
  expect(closed.prepare('SELECT clean FROM shutdown').pluck().get()).toBe(1);
  expect(closed.prepare('SELECT count(*) FROM change WHERE tenant_id = ?').pluck().get(TENANT)).toBe(500);
  closed.close();
});
