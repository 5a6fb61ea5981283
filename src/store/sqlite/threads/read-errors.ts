/** The errors of a read in a thread: those of SQLite as they would be in the main thread, and the pool's own refusals. */
import Database from 'better-sqlite3';
import { Refusal } from '../../../domain/errors.js';
import { DamagedRow } from '../../sql/damaged-row.js';
import type { SentError } from './read-messages.js';

/** The error that the thread had, with its kind and code. */
export function receivedError(sent: SentError): Error {
  const error = errorOf(sent);
  if (sent.stack !== undefined) error.stack = sent.stack;
  return error;
}

function errorOf({ name, message, code }: SentError): Error {
  if (name === 'DamagedRow') return new DamagedRow(message);
  return name === 'SqliteError' && code !== undefined ? new Database.SqliteError(message, code) : new Error(message);
}

/** The same read would take as long again, so the client is not told to repeat it. */
export function outOfTime(timeLimitMs: number): Refusal {
  const message = `The read was stopped after ${timeLimitMs / 1000} seconds. Ask for less, or filter by an indexed field.`;
  return new Refusal('LIMIT_EXCEEDED', message);
}

/** The thread ended, or could not be started. */
export function threadFailed(cause: unknown): Refusal {
  return new Refusal('UNAVAILABLE', 'The read was interrupted; try again.', { cause, retryAfterSeconds: 1 });
}
