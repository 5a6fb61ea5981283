/** The SQL that only SQLite understands. A connection needs the functions of `addFunctions` for it. */
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { Dialect, Operand } from '../sql/dialect.js';
import { DAMAGED_SNAPSHOT } from './sql-functions.js';

const damaged: Operand = sql`${sql.ref(DAMAGED_SNAPSHOT)}()`;

export const SQLITE_DIALECT: Dialect = {
  kysely: {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  indexOf: (text, part) => sql`instr(${text}, ${part})`,
  fold: (text, fold) => sql`${sql.ref(`unicode_${fold}`)}(${text})`,
  trim: (text) => sql`trim(${text})`,
  substring: (text, start, length) =>
    length === undefined ? sql`substr(${text}, 1 + ${start})` : sql`substr(${text}, 1 + ${start}, ${length})`,
  constant: (value) => sql`${value}`,
  snapshotField(snapshot, field) {
    // Without the check a damaged snapshot would look like one that a filter does not match.
    const value = sql`iif(json_valid(${snapshot}), ${snapshot}, ${damaged}) ->> ${sql.lit(`$.${field}`)}`;
    return field === 'helpUrl' ? value : sql`coalesce(${value}, ${damaged})`;
  },
  // The unary plus hides a column from the planner.
  withoutIndex: (column) => sql`+${column}`,
};
