/** Inspects a database file for `doctor`. Creates, changes and migrates nothing. */
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SetupError } from '../../../domain/errors.js';
import { damaged, explained } from '../file-errors.js';
import { checkOwnership, checkSchema, refuseUnfinishedCopy } from '../file-schema.js';
import { checkPages, checkVersion, findLog, logOf } from '../sqlite-file.js';
import { isDamaged, type LogReading } from './log-reading.js';
import { rowsAgree } from './rows-agree.js';

/** The state of a file that can be used. */
export interface Inspection {
  readonly bytes: number;
  /** The number of migrations applied. */
  readonly schema: number;
  /** Whether the last program to use it closed it cleanly. */
  readonly isClosed: boolean;
  /** The content of the WAL beside it; null if there is none. */
  readonly log: LogReading | null;
  /** When its latest change was recorded, in milliseconds since the epoch; null if there is none. */
  readonly latestAt: number | null;
  /** The tenants that have recorded a change. */
  readonly tenants: readonly string[];
}

/** Null if the file is missing or empty. Throws a `SetupError` that says what is wrong and how to repair it. */
export function inspectSqliteFile(path: string): Inspection | null {
  checkVersion();
  const log = findLog(path);
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes === 0) return null;
  // SQLite creates the index of the WAL even for a read, so a file without one is inspected as a copy.
  return existsSync(`${path}-shm`) && existsSync(logOf(path)) ? inspected(path, path, log) : inspectedCopy(path, log);
}

/** No program has the file open, so a copy of it and its WAL is consistent. */
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

/** Inspects `file`; messages name `path`. */
function inspected(file: string, path: string, log: LogReading | null): Inspection | null {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true });
    checkOwnership(database, path);
    refuseUnfinishedCopy(database);
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
      tenants: database.prepare<[], string>('SELECT tenant_id FROM tenant ORDER BY tenant_id').pluck().all(),
    };
  } catch (error) {
    throw explained(error, path);
  } finally {
    database?.close();
  }
}
