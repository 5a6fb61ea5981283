/** The SQL that only SQLite understands, and the functions that a connection must have for it. */
import type Database from 'better-sqlite3';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import { DamagedRow } from '../sql/damaged-row.js';
import type { Dialect, Operand } from '../sql/dialect.js';

const DAMAGED_SNAPSHOT = 'damaged_snapshot';
const damaged: Operand = sql`${sql.ref(DAMAGED_SNAPSHOT)}()`;

export const SQLITE_DIALECT: Dialect = {
  kysely: {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  indexOf: (text, part) => sql`instr(${text}, ${part})`,
  fold: (text, fold) => sql`${sql.ref(`unicode_${fold}`)}(${text})`,
  snapshotField(snapshot, field) {
    // Without the check a damaged snapshot would look like one that a filter does not match.
    const value = sql`iif(json_valid(${snapshot}), ${snapshot}, ${damaged}) ->> ${sql.lit(`$.${field}`)}`;
    return field === 'helpUrl' ? value : sql`coalesce(${value}, ${damaged})`;
  },
  // The unary plus hides a column from the planner.
  withoutIndex: (column) => sql`+${column}`,
};

/** Adds what SQLite lacks: its own `lower` and `upper` fold only ASCII letters. */
export function addFunctions(database: Database.Database): void {
  const options = { deterministic: true };
  database.function('unicode_lower', options, (text) => String(text).toLowerCase().normalize('NFC'));
  database.function('unicode_upper', options, (text) => String(text).toUpperCase().normalize('NFC'));
  // Always throws: the snapshot is damaged.
  database.function(DAMAGED_SNAPSHOT, () => {
    throw new DamagedRow('A snapshot of the log is damaged.');
  });
}
