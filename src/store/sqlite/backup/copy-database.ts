/**
 * Copies a database file that may be in use to a new file, as it was at one moment. Does not check what the copy holds, and
 * writes nothing to the source.
 */
import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { SetupError } from '../../../domain/errors.js';
import { makeFile, makeFolder } from '../../../files/durable.js';
import { diskFull, freeBytes } from '../../../files/free-space.js';
import type { OnPages } from '../../sql/backup.js';
import { megabytes } from '../../sql/migrations-due.js';
import { explained, isFull } from '../file-errors.js';
import { checkOwnership, checkSchema } from '../file-schema.js';
import { checkVersion, findLog, logOf } from '../sqlite-file.js';

const OPENING_TIMEOUT_MS = 5000;
// About 1 MB: a few milliseconds of work between two pauses.
const PAGES_AT_ONCE = 256;

/** Makes the copy. Throws a `SetupError` if there is no database of ours, or no room for the copy, and leaves no copy then. */
export async function copyDatabase(from: string, to: string, onPages: OnPages): Promise<void> {
  checkVersion();
  findLog(from);
  if ((statSync(from, { throwIfNoEntry: false })?.size ?? 0) === 0) {
    throw new SetupError(`${from} is missing or empty, so there is nothing to copy. Check its path.`);
  }
  removeCopy(to);
  try {
    makeFolder(dirname(to));
    makeFile(to);
    checkRoom(from, to);
    await copyPages(from, to, onPages);
  } catch (error) {
    removeCopy(to);
    throw copyFault(error, from, to);
  }
}

/** Removes a copy and the files that SQLite made beside it. */
export function removeCopy(path: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
}

/** The database is opened for reading only, so that a WAL that a crash left is still there for the next start. */
async function copyPages(from: string, to: string, onPages: OnPages): Promise<void> {
  const source = openToRead(from);
  try {
    // One read transaction for all steps. Without it the copy would begin again after each write of another program.
    source.exec('BEGIN');
    checkOwnership(source, from);
    if (source.pragma('user_version', { simple: true }) === 0) {
      throw new SetupError(`${from} has no tables yet, so there is nothing to copy. Check its path.`);
    }
    checkSchema(source, from);
    let begun = performance.now();
    const { totalPages: copied } = await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        // The first step copies nothing. It only learns how much there is.
        if (remainingPages < totalPages) onPages(totalPages - remainingPages, totalPages);
        // Rests as long as it worked, so that at least half of the disk's time is left to the service.
        pause(performance.now() - begun);
        begun = performance.now();
        return PAGES_AT_ONCE;
      },
    });
    onPages(copied, copied);
  } finally {
    source.close();
  }
}

function openToRead(path: string): Database.Database {
  try {
    return new Database(path, { readonly: true, fileMustExist: true, timeout: OPENING_TIMEOUT_MS });
  } catch (error) {
    throw explained(error, path);
  }
}

/** Blocks the thread: nothing else runs in the program of a command. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** The copy may also contain what is only in the WAL. */
function checkRoom(from: string, to: string): void {
  const needed = statSync(from).size + (statSync(logOf(from), { throwIfNoEntry: false })?.size ?? 0);
  if (freeBytes(to) < needed) throw noRoom(to, needed);
}

function noRoom(to: string, needed: number, cause?: unknown): SetupError {
  return diskFull(to, cause, `Free about ${megabytes(needed)}, or write to another disk.`);
}

/** Returns an error of the disk or of SQLite as a `SetupError` for the operator, and any other error unchanged. */
export function copyFault(error: unknown, from: string, to: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (isFull(error, to)) return noRoom(to, existsSync(from) ? statSync(from).size : 0, error);
  if (code !== undefined && /^E[A-Z]+$/.test(code)) {
    return new SetupError(`${to} cannot be written (${code}). Check the folder's permissions and the disk.`, {
      cause: error,
    });
  }
  return explained(error, from);
}
