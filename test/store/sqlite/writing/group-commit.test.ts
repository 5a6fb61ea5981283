/** Commits that arrive together share one transaction and one sync, and fail independently. */

import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { EVERYTHING } from '../../../../src/domain/query.js';
import { SqliteStore } from '../../../../src/store/sqlite/sqlite-store.js';
import { GroupCommit, type Settled } from '../../../../src/store/sqlite/writing/group-commit.js';
import { commit, creation, outcome, TENANT, uuid } from '../../../support/domain/changes.js';
import { scratchFolder } from '../../../support/files/scratch.js';

const BUSY = new Error('busy');

describe('concurrent commits', () => {
  test('64 creates take one transaction, and one each when they come one after another', async () => {
    const { store } = openSqlite();
    const results = await Promise.all(range(64).map((index) => commit(store, creation(uuid(index)))));
    expect(results.map(([recorded]) => recorded?.position)).toEqual(range(64).map((index) => index + 1));
    expect(store.transactions).toBe(1);
    for (const index of range(3)) await commit(store, creation(uuid(100 + index)));
    expect(store.transactions).toBe(4);
  });

  test('a stale and a failing member fail alone', async () => {
    const { store } = openSqlite();
    await commit(store, creation(uuid(0)));
    const members = range(64).map((index) => {
      const threshold = index === 33 ? 100 : 20;
      return outcome(store, [creation(uuid(index), { renewalThresholdPercentage: threshold })]);
    });
    const settled = await Promise.allSettled(members);
    expect(settled[0]).toEqual({ status: 'fulfilled', value: { outcome: 'stale' } });
    expect(settled[33]).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_CHECK' } });
    const committed = settled.filter((each) => each.status === 'fulfilled' && each.value.outcome === 'committed');
    expect(committed).toHaveLength(62);
    expect(store.transactions).toBe(2);
    expect(await store.count(TENANT, EVERYTHING)).toBe(63);
    expect((await store.head(TENANT)).position).toBe(63);
  });

  test('a member that is found stale halfway leaves nothing of itself, and all of the others', async () => {
    const { store } = openSqlite();
    await commit(store, creation(uuid(0)));
    const outcomes = await Promise.all([
      outcome(store, [creation(uuid(1))]),
      outcome(store, [creation(uuid(2)), creation(uuid(0))]),
      outcome(store, [creation(uuid(3)), creation(uuid(4))]),
    ]);
    expect(outcomes.map((each) => each.outcome)).toEqual(['committed', 'stale', 'committed']);
    expect(store.transactions).toBe(2);
    const left = await Promise.all(range(5).map((index) => store.find(TENANT, uuid(index))));
    expect(left.map((settings) => settings?.id ?? null)).toEqual([uuid(0), uuid(1), null, uuid(3), uuid(4)]);
    expect((await store.head(TENANT)).position).toBe(4);
  });

  test('a fault that ends the transaction fails every member, and the next batch goes well', async () => {
    const { store, other } = openSqlite();
    other.exec(`CREATE TRIGGER fault BEFORE INSERT ON settings WHEN NEW.renewal_threshold_percentage = 66
      BEGIN SELECT RAISE(ROLLBACK, 'fault'); END`);
    const heard: unknown[] = [];
    store.onCommit((tenantIds) => heard.push(tenantIds));
    const create = (index: number) => commit(store, creation(uuid(index), { renewalThresholdPercentage: 60 + index }));
    const settled = await Promise.allSettled(range(10).map(create));
    expect(settled.map(({ status }) => status)).toEqual(range(10).map(() => 'rejected'));
    expect(await store.count(TENANT, EVERYTHING)).toBe(0);
    expect([store.transactions, heard]).toEqual([0, []]);
    other.exec('DROP TRIGGER fault');
    await Promise.all(range(10).map(create));
    expect((await store.head(TENANT)).position).toBe(10);
  });

  test('wait while another connection holds the write lock, and reads go on', async () => {
    const { store, other } = openSqlite();
    other.exec('BEGIN IMMEDIATE');
    const committed = Promise.all(range(8).map((index) => commit(store, creation(uuid(index)))));
    // The first try runs at the end of this turn and finds the lock taken.
    await nextTurn();
    await nextTurn();
    expect(store.transactions).toBe(0);
    expect(await store.count(TENANT, EVERYTHING)).toBe(0);
    other.exec('COMMIT');
    expect(await committed).toHaveLength(8);
    expect(store.transactions).toBe(1);
  });
});

