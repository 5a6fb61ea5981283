/** Proves that the write-ahead log is moved into the file while the service writes, and that writing does not depend on it. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { Checkpointer } from '../../../src/store/sqlite/checkpointer.js';
import { logOf, openSqliteFile } from '../../../src/store/sqlite/sqlite-file.js';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { commit, creation, TENANT, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';

const CHANGES = 8000;
const AT_ONCE = 10;

test('While changes are committed the file takes them in, and its log begins anew instead of growing', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  const store = new SqliteStore(path, () => {});
  for (let number = 0; number < CHANGES; number += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => commit(store, creation(uuid(number + index)))));
  }
  const written = statSync(logOf(path)).size;
  // Both the settings and the log of half the changes, at some 250 bytes each.
  expect(statSync(path).size).toBeGreaterThan((CHANGES / 2) * 2 * 250);
  // As it would be if nothing came in before SQLite's own checkpoint: each transaction has ten pages of its own, and more.
  expect(written).toBeLessThan((CHANGES / AT_ONCE) * 10 * 4096);
  await store.close();
  const closed = new Database(path);
  expect(closed.prepare('SELECT clean FROM shutdown').pluck().get()).toBe(1);
  expect(closed.prepare('SELECT count(*) FROM settings').pluck().get()).toBe(CHANGES);
  closed.close();
});

test('A thread that cannot open the file is done without', async () => {
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

test('A store that is closed at once closes in order', async () => {
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
