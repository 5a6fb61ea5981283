/** Chooses the store, and the ends of a copy, by the scheme of `DATABASE_URL`. The only file that knows which databases are supported. */
import { DataError, PassingSetupError, SetupError } from '../domain/errors.js';
import type { GraphLedger } from '../domain/graph-ledger.js';
import type { Store } from '../domain/store.js';
import type { Telemetry } from '../domain/telemetry.js';
import { checkPostgres } from './postgres/check-postgres.js';
import { PostgresSource } from './postgres/copying/postgres-source.js';
import { PostgresTarget } from './postgres/copying/postgres-target.js';
import { PostgresStore } from './postgres/postgres-store.js';
import { PostgresProofReader } from './postgres/proof/postgres-proof-reader.js';
import type { Backup, BackupOptions, Restored, RestoreOptions } from './sql/backup.js';
import { type CopyOptions, copyDatabase } from './sql/copying/copy-database.js';
import type { CopySource, CopyTarget } from './sql/copying/copy-ports.js';
import { DamagedRow } from './sql/damaged-row.js';
import { type ForgetOptions, type ForgottenSubject, forgetSubject } from './sql/proof/forget-subject.js';
import { type LogEnd, logEnds } from './sql/proof/log-end.js';
import type { ProofReader } from './sql/proof/proof-reader.js';
import { type VerifyOptions, verifyDatabase } from './sql/proof/verify-database.js';
import type { StoreCheck } from './sql/store-check.js';
import { backUp } from './sqlite/backup/back-up.js';
import { restore } from './sqlite/backup/restore.js';
import { SqliteSource } from './sqlite/copying/sqlite-source.js';
import { SqliteTarget } from './sqlite/copying/sqlite-target.js';
import { SqliteProofReader } from './sqlite/proof/sqlite-proof-reader.js';
import { checkDatabaseFile } from './sqlite/recovery/check-database-file.js';
import { sqlitePath, type Warn } from './sqlite/sqlite-file.js';
import { SqliteStore } from './sqlite/sqlite-store.js';

export type { Restored } from './sql/backup.js';
export type { ForgottenSubject } from './sql/proof/forget-subject.js';
export type { LogEnd } from './sql/proof/log-end.js';
export type { VerifiedTenant } from './sql/proof/verify-database.js';

/** An open store, and what the same database keeps about Microsoft Graph. */
export interface OpenStore extends Store {
  readonly graphLedger: GraphLedger;
}

export interface OpenOptions {
  readonly telemetry?: Telemetry | null;
  /** The `DATABASE_READ_URL` of a replica that may answer reads. */
  readonly readUrl?: string | null;
}

/** One supported database. */
interface Driver {
  open(databaseUrl: string, options: Required<OpenOptions> & { readonly warn: Warn }): Promise<OpenStore>;
  check(databaseUrl: string, readUrl: string | null): Promise<StoreCheck>;
  backUp(databaseUrl: string, options: BackupOptions): Promise<Backup>;
  restore(databaseUrl: string, options: RestoreOptions): Promise<Restored>;
  source(databaseUrl: string): Promise<CopySource>;
  target(databaseUrl: string, warn: Warn): Promise<CopyTarget>;
  /** `write`: `forgetSubject` may use it. */
  proofReader(databaseUrl: string, access: 'read' | 'write'): Promise<ProofReader>;
}

const POSTGRES: Driver = {
  open: PostgresStore.open,
  check: checkPostgres,
  backUp: refuseOnPostgres,
  restore: refuseOnPostgres,
  source: (databaseUrl) => PostgresSource.open(databaseUrl),
  target: (databaseUrl) => PostgresTarget.open(databaseUrl),
  proofReader: (databaseUrl) => PostgresProofReader.open(databaseUrl),
};

const DRIVERS: Readonly<Record<string, Driver>> = {
  'file:': {
    open: async (databaseUrl, { warn, telemetry }) => new SqliteStore(sqlitePath(databaseUrl), warn, telemetry),
    check: async (databaseUrl) => checkDatabaseFile(sqlitePath(databaseUrl)),
    backUp: (databaseUrl, options) => backUp(sqlitePath(databaseUrl), options),
    restore: (databaseUrl, options) => restore(sqlitePath(databaseUrl), options),
    source: async (databaseUrl) => SqliteSource.open(sqlitePath(databaseUrl)),
    target: async (databaseUrl, warn) => SqliteTarget.open(sqlitePath(databaseUrl), warn),
    proofReader: async (databaseUrl, access) => SqliteProofReader.open(sqlitePath(databaseUrl), access),
  },
  'postgres:': POSTGRES,
  'postgresql:': POSTGRES,
};

