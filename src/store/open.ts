/** Chooses the store that `DATABASE_URL` names. The only place that knows which stores there are. */
import type { Store } from '../domain/store.js';
import { sqlitePath } from './database-files.js';
import { SqliteStore } from './sqlite.js';
import type { Warn } from './sqlite-file.js';

/** Opens the store, or throws a `SetupError` that says why it cannot be used. */
export function openStore(databaseUrl: string, warn: Warn): Store {
  return new SqliteStore(sqlitePath(databaseUrl), warn);
}
