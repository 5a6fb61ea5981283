/**
 * Decides where a read runs: on the event loop if it looks at few rows, in a thread if it may look at many. Does not know the
 * queries.
 */
import type Database from 'better-sqlite3';
import type { ClientGone } from '../../../domain/caller.js';
import { CLIENT_LEFT } from '../../../domain/errors.js';
import type { Telemetry } from '../../../domain/telemetry.js';
import type { Snapshot } from '../../sql/snapshot.js';
import type { TenantStatements } from '../tenant-statements.js';
import { ReadThreads } from '../threads/read-threads.js';
import type { ReadTurns } from './read-turns.js';
import { SqliteSnapshot } from './sqlite-snapshot.js';

/** How many rows a read may look at on the event loop, with one condition: at the most some 2 ms. */
export const FEW_ROWS = 1_000;

export class Snapshots {
  readonly #turns: ReadTurns;
  readonly #ofFewRows: Snapshot;
  readonly #threads: ReadThreads;
  readonly #fewRows: number;

  constructor(
    database: Database.Database,
    statements: TenantStatements,
    turns: ReadTurns,
    fewRows: number,
    telemetry: Telemetry | null,
  ) {
    this.#turns = turns;
    this.#ofFewRows = new SqliteSnapshot(database, statements);
    this.#threads = new ReadThreads(database.name, { telemetry });
    this.#fewRows = fewRows;
  }

  /** For a read of a tenant's rows that looks at as many as this, or is as much work. */
  of(rows: number, tenantId: string, clientGone?: ClientGone): Snapshot {
    if (rows <= this.#fewRows)
      return { all: (queries) => this.#turns.take(tenantId, () => this.#ofFewRows.all(queries)) };
    return {
      all: async (queries) => {
        const signal = clientGone?.();
        try {
          return await this.#threads.run(tenantId, queries, signal);
        } catch (error) {
          throw signal?.aborted ? CLIENT_LEFT : error;
        }
      },
    };
  }

  /** As `ReadThreads.betweenReads`. */
  betweenReads(run: () => Promise<void>): Promise<void> {
    return this.#threads.betweenReads(run);
  }

  /** Ends the reads in threads. Await this before you close the file. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}
