/** Caches the time of the latest change of all tenants. Queries it again only after another program has written to the file. */
import type Database from 'better-sqlite3';
import { DamagedRow } from '../../sql/damaged-row.js';
import { isTime } from '../../sql/rows.js';

export class LatestTime {
  readonly #version: Database.Statement<[], number>;
  readonly #latest: Database.Statement<[], number | null>;
  #versionRead: number | null = null;
  #at = 0;

  constructor(database: Database.Database) {
    this.#version = database.prepare<[], number>('PRAGMA data_version').pluck();
    this.#latest = database.prepare<[], number | null>('SELECT max(at) FROM tenant').pluck();
  }

  /** Must be called for each change that this program commits. */
  committed(at: number): void {
    this.#at = Math.max(this.#at, at);
  }

  /** In milliseconds since the epoch; 0 if there is no change. */
  find(): number {
    const version = this.#version.get() ?? null;
    if (version !== this.#versionRead) {
      const latest = this.#latest.get() ?? 0;
      if (!isTime(latest)) throw new DamagedRow('The time of the latest change is out of range.');
      this.committed(latest);
      this.#versionRead = version;
    }
    return this.#at;
  }
}
