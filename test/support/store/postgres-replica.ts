/** A primary and a standby that answers reads, and what the standby was asked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cluster, databaseUrl, sql, startCluster } from './postgres-cluster.js';
import { startStandby } from './postgres-standby.js';

export interface Replicated {
  readonly primary: Cluster;
  readonly standby: Cluster;
  /** `DATABASE_URL` and `DATABASE_READ_URL` of a database, which is made and replicated if it is not there. */
  urls(database: string): Promise<{ readonly databaseUrl: string; readonly readUrl: string }>;
}

export function startReplicated(primary = startCluster()): Replicated {
  const standby = startStandby(primary, { synchronous: false });
  sql(standby, `ALTER SYSTEM SET log_statement = 'all'`);
  sql(standby, 'SELECT pg_reload_conf()');
  const urls = async (database: string) => {
    const url = databaseUrl(primary, database);
    await replayed(primary, standby);
    return {
      databaseUrl: url,
      readUrl: url.replace(encodeURIComponent(primary.folder), encodeURIComponent(standby.folder)),
    };
  };
  return { primary, standby, urls };
}

/** Resolves once the standby shows everything that the primary has written so far. */
export async function replayed(primary: Cluster, standby: Cluster): Promise<void> {
  const wal = sql(primary, 'SELECT pg_current_wal_lsn()');
  while (sql(standby, `SELECT pg_last_wal_replay_lsn() >= '${wal}'`) !== 't') await pause(20);
}

/** How many statements with this text a server was asked. */
export function askedOf({ folder }: Cluster, text: string | RegExp): number {
  return readFileSync(join(folder, 'log'), 'utf8').split(text).length - 1;
}
