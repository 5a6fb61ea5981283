/** Opens a database: waits until it answers, refuses one that cannot keep the store's promises, and applies the migrations. */
import type { Client } from 'pg';
import { PassingSetupError, SetupError } from '../../domain/errors.js';
import { COPY_RUNNING, MARK, UNFINISHED_COPY } from '../sql/unfinished-copy.js';
import type { Batches, Connecting } from './connections/connection-url.js';
import { connectOnce } from './connections/connections.js';
import { codeOf, isLost, isPassing } from './connections/postgres-errors.js';
import { type Queryable, run } from './connections/statement.js';
import { MIGRATIONS } from './migrations/index.js';

/** How long a server may take to start. */
export const STARTING_MS = 30_000;
const PAUSE_MS = 250;
const OLDEST_SERVER = 140_000;
// Any numbers, the same in every release.
const MIGRATION_LOCK = 7_304_118_022;
/** The advisory lock that a copy into the database has from its start to its end. */
export const COPY_LOCK = 7_304_118_023;

/** What was found out about the server. */
export interface Server {
  readonly batches: Batches;
}

/** Prepares a database for a store. Throws a `SetupError` that says why it cannot be used. */
export async function prepareDatabase(connecting: Connecting): Promise<Server> {
  const client = await connected(connecting, STARTING_MS);
  try {
    await refuseCopy(client);
    await prepareTables(client);
    return { batches: connecting.batches ?? (await batchesFor(client)) };
  } catch (error) {
    throw setupError(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Applies the migrations, unless the server can lose changes. Throws a `SetupError` that says why. */
export async function prepareTables(client: Client): Promise<void> {
  try {
    await checkServer(client);
    await migrate(client);
  } catch (error) {
    throw setupError(error);
  }
}

/** Connects within a time in which the server may still be starting. */
export async function connected(connecting: Connecting, patienceMs: number): Promise<Client> {
  const began = performance.now();
  for (;;) {
    try {
      return await connectOnce(connecting);
    } catch (error) {
      const isOver = performance.now() - began > patienceMs;
      const isStarting = (isPassing(error) || isLost(error)) && !isConfigurationFault(error);
      if (isOver || !isStarting) throw setupError(error);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** The number of the last migration; null if there is no schema. */
export async function schemaNumber(client: Client): Promise<number | null> {
  const [[table] = []] = await run(client, { text: `SELECT to_regclass('schema_migration')::text` });
  if (table === null || table === undefined) return null;
  const [[number] = []] = await run(client, { text: 'SELECT max(number) FROM schema_migration' });
  return number === null ? null : Number(number);
}

/** Throws a `SetupError` if a copy into the database is running or has not finished. */
export async function refuseCopy(on: Queryable): Promise<void> {
  const fault = await copyFault(on);
  if (fault !== null) throw new SetupError(fault);
}

/** What is to be said of a copy into the database that is running or has not finished; null if there is none. */
export async function copyFault(on: Queryable): Promise<string | null> {
  // The lock is free again after the statement. A copy that begins later sees this connection.
  const text = `SELECT pg_try_advisory_xact_lock_shared(${COPY_LOCK})::int, to_regclass('${MARK}')::text`;
  const [[isFree, mark = null] = []] = await run(on, { text });
  if (isFree !== 1) return COPY_RUNNING;
  return mark === null ? null : UNFINISHED_COPY;
}

async function checkServer(client: Client): Promise<void> {
  const [row = []] = await run(client, {
    text: `SELECT current_setting('server_version_num'), current_setting('server_encoding'), current_setting('fsync'),
      current_setting('synchronous_commit'), current_setting('full_page_writes')`,
  });
  const [version, encoding, fsync, synchronousCommit, fullPageWrites] = row.map(String);
  if (Number(version) < OLDEST_SERVER) throw new SetupError('The server of DATABASE_URL is older than PostgreSQL 14.');
  if (encoding !== 'UTF8') throw new SetupError(`The database has the encoding ${encoding}. Create one with UTF8.`);
  for (const [name, value] of Object.entries({
    fsync,
    synchronous_commit: synchronousCommit,
    full_page_writes: fullPageWrites,
  })) {
    if (value === 'off')
      throw new SetupError(`The server has ${name} = off and can lose acknowledged changes. Set it to on.`);
  }
}

async function migrate(client: Client): Promise<void> {
  const current = await schemaNumber(client);
  refuseNewer(current);
  // A role without the right to create tables can serve a schema that is complete.
  if (current === MIGRATIONS.length) return;
  await run(client, { text: 'BEGIN' });
  // Several processes may start at once. Held until the end of the transaction, also behind a pooler.
  await run(client, { text: 'SELECT pg_advisory_xact_lock($1::bigint)' }, [MIGRATION_LOCK]);
  await run(client, {
    text: 'CREATE TABLE IF NOT EXISTS schema_migration (number integer PRIMARY KEY, applied_at bigint NOT NULL)',
  });
  const applied = (await schemaNumber(client)) ?? 0;
  refuseNewer(applied);
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < applied) continue;
    await client.query(migration);
    const text = 'INSERT INTO schema_migration (number, applied_at) VALUES ($1, $2)';
    await run(client, { text }, [index + 1, Date.now()]);
  }
  await run(client, { text: 'COMMIT' });
}

function refuseNewer(schema: number | null): void {
  if (schema === null || schema <= MIGRATIONS.length) return;
  throw new SetupError(
    `The database has schema ${schema}; this release knows schemas up to ${MIGRATIONS.length}. Use the release that wrote it.`,
  );
}

/** An engine that shards by tenant writes one tenant in a transaction, so that no commit spans shards. */
async function batchesFor(client: Client): Promise<Batches> {
  const [[isSharded] = []] = await run(client, {
    text: `SELECT (EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') OR version() ~* 'cockroach|yugabyte')::text`,
  });
  return isSharded === 'true' ? 'tenant' : 'mixed';
}

/** The same error in words that name the variable. */
export function setupError(error: unknown): SetupError {
  if (error instanceof SetupError) return error;
  const words = wordsOf(error);
  if (words !== null) return new SetupError(words, { cause: error });
  return new PassingSetupError('The server of DATABASE_URL cannot be reached.', { cause: error });
}

/** Whether the server answers, or would, if the configuration were right. */
export function isConfigurationFault(error: unknown): boolean {
  return wordsOf(error) !== null;
}

/** What is wrong with the configuration; null if the server does not answer, or not yet. */
function wordsOf(error: unknown): string | null {
  const code = codeOf(error);
  if (code === '3D000') return 'The database of DATABASE_URL does not exist. Create it.';
  if (code.startsWith('28')) return 'The server refused the user or the password of DATABASE_URL.';
  if (code === '42501') return 'The user of DATABASE_URL may not create the tables. Grant it CREATE.';
  if (code === 'ENOTFOUND') return 'The host of DATABASE_URL is not known.';
  // PgBouncer has one code for these two, and `pg` has none for the others.
  if (/unsupported startup parameter/.test(String(error))) {
    return 'The server of DATABASE_URL is PgBouncer. Add pgbouncer=true to the URL.';
  }
  if (/transaction blocks not allowed/.test(String(error))) {
    return 'PgBouncer pools statements, and the service needs transactions. Set pool_mode = transaction for the database.';
  }
  if (/SASL|password must be/.test(String(error))) return 'The server wants a password, and DATABASE_URL has none.';
  if (/CERT|TLS|SSL|SIGNATURE/.test(code) || /SSL|certificate/i.test(String(error))) {
    return 'The TLS connection of DATABASE_URL failed. Check sslrootcert and the name of the host.';
  }
  return null;
}
