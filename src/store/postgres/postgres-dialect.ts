/** The SQL that only PostgreSQL understands. */
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import type { Dialect } from '../sql/dialect.js';

export const POSTGRES_DIALECT: Dialect = {
  kysely: {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  indexOf: (text, part) => sql`strpos(${text}, ${part})`,
  // The root collation of ICU folds by Unicode alone, like JavaScript. Folding can take a letter apart, so the result is brought into
  // NFC, in which texts are stored. It compares by code point again.
  fold: (text, fold) => sql`(normalize(${sql.raw(fold)}(${text} collate "und-x-icu"), NFC) collate "C")`,
  trim: (text) => sql`btrim(${text})`,
  substring: (text, start, length) =>
    length === undefined
      ? sql`substr(${text}, (1 + ${start})::integer)`
      : sql`substr(${text}, (1 + ${start})::integer, (${length})::integer)`,
  // Without its type PostgreSQL would have to guess that of an expression of constants.
  constant: (value) => (typeof value === 'number' ? sql`${value}::bigint` : sql`${value}::text collate "C"`),
  snapshotField(snapshot, field) {
    const value = sql`(${snapshot}::json ->> ${sql.lit(field)})`;
    return field === 'renewalThresholdPercentage' ? sql`${value}::bigint` : sql`(${value} collate "C")`;
  },
  // PostgreSQL has statistics, but for several values of a large tenant it would still sort what it could read in order. The same value
  // for a column of any type, for which it has no index.
  withoutIndex: (column) => sql`coalesce(${column}, ${column})`,
};
