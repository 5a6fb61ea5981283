/** The functions of a connection that the SQL of `SQLITE_DIALECT` calls. Is part of the program of threads that read, too. */
import type Database from 'better-sqlite3';
import { DamagedRow } from '../sql/damaged-row.js';

/** The name of a function that always throws: the snapshot is damaged. */
export const DAMAGED_SNAPSHOT = 'damaged_snapshot';

/** Adds what SQLite lacks: its own `lower` and `upper` fold only ASCII letters. */
export function addFunctions(database: Database.Database): void {
  const options = { deterministic: true };
  database.function('unicode_lower', options, (text) => String(text).toLowerCase().normalize('NFC'));
  database.function('unicode_upper', options, (text) => String(text).toUpperCase().normalize('NFC'));
  database.function(DAMAGED_SNAPSHOT, () => {
    throw new DamagedRow('A snapshot of the log is damaged.');
  });
}
