/** Chooses the store by the scheme of `DATABASE_URL`. The only place that knows which stores there are. */
import { SetupError } from '../domain/errors.js';
import type { Store } from '../domain/store.js';
import type { StoreCheck } from './sql/store-check.js';
import { sqlitePath } from './sqlite/database-files.js';
import { checkDatabaseFile } from './sqlite/recovery/check-file.js';
import type { Warn } from './sqlite/sqlite-file.js';
import { SqliteStore } from './sqlite/sqlite-store.js';

interface Kind {
  open(databaseUrl: string, warn: Warn): Promise<Store>;
  check(databaseUrl: string): Promise<StoreCheck>;
}

const KINDS: Readonly<Record<string, Kind>> = {
  'file:': {
    open: async (databaseUrl, warn) => new SqliteStore(sqlitePath(databaseUrl), warn),
    check: async (databaseUrl) => checkDatabaseFile(sqlitePath(databaseUrl)),
  },
};

/** Opens the store, or throws a `SetupError` that says why it cannot be used. */
export async function openStore(databaseUrl: string, warn: Warn): Promise<Store> {
  return kindOf(databaseUrl).open(databaseUrl, warn);
}

/** Looks at the database without making or changing anything. Throws a `SetupError` if it cannot be used. */
export async function checkStore(databaseUrl: string): Promise<StoreCheck> {
  return kindOf(databaseUrl).check(databaseUrl);
}

/** The message names no more than the scheme: the rest may hold a password. */
function kindOf(databaseUrl: string): Kind {
  const [scheme = ''] = /^[^:]*:?/.exec(databaseUrl) ?? [];
  const kind = Object.hasOwn(KINDS, scheme) ? KINDS[scheme] : undefined;
  if (kind !== undefined) return kind;
  throw new SetupError(`DATABASE_URL begins with "${scheme}". Begin it with ${Object.keys(KINDS).join(' or ')}.`);
}
