/**
 * A PostgreSQL server for the tests of one run: made and started when a test first needs it, stopped by `stop-postgres.ts`. Every
 * worker uses the same one.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INSTALLED = '/usr/lib/postgresql';
const WAIT_MS = 60_000;
// Durable as in production; no more memory than the tests need.
const SETTINGS = ['max_connections = 200', 'shared_buffers = 64MB', `listen_addresses = ''`];

// By this worker.
const MADE = new Set<string>();

/** A server's folder: its data, its socket and its log. */
export interface Cluster {
  readonly folder: string;
}

/** Makes and starts a server of its own, for tests that stop it. */
export function startCluster(folder = mkdtempSync(join(tmpdir(), 'postgres-'))): Cluster {
  // The server refuses to run as root, so its folder belongs to another user.
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  asServer('initdb', '-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=trust', '-k');
  const settings = [...SETTINGS, `unix_socket_directories = '${folder}'`].join('\n');
  asServer('postgres', '-D', data, '-C', 'data_directory');
  writeFileSync(join(data, 'postgresql.auto.conf'), `${settings}\n`);
  const cluster = { folder };
  start(cluster);
  return cluster;
}

export function start({ folder }: Cluster): void {
  asServer('pg_ctl', '-D', join(folder, 'data'), '-l', join(folder, 'log'), '-w', '-s', 'start');
}

/** `immediate`: as if the machine had lost its power. */
export function stop({ folder }: Cluster, mode: 'fast' | 'immediate' = 'fast'): void {
  asServer('pg_ctl', '-D', join(folder, 'data'), '-m', mode, '-w', '-s', 'stop');
}

/** The address of a database of the server, which is made if it is not there. `socket`: of a proxy instead of the server. */
export function databaseUrl({ folder }: Cluster, database: string, socket = folder): string {
  if (!MADE.has(database)) {
    const found = sql({ folder }, `SELECT 1 FROM pg_database WHERE datname = '${database}'`);
    if (found === '') sql({ folder }, `CREATE DATABASE ${database}`);
    MADE.add(database);
  }
  return `postgres://postgres@/${database}?host=${encodeURIComponent(socket)}`;
}

/** Stops a server of a test at once, and removes its folder. */
export function remove(cluster: Cluster): void {
  stop(cluster, 'immediate');
  rmSync(cluster.folder, { recursive: true, force: true });
}

/** Runs SQL and returns what `psql` prints. */
export function sql({ folder }: Cluster, text: string, database = 'postgres'): string {
  return execFileSync(program('psql'), ['-h', folder, '-U', 'postgres', '-d', database, '-qAtX', '-c', text], {
    encoding: 'utf8',
  }).trim();
}

/** The server that all tests share. */
export function sharedCluster(folder: string): Cluster {
  const [ready, failed] = [join(folder, 'ready'), join(folder, 'failed')];
  if (existsSync(ready)) return { folder };
  try {
    mkdirSync(join(folder, 'starting'));
  } catch {
    waitFor(ready, failed);
    return { folder };
  }
  try {
    startCluster(folder);
  } catch (error) {
    writeFileSync(failed, '');
    throw error;
  }
  writeFileSync(ready, '');
  return { folder };
}

/** Blocks this thread, because the address of a database is needed at once. */
function waitFor(ready: string, failed: string): void {
  const end = Date.now() + WAIT_MS;
  while (!existsSync(ready)) {
    if (existsSync(failed) || Date.now() > end) throw new Error('Another test could not start PostgreSQL.');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}

function asServer(name: string, ...args: readonly string[]): void {
  const command = [program(name), ...args];
  const [file = '', ...rest] = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...command] : command;
  // The server keeps the output open, so it must not be a pipe.
  execFileSync(file, rest, { stdio: 'ignore', cwd: '/' });
}

function program(name: string): string {
  const versions = existsSync(INSTALLED)
    ? readdirSync(INSTALLED)
        .map(Number)
        .sort((one, other) => other - one)
    : [];
  const [version] = versions;
  if (version === undefined) {
    throw new Error(
      'PostgreSQL is not installed. Install the Debian package postgresql, or run only the tests of other folders.',
    );
  }
  return join(INSTALLED, String(version), 'bin', name);
}
