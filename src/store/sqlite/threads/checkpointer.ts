/**
 * Runs checkpoints in a worker thread. A checkpoint copies pages from the WAL into the file for tens of milliseconds, which
 * would block the event loop. Correctness does not depend on it: if it fails, SQLite's automatic checkpoint runs later.
 */
import type { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import CHECKPOINT_THREAD from './checkpoint-thread.js?program';
import { startThread } from './start-thread.js';

// Pages of 4 kB written to the WAL between two checkpoints. A higher number copies a page of a small file less often; a lower
// number makes commits wait less while the pages of a large file are synced.
const PAGES_PER_CHECKPOINT = 6000;
// Estimate used until the first checkpoint reports real numbers: a change that shares no page with others writes one page of
// the tenant's row and of each of 9 indexes and tables, and their neighbours if a page is full.
const MAX_PAGES_PER_CHANGE = 24;
// Lower limit of the estimate: the next changes may share fewer pages, and SQLite's automatic checkpoint must not run first.
const MIN_PAGES_PER_CHANGE = 6;

export class Checkpointer {
  readonly #database: Database.Database;
  #thread: Worker | null = null;
  #exited: Promise<unknown> = Promise.resolve();
  #changes = 0;
  #pagesPerChange = MAX_PAGES_PER_CHANGE;
  #isBusy = false;
  #hasFailed = false;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Must be called after every commit. */
  committed(changes: number): void {
    this.#changes += changes;
    if (this.#changes * this.#pagesPerChange < PAGES_PER_CHECKPOINT || this.#isBusy || this.#hasFailed) return;
    const checkpointed = this.#changes;
    this.#changes = 0;
    this.#isBusy = true;
    try {
      this.#thread ??= this.#start();
    } catch {
      // The system allows no more threads. The commits are durable without a checkpoint.
      this.#hasFailed = true;
      return;
    }
    this.#thread.once('message', (pages: number) => {
      this.#updateEstimate(pages / checkpointed);
      this.#finish();
    });
    this.#thread.postMessage('checkpoint');
  }

  /** Await this before you close the file: the thread has it open as well. */
  async close(): Promise<void> {
    // Without `ref` Node.js could end the process before the thread has ended.
    this.#thread?.ref();
    this.#thread?.postMessage('close');
    await this.#exited;
  }

  #start(): Worker {
    const thread = startThread(CHECKPOINT_THREAD, this.#database.name);
    // The next commit reports the cause itself, such as a full disk.
    thread.on('error', () => {
      this.#hasFailed = true;
    });
    // Registered now, because a failed thread may exit before `close` is called.
    this.#exited = new Promise((resolve) => thread.once('exit', resolve));
    thread.unref();
    return thread;
  }

  /** The number is 0 or less if another connection ran the checkpoint, and too high if a reader kept the WAL from restarting. */
  #updateEstimate(pagesPerChange: number): void {
    if (pagesPerChange <= 0) return;
    this.#pagesPerChange = Math.min(Math.max(pagesPerChange, MIN_PAGES_PER_CHANGE), MAX_PAGES_PER_CHANGE);
  }

  /** Copies the few pages that were committed in the meantime, so that the WAL restarts instead of growing. */
  #finish(): void {
    this.#isBusy = false;
    if (!this.#database.open) return;
    try {
      this.#database.pragma('wal_checkpoint(PASSIVE)');
      this.#changes = 0;
    } catch {
      // As for errors in the thread: the next commit reports the cause.
    }
  }
}
