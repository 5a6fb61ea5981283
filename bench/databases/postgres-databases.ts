/**
 * Databases on one PostgreSQL server, which is made of Debian's packages and started for the measurement, on the core of the servers
 * that use it. It is as durable as in production.
 */
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConnectionUrl } from '../../src/store/postgres/connections/connection-url.js';
import {
  type Cluster,
  databaseUrl as makeDatabase,
  sql,
  startCluster,
  stop,
} from '../../test/support/store/postgres-cluster.js';
import { CORES, pinTree } from '../servers/child-process.js';
import { fillDatabase, REMOVE_CREATED } from '../servers/dataset.js';
import type { Databases } from './databases.js';

// As a small server of its own would have it: all data in memory, and no checkpoint within a load. Durability is the default's.
const SETTINGS = ['shared_buffers = 1GB', 'max_wal_size = 8GB', 'checkpoint_timeout = 30min'];
// Of the path of a socket, which the server makes in its folder.
const MOST_BYTES_OF_PATH = 100;

export function openPostgresDatabases(parent: string): Databases {
  const cluster = startIn(join(parent, 'postgres'));
  let count = 0;
  const newName = () => {
    count += 1;
    return `bench_${count}`;
  };
  const empty = () => makeDatabase(cluster, newName());
  return {
    pid: pidOf(cluster),
    description: describe(cluster),
    empty,
    filled: async (size) => {
      const databaseUrl = empty();
      await fillDatabase(databaseUrl, size);
      // As autovacuum would do later, in the middle of a measurement.
      sql(cluster, 'VACUUM (ANALYZE)', nameOf(databaseUrl));
      return databaseUrl;
    },
    copy: (databaseUrl) => {
      const name = newName();
      sql(cluster, `CREATE DATABASE ${name} TEMPLATE ${nameOf(databaseUrl)} STRATEGY file_copy`);
      return makeDatabase(cluster, name);
    },
    removeCreated: (databaseUrl) => {
      sql(cluster, `BEGIN; ${REMOVE_CREATED} COMMIT;`, nameOf(databaseUrl));
      // Otherwise the dead rows would count as work of the server's next load.
      sql(cluster, 'VACUUM settings, change, tenant', nameOf(databaseUrl));
    },
    remove: (databaseUrl) => void sql(cluster, `DROP DATABASE ${nameOf(databaseUrl)} WITH (FORCE)`),
    close: () => stop(cluster, 'immediate'),
  };
}

function startIn(folder: string): Cluster {
  if (Buffer.byteLength(folder) > MOST_BYTES_OF_PATH) {
    throw new Error(`The path is too long for a socket of PostgreSQL: ${folder}. Move the clone to a shorter one.`);
  }
  mkdirSync(folder);
  // The server may run as another user.
  chmodSync(join(folder, '..'), 0o755);
  const cluster = startCluster(folder, SETTINGS);
  pinTree(pidOf(cluster), CORES.server);
  return cluster;
}

function pidOf({ folder }: Cluster): number {
  return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function describe(cluster: Cluster): string {
  const [version = ''] = sql(cluster, 'SHOW server_version').split(' ');
  const settings = ['fsync', 'synchronous_commit', 'full_page_writes'].map(
    (name) => `\`${name} = ${sql(cluster, `SHOW ${name}`)}\``,
  );
  return `PostgreSQL ${version}, ${settings.join(', ')}`;
}

function nameOf(databaseUrl: string): string {
  return readConnectionUrl(databaseUrl).access.database ?? '';
}
