/** A standby that follows a server of PostgreSQL and can take its place. */
import { appendFileSync, chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asServer, type Cluster, sql, start } from './postgres-cluster.js';

const NAME = 'standby';

/** `synchronous`: from now on the primary acknowledges nothing that the standby does not have. */
export function startStandby(primary: Cluster, { synchronous }: { readonly synchronous: boolean }): Cluster {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  const source = `host=${primary.folder} user=postgres application_name=${NAME}`;
  asServer('pg_basebackup', '-d', source, '-D', data, '-R', '-X', 'stream', '-c', 'fast');
  // Of two values of a setting the last one counts. Once promoted, it has no standby of its own to wait for.
  const settings = [`unix_socket_directories = '${folder}'`, `synchronous_standby_names = ''`];
  appendFileSync(join(data, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  const standby = { folder };
  start(standby);
  if (synchronous) {
    sql(primary, `ALTER SYSTEM SET synchronous_standby_names = '${NAME}'`);
    sql(primary, 'SELECT pg_reload_conf()');
  }
  return standby;
}

/** Makes a standby the primary. */
export function promote({ folder }: Cluster): void {
  asServer('pg_ctl', '-D', join(folder, 'data'), '-w', '-s', 'promote');
}
