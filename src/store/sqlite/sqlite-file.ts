/** Opens, checks and closes a database file. A file that cannot be trusted is refused with a message for the operator. */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { SetupError } from '../../domain/errors.js';
import { makeFile, makeFolder } from '../../files/durable.js';
import { pathOfFileUrl } from '../../files/file-url.js';
import { diskFull, freeBytes } from '../../files/free-space.js';
import { damaged, explained, isFull } from './file-errors.js';
import { checkOwnership, checkSchema, migrate, refuseUnfinishedCopy } from './file-schema.js';
import { describeLog, keepDamagedLog } from './recovery/describe-log.js';
import { isDamaged, type LogReading, readLog } from './recovery/log-reading.js';
import { rowsAgree } from './recovery/rows-agree.js';
import { isBusy } from './storage-faults.js';

// Earlier versions can corrupt a file if its WAL is reset while another connection writes.
const MIN_SQLITE_VERSION = [3, 51, 3];
const OPENING_TIMEOUT_MS = 5000;
// SQLite blocks the event loop while it waits for a lock, so it waits briefly and the commit queue retries.
const RUNNING_TIMEOUT_MS = 20;
// Fallback if `Checkpointer` has not run. SQLite's default of 1,000 is reached after about 70 creates and would block them.
const AUTOMATIC_CHECKPOINT_PAGES = 20_000;
// A WAL that has become longer is cut when it restarts. Above what it has between two checkpoints, so that this is rare.
const MAX_LOG_BYTES = 32 * 1024 * 1024;
// With less than this a commit of many changes may not fit.
const MIN_FREE_BYTES = 1024 * 1024;

/** Warns the operator of a problem that does not stop the service. */
export type Warn = (message: string) => void;

/** The path of the file that `DATABASE_URL` names. Throws a `SetupError` if the URL names no file, or a database in memory. */
export function sqlitePath(databaseUrl: string): string {
  const path = pathOfFileUrl(databaseUrl);
  if (path === null || path === ':memory:') {
    throw new SetupError('DATABASE_URL names no database file. Give one such as file:data/derived-credentials.sqlite.');
  }
  return path;
}

export interface OpenOptions {
  /** What to do with a file into which a copy has not finished. */
  readonly unfinishedCopy: 'refuse' | 'continue';
}

/**
 * Opens the file, creates it and its folder if they are missing, and migrates it. After an unclean stop all pages are
 * checked, unless another program has the file open. Throws a `SetupError` if the file cannot be used.
 */
export function openSqliteFile(
  path: string,
  warn: Warn,
  { unfinishedCopy }: OpenOptions = { unfinishedCopy: 'refuse' },
): Database.Database {
  checkVersion();
  // Read before SQLite opens the file, because SQLite discards what it cannot read.
  const log = findLog(path);
  const damage = log && keepDamagedLog(logOf(path), log);
  if (damage !== null) warn(damage);
  const isInUse = existsSync(logOf(path)) && isOpenElsewhere(path);
  const database = connect(path);
  try {
    checkOwnership(database, path);
    if (unfinishedCopy === 'refuse') refuseUnfinishedCopy(database);
    configure(database);
    if (!isInUse) checkAfterUncleanStop(database, path, log, warn);
    migrate(database, path);
    checkSchema(database, path);
    database.exec('UPDATE shutdown SET clean = 0');
    // Writes the mark into the file itself, so that an unclean stop is noticed even if the WAL is lost.
    database.pragma('wal_checkpoint(PASSIVE)');
    database.pragma(`busy_timeout = ${RUNNING_TIMEOUT_MS}`);
    return database;
  } catch (error) {
    database.close();
    throw explained(error, path);
  }
}

/** Commits a durable transaction that changes nothing. Throws the error that would fail the next real commit. */
export function writeNothing(database: Database.Database): void {
  if (freeBytes(database.name) < MIN_FREE_BYTES) throw new Database.SqliteError('Too little is free.', 'SQLITE_FULL');
  database
    // Two updates, because SQLite does not write an unchanged page.
    .transaction(() => database.exec('UPDATE shutdown SET clean = 1; UPDATE shutdown SET clean = 0'))
    .immediate();
}

