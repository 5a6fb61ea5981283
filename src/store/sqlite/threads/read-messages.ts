/** What the main thread and a reading thread send each other. */
import type { Row } from '../../sql/snapshot.js';
import type { Query } from '../tenant-statements.js';

/** Passed when the thread is started. */
export interface ReadThreadDetails {
  readonly timeLimitMs: number;
  /** One 32-bit integer: the number of the read to stop. Shared, because a thread receives no message while it reads. */
  readonly stop: SharedArrayBuffer;
}

export interface ReadRequest {
  /** From 1. Each read of a thread has another number. */
  readonly number: number;
  readonly queries: readonly Query[];
}

/** An error in a form that keeps its kind and code: a message between threads keeps only the text of most errors. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** The code of an error of SQLite. */
  readonly code?: string;
}

/** The end of a read, as the thread reports it. */
export type ReadReply =
  | { readonly outcome: 'read'; readonly results: readonly Row[][] }
  | { readonly outcome: 'stopped' }
  | { readonly outcome: 'out of time' }
  | { readonly outcome: 'failed'; readonly error: SentError };
