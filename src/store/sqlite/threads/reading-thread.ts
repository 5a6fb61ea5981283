/** A reading thread as the main thread sees it: runs one read at a time, can stop it, and reports if the thread ends. */
import type { Worker } from 'node:worker_threads';
import type { Query } from '../tenant-statements.js';
import type { ReadReply, ReadRequest, ReadThreadDetails } from './read-messages.js';
import READ_THREAD from './read-thread.js?program';
import { startThread } from './start-thread.js';

/** The end of a read: what the thread replied, or that the thread ended before it replied. */
export type ReadEnd = ReadReply | { readonly outcome: 'thread ended'; readonly cause: unknown };

export class ReadingThread {
  readonly #thread: Worker;
  readonly #stop: Int32Array;
  readonly #exited: Promise<void>;
  #number = 0;
  #cause: unknown;
  #hasExited = false;
  #isClosing = false;
  #end: ((end: ReadEnd) => void) | null = null;

  /** Throws if the system allows no more threads. */
  constructor(path: string, timeLimitMs: number) {
    const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.#stop = new Int32Array(stop);
    this.#thread = startThread<ReadThreadDetails>(READ_THREAD, path, { timeLimitMs, stop });
    // While it waits for reads it does not keep the process alive.
    this.#thread.unref();
    this.#thread.on('message', (reply: ReadReply) => this.#finish(reply));
    this.#thread.on('error', (cause) => {
      this.#cause = cause;
    });
    this.#exited = new Promise((resolve) => {
      this.#thread.once('exit', () => {
        this.#hasExited = true;
        this.#finish({ outcome: 'thread ended', cause: this.#cause });
        resolve();
      });
    });
  }

  /** Whether it can read. */
  get isAlive(): boolean {
    return !this.#hasExited;
  }

  /** Runs the queries on one state of the file. Must not be called before the read before it has ended. Never rejects. */
  read(queries: readonly Query[]): Promise<ReadEnd> {
    return new Promise((resolve) => {
      this.#end = resolve;
      this.#number += 1;
      this.#thread.ref();
      this.#thread.postMessage({ number: this.#number, queries } satisfies ReadRequest);
    });
  }

  /** Lets the current read end soon. Without effect if it has ended. */
  stop(): void {
    Atomics.store(this.#stop, 0, this.#number);
  }

  /** Resolves once the current read has ended and the connection is closed. */
  async close(): Promise<void> {
    // Without `ref` Node.js could end the process before the thread has ended.
    this.#isClosing = true;
    this.#thread.ref();
    this.#thread.postMessage('close');
    await this.#exited;
  }

  #finish(end: ReadEnd): void {
    if (!this.#isClosing) this.#thread.unref();
    this.#end?.(end);
    this.#end = null;
  }
}
