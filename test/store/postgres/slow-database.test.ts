/** A database that waits: a lock that another session holds, a network that is silent, and batches that lock the same tenants. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { newConnection } from '../../../src/domain/graph-ledger.js';
import { openStore as open } from '../../../src/store/open.js';
import { commit, creation, outcome, TENANT, uuid } from '../../support/domain/changes.js';
import { type Cluster, databaseUrl, remove, sql, startCluster } from '../../support/store/postgres-cluster.js';
import { startProxy } from '../../support/store/postgres-proxy.js';

let cluster: Cluster;

beforeAll(() => {
  cluster = startCluster();
  return () => remove(cluster);
}, 60_000);

async function openOn(database: string, parameters = '', socket?: string) {
  const store = await open(databaseUrl(cluster, database, socket) + parameters, () => {});
  onTestFinished(() => store.close());
  return store;
}

/** Another session that holds the row of the tenant. */
async function holdTenant(database: string): Promise<() => Promise<unknown>> {
  const client = new pg.Client({ host: cluster.folder, user: 'postgres', database });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('BEGIN');
  await client.query('SELECT FROM tenant WHERE tenant_id = $1 FOR UPDATE', [TENANT]);
  return () => client.query('ROLLBACK');
}

test.each(['tenant', 'mixed'])(
  'a tenant that is locked delays neither reads nor the commits of other lanes, and is written once it is free: %s',
  async (batches) => {
    const database = `held_${batches}`;
    const store = await openOn(database, `&batches=${batches}`);
    await commit(store, creation(uuid(1)));
    const release = await holdTenant(database);
    const waiting = outcome(store, [creation(uuid(2))]);
    // Until then, the one lane of all tenants is not known to be held up.
    if (batches === 'mixed') await pause(100);
    const others = Array.from({ length: 20 }, (_, index) => creation(uuid(1), {}, { tenantId: uuid(500 + index) }));
    await Promise.all(others.map((other) => commit(store, other)));
    expect(await store.find(TENANT, uuid(1))).not.toBeNull();
    expect(await Promise.race([waiting, pause(100, 'waits')])).toBe('waits');
    await release();
    expect(await waiting).toMatchObject({ outcome: 'committed', changes: [{ position: 2 }] });
  },
);

test('a tenant that stays locked is refused in the end, and nothing was written', async () => {
  const store = await openOn('locked');
  await commit(store, creation(uuid(1)));
  const release = await holdTenant('locked');
  await expect(outcome(store, [creation(uuid(2))])).rejects.toThrow('Too many others are writing. Nothing was written');
  await release();
  expect((await store.head(TENANT)).position).toBe(1);
  expect(await store.check()).toBeNull();
});

test('a commit on a network that falls silent is looked for over a new connection', async () => {
  const proxy = await startProxy(cluster);
  const store = await openOn('silent', '&writers=1', proxy.folder);
  await commit(store, creation(uuid(1)));
  proxy.holdAll();
  // The first attempt times out, and is looked for over a new connection.
  expect(await outcome(store, [creation(uuid(2))])).toMatchObject({ outcome: 'committed', changes: [{ position: 2 }] });
  expect((await store.head(TENANT)).position).toBe(2);
});

test('a process that is cut off while it writes to the ledger leaves no lock that others wait for', async () => {
  const proxy = await startProxy(cluster);
  const cutOff = await openOn('cut_off', '&writers=1', proxy.folder);
  const other = await openOn('cut_off');
  const lease = await cutOff.graphLedger.acquire(TENANT, 'one', 0, 1000);
  if (lease === null) throw new Error('The lease is taken.');
  proxy.swallowAnswers();
  const facts = newConnection('target');
  const lost = expect(cutOff.graphLedger.write(lease, 10, [{ write: 'connection', facts }])).rejects.toThrow(
    'not known',
  );
  await expect.poll(async () => (await other.graphLedger.read(TENANT, 0)).connection).toEqual(facts);
  const began = performance.now();
  expect(await other.graphLedger.acquire(TENANT, 'two', 1000, 2000)).toMatchObject({ fence: 2 });
  expect(performance.now() - began).toBeLessThan(2000);
  proxy.cut();
  await lost;
});

test('batches of two processes over the same tenants never wait for each other in a circle', async () => {
  const stores = await Promise.all([openOn('circle', '&writers=2'), openOn('circle', '&writers=3')]);
  const tenants = Array.from({ length: 50 }, (_, index) => uuid(800 + index));
  const end = Date.now() + 3000;
  let committed = 0;
  const write = async (process: number, writer: number) => {
    for (let number = 0; Date.now() < end; number += 1) {
      const tenantId = tenants[(7 * number + writer) % tenants.length] ?? '';
      const id = uuid(process * 1e9 + writer * 1e6 + number);
      const store = stores[process];
      if (store !== undefined) await commit(store, creation(id, {}, { tenantId }));
      committed += 1;
    }
  };
  await Promise.all([0, 1].flatMap((process) => Array.from({ length: 24 }, (_, writer) => write(process, writer))));
  expect(committed).toBeGreaterThan(500);
  expect(sql(cluster, `SELECT deadlocks FROM pg_stat_database WHERE datname = 'circle'`)).toBe('0');
});
