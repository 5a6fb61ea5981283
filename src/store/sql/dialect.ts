/**
 * What differs between the databases in the SQL of the shared queries. Each store passes its own dialect to `compiledQueries`.
 * The text columns of every database must order by Unicode code point, as SQLite's do.
 */
import { DummyDriver, Kysely, type Dialect as KyselyDialect, type RawBuilder, type SqlBool } from 'kysely';
import type { SettingsContent } from '../../domain/derived-credential-settings.js';
import type { Fold } from '../../domain/query.js';
import type { Value } from './rows.js';

/** A part of a query that has a value. */
export type Operand = RawBuilder<unknown>;
/** A part of a query that is true or false. */
export type Condition = RawBuilder<SqlBool>;

export interface Dialect {
  /** How Kysely quotes names, numbers parameters and limits rows. Kysely compiles only: it never connects to a database. */
  readonly kysely: Omit<KyselyDialect, 'createDriver'>;
  /** Where a text contains another for the first time: in code points, counted from 1; 0 if it does not. */
  indexOf(text: Operand, part: Operand): Operand;
  /** A text in one letter case. Must agree with `Fold` of the domain, so no locale of the database may take part. */
  fold(text: Operand, fold: Fold): Operand;
  /** A text without the spaces at both ends. */
  trim(text: Operand): Operand;
  /** A part of a text, measured in code points: from a start that is counted from 0, of a length or up to the end. */
  substring(text: Operand, start: Operand, length?: Operand): Operand;
  /** A value of an expression, as a parameter. */
  constant(value: string | number): Operand;
  /** A field of a JSON snapshot in the log, typed as the column of that field. The query must fail if the snapshot is damaged. */
  snapshotField(snapshot: Operand, field: keyof SettingsContent): Operand;
  /** A column whose index the planner must not use. */
  withoutIndex(column: Operand): Operand;
}

export type Columns = Readonly<Record<string, Value>>;
export interface Tables {
  settings: Columns;
  change: Columns;
  tenant: Columns;
}

export function queryBuilder({ kysely }: Dialect): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: { ...kysely, createDriver: () => new DummyDriver() } });
}
