/** Chooses the store that `DATABASE_URL` names. The only place that knows which stores there are. */
import { SetupError } from '../domain/errors.js';
import type { Store } from '../domain/store.js';
import { SqliteStore } from './sqlite.js';
import type { Warn } from './sqlite-file.js';

/** Opens the store, or throws a `SetupError` that says why it cannot be used. */
export function openStore(databaseUrl: string, warn: Warn): Store {
  return new SqliteStore(sqlitePath(databaseUrl), warn);
}

/** The file that a SQLite `DATABASE_URL` names. */
export function sqlitePath(databaseUrl: string): string {
  const path = /^file:(?:\/\/(?=\/))?([^?#]+)$/.exec(databaseUrl)?.[1];
  if (path === undefined || path === ':memory:') {
    throw new SetupError('DATABASE_URL names no database file. Give one such as file:data/derived-credentials.sqlite.');
  }
  return path;
}
