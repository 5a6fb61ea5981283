/** Translates errors of SQLite and of the disk into refusals that clients may see. No text of SQLite gets into them. */
import Database from 'better-sqlite3';
import { Refusal } from '../../domain/errors.js';
import { DamagedRow } from '../sql/damaged-row.js';

// Seconds until a retry: SOON if the fault ends by itself, LATER if an operator has to act.
const SOON = 1;
const LATER = 30;
const DAMAGED = 'The storage is damaged.';

// By the primary result code of SQLite, with which its extended codes begin. Null: a retry does not help.
const FAULTS: readonly (readonly [prefix: string, message: string, retryAfterSeconds: number | null])[] = [
  ['SQLITE_BUSY', 'The storage is in use by another program. Nothing was written; try again.', SOON],
  ['SQLITE_LOCKED', 'The storage is in use by another program. Nothing was written; try again.', SOON],
  ['SQLITE_FULL', 'The storage is full. Nothing was written.', LATER],
  ['SQLITE_READONLY', 'The storage does not take writes. Nothing was written.', LATER],
  ['SQLITE_CORRUPT', DAMAGED, null],
  ['SQLITE_NOTADB', DAMAGED, null],
  // No release writes a value of another type than its column has: it was damaged in the file.
  ['SQLITE_CONSTRAINT_DATATYPE', DAMAGED, null],
  // Versions and positions are read before they are used, so a conflict means that a row exists which a query did not find.
  ['SQLITE_CONSTRAINT_PRIMARYKEY', DAMAGED, null],
  ['SQLITE_CONSTRAINT_UNIQUE', DAMAGED, null],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', DAMAGED, null],
  ['SQLITE_IOERR', 'The storage failed. Nothing was acknowledged; try again.', LATER],
  ['SQLITE_CANTOPEN', 'The storage cannot be opened.', LATER],
];

/** Whether another connection holds the lock, so that a retry can succeed. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** Returns a storage error as an `UNAVAILABLE` refusal whose cause is the error, and any other error unchanged. */
export function storageRefusal(error: unknown): unknown {
  if (error instanceof DamagedRow) return refusal(DAMAGED, null, error);
  if (!(error instanceof Database.SqliteError)) return error;
  const [, message, retryAfterSeconds = null] = FAULTS.find(([prefix]) => error.code.startsWith(prefix)) ?? [];
  return message === undefined ? error : refusal(message, retryAfterSeconds, error);
}

/** Whether an error shows that the file is damaged. */
export function isDamage(error: unknown): boolean {
  const refused = storageRefusal(error);
  return refused instanceof Refusal && refused !== error && refused.message === DAMAGED;
}

function refusal(message: string, retryAfterSeconds: number | null, cause: Error): Refusal {
  return new Refusal('UNAVAILABLE', message, { cause, retryAfterSeconds });
}
