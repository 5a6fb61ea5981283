/** The two ends of a copy, as a database offers them. Texts have parameters `$1`, `$2`, …, which both databases understand. */
import type { Row } from '../snapshot.js';
import type { CopiedTable } from './copied-tables.js';

export interface CopyEnd {
  /** Runs one statement. Throws a `Refusal` that says which end failed. */
  run(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Shows one state of the database until it is closed. */
export interface CopySource extends CopyEnd {
  /** Throws a `Refusal` if the database was written since it was opened. */
  ensureUnchanged(): Promise<void>;
}

/** A database that nobody else uses meanwhile. One connection, so `run` takes BEGIN and COMMIT too. */
export interface CopyTarget extends CopyEnd {
  /** Whether a text can hold the character U+0000. */
  readonly holdsNul: boolean;
  /** Finds a row if the mark of an unfinished copy is there. */
  readonly findMark: string;
  /** Adds the head of a tenant: `$1` to `$4` are the tenant, position, time and number of settings. */
  readonly addHead: string;
  /** A column of JSON text, ready for the operator `->>`. */
  json(column: string): string;
  /** Adds rows of a tenant, all or none. */
  insert(table: CopiedTable, tenantId: string, rows: readonly Row[]): Promise<void>;
  /** What the database needs after many rows. */
  finish(): Promise<void>;
}
