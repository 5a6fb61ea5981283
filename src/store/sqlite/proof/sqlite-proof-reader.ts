/** A database file for `verify`, `checkpoint` and `forget`, also while a service uses it. Never migrates it. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SetupError } from '../../../domain/errors.js';
import { DamagedRow } from '../../sql/damaged-row.js';
import type { ProofReader } from '../../sql/proof/proof-reader.js';
import type { Row } from '../../sql/snapshot.js';
import { explained } from '../file-errors.js';
import { checkOwnership, checkSchema, refuseUnfinishedCopy } from '../file-schema.js';
import { MIGRATIONS } from '../migrations/index.js';
import { checkVersion, findLog } from '../sqlite-file.js';
import { isDamage } from '../storage-faults.js';

const TIMEOUT_MS = 5000;

export class SqliteProofReader implements ProofReader {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Throws a `SetupError` if the file cannot be used. */
  static open(path: string, access: 'read' | 'write'): SqliteProofReader {
    checkVersion();
    findLog(path);
    if (!existsSync(path)) throw new SetupError(`${path} is not there. Check DATABASE_URL.`);
    let database: Database.Database | undefined;
    try {
      // Only for reading, so that a WAL that a crash left is still there for the next start.
      database = new Database(path, { readonly: access === 'read', fileMustExist: true, timeout: TIMEOUT_MS });
      checkOwnership(database, path);
      const schema = Number(database.pragma('user_version', { simple: true }));
      if (schema < MIGRATIONS.length) {
        throw new SetupError(
          `${path} has schema ${schema}, and its log may have no hashes. Start this release on it once, which migrates it.`,
        );
      }
      checkSchema(database, path);
      refuseUnfinishedCopy(database);
      if (access === 'write') database.pragma('synchronous = FULL');
      // What is erased is overwritten in its page, too.
      if (access === 'write') database.pragma('secure_delete = ON');
      return new SqliteProofReader(database);
    } catch (error) {
      database?.close();
      throw explained(error, path);
    }
  }

  async run(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    // Lets a signal in, as nothing else here waits.
    await new Promise(setImmediate);
    try {
      const statement = this.#statements.get(text) ?? this.#database.prepare(text).raw();
      this.#statements.set(text, statement);
      // `$1` is a name for SQLite.
      const named = Object.fromEntries(values.map((value, index) => [String(index + 1), value]));
      return statement.all(named) as Row[];
    } catch (error) {
      if (isDamage(error)) throw new DamagedRow('The pages of the file are damaged.');
      throw explained(error, this.#database.name);
    }
  }

  async onOneState<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#database.exec('BEGIN');
    try {
      return await work();
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  async close(): Promise<void> {
    // Takes what was erased out of the WAL, unless a reader still needs it.
    if (!this.#database.readonly) this.#database.pragma('wal_checkpoint(TRUNCATE)');
    this.#database.close();
  }
}
