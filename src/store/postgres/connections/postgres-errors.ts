/** What an error of PostgreSQL or of the connection means, and how it is told to clients. No text of the server gets to them. */
import { Refusal, SetupError } from '../../../domain/errors.js';
import { DamagedRow } from '../../sql/damaged-row.js';

// Seconds until a retry: SOON if the fault ends by itself, LATER if an operator has to act.
const SOON = 1;
const LATER = 30;

// Each has a digit. The codes of sockets have none, and some, like EPIPE, are as long.
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;
// A unique key, a missing row, or a guard of the commit statement: the commit met something else than it expected.
const CONFLICT = /^(23505|23502|22012)$/;
// The transaction was undone, and the same one can succeed: serialisation, deadlock, lock, resources, a server that starts.
const PASSING = /^(40001|40P01|55P03|53\w{3}|57P03|25006)$/;
// The connection has ended, or the server says that it does not know the outcome.
const OWN = [Refusal, DamagedRow, SetupError, TypeError, RangeError];
const LOST = /^(57P01|57P02|57P05|25P03|08\w{3}|40003)$/;
const OUT_OF_TIME = /^57014$/;
const UNREPRESENTABLE = /^(22021|22P05)$/;
const OUT_OF_RANGE = /^(22003|22P02)$/;
const READ_ONLY = /^25006$/;

/** The SQLSTATE of an error of the server, or the code of an error of the socket; empty if there is none. */
export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** Whether a commit statement was undone because of what it found. */
export function isConflict(error: unknown): boolean {
  return CONFLICT.test(codeOf(error));
}

/** Whether a statement divided by zero, which is how a guard undoes a transaction. */
export function isDivisionByZero(error: unknown): boolean {
  return codeOf(error) === '22012';
}

/** Whether nothing was written, and the same statement can succeed later. */
export function isPassing(error: unknown): boolean {
  return PASSING.test(codeOf(error)) || OUT_OF_TIME.test(codeOf(error));
}

/**
 * Whether the answer was lost: what was asked for may have been done. So for each error that is not the server's answer, unless
 * it is one of this program.
 */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  if (SQLSTATE.test(code)) return LOST.test(code);
  return error instanceof Error && !OWN.some((kind) => error instanceof kind);
}

/** Whether the connection must not be used again. */
export function breaksConnection(error: unknown): boolean {
  return isLost(error) || READ_ONLY.test(codeOf(error));
}

/** Whether a read can be asked for again. */
export function isRepeatable(error: unknown): boolean {
  return isLost(error) || PASSING.test(codeOf(error));
}

/** The refusal of a read or a start that failed. Other errors are returned unchanged. */
export function readRefusal(error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof DamagedRow) return refusal('The storage is damaged.', null, error);
  if (OUT_OF_TIME.test(code)) {
    const message = 'The read took too long and was stopped. Ask for less, or filter by an indexed field.';
    return new Refusal('LIMIT_EXCEEDED', message, { cause: error });
  }
  if (UNREPRESENTABLE.test(code)) {
    return new Refusal('BAD_REQUEST', 'A text holds the character U+0000, which the storage cannot hold.', {
      cause: error,
    });
  }
  if (OUT_OF_RANGE.test(code)) {
    return new Refusal('BAD_REQUEST', 'A number is not one that the storage can compare.', { cause: error });
  }
  if (isLost(error) || isPassing(error)) return refusal('The storage cannot be reached; try again.', SOON, error);
  return SQLSTATE.test(code) ? refusal('The storage failed.', LATER, error) : error;
}

/** The refusal of a commit that failed. `inDoubt`: an earlier attempt lost its answer. Other errors are returned unchanged. */
export function commitRefusal(error: unknown, inDoubt: boolean): unknown {
  if (error instanceof Refusal) return error;
  if (error instanceof DamagedRow) return refusal('The storage is damaged.', null, error);
  const fault = faultWords(error);
  if (fault === null) return error;
  const [text, retryAfterSeconds] = fault;
  const known = inDoubt
    ? 'Whether it was written is not known: read before you try again.'
    : 'Nothing was written; try again.';
  return refusal(`${text} ${known}`, retryAfterSeconds, error);
}

/** What happened, in a sentence without names and texts of the server; null if the error is not one of the database. */
export function faultWords(error: unknown): readonly [text: string, retryAfterSeconds: number] | null {
  const code = codeOf(error);
  if (READ_ONLY.test(code)) return ['The storage does not take writes.', LATER];
  if (/^53100$/.test(code)) return ['The storage is full.', LATER];
  if (/^53\w{3}$/.test(code)) return ['The storage has too much to do.', SOON];
  if (/^(40001|40P01|55P03|57014)$/.test(code)) return ['Too many others are writing.', SOON];
  if (isLost(error) || isPassing(error)) return ['The storage cannot be reached.', SOON];
  return SQLSTATE.test(code) ? ['The storage failed.', LATER] : null;
}

function refusal(message: string, retryAfterSeconds: number | null, cause: unknown): Refusal {
  return new Refusal('UNAVAILABLE', message, { cause, retryAfterSeconds });
}
