/** Notices what other programs commit to the same file, such as an import beside a running server. Reads no rows. */
import type Database from 'better-sqlite3';

const INTERVAL_MS = 500;

export class ForeignCommits {
  readonly #database: Database.Database;
  readonly #notify: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(database: Database.Database, notify: () => void) {
    this.#database = database;
    this.#notify = notify;
  }

  /** Looks every half second, until stopped. */
  start(): void {
    let seen = this.#version();
    this.#timer = setInterval(() => {
      const version = this.#version();
      if (version !== seen) this.#notify();
      seen = version;
    }, INTERVAL_MS).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** A number that changes when another connection has written; null where the file cannot be read just now. */
  #version(): unknown {
    try {
      return this.#database.pragma('data_version', { simple: true });
    } catch {
      return null;
    }
  }
}
