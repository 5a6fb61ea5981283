/** The schema of a database file: whose file it is, how many migrations it has had, and whether its definitions are intact. */
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SetupError } from '../../domain/errors.js';
import { diskFull, freeBytes } from '../../files/free-space.js';
import { megabytes } from '../sql/migrations-due.js';
import { NEWER_SCHEMA } from '../sql/newer-schema.js';
import { MARK, UNFINISHED_COPY } from '../sql/unfinished-copy.js';
import { damaged, isFull } from './file-errors.js';
import { COMPLETIONS, MIGRATIONS } from './migrations/index.js';

/** The `application_id` of our files: "DCS1" in ASCII. */
export const APPLICATION_ID = 0x44435331;

/** Throws a `SetupError` if the file belongs to another program or to a newer release. */
export function checkOwnership(database: Database.Database, path: string): void {
  const owner = database.pragma('application_id', { simple: true });
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (owner !== APPLICATION_ID && (owner !== 0 || tables !== 0)) {
    throw new SetupError(`${path} is a database of another program. Point DATABASE_URL at another file.`);
  }
  const applied = Number(database.pragma('user_version', { simple: true }));
  if (applied > MIGRATIONS.length) {
    throw new SetupError(
      `${path} was written by a newer release (schema ${applied}; this one knows ${MIGRATIONS.length}). Install that release.`,
    );
  }
}

/** Throws a `SetupError` if only a part of another database has been copied into the file. */
export function refuseUnfinishedCopy(database: Database.Database): void {
  const isMarked = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(MARK) !== undefined;
  if (isMarked) throw new SetupError(`${database.name}: ${UNFINISHED_COPY}`);
}

/**
 * Returns a check whether a newer release has migrated the file since it was opened. It throws `NEWER_SCHEMA` then.
 * Call it in every transaction that writes: this release does not know what the new schema needs.
 */
export function schemaCheck(database: Database.Database): () => void {
  const read = database.prepare('PRAGMA user_version').pluck();
  return () => {
    if (Number(read.get()) > MIGRATIONS.length) throw NEWER_SCHEMA;
  };
}

/** The migrations that a file lacks, and what the next start needs for them. */
export interface DueMigrations {
  readonly count: number;
  /** About how much they write at the most: the whole file twice, once to the WAL and once to the file. */
  readonly neededBytes: number;
  readonly freeBytes: number;
}

/** Null if the file has all migrations. */
export function dueMigrations(schema: number, path: string): DueMigrations | null {
  const count = MIGRATIONS.length - schema;
  if (count <= 0) return null;
  return { count, neededBytes: 2 * statSync(path).size, freeBytes: freeBytes(path) };
}

/** Applies the migrations that the file lacks, each in its own transaction. Throws a `SetupError` if one fails. */
export function migrate(database: Database.Database, path: string): void {
  const applied = Number(database.pragma('user_version', { simple: true }));
  MIGRATIONS.slice(applied).forEach((migration, index) => {
    const number = applied + index + 1;
    const apply = database.transaction(() => {
      database.exec(migration);
      COMPLETIONS[number]?.(database);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${number}`);
    });
    try {
      apply.immediate();
    } catch (error) {
      const failed = `Migration ${number} of ${path} failed and was undone.`;
      if (!isFull(error, path)) throw new SetupError(`${failed} Check the disk, and run "doctor".`, { cause: error });
      throw diskFull(path, error, `Free about ${megabytes(2 * statSync(path).size)} and try again. ${failed}`);
    }
  });
}

/**
 * Throws a `SetupError` if the schema differs from the one that the applied migrations make. SQLite does not check it: with a
 * flipped bit it would be read as another schema, or fail only when it is used.
 */
export function checkSchema(database: Database.Database, path: string): void {
  const applied = Number(database.pragma('user_version', { simple: true }));
  const memory = new Database(':memory:');
  for (const migration of MIGRATIONS.slice(0, applied)) memory.exec(migration);
  const found = new Set(schemaOf(database));
  const isComplete = schemaOf(memory).every((definition) => found.has(definition));
  memory.close();
  if (!isComplete) throw new SetupError(damaged(path));
}

function schemaOf(database: Database.Database): string[] {
  const definitions = database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').raw().all();
  return definitions.map((definition) => JSON.stringify(definition));
}
