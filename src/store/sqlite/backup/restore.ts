/**
 * Puts a backup in the place of a database file. The copy is complete and checked before the old file is touched, and the old
 * file is kept beside it. Refuses while a program has the old file open.
 */
import { existsSync, linkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal, SetupError } from '../../../domain/errors.js';
import { moveIntoPlace, syncFolder } from '../../../files/durable.js';
import type { Restored, RestoreOptions } from '../../sql/backup.js';
import { migrate } from '../file-schema.js';
import { SqliteGraphLedger } from '../graph-ledger/sqlite-graph-ledger.js';
import { keepDamagedLog } from '../recovery/describe-log.js';
import { readLog } from '../recovery/log-reading.js';
import { isOpenElsewhere, logOf } from '../sqlite-file.js';
import { isBusy } from '../storage-faults.js';
import { copyDatabase, removeCopy } from './copy-database.js';
import { cutLog } from './cut-log.js';
import { finishCopy } from './finish-copy.js';

/** Throws a `SetupError`, or a `Refusal` if a program uses the file. The file is then as it was before. */
export async function restore(path: string, { from, force, asOf, onPages, warn }: RestoreOptions): Promise<Restored> {
  checkTarget(path, from, force);
  // SQLite discards what it cannot read of a WAL when it opens the file.
  const log = readLog(logOf(path));
  const damage = log && keepDamagedLog(logOf(path), log);
  if (damage !== null) warn(damage);
  // Only to refuse early. `replace` asks again, and holds the lock.
  if (isReadable(path) && isOpenElsewhere(path)) throw inUse(path);
  const copy = `${path}.restoring`;
  await copyDatabase(from, copy, onPages);
  try {
    let heldConnections = 0;
    const tenants = await finishCopy(copy, from, async (database) => {
      migrate(database, copy);
      if (asOf !== null) cutLog(database, asOf);
      heldConnections = await new SqliteGraphLedger(database).distrust();
    });
    return { file: path, tenants, heldConnections, kept: replace(path, copy) };
  } finally {
    removeCopy(copy);
  }
}

function checkTarget(path: string, from: string, force: boolean): void {
  if (existsSync(path) && existsSync(from) && realpathSync(path) === realpathSync(from)) {
    throw new SetupError(`${from} is the database itself. Give a backup with --from.`);
  }
  if (force || (!existsSync(path) && !existsSync(logOf(path)))) return;
  throw new SetupError(
    `${path} or its log ${logOf(path)} exists. Give --force to replace it, or another file with --to. With --force it is kept under another name.`,
  );
}

/** Returns the path under which the old file is kept; null if there was none. */
function replace(path: string, copy: string): string | null {
  const kept = `${path}.replaced-${new Date().toISOString().replace(/[-:]/g, '')}`;
  const old = lockAlone(path);
  try {
    // Only a damaged or missing file still has a log here. SQLite would apply it to the new file.
    const logs = old === null ? ['-wal', '-journal'].filter((ending) => existsSync(`${path}${ending}`)) : [];
    const hasOld = existsSync(path);
    // A second name, because the first must never be missing: a service that starts would make an empty database.
    if (hasOld) linkSync(path, kept);
    for (const ending of logs) renameSync(`${path}${ending}`, `${kept}${ending}`);
    // Nobody needs the rest: the index of a WAL, and the finished journal of the lock.
    for (const ending of ['-shm', '-journal']) rmSync(`${path}${ending}`, { force: true });
    syncFolder(dirname(path));
    moveIntoPlace(copy, path);
    return hasOld || logs.length > 0 ? kept : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SetupError(
      `${path} cannot be replaced (${code}). Check the folder's permissions. If ${kept} exists, it is the old file.`,
      { cause: error },
    );
  } finally {
    old?.close();
  }
}

/**
 * Whether there is a database with a schema. One that is damaged more than this is not opened for writing: SQLite would merge its
 * WAL into it and remove the WAL.
 */
function isReadable(path: string): boolean {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true });
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return true;
  } catch (error) {
    return isBusy(error);
  } finally {
    database?.close();
  }
}

/**
 * Locks the old file and moves its WAL into it, so that one file is kept. Null if there is none, or if it cannot be read.
 * Throws a `Refusal` if a program has it open.
 */
function lockAlone(path: string): Database.Database | null {
  if (!isReadable(path)) return null;
  const database = new Database(path, { fileMustExist: true, timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (!isBusy(error)) return null;
    throw inUse(path);
  }
}

function inUse(path: string): Refusal {
  return new Refusal('UNAVAILABLE', `${path} is in use. Stop the service and every other program that uses it first.`);
}
