/** A database file as an end of a copy: runs statements, and says which file failed and that the copy can go on. */
import type Database from 'better-sqlite3';
import { SetupError } from '../../../domain/errors.js';
import type { CopyEnd } from '../../sql/copying/copy-ports.js';
import { copyStopped } from '../../sql/copying/copy-stopped.js';
import type { Row } from '../../sql/snapshot.js';
import { explained } from '../file-errors.js';

export class SqliteCopyEnd implements CopyEnd {
  protected readonly database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.database = database;
  }

  async run(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    // Lets a signal in, as nothing else here waits.
    await new Promise(setImmediate);
    return this.explain(() => {
      const statement = this.#prepare(text);
      // `$1` is a name for SQLite.
      const named = Object.fromEntries(values.map((value, index) => [String(index + 1), value]));
      if (statement.reader) return statement.raw().all(named) as Row[];
      statement.run(named);
      return [];
    });
  }

  async close(): Promise<void> {
    this.database.close();
  }

  protected explain<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      const known = explained(error, this.database.name);
      if (known instanceof SetupError) throw copyStopped(known.message, error);
      throw error;
    }
  }

  #prepare(text: string): Database.Statement {
    const statement = this.#statements.get(text) ?? this.database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}