/** Closes the file. The last connection marks it as cleanly closed, unless it was found damaged. */
export function closeSqliteFile(database: Database.Database, isDamaged = false): void {
  const path = database.name;
  database.close();
  if (!isDamaged) markAsClosed(path);
}

function markAsClosed(path: string): void {
  try {
    const last = new Database(path, { fileMustExist: true, timeout: 0 });
    try {
      // Fails while another program has the file open: a later crash of that program must still be noticed.
      last.pragma('locking_mode = EXCLUSIVE');
      last.exec('UPDATE shutdown SET clean = 1');
    } finally {
      last.close();
    }
  } catch {
    // Without the mark nothing is lost: the next start checks all pages.
  }
}

/** Reads the WAL of a file; null if there is none. Throws a `SetupError` for a WAL without a database: SQLite would delete it. */
export function findLog(path: string): LogReading | null {
  const log = readLog(logOf(path));
  if (log !== null && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) {
    throw new SetupError(
      `${path} is missing or empty, but its log ${logOf(path)} holds changes. Put the file back, or move the log away.`,
    );
  }
  return log;
}

/** Whether another connection has the file open: SQLite grants an exclusive lock only if there is none. */
export function isOpenElsewhere(path: string): boolean {
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
    // Any other error occurs again when the file is opened for use.
    return isBusy(error);
  }
}

/** The path of the WAL of a file. */
export function logOf(path: string): string {
  return `${path}-wal`;
}

/** Throws a `SetupError` if SQLite cannot be loaded, or if its version has the bug that corrupts files. */
export function checkVersion(): void {
  const memory = openMemory();
  const version = String(memory.prepare('SELECT sqlite_version()').pluck().get());
  memory.close();
  const parts = version.split('.').map(Number);
  const difference =
    MIN_SQLITE_VERSION.map((floor, index) => (parts[index] ?? 0) - floor).find((step) => step !== 0) ?? 0;
  if (difference < 0) {
    throw new SetupError(
      `SQLite ${version} can corrupt a file in use. Install better-sqlite3 with ${MIN_SQLITE_VERSION.join('.')} or later.`,
    );
  }
}

/** Fails if the native module cannot be loaded: the first use of SQLite loads it. */
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
    // SQLite gives the WAL and its index the permissions of the file.
    makeFile(path);
    return new Database(path, { timeout: OPENING_TIMEOUT_MS });
  } catch (error) {
    if (isFull(error, path)) throw diskFull(path, error);
    throw new SetupError(
      `The database ${path} cannot be opened. Check that DATABASE_URL names a file in a folder, and that this user may write both.`,
      { cause: error },
    );
  }
}

function configure(database: Database.Database): void {
  const mode = database.pragma('journal_mode = WAL', { simple: true });
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  // For savepoints: in a temporary file their pages would cost as much as the commit itself.
  database.pragma('temp_store = MEMORY');
  database.pragma(`wal_autocheckpoint = ${AUTOMATIC_CHECKPOINT_PAGES}`);
  database.pragma(`journal_size_limit = ${MAX_LOG_BYTES}`);
  // 2 is FULL: the WAL is synced before a commit returns. With less, a power failure loses acknowledged writes.
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
  // With a damaged WAL, pages from different times can be next to each other.
  if (isLogDamaged && !rowsAgree(database)) throw new SetupError(damaged(path));
  warn(
    `${path} was not closed in order the last time. ${aboutLog(logOf(path), log)}` +
      'The structure of the pages in the file was checked; what they hold was not.',
  );
}

/** A sentence and a space; empty for a damaged WAL, which has been reported already. */
function aboutLog(path: string, log: LogReading | null): string {
  if (log === null) {
    return `Its write-ahead log ${path} is gone. Unless another program has merged it, the latest changes are lost with it. `;
  }
  return isDamaged(log) ? '' : `${describeLog(path, log)} `;
}

/** Reads every page. Throws a `SetupError` if one is damaged. */
export function checkPages(database: Database.Database, path: string): void {
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new SetupError(damaged(path));
}
