/**
 * Ends a read while SQLite runs it. `better-sqlite3` can neither interrupt a statement nor call a progress handler, so each
 * query calls a function for every row that it reads, and the function throws. Is part of the program of a reading thread.
 */
import type { Query } from '../tenant-statements.js';

const KEEP_GOING = 'keep_going';
const TENANT_CONDITION = /"?\btenant_id\b"? = \?/g;
// Looking at the clock for each row would double the cost of the function.
const ROWS_PER_LOOK = 64;

/** Why a read was ended. Thrown through SQLite. */
export class EndOfRead {
  readonly outcome: 'stopped' | 'out of time';

  constructor(outcome: EndOfRead['outcome']) {
    this.outcome = outcome;
  }
}

export class RowWatch {
  readonly #stop: Int32Array;
  readonly #timeLimitMs: number;
  #number = 0;
  #deadline = 0;
  #rowsUntilLook = 0;

  /** `stop` holds the number of the read to stop. */
  constructor(stop: Int32Array, timeLimitMs: number) {
    this.#stop = stop;
    this.#timeLimitMs = timeLimitMs;
  }

  /** Call it before a read. Throws if the read is to be stopped already. */
  begin(number: number): void {
    this.#number = number;
    this.#deadline = performance.now() + this.#timeLimitMs;
    this.#look();
  }

  /** Adds the function to a connection. Not deterministic, or SQLite would call it once for a query. */
  watch(database: { function(name: string, run: () => unknown): unknown }): void {
    database.function(KEEP_GOING, () => {
      this.#rowsUntilLook -= 1;
      if (this.#rowsUntilLook <= 0) this.#look();
      return 1;
    });
  }

  #look(): void {
    this.#rowsUntilLook = ROWS_PER_LOOK;
    if (Atomics.load(this.#stop, 0) === this.#number) throw new EndOfRead('stopped');
    if (performance.now() > this.#deadline) throw new EndOfRead('out of time');
  }
}

/**
 * The query with a call of the function for each row of its tenant, before any condition that could leave the row out. In a
 * join SQLite calls it for the rows of the outermost table only, because the call names no column.
 */
export function watched({ sql, parameters }: Query): Query {
  return { sql: sql.replace(TENANT_CONDITION, `$& and ${KEEP_GOING}()`), parameters };
}
