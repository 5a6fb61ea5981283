/** Opens a database file so that it can be trusted, or refuses it with a message for the operator. Knows no queries. */
import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { SetupError } from '../../domain/errors.js';
import { makeFile, makeFolder } from '../../files/durable.js';
import { MIGRATIONS } from './migrations/index.js';
import { rowsAgree } from './recovery/agreement.js';
import { describeLog, keepDamagedLog } from './recovery/left-log.js';
import { isDamaged, type LogReading, readLog } from './recovery/log-reading.js';
import { isBusy } from './storage-faults.js';

/** Marks a file as ours: "DCS1" in ASCII. */
export const APPLICATION_ID = 0x44435331;
// Earlier versions can corrupt a file when its write-ahead log is reset while another connection writes.
const SQLITE_FLOOR = [3, 51, 3];
const OPENING_TIMEOUT_MS = 5000;
// While it waits for a lock SQLite blocks the event loop, so it waits briefly and the commit queue tries again.
const RUNNING_TIMEOUT_MS = 20;
// Where `Checkpointer` does not come to it before. SQLite's 1,000 are some seventy creates, which then wait for the copying.
const PAGES_TO_CHECKPOINT = 20_000;
// A disk with less than this is as good as full: a commit of many changes may not fit.
const WORKING_SPACE_BYTES = 1024 * 1024;

/** Tells the operator of something that does not keep the service from running. */
export type Warn = (message: string) => void;

/**
 * Opens the file, making it and its folder where they are missing: write-ahead log, full sync, foreign keys, migrated,
 * and checked page by page if the last program to use it did not close it. What another program has open is not checked.
 */
export function openSqliteFile(path: string, warn: Warn): Database.Database {
  checkVersion();
  // Before SQLite opens it, which throws away what it cannot read.
  const log = findLog(path);
  const damage = log && keepDamagedLog(logOf(path), log);
  if (damage !== null) warn(damage);
  const isInUse = existsSync(logOf(path)) && isOpenElsewhere(path);
  const database = connect(path);
  try {
    checkOwnership(database, path);
    configure(database);
    if (!isInUse) checkAfterUncleanStop(database, path, log, warn);
    migrate(database, path);
    checkSchema(database, path);
    database.exec('UPDATE shutdown SET clean = 0');
    // Into the file itself, so that it tells of an unclean stop even where its log has been lost.
    database.pragma('wal_checkpoint(PASSIVE)');
    database.pragma(`busy_timeout = ${RUNNING_TIMEOUT_MS}`);
    return database;
  } catch (error) {
    database.close();
    throw explained(error, path);
  }
}

/** A durable transaction that changes nothing. Throws what would keep the next one that does from being written. */
export function writeNothing(database: Database.Database): void {
  const { bavail, bsize } = statfsSync(dirname(database.name));
  if (bavail * bsize < WORKING_SPACE_BYTES) throw new Database.SqliteError('Too little is free.', 'SQLITE_FULL');
  database
    // Back and forth, because SQLite does not write a page that stays as it is.
    .transaction(() => database.exec('UPDATE shutdown SET clean = 1; UPDATE shutdown SET clean = 0'))
    .immediate();
}

/** Closes the file. The last to leave records that it was closed in order, unless it was found damaged. */
export function closeSqliteFile(database: Database.Database, isDamaged = false): void {
  const path = database.name;
  database.close();
  if (!isDamaged) markAsClosed(path);
}

function markAsClosed(path: string): void {
  try {
    const last = new Database(path, { fileMustExist: true, timeout: 0 });
    try {
      // Fails while anybody else has the file open: a crash of theirs is still to be noticed.
      last.pragma('locking_mode = EXCLUSIVE');
      last.exec('UPDATE shutdown SET clean = 1');
    } finally {
      last.close();
    }
  } catch {
    // Nothing is lost without the mark: the file has its pages checked at the next start.
  }
}

/** What its log holds; null if there is none. A log without a database is refused: SQLite would throw it away. */
export function findLog(path: string): LogReading | null {
  const log = readLog(logOf(path));
  if (log !== null && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) {
    throw new SetupError(
      `${path} is missing or empty, but its log ${logOf(path)} holds changes. Put the file back, or move the log away.`,
    );
  }
  return log;
}

/** Whether another connection has the file open: SQLite gives it to one alone only while there is no other. */
function isOpenElsewhere(path: string): boolean {
  try {
    const alone = new Database(path, { fileMustExist: true, timeout: 0 });
    try {
      alone.pragma('locking_mode = EXCLUSIVE');
      alone.pragma('user_version');
      return false;
    } finally {
      alone.close();
    }
  } catch (error) {
    // Whatever else is wrong shows again when the file is opened to be used.
    return isBusy(error);
  }
}

/** The write-ahead log of a file. */
export function logOf(path: string): string {
  return `${path}-wal`;
}

