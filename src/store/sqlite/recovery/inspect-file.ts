/** Looks at a database file for an operator who asks how it stands. Makes, changes and migrates nothing. */
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SetupError } from '../../../domain/errors.js';
import {
  checkOwnership,
  checkPages,
  checkSchema,
  checkVersion,
  damaged,
  explained,
  findLog,
  logOf,
} from '../sqlite-file.js';
import { rowsAgree } from './agreement.js';
import { isDamaged, type LogReading } from './log-reading.js';

/** A file that can be used. */
export interface Inspection {
  readonly bytes: number;
  /** How many migrations it has had. */
  readonly schema: number;
  /** Whether it was closed in order by the last program to use it. */
  readonly isClosed: boolean;
  /** What the log beside it holds; null if there is none. */
  readonly log: LogReading | null;
  /** When its latest change was recorded, in milliseconds since the epoch; null where there is none. */
  readonly latestAt: number | null;
}

/** Null where there is nothing to look at yet. Throws a `SetupError` that says what is wrong and what mends it. */
export function inspectSqliteFile(path: string): Inspection | null {
  checkVersion();
  const log = findLog(path);
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes === 0) return null;
  // Even to read, SQLite makes an index of the log beside the file where there is none.
  return existsSync(`${path}-shm`) && existsSync(logOf(path)) ? inspected(path, path, log) : inspectedCopy(path, log);
}

/** Nobody has the file open, so that a copy of it and its log is whole. */
function inspectedCopy(path: string, log: LogReading | null): Inspection | null {
  const folder = mkdtempSync(join(tmpdir(), 'derived-credentials-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    for (const [from, to] of [
      [path, copy],
      [logOf(path), logOf(copy)],
    ] as const) {
      if (existsSync(from)) copyOf(from, to);
    }
    return inspected(copy, path, log);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyOf(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SetupError(
      `${from} cannot be copied to ${to} to be checked (${code}). Check its permissions and the disk.`,
      {
        cause: error,
      },
    );
  }
}

/** Reads one file in the name of another. */
function inspected(file: string, path: string, log: LogReading | null): Inspection | null {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true });
    checkOwnership(database, path);
    const schema = Number(database.pragma('user_version', { simple: true }));
    if (schema === 0) return null;
    checkPages(database, path);
    checkSchema(database, path);
    if (log !== null && isDamaged(log) && !rowsAgree(database)) throw new SetupError(damaged(path));
    return {
      bytes: statSync(path).size,
      schema,
      isClosed: database.prepare('SELECT clean FROM shutdown').pluck().get() === 1,
      log,
      latestAt: database.prepare<[], number | null>('SELECT max(at) FROM tenant').pluck().get() ?? null,
    };
  } catch (error) {
    throw explained(error, path);
  } finally {
    database?.close();
  }
}
