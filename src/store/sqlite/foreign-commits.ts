/** Detects commits of other programs to the same file, such as an import beside a running server. Reads no rows. */
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

  /** Polls every `INTERVAL_MS` until stopped. */
  start(): void {
    let last = this.#version();
    this.#timer = setInterval(() => {
      const version = this.#version();
      if (version !== last) this.#notify();
      last = version;
    }, INTERVAL_MS).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Changes when another connection commits; null if the file cannot be read at the moment. */
  #version(): unknown {
    try {
      return this.#database.pragma('data_version', { simple: true });
    } catch {
      return null;
    }
  }
}
