/** Faults of SQLite and of the disk under it, as refusals a client may see. Nothing of the library's text passes. */
import Database from 'better-sqlite3';
import { Refusal } from '../domain/errors.js';

// By SQLite's primary result code; its extended codes begin with it.
const MESSAGES: readonly (readonly [prefix: string, message: string])[] = [
  ['SQLITE_BUSY', 'The storage is in use by another program. Nothing was written; try again.'],
  ['SQLITE_LOCKED', 'The storage is in use by another program. Nothing was written; try again.'],
  ['SQLITE_FULL', 'The storage is full. Nothing was written.'],
  ['SQLITE_READONLY', 'The storage does not take writes. Nothing was written.'],
  ['SQLITE_CORRUPT', 'The storage is damaged.'],
  ['SQLITE_NOTADB', 'The storage is damaged.'],
  ['SQLITE_IOERR', 'The storage failed. Nothing was acknowledged; try again.'],
  ['SQLITE_CANTOPEN', 'The storage cannot be opened.'],
];

/** Whether another connection holds the lock, so that trying again helps. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** A fault of the storage as `UNAVAILABLE`, with the original as its cause; any other error as it is. */
export function storageRefusal(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const known = MESSAGES.find(([prefix]) => error.code.startsWith(prefix));
  return known === undefined ? error : new Refusal('UNAVAILABLE', known[1], { cause: error });
}
