/** Messages for the operator about a database file that cannot be opened. */
import Database from 'better-sqlite3';
import { SetupError } from '../../domain/errors.js';

/** Returns an error of SQLite as a `SetupError` for the operator, and any other error unchanged. */
export function explained(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code } = error;
  const message = code.startsWith('SQLITE_NOTADB')
    ? `${path} is not a database. Point DATABASE_URL at another file.`
    : code.startsWith('SQLITE_CORRUPT')
      ? damaged(path)
      : code.startsWith('SQLITE_BUSY')
        ? `${path} is locked by another program. Stop it, or wait until it is done.`
        : code.startsWith('SQLITE_FULL')
          ? `The disk of ${path} is full. Free some space and start again.`
          : `${path} cannot be used (${code}). Check the disk and the file's permissions.`;
  return new SetupError(message, { cause: error });
}

/** The message for the operator about a damaged file. */
export function damaged(path: string): string {
  return `${path} is damaged. Keep the file for analysis and restore a backup in its place.`;
}
