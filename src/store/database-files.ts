/** The files that `DATABASE_URL` names. Opens none of them. */
import { SetupError } from '../domain/errors.js';

/** The file that a SQLite `DATABASE_URL` names. */
export function sqlitePath(databaseUrl: string): string {
  const path = /^file:(?:\/\/(?=\/))?([^?#]+)$/.exec(databaseUrl)?.[1];
  if (path === undefined || path === ':memory:') {
    throw new SetupError('DATABASE_URL names no database file. Give one such as file:data/derived-credentials.sqlite.');
  }
  return path;
}

/** The file beside it that holds the key of local mode. */
export function localKeyFile(databaseUrl: string): string {
  return `${sqlitePath(databaseUrl)}.key.json`;
}
