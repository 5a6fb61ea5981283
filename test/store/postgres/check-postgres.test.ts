/** What `doctor` says of a server, on servers that have the faults. */
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { checkPostgres } from '../../../src/store/postgres/check-postgres.js';
import { openStore } from '../../support/store/open-store.js';
import { type PoolMode, startPgBouncer } from '../../support/store/pgbouncer.js';
import {
  type Cluster,
  databaseUrl,
  remove,
  sql,
  start,
  startCluster,
  stop,
} from '../../support/store/postgres-cluster.js';

let cluster: Cluster;

beforeAll(() => {
  cluster = startCluster();
  return () => remove(cluster);
}, 60_000);
afterEach(() => vi.restoreAllMocks());

/** A database with the tables, changed by SQL. Returns what is said of it, each with its state first. */
async function saidOf(database: string, change = '', parameters = ''): Promise<string> {
  const url = databaseUrl(cluster, database);
  await (await openStore(url)).close();
  if (change !== '') sql(cluster, change, database);
  return said(url + parameters);
}

async function said(url: string): Promise<string> {
  const { sentences } = await checkPostgres(url, null);
  return sentences.map((sentence) => sentence.join(' ')).join('\n');
}

test('of a sound database: the release, the schema, the room for processes, the clock and the time of a commit', async () => {
  const found = await saidOf('sound');
  expect(found).not.toContain('fault');
  expect(found).toMatch(/^ok PostgreSQL \d+.* answers\.$/m);
  expect(found).toMatch(/^ok The schema is \d+\.$/m);
  expect(found).toMatch(
    /^ok max_connections is 200: 3 are reserved, other programs have \d\. A process needs up to 9: there is room for 2\d /m,
  );
  expect(found).toMatch(/^ok The clocks here and of the server are \d\.\d s apart\.$/m);
  expect(found).toMatch(/^ok A durable commit takes /m);
  expect(await saidOf('sound', '', '&pgbouncer=true&writers=2')).toContain(
    'ok A process opens up to 7 connections to PgBouncer.',
  );
});

test.each([
  ['an unfinished copy', 'CREATE TABLE unfinished_copy ()', /^fault A copy into this database has not finished\./m],
  [
    'commits that are not durable',
    'ALTER DATABASE faulty SET synchronous_commit = off',
    /^fault synchronous_commit is off: acknowledged changes can be lost\./m,
  ],
  [
    'a server without ICU',
    'SET allow_system_table_mods = on; DROP COLLATION pg_catalog."und-x-icu"',
    /^fault The collation und-x-icu is missing/m,
  ],
])('%s is a fault', async (_what, change, expected) => {
  onTestFinished(() => void sql(cluster, 'DROP DATABASE faulty WITH (FORCE)'));
  sql(cluster, 'CREATE DATABASE faulty');
  expect(await saidOf('faulty', change)).toMatch(expected);
});

test.each([
  [10, 'note'],
  [301, 'fault'],
])('clocks that are %i seconds apart are a %s', async (seconds, state) => {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + seconds * 1000);
  const apart = new RegExp(
    `^${state} The clocks here and of the server are ${seconds}\\.\\d s apart\\. Changes would`,
    'm',
  );
  expect(await saidOf('clocks')).toMatch(apart);
});

describe('behind PgBouncer', () => {
  const behind = async (poolMode: PoolMode, settings: readonly string[] = []) => {
    const pgbouncer = await startPgBouncer(cluster, poolMode, settings);
    onTestFinished(() => pgbouncer.stop());
    return pgbouncer.url('pooled');
  };
  const NAMED = '&pgbouncer=true';
  const LIMIT = /^note (statement|idle_in_transaction_session)_timeout is not set: behind PgBouncer only the server/gm;

  test('nothing is wrong in transaction mode, if the role has limits of time', async () => {
    const url = await behind('transaction');
    await (await openStore(url)).close();
    expect((await said(url)).match(LIMIT)).toHaveLength(2);
    for (const name of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
      sql(cluster, `ALTER ROLE postgres SET ${name} = '5s'`);
      onTestFinished(() => void sql(cluster, `ALTER ROLE postgres RESET ${name}`));
    }
    const pooled = await said(await behind('transaction'));
    expect(pooled).not.toMatch(LIMIT);
    expect(pooled).not.toMatch(/fault|pooler/);
  });

  test('statement mode is refused, by doctor and at the start', async () => {
    const url = await behind('statement');
    const refused = /^PgBouncer pools statements, and the service needs transactions\. Set pool_mode = transaction/;
    await expect(said(url)).rejects.toThrow(refused);
    await expect(openStore(url)).rejects.toThrow(refused);
  });

  test('an address that does not name it is refused by it, or noted', async () => {
    const unnamed = (url: string) => url.replace(NAMED, '');
    const refused = 'The server of DATABASE_URL is PgBouncer. Add pgbouncer=true to the URL.';
    await expect(said(unnamed(await behind('transaction')))).rejects.toThrow(refused);
    const ignoring = await behind('transaction', ['ignore_startup_parameters = options']);
    expect(await said(unnamed(ignoring))).toMatch(
      /^note A pooler is between the service and the server\. If it pools transactions, .* add pgbouncer=true/m,
    );
  });
});

test('too few connections for one process beside other programs are a fault, which names the numbers', async () => {
  const url = databaseUrl(cluster, 'few');
  await (await openStore(url)).close();
  sql(cluster, 'ALTER SYSTEM SET max_connections = 15');
  stop(cluster);
  start(cluster);
  const others = Array.from(
    { length: 4 },
    () => new pg.Client({ host: cluster.folder, user: 'postgres', database: 'few' }),
  );
  for (const other of others) await other.connect();
  onTestFinished(async () => void (await Promise.all(others.map((other) => other.end()))));
  expect(await said(url)).toMatch(
    /^fault max_connections is 15: 3 are reserved, other programs have 4\. A process needs up to 9: there is room for none\. Raise/m,
  );
  expect(await said(`${url}&writers=2`)).toMatch(/up to 7: there is room for 1 processes\.$/m);
});
