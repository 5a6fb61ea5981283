/** The time of the latest change of all tenants. Reads the table of tenants only when another program has written to it. */
import type Database from 'better-sqlite3';
import { DamagedRow } from '../sql/damaged-row.js';
import { isTime } from '../sql/rows.js';

export class LatestTime {
  readonly #version: Database.Statement<[], number>;
  readonly #latest: Database.Statement<[], number | null>;
  #read: number | null = null;
  #at = 0;

  constructor(database: Database.Database) {
    this.#version = database.prepare<[], number>('PRAGMA data_version').pluck();
    this.#latest = database.prepare<[], number | null>('SELECT max(at) FROM tenant').pluck();
  }

  /** To be told of each change that this program commits. */
  committed(at: number): void {
    this.#at = Math.max(this.#at, at);
  }

  /** In milliseconds since the epoch; 0 if there is no change. */
  find(): number {
    const version = this.#version.get() ?? null;
    if (version !== this.#read) {
      const latest = this.#latest.get() ?? 0;
      if (!isTime(latest)) throw new DamagedRow('The time of a latest change cannot be one.');
      this.committed(latest);
      this.#read = version;
    }
    return this.#at;
  }
}
