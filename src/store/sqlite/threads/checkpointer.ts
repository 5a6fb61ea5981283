/**
 * Runs checkpoints in a worker thread. A checkpoint copies pages from the WAL into the file for tens of milliseconds, which
 * would block the event loop. Correctness does not depend on it: if it fails, SQLite's automatic checkpoint runs later.
 */
import { once } from 'node:events';
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
// The WAL is longer than this only if it could not restart: reads in threads overlapped, so that one always needed it.
const LONG_LOG_PAGES = 2 * PAGES_PER_CHECKPOINT;

/** Calls a function while no read runs in a thread. Resolves, or rejects, as it does. */
export type BetweenReads = (run: () => Promise<void>) => Promise<void>;

export class Checkpointer {
  readonly #database: Database.Database;
  readonly #betweenReads: BetweenReads;
  #thread: Worker | null = null;
  #exited: Promise<unknown> = Promise.resolve();
  #changes = 0;
  #pagesPerChange = MAX_PAGES_PER_CHANGE;
  #isBusy = false;
  #hasFailed = false;

  constructor(database: Database.Database, betweenReads: BetweenReads) {
    this.#database = database;
    this.#betweenReads = betweenReads;
  }

  /** Must be called after every commit. */
  committed(changes: number): void {
    this.#changes += changes;
    if (this.#changes * this.#pagesPerChange < PAGES_PER_CHECKPOINT || this.#isBusy || this.#hasFailed) return;
    const checkpointed = this.#changes;
    this.#changes = 0;
    this.#isBusy = true;
    void this.#checkpoint(checkpointed);
  }

  /** Await this before you close the file: the thread has it open as well. */
  async close(): Promise<void> {
    // Without `ref` Node.js could end the process before the thread has ended.
    this.#thread?.ref();
    this.#thread?.postMessage('close');
    await this.#exited;
  }

  async #checkpoint(changes: number): Promise<void> {
    try {
      this.#thread ??= this.#start();
      const thread = this.#thread;
      const pages = await checkpointIn(thread);
      this.#updateEstimate(pages / changes);
      if (pages > LONG_LOG_PAGES) await this.#betweenReads(() => this.#copyAll(thread));
      else this.#copyRest();
      this.#isBusy = false;
    } catch {
      // The thread has ended, or the system allows no more. The commits are durable without a checkpoint.
      this.#hasFailed = true;
    }
  }

  /** Without a read in a thread, this copies the whole WAL: then the next commit restarts it. */
  async #copyAll(thread: Worker): Promise<void> {
    await checkpointIn(thread);
    this.#copyRest();
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
  #copyRest(): void {
    if (!this.#database.open) return;
    try {
      this.#database.pragma('wal_checkpoint(PASSIVE)');
      this.#changes = 0;
    } catch {
      // As for errors in the thread: the next commit reports the cause.
    }
  }
}

/** Returns the number of pages in the WAL. Rejects if the thread fails. */
async function checkpointIn(thread: Worker): Promise<number> {
  thread.postMessage('checkpoint');
  const [pages] = (await once(thread, 'message')) as [number];
  return pages;
}
