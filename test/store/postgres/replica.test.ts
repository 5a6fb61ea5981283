/** Reads from a standby: which it answers, that none shows less than it must, and that no fault of it becomes one of a read. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Reading } from '../../../src/domain/caller.js';
import { settingsAfter } from '../../../src/domain/change.js';
import { EVERYTHING, OLDEST_FIRST } from '../../../src/domain/query.js';
import type { Store } from '../../../src/domain/store.js';
import { checkStore, openStore } from '../../../src/store/open.js';
import { commit, creation, TENANT, update, uuid } from '../../support/domain/changes.js';
import {
  type Cluster,
  databaseUrl,
  remove,
  restart,
  sql,
  startCluster,
  stop,
} from '../../support/store/postgres-cluster.js';
import { askedOf, type Replicated, replayed, startReplicated } from '../../support/store/postgres-replica.js';
import { promote, startStandby } from '../../support/store/postgres-standby.js';

const FIRST_PAGE = { size: 100, from: 'start', after: null, before: null } as const;
const UP_TO_NOW = { upTo: 1e12 };
const NOW: Reading = {};
const AWAY = 'The server of DATABASE_READ_URL cannot be reached. The primary answers all reads.';
const AGAIN = 'The server of DATABASE_READ_URL answers reads again.';

/** What a read shows, as a position, of a tenant in which each change creates an object. */
type Read = (store: Store, reading?: Reading) => Promise<number | undefined>;

// What the standby was asked by each, and the read.
const LISTS: Readonly<Record<string, readonly [asked: string, read: Read]>> = {
  'a list': [
    'from "settings"',
    async (store, reading) =>
      (await store.list(TENANT, { filter: EVERYTHING, order: OLDEST_FIRST, page: FIRST_PAGE }, null, reading)).items
        .length,
  ],
  'a count': ['from "tenant"', (store, reading) => store.count(TENANT, EVERYTHING, null, reading)],
  'a page of the log': [
    'from "change"',
    async (store, reading) => (await store.listChanges(TENANT, { filter: {}, page: FIRST_PAGE }, reading)).items.length,
  ],
  'a page of the log in a range of time': [
    'from "change"',
    async (store, reading) =>
      (await store.listChanges(TENANT, { filter: UP_TO_NOW, page: FIRST_PAGE }, reading)).items.length,
  ],
  'a count of the log': ['from "tenant"', (store, reading) => store.countChanges(TENANT, {}, reading)],
};
const BY_KEY: typeof LISTS = {
  'an object': [
    'find_settings_on_replica',
    async (store, reading) => (await store.find(TENANT, uuid(2), null, reading))?.version,
  ],
  'an object of the past': [
    'find_change_up_to_on_replica',
    async (store, reading) => (await store.find(TENANT, uuid(2), 2, reading))?.version,
  ],
  'a change': [
    'find_change_on_replica',
    async (store, reading) => (await store.findChange(TENANT, uuid(2), 1, reading))?.version,
  ],
};

