/** The WAL is copied into the file while the service writes, and writes do not depend on it. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { parseFilter } from '../../../../src/rest/filter/filter-parser.js';
import { logOf, openSqliteFile } from '../../../../src/store/sqlite/sqlite-file.js';
import { SqliteStore } from '../../../../src/store/sqlite/sqlite-store.js';
import { Checkpointer } from '../../../../src/store/sqlite/threads/checkpointer.js';
import { commit, creation, OTHER_TENANT, TENANT, uuid } from '../../../support/domain/changes.js';
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

test('the WAL restarts although reads overlap all the time, and is cut if it has become long', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  const store = new SqliteStore(path, () => {});
  const write = async (commits: number, tenantId: string) => {
    for (let made = 0; made < commits; made += 1) {
      await commit(store, ...Array.from({ length: 100 }, () => creation(randomUUID(), {}, { tenantId })));
    }
  };
  await write(20, TENANT);
  // Takes longer than a commit, so that there is always one that runs.
  const search = parseFilter(Array.from({ length: 30 }, () => "contains(tolower(displayName),'zz')").join(' or '));
  let isReading = true;
  const read = async () => {
    while (isReading) await store.count(TENANT, search);
  };
  const reads = [read(), read(), read()];
  let longest = 0;
  for (let round = 0; round < 30; round += 1) {
    await write(5, OTHER_TENANT);
    longest = Math.max(longest, statSync(logOf(path)).size);
  }
  isReading = false;
  await Promise.all(reads);
  // Without a restart, it has all that was written: some 13 kB for each change.
  expect(longest).toBeLessThan(120e6);
  await write(60, OTHER_TENANT);
  expect(statSync(logOf(path)).size).toBeLessThan(50e6);
  await store.close();
}, 120_000);

test('commits succeed although the thread cannot open the file', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  const database = openSqliteFile(path, () => {});
  const elsewhere = new Proxy(database, {
    get: (target, name) => (name === 'name' ? join(path, 'nowhere') : Reflect.get(target, name)),
  });
  const checkpointer = new Checkpointer(elsewhere, (run) => run());
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
