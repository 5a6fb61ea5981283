/** PgBouncer in front of a server of PostgreSQL, from Debian's package: few connections, each of them for whoever asks next. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cluster, databaseUrl } from './postgres-cluster.js';

const PROGRAM = '/usr/sbin/pgbouncer';
const STARTING_MS = 10_000;

/** How many connections to a database of the server all clients share. */
export const POOL_SIZE = 3;

/** How long a client has its connection: for a transaction, as the service needs it, or for one statement. */
export type PoolMode = 'transaction' | 'statement';

export interface PgBouncer {
  /** Of its socket. */
  readonly folder: string;
  /** The address of a database of the server, which is made if it is not there. */
  url(database: string): string;
  /** Ends all connections. */
  stop(): Promise<void>;
}

/** Starts it. `settings`: lines that its configuration has besides. */
export async function startPgBouncer(
  cluster: Cluster,
  poolMode: PoolMode = 'transaction',
  settings: readonly string[] = [],
): Promise<PgBouncer> {
  if (!existsSync(PROGRAM)) {
    throw new Error('PgBouncer is not installed. Install the Debian package pgbouncer, or leave out what needs it.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
  // It refuses to run as root.
  chmodSync(folder, 0o777);
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(file, configuration(cluster, folder, poolMode, settings));
  const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : [];
  const child = spawn(PROGRAM, [...user, file], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const socket = join(folder, '.s.PGSQL.5432');
  for (const end = performance.now() + STARTING_MS; !(await listens(socket)); await pause(20)) {
    if (child.exitCode !== null || performance.now() > end) throw new Error(`PgBouncer does not start on ${file}.`);
  }
  return {
    folder,
    url: (database) => `${databaseUrl(cluster, database, folder)}&pgbouncer=true`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The file of a socket is there a little before it takes connections. */
function listens(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket, () => {
      connection.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}

function configuration(cluster: Cluster, folder: string, poolMode: PoolMode, settings: readonly string[]): string {
  return `
[databases]
* = host=${cluster.folder} user=postgres
[pgbouncer]
unix_socket_dir = ${folder}
listen_addr =
listen_port = 5432
auth_type = any
pool_mode = ${poolMode}
default_pool_size = ${POOL_SIZE}
max_client_conn = 1000
server_login_retry = 1
logfile = ${join(folder, 'log')}
${settings.join('\n')}
`;
}
