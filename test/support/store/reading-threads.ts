/** A file with two tenants, threads that read it, and reads that last as long as a test wants. */
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import type { Query } from '../../../src/store/sqlite/tenant-statements.js';
import { ReadThreads, type ReadThreadsOptions } from '../../../src/store/sqlite/threads/read-threads.js';
import { commit, creation, OTHER_TENANT, TENANT, uuid } from '../domain/changes.js';
import { scratchFolder } from '../files/scratch.js';

/** The changes of each tenant. */
export const ROWS = 100;

/** Opens a store, fills its file, and makes a pool that reads it. Both are closed when the test ends. */
export async function readingThreads(options: ReadThreadsOptions = {}) {
  const path = join(scratchFolder(), 'test.sqlite');
  const store = new SqliteStore(path, () => {});
  for (const tenantId of [TENANT, OTHER_TENANT]) {
    await commit(store, ...Array.from({ length: ROWS }, (_, number) => creation(uuid(number), {}, { tenantId })));
  }
  const threads = new ReadThreads(path, options);
  onTestFinished(async () => {
    await threads.close();
    await store.close();
  });
  return { path, store, threads };
}

/** Counts a tenant's changes. */
export function counting(tenantId = TENANT): Query {
  return { sql: 'SELECT count(*) FROM change WHERE tenant_id = ?', parameters: [tenantId] };
}

/** A query that computes and counts this many rows. */
export function slow(rows: number, tenantId = TENANT): Query {
  const sql = `WITH RECURSIVE row (tenant_id, n) AS (SELECT tenant_id, 1 FROM tenant WHERE tenant_id = ?
    UNION ALL SELECT tenant_id, n + 1 FROM row WHERE tenant_id = ? LIMIT ${rows}) SELECT count(*) FROM row`;
  return { sql, parameters: [tenantId, tenantId] };
}

/** A query that does not end by itself. */
export function endless(tenantId = TENANT): Query {
  return slow(1e12, tenantId);
}

/** The threads that are started from now on, until the test ends. */
export function startedThreads(): readonly Worker[] {
  const started: Worker[] = [];
  const add = (thread: Worker) => void started.push(thread);
  process.on('worker', add);
  onTestFinished(() => void process.removeListener('worker', add));
  return started;
}