/** Opens the store. Throws a `SetupError` that says why the database cannot be used. */
export async function openStore(
  databaseUrl: string,
  warn: Warn,
  { telemetry = null, readUrl = null }: OpenOptions = {},
): Promise<OpenStore> {
  return driverOf(databaseUrl).open(databaseUrl, { warn, telemetry, readUrl });
}

/** Inspects the database without creating or changing anything. Throws a `SetupError` if it cannot be used. */
export async function checkStore(databaseUrl: string, readUrl: string | null = null): Promise<StoreCheck> {
  return driverOf(databaseUrl).check(databaseUrl, readUrl);
}

/** Makes a backup of the database, which may be in use. Throws a `SetupError` if it cannot be made. */
export async function backUpStore(databaseUrl: string, options: BackupOptions): Promise<Backup> {
  return driverOf(databaseUrl).backUp(databaseUrl, options);
}

/** Puts a backup in the place of the database, which must not be in use. Throws an error that says why it cannot be done. */
export async function restoreStore(databaseUrl: string, options: RestoreOptions): Promise<Restored> {
  return driverOf(databaseUrl).restore(databaseUrl, options);
}

/** Verifies the history of a database, which may be in use. Throws a `SetupError` if it cannot be used. */
export async function verifyStore(databaseUrl: string, options: VerifyOptions): Promise<void> {
  return withProofReader(databaseUrl, 'read', (reader) => verifyDatabase(reader, options));
}

/** Where the logs of a database end, which may be in use. Throws a `SetupError` if it cannot be used. */
export async function logEndsInStore(databaseUrl: string): Promise<readonly LogEnd[]> {
  return withProofReader(databaseUrl, 'read', logEnds);
}

/** Erases a subject from the logs of a database, which may be in use. Throws a `SetupError` if it cannot be used. */
export async function forgetInStore(databaseUrl: string, options: ForgetOptions): Promise<readonly ForgottenSubject[]> {
  return withProofReader(databaseUrl, options.erase ? 'write' : 'read', (reader) => forgetSubject(reader, options));
}

/** Throws a `DataError` if the database says that it is damaged. */
async function withProofReader<Result>(
  databaseUrl: string,
  access: 'read' | 'write',
  work: (reader: ProofReader) => Promise<Result>,
): Promise<Result> {
  const reader = await driverOf(databaseUrl).proofReader(databaseUrl, access);
  try {
    return await work(reader);
  } catch (error) {
    throw error instanceof DamagedRow ? new DataError(`${error.message} Restore a backup.`, { cause: error }) : error;
  } finally {
    await reader.close();
  }
}

async function refuseOnPostgres(): Promise<never> {
  throw new SetupError(
    'This command is for an SQLite file. For PostgreSQL use pg_dump or pg_basebackup: docs/operations/backup.md has the steps.',
  );
}

/** The two addresses of a copy. */
export interface CopyAddresses {
  readonly from: string;
  readonly to: string;
}

/**
 * Copies a whole database into an empty one, or continues a copy that was interrupted. The source must not be written meanwhile.
 * Throws a `SetupError` or `DataError` that says what to change, or a `Refusal` if the same copy can be run again.
 */
export async function copyStore({ from, to }: CopyAddresses, warn: Warn, options: CopyOptions): Promise<void> {
  if (from === to) throw new SetupError('--from and --to are the same database. Name an empty one with --to.');
  const source = await naming('--from', () => driverOf(from).source(from));
  try {
    const target = await naming('--to', () => driverOf(to).target(to, warn));
    try {
      await copyDatabase(source, target, options);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Errors of an address name the option that gave it. */
async function naming<End>(option: string, open: () => Promise<End>): Promise<End> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const Kind = error instanceof PassingSetupError ? PassingSetupError : SetupError;
    throw new Kind(error.message.replaceAll('DATABASE_URL', option), { cause: error });
  }
}

/** The error names only the scheme: the rest of the URL may contain a password. */
function driverOf(databaseUrl: string): Driver {
  const [scheme = ''] = /^[^:]*:?/.exec(databaseUrl) ?? [];
  const driver = Object.hasOwn(DRIVERS, scheme) ? DRIVERS[scheme] : undefined;
  if (driver !== undefined) return driver;
  throw new SetupError(`DATABASE_URL begins with "${scheme}". Begin it with ${Object.keys(DRIVERS).join(' or ')}.`);
}
