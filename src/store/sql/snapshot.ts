/** The port through which shared code reads a database, so that all reads of one answer see the same commits. */
import type { CompiledQuery } from 'kysely';

/** The values of a row, in the order of the columns. */
export type Row = readonly unknown[];

export interface Snapshot {
  /**
   * Runs all queries on one state of the database and returns the rows of each. No query sees a commit that another does not:
   * SQLite runs them in one read transaction, PostgreSQL in one `REPEATABLE READ, READ ONLY` transaction, sent together.
   */
  all(queries: readonly CompiledQuery[]): Promise<readonly (readonly Row[])[]>;
}
