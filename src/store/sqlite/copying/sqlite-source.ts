/** A database file to copy from. Never migrates, creates or changes it, and holds its write lock: others can only read meanwhile. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SetupError } from '../../../domain/errors.js';
import type { CopySource } from '../../sql/copying/copy-ports.js';
import { explained } from '../file-errors.js';
import { checkOwnership, checkSchema, refuseUnfinishedCopy } from '../file-schema.js';
import { MIGRATIONS } from '../migrations/index.js';
import { checkPages, checkVersion, findLog } from '../sqlite-file.js';
import { SqliteCopyEnd } from './sqlite-copy-end.js';

const LOCK_TIMEOUT_MS = 5000;

export class SqliteSource extends SqliteCopyEnd implements CopySource {
  /** Throws a `SetupError` if the file cannot be used. */
  static open(path: string): SqliteSource {
    checkVersion();
    findLog(path);
    if (!existsSync(path)) throw new SetupError(`${path} is not there. Name the file to copy from.`);
    let database: Database.Database | undefined;
    try {
      database = new Database(path, { fileMustExist: true, timeout: LOCK_TIMEOUT_MS });
      checkOwnership(database, path);
      const schema = Number(database.pragma('user_version', { simple: true }));
      if (schema < MIGRATIONS.length) {
        throw new SetupError(
          `${path} has schema ${schema}; this release copies schema ${MIGRATIONS.length}. Start the service on it once, which migrates it.`,
        );
      }
      checkPages(database, path);
      checkSchema(database, path);
      refuseUnfinishedCopy(database);
      database.exec('BEGIN IMMEDIATE');
      return new SqliteSource(database);
    } catch (error) {
      database?.close();
      throw explained(error, path);
    }
  }

  /** The lock has seen to it. */
  async ensureUnchanged(): Promise<void> {}
}
