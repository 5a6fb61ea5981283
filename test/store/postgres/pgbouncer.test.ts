/**
 * The store and the ledger behind PgBouncer in transaction mode, which gives each transaction any connection of a few: the parts of the
 * contracts that need a transaction or several statements, and what is promised about faults.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { copyStore, openStore as open, verifyStore } from '../../../src/store/open.js';
import { readConnectionUrl } from '../../../src/store/postgres/connections/connection-url.js';
import { connectOnce } from '../../../src/store/postgres/connections/connections.js';
import { commit, creation, TENANT, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { ledgerContract } from '../../support/store/ledger-contract.js';
import { openStore, POSTGRESQL, SQLITE, type TestDatabase } from '../../support/store/open-store.js';
import { type PgBouncer, POOL_SIZE, startPgBouncer } from '../../support/store/pgbouncer.js';
import { type Cluster, remove, restart, sql, startCluster } from '../../support/store/postgres-cluster.js';
import { startProxy } from '../../support/store/postgres-proxy.js';
import { sharedServer } from '../../support/store/shared-postgres.js';
import { commitContract } from '../../support/store/store-contract/commits.js';
import { logContract } from '../../support/store/store-contract/log.js';
import { snapshotContract } from '../../support/store/store-contract/snapshots.js';
import { expectNothingLostUnder } from '../../support/store/writers.js';

let pgbouncer: PgBouncer;

beforeAll(async () => {
  await sharedServer();
  pgbouncer = await startPgBouncer({ folder: inject('postgresFolder') });
  return () => pgbouncer.stop();
});

const BEHIND: TestDatabase = {
  name: 'PostgreSQL behind PgBouncer',
  urlIn: async (folder) => {
    const url = await POSTGRESQL.urlIn(folder);
    return `${through(url, pgbouncer)}&pgbouncer=true`;
  },
};

describe(`the store on ${BEHIND.name}`, () => {
  const openEmpty = async () => openStore(await BEHIND.urlIn(scratchFolder()));
  for (const contract of [commitContract, logContract, snapshotContract]) contract(openEmpty);
});
ledgerContract(BEHIND);

test('many processes share its few connections, and leave nothing of theirs on one', async () => {
  const url = await BEHIND.urlIn(scratchFolder());
  const stores = await Promise.all(Array.from({ length: 8 }, () => openStore(url)));
  await Promise.all(
    stores.map(async (store, index) => {
      for (let number = 0; number < 10; number += 1) {
        await commit(store, creation(uuid(100 * index + number)));
        expect(await store.find(TENANT, uuid(100 * index + number))).not.toBeNull();
      }
      expect(await store.graphLedger.acquire(uuid(index), 'one', 0, 1000)).toMatchObject({ fence: 1 });
    }),
  );
  await verifyStore(url, {
    tenantId: null,
    seen: [],
    onProgress: () => {},
    onTenant: async ({ fault }) => expect(fault).toBeNull(),
    stoppedBy: () => null,
  });
  await copyStore({ from: url, to: await SQLITE.urlIn(scratchFolder()) }, () => {}, {
    onProgress: () => {},
    onTenant: async ({ changes }) => expect(changes).toBe(80),
    stoppedBy: () => null,
  });
  const kept = await keptOnAll(url);
  expect(new Set(kept.map(({ backend }) => backend)).size).toBe(POOL_SIZE);
  for (const each of kept) expect(each).toMatchObject({ statements: 0, locks: 0, limits: 0 });
});

test('a copy into it is refused, because its lock needs a session', async () => {
  const addresses = { from: await SQLITE.urlIn(scratchFolder()), to: await BEHIND.urlIn(scratchFolder()) };
  await (await open(addresses.from, () => {})).close();
  const copying = copyStore(addresses, () => {}, {
    onProgress: () => {},
    onTenant: async () => {},
    stoppedBy: () => null,
  });
  await expect(copying).rejects.toThrow(
    '--to has pgbouncer=true. A copy needs a session of its own: name the server itself.',
  );
});

describe('a fault under writers loses and repeats nothing:', () => {
  let cluster: Cluster;
  let before: PgBouncer;

  beforeAll(async () => {
    cluster = startCluster();
    before = await startPgBouncer(cluster);
    return async () => {
      await before.stop();
      remove(cluster);
    };
  });
  const openTwo = async (url: string) => [await openStore(url), await openStore(url)];

  test('answers that are lost', async () => {
    const proxy = await startProxy(before);
    await expectNothingLostUnder(await openTwo(through(before.url('answers'), proxy)), async () => {
      proxy.swallowAnswers();
      await pause(50);
      proxy.cut();
    });
  });

  test('a commit that was written is found in the log, and told', async () => {
    const proxy = await startProxy(before);
    const store = await openStore(through(before.url('found'), proxy));
    await store.commit([creation(uuid(1))]);
    proxy.swallowAnswers();
    const written = store.commit([creation(uuid(2))]);
    await pause(200);
    proxy.cut();
    expect(await written).toMatchObject({ outcome: 'committed', changes: [{ position: 2, settingsId: uuid(2) }] });
    expect((await store.head(TENANT)).position).toBe(2);
  });

  test('connections that the server ends', async () => {
    await expectNothingLostUnder(await openTwo(before.url('ended')), () =>
      sql(cluster, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'ended'`),
    );
  });

  test('a server that stops as if the machine had lost its power', async () => {
    await expectNothingLostUnder(await openTwo(before.url('stopped')), () =>
      restart(cluster, 'immediate', async () => {}),
    );
  });
});

/** The same address with another folder of the socket. */
function through(url: string, { folder }: { readonly folder: string }): string {
  return url.replace(/host=[^&]*/, `host=${encodeURIComponent(folder)}`);
}

const KEPT = `SELECT pg_backend_pid() AS backend,
  (SELECT count(*)::int FROM pg_prepared_statements WHERE name <> '') AS statements,
  (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks,
  (SELECT count(*)::int FROM pg_settings WHERE source = 'session' AND name LIKE '%timeout') AS limits`;

/** What was kept on each connection of PgBouncer to the server of an address. */
async function keptOnAll(url: string) {
  const clients = await Promise.all(Array.from({ length: POOL_SIZE }, () => connectOnce(readConnectionUrl(url))));
  for (const client of clients) onTestFinished(() => client.end());
  // As many transactions as there are connections have all of them.
  await Promise.all(clients.map((client) => client.query('BEGIN')));
  return Promise.all(clients.map(async (client) => (await client.query(KEPT)).rows[0]));
}
