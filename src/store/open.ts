/** Chooses the store by the scheme of `DATABASE_URL`. The only file that knows which databases are supported. */
import { SetupError } from '../domain/errors.js';
import type { GraphLedger } from '../domain/graph-ledger.js';
import type { Store } from '../domain/store.js';
import { checkPostgres } from './postgres/check-postgres.js';
import { PostgresStore } from './postgres/postgres-store.js';
import type { StoreCheck } from './sql/store-check.js';
import { checkDatabaseFile } from './sqlite/recovery/check-database-file.js';
import { sqlitePath, type Warn } from './sqlite/sqlite-file.js';
import { SqliteStore } from './sqlite/sqlite-store.js';

/** An open store, and what the same database keeps about Microsoft Graph. */
export interface OpenStore extends Store {
  readonly graphLedger: GraphLedger;
}

/** One supported database. */
interface Driver {
  open(databaseUrl: string, warn: Warn): Promise<OpenStore>;
  check(databaseUrl: string): Promise<StoreCheck>;
}

const POSTGRES: Driver = {
  open: (databaseUrl) => PostgresStore.open(databaseUrl),
  check: checkPostgres,
};

const DRIVERS: Readonly<Record<string, Driver>> = {
  'file:': {
    open: async (databaseUrl, warn) => new SqliteStore(sqlitePath(databaseUrl), warn),
    check: async (databaseUrl) => checkDatabaseFile(sqlitePath(databaseUrl)),
  },
  'postgres:': POSTGRES,
  'postgresql:': POSTGRES,
};

/** Opens the store. Throws a `SetupError` that says why the database cannot be used. */
export async function openStore(databaseUrl: string, warn: Warn): Promise<OpenStore> {
  return driverOf(databaseUrl).open(databaseUrl, warn);
}

/** Inspects the database without creating or changing anything. Throws a `SetupError` if it cannot be used. */
export async function checkStore(databaseUrl: string): Promise<StoreCheck> {
  return driverOf(databaseUrl).check(databaseUrl);
}

/** The error names only the scheme: the rest of the URL may contain a password. */
function driverOf(databaseUrl: string): Driver {
  const [scheme = ''] = /^[^:]*:?/.exec(databaseUrl) ?? [];
  const driver = Object.hasOwn(DRIVERS, scheme) ? DRIVERS[scheme] : undefined;
  if (driver !== undefined) return driver;
  throw new SetupError(`DATABASE_URL begins with "${scheme}". Begin it with ${Object.keys(DRIVERS).join(' or ')}.`);
}