describe('with a standby', () => {
  let replicated: Replicated;
  let count = 0;

  beforeAll(() => {
    replicated = startReplicated();
    return () => {
      remove(replicated.standby);
      remove(replicated.primary);
    };
  });

  /** A store of its own, with three objects that the standby has. */
  async function opened() {
    count += 1;
    const { databaseUrl: url, readUrl } = await replicated.urls(`replica_${count}`);
    await (await openStore(url, () => {})).close();
    await replayed(replicated.primary, replicated.standby);
    const warnings: string[] = [];
    const store = await openStore(url, (message) => warnings.push(message), { readUrl });
    onTestFinished(() => store.close());
    for (const number of [1, 2, 3]) await commit(store, creation(uuid(number)));
    await replayed(replicated.primary, replicated.standby);
    return { store, warnings };
  }

  const pauseReplay = () => {
    sql(replicated.standby, 'SELECT pg_wal_replay_pause()');
    onTestFinished(resumeReplay);
  };
  const resumeReplay = () => void sql(replicated.standby, 'SELECT pg_wal_replay_resume()');

  /** What a read shows, and whether the standby was asked. */
  async function shown(store: Store, [text, read]: readonly [asked: string, read: Read], reading?: Reading) {
    const before = askedOf(replicated.standby, text);
    const result = await read(store, reading);
    return { result, byStandby: askedOf(replicated.standby, text) > before };
  }

  test('lists and counts of a client are answered by it, with a position of the client and without', async () => {
    const { store, warnings } = await opened();
    for (const [name, read] of Object.entries(LISTS)) {
      for (const reading of [NOW, { atLeast: 3 }, { atLeast: 0 }, { atLeast: 0, reached: 3 }]) {
        expect(await shown(store, read, reading), name).toEqual({ result: 3, byStandby: true });
      }
      expect(await shown(store, read), name).toEqual({ result: 3, byStandby: false });
    }
    expect(warnings).toEqual([]);
  });

  test('reads by key are answered by it if their position is known, and what it does not find by the primary', async () => {
    const { store } = await opened();
    for (const [name, read] of Object.entries(BY_KEY)) {
      expect(await shown(store, read, { atLeast: 3 }), name).toEqual({ result: 1, byStandby: true });
      const isOfThePast = name === 'an object of the past';
      expect(await shown(store, read, NOW), name).toEqual({ result: 1, byStandby: isOfThePast });
      expect(await shown(store, read), name).toEqual({ result: 1, byStandby: false });
    }
    pauseReplay();
    await commit(store, creation(uuid(4)));
    expect(await store.find(TENANT, uuid(4), null, { atLeast: 3 })).toMatchObject({ id: uuid(4) });
    expect(await store.findChange(TENANT, uuid(4), 1, { atLeast: 3 })).toMatchObject({ position: 4 });
  });

  test('doctor says whether it answers reads, and how far it is behind', async () => {
    count += 1;
    const { databaseUrl: url, readUrl } = await replicated.urls(`replica_${count}`);
    const looked = async (read: string) => (await checkStore(url, read)).sentences.at(-1);
    expect(await looked(readUrl)).toEqual([
      'ok',
      expect.stringMatching(/^The server of DATABASE_READ_URL answers reads, and is [\d.]+ MiB of WAL behind\.$/),
    ]);
    expect(await looked(url)).toEqual([
      'note',
      'The server of DATABASE_READ_URL is not a standby, or not any more. The primary answers all reads.',
    ]);
    pauseReplay();
    expect(await looked(readUrl)).toEqual(['note', expect.stringContaining('has paused its replay')]);
    const { sentences } = await checkStore(readUrl);
    expect(sentences).toContainEqual(['fault', 'The server does not take writes.']);
  });

  test('a position that the tenant does not have is not waited for', async () => {
    const { store } = await opened();
    const began = performance.now();
    for (const [name, read] of Object.entries({ ...LISTS, ...BY_KEY })) {
      const { result } = await shown(store, read, { atLeast: 999_999_999_999_999 });
      expect([1, 3], name).toContain(result);
    }
    expect(await shown(store, LISTS['a list'] ?? expect.fail(), { atLeast: 1e14 })).toMatchObject({ byStandby: true });
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test('a page after a cursor that the standby does not have yet is read from the primary', async () => {
    const { store } = await opened();
    pauseReplay();
    for (const number of [4, 5]) await commit(store, creation(uuid(number)));
    const after = await store.listChanges(TENANT, { filter: {}, page: { ...FIRST_PAGE, after: 4 } }, { atLeast: 1 });
    expect(after.items.map(({ position }) => position)).toEqual([5]);
    const before = await store.listChanges(TENANT, { filter: {}, page: { ...FIRST_PAGE, before: 5 } }, { atLeast: 1 });
    expect(before.items.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
  });

  test('while its replay is paused nothing older is shown than the client has seen, and the log says so once', async () => {
    const { store, warnings } = await opened();
    pauseReplay();
    const [change] = await commit(store, creation(uuid(4)));
    for (const [name, [, read]] of Object.entries(LISTS)) {
      expect(await read(store, NOW), name).toBe(4);
      expect(await read(store, { atLeast: 4 }), name).toBe(4);
      expect(await read(store, { atLeast: 0, reached: 4 }), name).toBe(4);
    }
    const PAUSED = 'The server of DATABASE_READ_URL has paused its replay. The primary answers all reads.';
    await expect.poll(() => warnings, { timeout: 10_000 }).toEqual([PAUSED]);
    for (const [name, read] of Object.entries(LISTS)) {
      expect(await shown(store, read, { atLeast: 1 }), name).toEqual({ result: 4, byStandby: false });
    }
    resumeReplay();
    await expect.poll(() => warnings, { timeout: 10_000 }).toEqual([PAUSED, AGAIN]);
    expect(await shown(store, LISTS['a list'] ?? expect.fail(), NOW)).toEqual({ result: 4, byStandby: true });
    expect(change?.position).toBe(4);
  });

  test('a change that comes shortly is waited for', async () => {
    const { store } = await opened();
    // Not `psql`, which would keep this process from reading while it starts.
    const standby = new pg.Client({ host: replicated.standby.folder, user: 'postgres', database: 'postgres' });
    await standby.connect();
    onTestFinished(() => standby.end());
    onTestFinished(resumeReplay);
    let byStandby = false;
    // A busy machine may take longer than the read waits.
    for (let number = 4; !byStandby && number < 30; number += 1) {
      await standby.query('SELECT pg_wal_replay_pause()');
      await commit(store, creation(uuid(number)));
      const reading = shown(store, LISTS['a list'] ?? expect.fail(), { atLeast: number });
      await pause(20);
      await standby.query('SELECT pg_wal_replay_resume()');
      const { result, ...answered } = await reading;
      expect(result).toBe(number);
      byStandby = answered.byStandby;
    }
    expect(byStandby).toBe(true);
  });

  test('stopped and started again under load, it fails no read, and none shows less than it must', async () => {
    const { store, warnings } = await opened();
    let [written, isDone, reads] = [3, false, 0];
    const writing = (async () => {
      for (let number = 4; !isDone; number += 1) {
        await commit(store, creation(uuid(number)));
        written = number;
      }
    })();
    const readers = Object.entries({ ...LISTS, ...BY_KEY }).flatMap(([name, [, read]]) =>
      [true, false].map(async (isNamed) => {
        while (!isDone) {
          const atLeast = written;
          const result = await read(store, isNamed ? { atLeast } : NOW);
          if (name in BY_KEY) expect(result, name).toBe(1);
          else expect(result, name).toBeGreaterThanOrEqual(Math.min(atLeast, 100));
          reads += 1;
        }
      }),
    );
    await pause(500);
    const isAway = () => expect.poll(() => warnings.at(-1), { timeout: 20_000 }).toBe(AWAY);
    for (const mode of ['immediate', 'fast'] as const) {
      await restart(replicated.standby, mode, isAway);
      await expect.poll(() => warnings.at(-1), { timeout: 20_000 }).toBe(AGAIN);
    }
    isDone = true;
    await Promise.all([writing, ...readers]);
    expect(reads).toBeGreaterThan(50);
    process.stdout.write(`${reads} reads and ${written} commits beside a standby that was stopped twice\n`);
    await replayed(replicated.primary, replicated.standby);
    expect(await shown(store, LISTS['a count'] ?? expect.fail(), NOW)).toEqual({ result: written, byStandby: true });
  });

  test('an address that is not of a copy of the database keeps the service from starting', async () => {
    const other = startCluster();
    onTestFinished(() => remove(other));
    const { databaseUrl: url, readUrl } = await replicated.urls('replica_other');
    const openWith = (address: string) => openStore(url, () => {}, { readUrl: address });
    const NO_COPY = 'The database of DATABASE_READ_URL is not a copy of the database of DATABASE_URL.';
    await expect(openWith(databaseUrl(other, 'replica_other'))).rejects.toThrow(NO_COPY);
    await expect(openWith(readUrl.replace('replica_other', 'postgres'))).rejects.toThrow(NO_COPY);
    await expect(openWith(readUrl.replace('replica_other', 'missing'))).rejects.toThrow(
      'The database of DATABASE_READ_URL does not exist.',
    );
    await expect(openWith(readUrl.replace('postgres@', 'nobody@'))).rejects.toThrow(
      'The server refused the user or the password of DATABASE_READ_URL.',
    );
    await expect(openWith(`${readUrl}&writers=2`)).rejects.toThrow('DATABASE_READ_URL has the parameter writers.');
  });

  test('a replica that is away at the start, or that is the primary, is said to be, and the primary answers', async () => {
    const { databaseUrl: url } = await replicated.urls('replica_away');
    for (const [readUrl, told] of [
      ['postgres://postgres@/replica_away?host=/nowhere', AWAY],
      [url, 'The server of DATABASE_READ_URL is not a standby, or not any more. The primary answers all reads.'],
    ] as const) {
      const warnings: string[] = [];
      const store = await openStore(url, (message) => warnings.push(message), { readUrl });
      onTestFinished(() => store.close());
      expect(await store.count(TENANT, EVERYTHING, null, NOW)).toBe(0);
      expect(warnings).toEqual([told]);
    }
  });

  test('of several servers one that is a standby is used', async () => {
    const { databaseUrl: url, readUrl } = await replicated.urls('replica_several');
    const [primary, standby] = [url, readUrl].map((address) => address.split('host=')[1]);
    const warnings: string[] = [];
    const several = url.replace(/host=.*/, `host=${primary},${standby}`);
    const store = await openStore(several, (message) => warnings.push(message), { readUrl: several });
    onTestFinished(() => store.close());
    await commit(store, creation(uuid(1)));
    await replayed(replicated.primary, replicated.standby);
    expect(await shown(store, LISTS['a list'] ?? expect.fail(), NOW)).toEqual({ result: 1, byStandby: true });
    expect(warnings).toEqual([]);
  });
});

test('after a failover neither the promoted standby nor one that did not follow answers reads', async () => {
  const primary = startCluster();
  const quietly = (cluster: Cluster) => onTestFinished(() => removed(cluster));
  quietly(primary);
  const url = databaseUrl(primary, 'moving');
  await (await openStore(url, () => {})).close();
  const [promoted, left] = [true, false].map((synchronous) => startStandby(primary, { synchronous }));
  if (promoted === undefined || left === undefined) throw new Error('There is no standby.');
  for (const cluster of [promoted, left]) quietly(cluster);
  const at = (...clusters: readonly Cluster[]) =>
    databaseUrl(primary, 'moving', clusters.map(({ folder }) => folder).join());
  const warnings: [string[], string[]] = [[], []];
  const stores = await Promise.all(
    [promoted, left].map((standby, index) =>
      openStore(at(primary, promoted), (message) => warnings[index]?.push(message), { readUrl: at(standby) }),
    ),
  );
  for (const store of stores) onTestFinished(() => store.close());
  const [store = expect.fail()] = stores;
  const [created] = await commit(store, creation(uuid(1)));
  for (const standby of [promoted, left]) await replayed(primary, standby);
  for (const each of stores) expect(await each.count(TENANT, EVERYTHING, null, NOW)).toBe(1);
  expect(warnings).toEqual([[], []]);
  stop(primary, 'immediate');
  promote(promoted);
  const before = created && settingsAfter(created);
  await commit(store, update(before ?? expect.fail(), { displayName: 'After' }));
  for (const each of stores) {
    for (const reading of [NOW, { atLeast: 1 }, { atLeast: 2 }]) {
      expect(await each.find(TENANT, uuid(1), null, reading)).toMatchObject({ displayName: 'After' });
    }
  }
  await expect
    .poll(() => warnings, { timeout: 20_000 })
    .toEqual([
      ['The server of DATABASE_READ_URL is not a standby, or not any more. The primary answers all reads.'],
      ['The server of DATABASE_READ_URL has not followed the last failover yet. The primary answers all reads.'],
    ]);
});

function removed(cluster: Cluster): void {
  try {
    remove(cluster);
  } catch {
    // It was stopped before.
  }
}
