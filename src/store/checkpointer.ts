/**
 * Moves what has been committed from the write-ahead log into the file, in a thread of its own: a checkpoint copies pages
 * for tens of milliseconds, in which the service would answer nobody. Nothing depends on it: SQLite's own checkpoint comes
 * in where the log grows much longer.
 */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';

// Each touches ten pages of 4 kB or so, many of them again and again: the more changes, the fewer pages for each. SQLite's own
// checkpoint comes in at twice as many.
const CHANGES_BETWEEN = 1000;
// A text, because a thread runs no TypeScript, and the sources are run as they are in tests.
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const database = require(workerData.driver)(workerData.path, { fileMustExist: true });
  parentPort.on('message', (message) => {
    // The second time for what was committed during the first.
    if (message === 'checkpoint') for (let time = 1; time <= 2; time += 1) database.pragma('wal_checkpoint(PASSIVE)');
    parentPort.postMessage('done');
    if (message === 'close') { database.close(); parentPort.close(); }
  });
`;
const DRIVER = createRequire(import.meta.url).resolve('better-sqlite3');

export class Checkpointer {
  readonly #database: Database.Database;
  #thread: Worker | null = null;
  #changes = 0;
  #isBusy = false;
  #hasFailed = false;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** To be told of every commit. */
  committed(changes: number): void {
    this.#changes += changes;
    if (this.#changes < CHANGES_BETWEEN || this.#isBusy || this.#hasFailed) return;
    this.#changes = 0;
    this.#isBusy = true;
    this.#thread ??= this.#start();
    this.#thread.postMessage('checkpoint');
  }

  /** To be awaited before the file is closed: it is open in the thread as well. */
  async close(): Promise<void> {
    const thread = this.#thread;
    if (thread === null || this.#hasFailed) return;
    const gone = new Promise((resolve) => thread.once('exit', resolve));
    thread.postMessage('close');
    await gone;
  }

  #start(): Worker {
    const workerData = { driver: DRIVER, path: this.#database.name };
    const thread = new Worker(THREAD, { eval: true, workerData });
    // What fails there, such as a disk that is full, the next commit finds out for itself.
    thread.on('error', () => {
      this.#hasFailed = true;
    });
    thread.on('message', () => this.#finish());
    thread.unref();
    return thread;
  }

  /** Copies what was committed meanwhile, a few pages, so that the log begins anew instead of growing. */
  #finish(): void {
    this.#isBusy = false;
    if (!this.#database.open) return;
    try {
      this.#database.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // As in the thread.
    }
  }
}
