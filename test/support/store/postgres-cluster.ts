/** Servers of PostgreSQL, made from Debian's packages, for tests that stop or change one. `shared-postgres.ts` has that of the others. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INSTALLED = '/usr/lib/postgresql';
// Durable as in production; no more memory than the tests need.
const SETTINGS = ['max_connections = 200', 'shared_buffers = 64MB', `listen_addresses = ''`];

// The server keeps the output open, so it must not be a pipe.
const WITHOUT_OUTPUT = { stdio: 'ignore', cwd: '/' } as const;

// By this worker.
const MADE = new Set<string>();

/** A server's folder: its data, its socket and its log. */
export interface Cluster {
  readonly folder: string;
}

/** Makes and starts a server of its own, for tests that stop it and for the benchmark. `changed`: settings that replace those above. */
export function startCluster(
  folder = mkdtempSync(join(tmpdir(), 'postgres-')),
  changed: readonly string[] = [],
): Cluster {
  // The server refuses to run as root, so its folder belongs to another user.
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  asServer('initdb', '-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=trust', '-k');
  const settings = [...SETTINGS, ...changed, `unix_socket_directories = '${folder}'`].join('\n');
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
  const place = join(folder, database);
  if (!MADE.has(place)) {
    const found = sql({ folder }, `SELECT 1 FROM pg_database WHERE datname = '${database}'`);
    if (found === '') sql({ folder }, `CREATE DATABASE ${database}`);
    MADE.add(place);
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

/** Stops and starts a server while the process goes on, so that no timer of it expires meanwhile. */
export async function restart({ folder }: Cluster, mode: 'fast' | 'immediate', whenStopped: () => Promise<void>) {
  const data = join(folder, 'data');
  await asServerMeanwhile('pg_ctl', '-D', data, '-m', mode, '-w', '-s', 'stop');
  await whenStopped();
  await asServerMeanwhile('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-s', 'start');
}

export function asServer(name: string, ...args: readonly string[]): void {
  const [file = '', ...rest] = commandOf(name, args);
  execFileSync(file, rest, WITHOUT_OUTPUT);
}

async function asServerMeanwhile(name: string, ...args: readonly string[]): Promise<void> {
  const [file = '', ...rest] = commandOf(name, args);
  const code = await new Promise((resolve) => spawn(file, rest, WITHOUT_OUTPUT).on('exit', resolve));
  if (code !== 0) throw new Error(`${name} ended with ${code}.`);
}

function commandOf(name: string, args: readonly string[]): readonly string[] {
  const command = [program(name), ...args];
  return process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...command] : command;
}

/** The path of a program of the newest PostgreSQL that is installed. */
export function program(name: string): string {
  const versions = existsSync(INSTALLED)
    ? readdirSync(INSTALLED)
        .map(Number)
        .sort((one, other) => other - one)
    : [];
  const [version] = versions;
  if (version === undefined) {
    throw new Error('PostgreSQL is not installed. Install the Debian package postgresql, or leave out what needs it.');
  }
  return join(INSTALLED, String(version), 'bin', name);
}
