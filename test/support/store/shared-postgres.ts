/**
 * The server of PostgreSQL that the tests of one run share, and a database of it for each test. Made and started when a test first
 * needs it, stopped by `stop-postgres.ts`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inject, onTestFinished } from 'vitest';
import { openStore } from '../../../src/store/open.js';
import { readConnectionUrl } from '../../../src/store/postgres/connections/connection-url.js';
import { connectOnce } from '../../../src/store/postgres/connections/connections.js';
import { startCluster } from './postgres-cluster.js';

const WAIT_MS = 60_000;

// By this worker.
const MADE = new Map<string, string>();
let started: Promise<string> | undefined;

/** The URL of the server's database `postgres`. */
export function sharedServer(): Promise<string> {
  started ??= start(inject('postgresFolder'));
  return started;
}

/** The address of a database on the server of an address: always the same for a name. Dropped when the test ends. */
export async function databaseOn(serverUrl: string, name: string): Promise<string> {
  const made = MADE.get(name);
  if (made !== undefined) return made;
  await run(serverUrl, `CREATE DATABASE ${name}`);
  const url = addressOf(serverUrl, name);
  MADE.set(name, url);
  onTestFinished(async () => {
    MADE.delete(name);
    // A program that the test has killed may still have its connections.
    await run(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return url;
}

async function run(serverUrl: string, statement: string): Promise<void> {
  const client = await connectOnce(readConnectionUrl(serverUrl));
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The first worker starts it, and the others wait. */
async function start(folder: string): Promise<string> {
  const url = `postgres://postgres@/postgres?host=${encodeURIComponent(folder)}`;
  const [ready, failed] = [join(folder, 'ready'), join(folder, 'failed')];
  if (existsSync(ready)) return url;
  try {
    mkdirSync(join(folder, 'starting'));
  } catch {
    await waitFor(ready, failed);
    return url;
  }
  try {
    startCluster(folder);
    // What `CREATE DATABASE` copies, so that no test spends time on migrations.
    await (await openStore(addressOf(url, 'template1'), () => {})).close();
  } catch (error) {
    writeFileSync(failed, '');
    throw error;
  }
  writeFileSync(ready, '');
  return url;
}

async function waitFor(ready: string, failed: string): Promise<void> {
  const end = Date.now() + WAIT_MS;
  while (!existsSync(ready)) {
    if (existsSync(failed) || Date.now() > end) throw new Error('Another test could not start PostgreSQL.');
    await pause(50);
  }
}

function addressOf(serverUrl: string, database: string): string {
  return serverUrl.replace(/^(\w+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${database}`);
}
