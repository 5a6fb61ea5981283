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
import { expectNothingLostUnder } from '../../support/store/writers.js';

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

test('answers that are lost', async () => {
  const proxy = await startProxy(cluster);
  await expectNothingLostUnder(await openTwo(proxy.folder), async () => {
    proxy.swallowAnswers();
    await pause(50);
    proxy.cut();
  });
});

test('connections that the server ends', async () => {
  await expectNothingLostUnder(await openTwo(), () =>
    sql(cluster, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'faults%'`),
  );
});

test('a server that stops as if the machine had lost its power', async () => {
  await expectNothingLostUnder(await openTwo(), () => {
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
