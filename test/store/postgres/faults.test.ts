/** Faults under writers: nothing that was acknowledged is lost, and nothing is written twice. */
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../../src/domain/store.js';
import { openStore } from '../../../src/store/open.js';
import { creation, TENANT, uuid } from '../../support/domain/changes.js';
import {
  type Cluster,
  databaseUrl,
  remove,
  sql,
  start,
  startCluster,
  stop,
} from '../../support/store/postgres-cluster.js';
import { startProxy } from '../../support/store/postgres-proxy.js';
import { expectNothingLost, startWriters } from '../../support/store/writers.js';

const ROUNDS = 3;
let cluster: Cluster;
let databases = 0;

beforeAll(() => {
  cluster = startCluster();
  return () => remove(cluster);
}, 60_000);

async function openTwo(socket?: string): Promise<readonly [Store, Store]> {
  databases += 1;
  const url = databaseUrl(cluster, `faults_${databases}`, socket);
  const stores = [await openStore(url, () => {}), await openStore(url, () => {})] as const;
  for (const store of stores) onTestFinished(() => store.close());
  return stores;
}

/** Lets writers of two processes' worth of stores run while a fault happens again and again. */
async function under(stores: readonly Store[], fault: () => unknown): Promise<void> {
  const stops = stores.map((store, index) => startWriters(store, 8, index + 1));
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(400);
    await fault();
  }
  await pause(400);
  const told = await Promise.all(stops.map((stopWriters) => stopWriters()));
  const acknowledged = told.reduce((sum, each) => sum + each.acknowledged.length, 0);
  expect(acknowledged).toBeGreaterThan(100);
  const refused = told.flatMap((each) => [...each.refused.keys()]);
  for (const message of refused)
    expect(message).toMatch(/Nothing was written|Whether it was written is not known|stale/);
  const [store] = stores;
  if (store !== undefined) await expectNothingLost(store, told);
  process.stdout.write(
    `${acknowledged} acknowledged, refused: ${JSON.stringify(told.map((each) => [...each.refused]))}\n`,
  );
}

test('answers that are lost', async () => {
  const proxy = await startProxy(cluster);
  await under(await openTwo(proxy.folder), async () => {
    proxy.swallowAnswers();
    await pause(50);
    proxy.cut();
  });
});

test('connections that the server ends', async () => {
  await under(await openTwo(), () =>
    sql(cluster, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'faults%'`),
  );
});

test('a server that stops as if the machine had lost its power', async () => {
  await under(await openTwo(), () => {
    stop(cluster, 'immediate');
    start(cluster);
  });
});

test('a commit whose answer is lost is answered once it has been found in the log', async () => {
  const proxy = await startProxy(cluster);
  const [store] = await openTwo(proxy.folder);
  await store.commit([creation(uuid(1))]);
  proxy.swallowAnswers();
  const commit = store.commit([creation(uuid(2))]);
  await pause(200);
  proxy.cut();
  expect(await commit).toMatchObject({ outcome: 'committed', changes: [{ position: 2, settingsId: uuid(2) }] });
  expect((await store.head(TENANT)).position).toBe(2);
});

test('without a server a commit is refused within the time of its retries, and says that nothing was written', async () => {
  const [store] = await openTwo();
  await store.commit([creation(uuid(1))]);
  stop(cluster, 'fast');
  const began = performance.now();
  await expect(store.commit([creation(uuid(2))])).rejects.toThrow(/written/);
  await expect(store.head(TENANT)).rejects.toThrow('The storage cannot be reached; try again.');
  await expect(store.check()).rejects.toThrow('The storage cannot be reached');
  expect(performance.now() - began).toBeLessThan(20_000);
  start(cluster);
  expect(await store.commit([creation(uuid(2))])).toMatchObject({ outcome: 'committed' });
  expect(await store.check()).toBeNull();
});