/** Throws where the SQLite that is installed cannot be loaded, or cannot be trusted with a file. */
export function checkVersion(): void {
  const memory = openMemory();
  const version = String(memory.prepare('SELECT sqlite_version()').pluck().get());
  memory.close();
  const parts = version.split('.').map(Number);
  const difference = SQLITE_FLOOR.map((floor, index) => (parts[index] ?? 0) - floor).find((step) => step !== 0) ?? 0;
  if (difference < 0) {
    throw new SetupError(
      `SQLite ${version} can corrupt a file in use. Install better-sqlite3 with ${SQLITE_FLOOR.join('.')} or later.`,
    );
  }
}

/** The first use of SQLite loads its native module. */
function openMemory(): Database.Database {
  try {
    return new Database(':memory:');
  } catch (error) {
    throw new SetupError(
      `SQLite's native module is missing or was built for another version than Node.js ${process.versions.node}. Run "npm rebuild better-sqlite3".`,
      { cause: error },
    );
  }
}

function connect(path: string): Database.Database {
  try {
    makeFolder(dirname(path));
    // SQLite gives the log and its index the permissions of the file.
    makeFile(path);
    return new Database(path, { timeout: OPENING_TIMEOUT_MS });
  } catch (error) {
    throw new SetupError(
      `The database ${path} cannot be opened. Check that DATABASE_URL names a file in a folder that can be written.`,
      {
        cause: error,
      },
    );
  }
}

/** Throws where a file is not this program's, or is of a later release. */
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

function configure(database: Database.Database): void {
  const mode = database.pragma('journal_mode = WAL', { simple: true });
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  // What a commit would have to restore if it failed; in a file of its own it costs as much as the commit.
  database.pragma('temp_store = MEMORY');
  database.pragma(`wal_autocheckpoint = ${PAGES_TO_CHECKPOINT}`);
  // 2 is FULL: the log is synced before a commit returns. Anything less loses acknowledged writes when power fails.
  if (mode !== 'wal' || database.pragma('synchronous', { simple: true }) !== 2) {
    throw new SetupError('The file system does not support the write-ahead log that durable commits need.');
  }
}

function checkAfterUncleanStop(database: Database.Database, path: string, log: LogReading | null, warn: Warn): void {
  if (Number(database.pragma('user_version', { simple: true })) === 0) return;
  const clean = database.prepare('SELECT clean FROM shutdown').pluck().get() === 1;
  const isLogDamaged = log !== null && isDamaged(log);
  if (clean && !isLogDamaged) return;
  checkPages(database, path);
  // What is left of a damaged log can put pages of different times beside one another.
  if (isLogDamaged && !rowsAgree(database)) throw new SetupError(damaged(path));
  warn(
    `${path} was not closed in order the last time. ${toldOfLog(logOf(path), log)}` +
      'The structure of the pages in the file was checked; what they hold was not.',
  );
}

/** With a space behind it; nothing of a damaged log, of which all has been told. */
function toldOfLog(path: string, log: LogReading | null): string {
  if (log === null) {
    return `Its write-ahead log ${path} is gone. Unless another program has merged it, the latest changes are lost with it. `;
  }
  return isDamaged(log) ? '' : `${describeLog(path, log)} `;
}

/** Reads every page, and throws where one is damaged. */
export function checkPages(database: Database.Database, path: string): void {
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new SetupError(damaged(path));
}

function migrate(database: Database.Database, path: string): void {
  const applied = Number(database.pragma('user_version', { simple: true }));
  MIGRATIONS.slice(applied).forEach((migration, index) => {
    const number = applied + index + 1;
    const apply = database.transaction(() => {
      database.exec(migration);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${number}`);
    });
    try {
      apply.immediate();
    } catch (error) {
      throw new SetupError(`Migration ${number} of ${path} failed and was undone.`, { cause: error });
    }
  });
}

/**
 * Throws where the schema is not the one that the migrations applied make. SQLite takes it for what it says: with a letter
 * changed it is read as another one, or fails only where it is used.
 */
export function checkSchema(database: Database.Database, path: string): void {
  const applied = Number(database.pragma('user_version', { simple: true }));
  const memory = new Database(':memory:');
  for (const migration of MIGRATIONS.slice(0, applied)) memory.exec(migration);
  const found = new Set(schemaOf(database));
  const isWhole = schemaOf(memory).every((definition) => found.has(definition));
  memory.close();
  if (!isWhole) throw new SetupError(damaged(path));
}

function schemaOf(database: Database.Database): string[] {
  const definitions = database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').raw().all();
  return definitions.map((definition) => JSON.stringify(definition));
}

/** An error of SQLite as one for the operator; any other as it is. */
export function explained(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code } = error;
  const message = code.startsWith('SQLITE_NOTADB')
    ? `${path} is not a database. Point DATABASE_URL at another file.`
    : code.startsWith('SQLITE_CORRUPT')
      ? damaged(path)
      : code.startsWith('SQLITE_BUSY')
        ? `${path} is locked by another program. Stop it, or wait until it is done.`
        : `${path} cannot be used (${code}). Check the disk and the file's permissions.`;
  return new SetupError(message, { cause: error });
}

/** What an operator is told of a file that has to be replaced. */
export function damaged(path: string): string {
  return `${path} is damaged. Keep the file for analysis and restore a backup in its place.`;
}