describe('GroupCommit', () => {
  afterEach(() => void vi.useRealTimers());

  test('runs the jobs of one turn together, in order, and those of the next turn apart', async () => {
    const { queue, batches } = recording();
    expect(await Promise.all([queue.add('a'), queue.add('b'), queue.add('c')])).toEqual(['A', 'B', 'C']);
    expect(await queue.add('d')).toBe('D');
    expect(batches).toEqual([['a', 'b', 'c'], ['d']]);
  });

  test('splits a flood into batches that lose no job and keep the order', async () => {
    const { queue, batches } = recording();
    const jobs = range(1200).map((index) => `job ${index}`);
    expect(await Promise.all(jobs.map((job) => queue.add(job)))).toEqual(jobs.map((job) => job.toUpperCase()));
    expect(batches.flat()).toEqual(jobs);
    expect(batches.map(({ length }) => length)).toEqual([...Array.from({ length: 9 }, () => 128), 48]);
  });

  test('bounds a batch by what its jobs write, and runs a job that is larger alone', async () => {
    const { queue, batches } = recording();
    const jobs = [100, 28, 1, 128, 127, 300, 2].map((size, index) => `${index}/${size}`);
    await Promise.all(jobs.map((job) => queue.add(job)));
    expect(batches).toEqual([['0/100', '1/28'], ['2/1'], ['3/128'], ['4/127'], ['5/300'], ['6/2']]);
  });

  test('is idle at once where nothing waits, and otherwise only when the last batch has run', async () => {
    const { queue, batches } = recording();
    await queue.idle();
    const answers = range(600).map((index) => queue.add(`job ${index}`));
    await Promise.all([queue.idle(), queue.idle()]);
    expect(batches.flat()).toHaveLength(600);
    expect(await Promise.all(answers)).toHaveLength(600);
    await queue.idle();
  });

  test('is idle after a fault too, and runs what comes later', async () => {
    const { queue, faults } = recording();
    faults.push(new Error('disk'));
    const failed = expect(queue.add('a')).rejects.toThrow('disk');
    await queue.idle();
    await failed;
    expect(await queue.add('b')).toBe('B');
  });

  test('rejects a job that the batch left without a result', async () => {
    const queue = new GroupCommit<string, string>({
      run: () => [{ value: 'only' }],
      sizeOf: () => 1,
      isBusy: () => false,
    });
    const [first, second] = [queue.add('a'), queue.add('b')];
    expect(await first).toBe('only');
    await expect(second).rejects.toThrow('without a result');
  });

  test('tries a busy batch again together with what has come meanwhile', async () => {
    const { queue, batches, faults } = recording();
    faults.push(BUSY, BUSY);
    const first = queue.add('a');
    await nextTurn();
    expect(batches).toEqual([['a']]);
    expect(await Promise.all([first, queue.add('b')])).toEqual(['A', 'B']);
    expect(batches).toEqual([['a'], ['a', 'b'], ['a', 'b']]);
  });

  test('gives up a job that has found the lock taken for five seconds, and no younger one', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] });
    const { queue, faults } = recording();
    faults.push(...range(10_000).map(() => BUSY));
    const old = expect(queue.add('old')).rejects.toBe(BUSY);
    await vi.advanceTimersByTimeAsync(3000);
    const young = queue.add('young');
    await vi.advanceTimersByTimeAsync(2500);
    await old;
    faults.length = 0;
    await vi.advanceTimersByTimeAsync(100);
    expect(await young).toBe('YOUNG');
  });

  test.each(range(8))('runs a job after %i busy attempts or rejects it, and never both', async (tries) => {
    // Each call of the clock returns a later time, so the limit can pass between any two calls.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 1500;
      return now;
    });
    onTestFinished(() => clock.mockRestore());
    const { queue, ran, faults } = recording();
    faults.push(...range(tries).map(() => BUSY));
    const answers = await Promise.allSettled([queue.add('a'), queue.add('b')]);
    faults.length = 0;
    await queue.idle();
    expect(answers.map(({ status }) => status === 'fulfilled')).toEqual(['a', 'b'].map((job) => ran.includes(job)));
  });
});

/** The number behind the slash of a job; 1 if there is none. */
function sizeOf(job: string): number {
  return Number(job.split('/')[1] ?? 1);
}

/** A queue whose jobs return their text in capitals. It records batches and jobs, and throws the given faults in order. */
function recording() {
  const batches: string[][] = [];
  const ran: string[] = [];
  const faults: Error[] = [];
  const run = (jobs: readonly string[]): Settled<string>[] => {
    batches.push([...jobs]);
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
    ran.push(...jobs);
    return jobs.map((job) => ({ value: job.toUpperCase() }));
  };
  return {
    queue: new GroupCommit<string, string>({ run, sizeOf, isBusy: (error) => error === BUSY }),
    batches,
    ran,
    faults,
  };
}

/** A store, and another connection to its file. */
function openSqlite(): { readonly store: SqliteStore; readonly other: Database.Database } {
  const path = join(scratchFolder(), 'test.sqlite');
  const store = new SqliteStore(path, () => {});
  const other = new Database(path);
  onTestFinished(async () => {
    other.close();
    await store.close();
  });
  return { store, other };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
