/**
 * Moves what has been committed from the write-ahead log into the file, in a thread of its own: a checkpoint copies pages
 * for tens of milliseconds, in which the service would answer nobody. Nothing depends on it: SQLite's own checkpoint comes
 * in where the log grows much longer.
 */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';

// Of 4 kB, written to the log between two checkpoints. The more of them, the more often one of a small file is among them
// again, which is copied once; the fewer, the shorter commits wait for the disk while those of a large file are synced.
const PAGES_BETWEEN = 6000;
// A change touches so many pages where it shares none with others: one in the tenant's row and in each of 13 indexes, and
// their neighbours where one of these is full. It is reckoned with before the log has told.
const MOST_PAGES_A_CHANGE = 24;
// However many changes shared their pages, those that come may not, and SQLite's own checkpoint is to stay out of it.
const FEWEST_PAGES_A_CHANGE = 6;
// A text, because a thread runs no TypeScript, and the sources are run as they are in tests.
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const database = require(workerData.driver)(workerData.path, { fileMustExist: true });
  parentPort.on('message', (message) => {
    if (message === 'close') { database.close(); parentPort.close(); return; }
    const [{ log }] = database.pragma('wal_checkpoint(PASSIVE)');
    // For what was committed meanwhile.
    database.pragma('wal_checkpoint(PASSIVE)');
    parentPort.postMessage(log);
  });
`;
const DRIVER = createRequire(import.meta.url).resolve('better-sqlite3');

export class Checkpointer {
  readonly #database: Database.Database;
  #thread: Worker | null = null;
  #gone: Promise<unknown> = Promise.resolve();
  #changes = 0;
  #pagesAChange = MOST_PAGES_A_CHANGE;
  #isBusy = false;
  #hasFailed = false;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** To be told of every commit. */
  committed(changes: number): void {
    this.#changes += changes;
    if (this.#changes * this.#pagesAChange < PAGES_BETWEEN || this.#isBusy || this.#hasFailed) return;
    const copied = this.#changes;
    this.#changes = 0;
    this.#isBusy = true;
    try {
      this.#thread ??= this.#start();
    } catch {
      // The system gives no more threads. The commit is durable without.
      this.#hasFailed = true;
      return;
    }
    this.#thread.once('message', (pages: number) => {
      this.#learn(pages / copied);
      this.#finish();
    });
    this.#thread.postMessage('checkpoint');
  }

  /** To be awaited before the file is closed: it is open in the thread as well. */
  async close(): Promise<void> {
    // Ref'd again: the event loop would otherwise run empty, and Node.js end the process before the thread has ended.
    this.#thread?.ref();
    this.#thread?.postMessage('close');
    await this.#gone;
  }

  #start(): Worker {
    const workerData = { driver: DRIVER, path: this.#database.name };
    const thread = new Worker(THREAD, { eval: true, workerData });
    // What fails there, such as a disk that is full, the next commit finds out for itself.
    thread.on('error', () => {
      this.#hasFailed = true;
    });
    // From the start, because a thread that has failed may be gone before anybody waits for its end.
    this.#gone = new Promise((resolve) => thread.once('exit', resolve));
    thread.unref();
    return thread;
  }

  /** The log tells nothing where another connection was at it, and too much where a reader kept it from beginning anew. */
  #learn(pagesAChange: number): void {
    if (pagesAChange <= 0) return;
    this.#pagesAChange = Math.min(Math.max(pagesAChange, FEWEST_PAGES_A_CHANGE), MOST_PAGES_A_CHANGE);
  }

  /** Copies what was committed meanwhile, a few pages, so that the log begins anew instead of growing. */
  #finish(): void {
    this.#isBusy = false;
    if (!this.#database.open) return;
    try {
      this.#database.pragma('wal_checkpoint(PASSIVE)');
      this.#changes = 0;
    } catch {
      // As in the thread.
    }
  }
}
