/** Reads of one state of a SQLite file. They run at once, so a transaction is never open while the event loop goes on. */
import type Database from 'better-sqlite3';
import type { Row, Snapshot } from '../../sql/snapshot.js';
import type { Query, TenantStatements } from '../tenant-statements.js';

export class SqliteSnapshot implements Snapshot {
  readonly #readAll: (queries: readonly Query[]) => readonly Row[][];
  readonly #readTogether: (queries: readonly Query[]) => readonly Row[][];

  constructor(database: Database.Database, statements: TenantStatements) {
    this.#readAll = (queries) => queries.map((query) => statements.all(query));
    this.#readTogether = database.transaction(this.#readAll);
  }

  async all(queries: readonly Query[]): Promise<readonly Row[][]> {
    // A single statement sees one state of the file without a transaction.
    return queries.length === 1 ? this.#readAll(queries) : this.#readTogether(queries);
  }
}
