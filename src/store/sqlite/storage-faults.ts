/** Faults of SQLite and of the disk under it, as refusals a client may see. Nothing of the library's text passes. */
import Database from 'better-sqlite3';
import { Refusal } from '../../domain/errors.js';
import { DamagedRow } from '../sql/damaged-row.js';

// Seconds after which to try again: what passes by itself, and what somebody has to see to.
const SOON = 1;
const LATER = 30;
const DAMAGED = 'The storage is damaged.';

// By SQLite's primary result code; its extended codes begin with it. Waiting mends no damage.
const FAULTS: readonly (readonly [prefix: string, message: string, retryAfterSeconds: number | null])[] = [
  ['SQLITE_BUSY', 'The storage is in use by another program. Nothing was written; try again.', SOON],
  ['SQLITE_LOCKED', 'The storage is in use by another program. Nothing was written; try again.', SOON],
  ['SQLITE_FULL', 'The storage is full. Nothing was written.', LATER],
  ['SQLITE_READONLY', 'The storage does not take writes. Nothing was written.', LATER],
  ['SQLITE_CORRUPT', DAMAGED, null],
  ['SQLITE_NOTADB', DAMAGED, null],
  // No release writes what its column does not take; such a value is found when something is made of it.
  ['SQLITE_CONSTRAINT_DATATYPE', DAMAGED, null],
  // Versions and positions are read before they are taken: only a row that was not to be found can be in the way.
  ['SQLITE_CONSTRAINT_PRIMARYKEY', DAMAGED, null],
  ['SQLITE_CONSTRAINT_UNIQUE', DAMAGED, null],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', DAMAGED, null],
  ['SQLITE_IOERR', 'The storage failed. Nothing was acknowledged; try again.', LATER],
  ['SQLITE_CANTOPEN', 'The storage cannot be opened.', LATER],
];

/** Whether another connection holds the lock, so that trying again helps. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** A fault of the storage as `UNAVAILABLE`, with the original as its cause; any other error as it is. */
export function storageRefusal(error: unknown): unknown {
  if (error instanceof DamagedRow) return refusal(DAMAGED, null, error);
  if (!(error instanceof Database.SqliteError)) return error;
  const [, message, retryAfterSeconds = null] = FAULTS.find(([prefix]) => error.code.startsWith(prefix)) ?? [];
  return message === undefined ? error : refusal(message, retryAfterSeconds, error);
}

/** Whether an error shows that the file no longer holds what was written to it. */
export function isDamage(error: unknown): boolean {
  const refused = storageRefusal(error);
  return refused instanceof Refusal && refused !== error && refused.message === DAMAGED;
}

function refusal(message: string, retryAfterSeconds: number | null, cause: Error): Refusal {
  return new Refusal('UNAVAILABLE', message, { cause, retryAfterSeconds });
}
