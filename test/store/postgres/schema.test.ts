/** The start on a database: migrations once, whichever processes start together, and a refusal that says what to change. */
import { expect, onTestFinished, test } from 'vitest';
import { checkStore, openStore as open } from '../../../src/store/open.js';
import { MIGRATIONS } from '../../../src/store/postgres/migrations/index.js';
import { commit, creation, TENANT, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { openStore } from '../../support/store/open-store.js';
import { type Cluster, databaseUrl, remove, sql, startCluster } from '../../support/store/postgres-cluster.js';

const ignore = () => {};

function clusterForThisTest(): Cluster {
  const cluster = startCluster();
  onTestFinished(() => remove(cluster));
  return cluster;
}

test('processes that start at the same time apply each migration once', async () => {
  const url = databaseUrl(clusterForThisTest(), 'empty');
  const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(url)));
  await Promise.all(stores.map((store, index) => commit(store, creation(uuid(index)))));
  expect((await stores[0]?.head(TENANT))?.position).toBe(4);
  expect(await checkStore(url)).toMatchObject({ exists: true, tenants: [TENANT], latestAt: 1000 });
});

test('looking at a database creates nothing', async () => {
  const url = databaseUrl(clusterForThisTest(), 'empty');
  const found = { exists: false, tenants: [], latestAt: null };
  for (let look = 0; look < 2; look += 1) expect(await checkStore(url)).toMatchObject(found);
});

test('a database of a later release, or that can lose changes, is refused', async () => {
  const cluster = clusterForThisTest();
  const url = databaseUrl(cluster, 'refused');
  await (await open(url, ignore)).close();
  sql(cluster, `INSERT INTO schema_migration VALUES (${MIGRATIONS.length + 1}, 0)`, 'refused');
  await expect(open(url, ignore)).rejects.toThrow(`The database has schema ${MIGRATIONS.length + 1}`);
  sql(cluster, `DELETE FROM schema_migration WHERE number > ${MIGRATIONS.length}`, 'refused');
  sql(cluster, 'ALTER DATABASE refused SET synchronous_commit = off');
  await expect(open(url, ignore)).rejects.toThrow('synchronous_commit = off');
  const { sentences } = await checkStore(url);
  expect(sentences).toContainEqual(['fault', expect.stringContaining('synchronous_commit is off')]);
});

test('a store is not ready once a later release has migrated its database', async () => {
  const cluster = clusterForThisTest();
  const store = await open(databaseUrl(cluster, 'upgraded'), ignore);
  onTestFinished(() => store.close());
  expect(await store.check()).toBeNull();
  sql(cluster, `INSERT INTO schema_migration VALUES (${MIGRATIONS.length + 1}, 0)`, 'upgraded');
  await expect(store.check()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringMatching(/^A newer release has changed the storage/),
  });
});

test('a database, a user or a server that is missing is named', async () => {
  const cluster = clusterForThisTest();
  const url = databaseUrl(cluster, 'there');
  await expect(open(url.replace('/there', '/missing'), ignore)).rejects.toThrow('does not exist');
  await expect(open(url.replace('postgres@', 'nobody@'), ignore)).rejects.toThrow('refused the user');
  await expect(checkStore(`postgres://me@/a?host=${scratchFolder()}`)).rejects.toThrow('cannot be reached');
});
