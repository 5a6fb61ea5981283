/** Messages for the operator about a database file that cannot be opened. */
import Database from 'better-sqlite3';
import { SetupError } from '../../domain/errors.js';
import { diskFull, hasRoom, isDiskFull } from '../../files/free-space.js';

/** Returns an error of SQLite as a `SetupError` for the operator, and any other error unchanged. */
export function explained(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (isFull(error, path)) return diskFull(path, error);
  const { code } = error;
  const message = code.startsWith('SQLITE_NOTADB')
    ? `${path} is not a database. Point DATABASE_URL at another file.`
    : code.startsWith('SQLITE_CORRUPT')
      ? damaged(path)
      : code.startsWith('SQLITE_BUSY')
        ? `${path} is locked by another program. Stop it, or wait until it is done.`
        : `${path} cannot be used (${code}). Check the disk and the file's permissions.`;
  return new SetupError(message, { cause: error });
}

/** Whether an error of SQLite or Node.js, at work on this file, comes from a full disk. */
export function isFull(error: unknown, path: string): boolean {
  const code = String((error as NodeJS.ErrnoException).code);
  // The last two are what SQLite reports if it cannot enlarge or make a file beside the database.
  return isDiskFull(error) || code === 'SQLITE_FULL' || (/^SQLITE_(IOERR|CANTOPEN)/.test(code) && !hasRoom(path));
}

/** The message for the operator about a damaged file. */
export function damaged(path: string): string {
  return `${path} is damaged. Keep the file for analysis and restore a backup in its place.`;
}
