/** Reads in threads: one state of the file for each, cancelling, the time limit, errors, turns of tenants, and closing. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { EVERYTHING, type Filter, OLDEST_FIRST } from '../../../../src/domain/query.js';
import { compiledQueries } from '../../../../src/store/sql/compiled-queries.js';
import { DamagedRow } from '../../../../src/store/sql/damaged-row.js';
import { SqliteSnapshot } from '../../../../src/store/sqlite/reading/sqlite-snapshot.js';
import { addFunctions } from '../../../../src/store/sqlite/sql-functions.js';
import { SQLITE_DIALECT } from '../../../../src/store/sqlite/sqlite-dialect.js';
import { SqliteStore } from '../../../../src/store/sqlite/sqlite-store.js';
import { isDamage, storageRefusal } from '../../../../src/store/sqlite/storage-faults.js';
import { TenantStatements } from '../../../../src/store/sqlite/tenant-statements.js';
import { ReadThreads } from '../../../../src/store/sqlite/threads/read-threads.js';
import { commit, creation, OTHER_TENANT, TENANT, update, uuid } from '../../../support/domain/changes.js';
import { scratchFolder } from '../../../support/files/scratch.js';
import { damage, withDatabase } from '../../../support/store/damage.js';
import {
  counting,
  endless,
  ROWS,
  readingThreads,
  slow,
  startedThreads,
} from '../../../support/store/reading-threads.js';

const QUERIES = compiledQueries(SQLITE_DIALECT);
// Rows that take longer to read than a commit.
const LONG = 1_000_000;
const IN_TIME = { timeLimitMs: 60_000 };
const UNAVAILABLE = { name: 'Refusal', code: 'UNAVAILABLE' };

describe('a read', () => {
  test('has the rows that it has in the main thread', async () => {
    const { path, store, threads } = await readingThreads();
    const name = 'ÄRGER mit Ünïcode';
    await commit(store, creation(uuid(ROWS), { displayName: name, helpUrl: null }));
    const lower: Filter = { op: 'contains', field: 'displayName', value: 'ärger', fold: 'lower' };
    const upper: Filter = {
      op: 'not',
      filter: { op: 'endsWith', field: 'displayName', value: 'ÜNÏCODE', fold: 'upper' },
    };
    const slice = { bounds: [], from: 'start', limit: 1000, skip: 1 } as const;
    const queries = [null, 50, ROWS + 1].flatMap((asOf) =>
      [EVERYTHING, lower, upper].flatMap((filter) => [
        QUERIES.selectSettings({ tenantId: TENANT, asOf }, filter, OLDEST_FIRST, slice),
        QUERIES.countSettings({ tenantId: TENANT, asOf }, filter),
      ]),
    );
    const database = new Database(path, { readonly: true });
    onTestFinished(() => void database.close());
    addFunctions(database);
    const expected = await new SqliteSnapshot(database, new TenantStatements(database)).all(queries);
    const results = await threads.run(TENANT, queries);
    expect(results).toEqual(expected);
    expect(results.filter((rows) => rows.length > 0).length).toBeGreaterThan(queries.length / 2);
    expect(await threads.run(TENANT, [])).toEqual([]);
  });

  test('sees one state of the file, whatever is committed meanwhile', async () => {
    const { path, store, threads } = await readingThreads(IN_TIME);
    const ended = vi.fn();
    const reading = threads.run(TENANT, [slow(LONG), counting()]).finally(ended);
    await vi.waitFor(
      async () => {
        // Twice, because a connection reads the file for a moment when it is opened.
        expect(isRead(path)).toBe(true);
        await pause(50);
        expect(isRead(path)).toBe(true);
      },
      { timeout: 60_000, interval: 1 },
    );
    await commit(store, creation(uuid(ROWS)));
    expect(ended).not.toHaveBeenCalled();
    expect(await reading).toEqual([[[LONG]], [[ROWS]]]);
    expect(await threads.run(TENANT, [counting()])).toEqual([[[ROWS + 1]]]);
  });

  test('sees each commit that was acknowledged before it', async () => {
    const { store, threads } = await readingThreads();
    for (let rows = ROWS + 1; rows <= ROWS + 50; rows += 1) {
      await commit(store, creation(uuid(rows)));
      expect(await threads.run(TENANT, [counting()])).toEqual([[[rows]]]);
    }
  });

  test('of another tenant is refused, as is one that names no tenant', async () => {
    const { threads } = await readingThreads();
    await expect(threads.run(TENANT, [counting(), counting(OTHER_TENANT)])).rejects.toThrow('of another tenant');
    const unlimited = { sql: 'SELECT count(*) FROM change WHERE settings_id = ?', parameters: [TENANT] };
    await expect(threads.run(TENANT, [unlimited])).rejects.toThrow('names no tenant');
  });

  test('cannot write', async () => {
    const { threads } = await readingThreads();
    const deletion = { sql: 'DELETE FROM settings WHERE tenant_id = ? RETURNING id', parameters: [TENANT] };
    await expect(threads.run(TENANT, [deletion])).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
  });
});

describe('a read is cancelled', () => {
  test('at once while it waits, without an effect on others', async () => {
    const { threads } = await readingThreads({ ...IN_TIME, threads: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = threads.run(TENANT, [endless()], first.signal);
    const waiting = threads.run(TENANT, [counting()], second.signal);
    const last = threads.run(TENANT, [counting()]);
    const reason = new Error('The client is gone.');
    second.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    first.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(await last).toEqual([[[ROWS]]]);
  });

  test('at once while it runs, and its thread is soon free for another', async () => {
    const { path, threads } = await readingThreads({ ...IN_TIME, threads: 1 });
    const started = startedThreads();
    const client = new AbortController();
    const running = threads.run(TENANT, [endless()], client.signal);
    await vi.waitFor(() => expect(isRead(path)).toBe(true), { timeout: 60_000, interval: 1 });
    client.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await threads.run(TENANT, [counting()])).toEqual([[[ROWS]]]);
    expect(started).toHaveLength(1);
  });

  test('before it begins, if the signal is aborted already', async () => {
    const { threads } = await readingThreads();
    const started = startedThreads();
    await expect(threads.run(TENANT, [counting()], AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(started).toHaveLength(0);
  });
});

test('a read that takes too long is stopped, and its thread goes on', async () => {
  const { threads } = await readingThreads({ threads: 1, timeLimitMs: 200 });
  const started = startedThreads();
  for (const _ of [1, 2]) {
    const message = 'The read was stopped after 0.2 seconds. Ask for less, or filter by an indexed field.';
    await expect(threads.run(TENANT, [counting(), endless()])).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      message,
    });
  }
  expect(await threads.run(TENANT, [counting()])).toEqual([[[ROWS]]]);
  expect(started).toHaveLength(1);
});

describe('an error', () => {
  test('of SQLite keeps its code', async () => {
    const { path, threads } = await readingThreads();
    const error = await failure(threads, {
      sql: 'SELECT missing FROM change WHERE tenant_id = ?',
      parameters: [TENANT],
    });
    expect(error).toBeInstanceOf(Database.SqliteError);
    expect(error).toMatchObject({ code: 'SQLITE_ERROR' });
    expect(String(error)).toContain('no such column: missing');
    const repair = damage(path, 'change');
    expect(isDamage(await failure(threads, counting()))).toBe(true);
    repair();
    expect(await threads.run(TENANT, [counting()])).toEqual([[[ROWS]]]);
  });

  test('of a damaged snapshot stays one', async () => {
    const { path, store, threads } = await readingThreads();
    // Its content at an earlier position is read from the log.
    const current = await store.find(TENANT, uuid(6));
    if (current !== null) await commit(store, update(current, { displayName: 'Later' }));
    withDatabase(path, (database) => database.exec(`UPDATE change SET after = 'x' WHERE position = 7`));
    const filter: Filter = { op: 'contains', field: 'displayName', value: 'x' };
    const error = await failure(threads, QUERIES.countSettings({ tenantId: TENANT, asOf: ROWS }, filter));
    expect(error).toBeInstanceOf(DamagedRow);
    expect(isDamage(error)).toBe(true);
  });

  test('of a file that cannot be opened does not last', async () => {
    const path = join(scratchFolder(), 'later.sqlite');
    const threads = new ReadThreads(path);
    onTestFinished(() => threads.close());
    expect(storageRefusal(await failure(threads, counting()))).toMatchObject(UNAVAILABLE);
    expect(existsSync(path)).toBe(false);
    const store = new SqliteStore(path, () => {});
    expect(await threads.run(TENANT, [counting()])).toEqual([[[0]]]);
    await threads.close();
    await store.close();
  });
});

describe('a thread that ends', () => {
  test('fails its read only, and is replaced', async () => {
    const { threads } = await readingThreads(IN_TIME);
    const started = startedThreads();
    const [failing, other] = [threads.run(TENANT, [endless()]), threads.run(OTHER_TENANT, [slow(LONG, OTHER_TENANT)])];
    const waiting = threads.run(TENANT, [counting()]);
    await vi.waitFor(() => expect(started).toHaveLength(2));
    void started[0]?.terminate();
    await expect(failing).rejects.toMatchObject({ ...UNAVAILABLE, message: 'The read was interrupted; try again.' });
    expect(await other).toEqual([[[LONG]]]);
    expect(await waiting).toEqual([[[ROWS]]]);
  });

  test('while it has no read is replaced without a failure', async () => {
    const { threads } = await readingThreads();
    const started = startedThreads();
    await threads.run(TENANT, [counting()]);
    await started[0]?.terminate();
    expect(await threads.run(TENANT, [counting()])).toEqual([[[ROWS]]]);
    expect(started).toHaveLength(2);
  });
});

describe('tenants take turns', () => {
  test('and one that has all threads gives one to another, and then goes on', async () => {
    const { threads } = await readingThreads(IN_TIME);
    const started = startedThreads();
    const first = new AbortController();
    const longest = threads.run(TENANT, [endless()], first.signal);
    const second = threads.run(TENANT, [slow(LONG)]);
    const ended = vi.fn();
    void second.then(ended);
    expect(await threads.run(OTHER_TENANT, [counting(OTHER_TENANT)])).toEqual([[[ROWS]]]);
    expect(ended).not.toHaveBeenCalled();
    expect(await second).toEqual([[[LONG]]]);
    first.abort();
    await expect(longest).rejects.toMatchObject({ name: 'AbortError' });
    expect(started).toHaveLength(2);
  });

  test('and within a tenant the first comes first', async () => {
    const { threads } = await readingThreads({ threads: 1 });
    const order: string[] = [];
    const run = (name: string, tenantId: string) =>
      threads.run(tenantId, [counting(tenantId)]).then(() => order.push(name));
    await Promise.all([
      ...['a', 'b', 'c'].map((name) => run(name, TENANT)),
      ...['x', 'y'].map((name) => run(name, OTHER_TENANT)),
    ]);
    expect(order).toEqual(['a', 'b', 'x', 'c', 'y']);
  });

  test('and only so many reads wait', async () => {
    const { threads } = await readingThreads({ ...IN_TIME, threads: 1, waiting: { perTenant: 2, ofAllTenants: 3 } });
    const client = new AbortController();
    const read = (tenantId: string) => threads.run(tenantId, [endless(tenantId)], client.signal);
    const accepted = [read(TENANT), read(TENANT), read(TENANT)];
    const message = '2 long reads of your tenant are waiting already. Wait for their results, then try again.';
    await expect(read(TENANT)).rejects.toMatchObject({ code: 'RATE_LIMITED', message, retryAfterSeconds: 5 });
    accepted.push(read(OTHER_TENANT));
    await expect(read(OTHER_TENANT)).rejects.toMatchObject({ ...UNAVAILABLE, retryAfterSeconds: 5 });
    client.abort();
    expect(await Promise.allSettled(accepted)).toMatchObject(accepted.map(() => ({ reason: { name: 'AbortError' } })));
    expect(await threads.run(TENANT, [counting()])).toEqual([[[ROWS]]]);
  });
});

describe('a moment between two reads', () => {
  test('comes when those that run have ended, and those that come meanwhile begin after it', async () => {
    const { threads } = await readingThreads(IN_TIME);
    const order: string[] = [];
    const running = [slow(LONG), counting()].map((query) => threads.run(TENANT, [query]).then(() => order.push('ran')));
    const between = threads.betweenReads(async () => {
      await pause(20);
      order.push('between');
    });
    const later = threads.run(OTHER_TENANT, [counting(OTHER_TENANT)]).then(() => order.push('later'));
    await Promise.all([...running, between, later]);
    expect(order).toEqual(['ran', 'ran', 'between', 'later']);
  });

  test('comes at once if none runs, and reads go on if what it was for fails', async () => {
    const { threads } = await readingThreads(IN_TIME);
    const failing = threads.betweenReads(() => Promise.reject(new Error('disk')));
    const read = threads.run(TENANT, [counting()]);
    await expect(failing).rejects.toThrow('disk');
    expect(await read).toEqual([[[ROWS]]]);
  });
});

describe('closing', () => {
  test('without a read starts no thread, and can be repeated', async () => {
    const started = startedThreads();
    const { path, threads } = await readingThreads();
    await threads.close();
    await threads.close();
    expect(started).toHaveLength(0);
    await expect(new ReadThreads(path).close()).resolves.toBeUndefined();
  });

  test('ends running and waiting reads, and the file can then be closed cleanly', async () => {
    const { path, store, threads } = await readingThreads({ ...IN_TIME, threads: 1 });
    const reads = [threads.run(TENANT, [endless()]), threads.run(OTHER_TENANT, [endless(OTHER_TENANT)])];
    const settled = Promise.allSettled(reads);
    await vi.waitFor(() => expect(isRead(path)).toBe(true), { timeout: 60_000, interval: 1 });
    await threads.close();
    expect(await settled).toMatchObject(reads.map(() => ({ reason: UNAVAILABLE })));
    await expect(threads.run(TENANT, [counting()])).rejects.toMatchObject(UNAVAILABLE);
    await store.close();
    expect(withDatabase(path, (database) => database.prepare('SELECT clean FROM shutdown').pluck().get())).toBe(1);
  });
});

async function failure(threads: ReadThreads, query: Parameters<ReadThreads['run']>[1][number]): Promise<unknown> {
  return threads.run(TENANT, [query]).catch((error: unknown) => error);
}

/** Whether a connection reads the file: then a checkpoint cannot copy what was committed after the read began. */
function isRead(path: string): boolean {
  return withDatabase(path, (database) => {
    for (const clean of [1, 0]) database.exec(`UPDATE shutdown SET clean = ${clean}`);
    const [result] = database.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
    return result !== undefined && result.checkpointed < result.log;
  });
}
