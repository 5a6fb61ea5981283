/** A database file to copy into. No other program can open it meanwhile. */

import { SetupError } from '../../../domain/errors.js';
import type { CopiedTable } from '../../sql/copying/copied-tables.js';
import type { CopyTarget } from '../../sql/copying/copy-ports.js';
import type { Row } from '../../sql/snapshot.js';
import { MARK } from '../../sql/unfinished-copy.js';
import { damaged } from '../file-errors.js';
import { closeSqliteFile, openSqliteFile, type Warn } from '../sqlite-file.js';
import { SqliteCopyEnd } from './sqlite-copy-end.js';

export class SqliteTarget extends SqliteCopyEnd implements CopyTarget {
  readonly holdsNul = true;
  readonly findMark = `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '${MARK}'`;
  readonly addHead = 'INSERT INTO tenant (tenant_id, position, at, settings) VALUES ($1, $2, $3, $4)';

  /** Makes the file if it is missing. Throws a `SetupError` if it cannot be used. */
  static open(path: string, warn: Warn): SqliteTarget {
    const database = openSqliteFile(path, warn, { unfinishedCopy: 'continue' });
    database.pragma('locking_mode = EXCLUSIVE');
    // The log of a tenant is there before its head. All references are checked at the end.
    database.pragma('foreign_keys = OFF');
    return new SqliteTarget(database);
  }

  json(column: string): string {
    return column;
  }

  async insert({ name, columns }: CopiedTable, tenantId: string, rows: readonly Row[]): Promise<void> {
    this.explain(() => {
      const places = columns.map(() => '?').join(', ');
      const text = `INSERT INTO ${name} (tenant_id, ${columns.join(', ')}) VALUES (?, ${places})`;
      const statement = this.database.prepare(text);
      this.database.transaction(() => {
        for (const row of rows) statement.run(tenantId, ...row);
      })();
    });
  }

  async finish(): Promise<void> {
    const violations = this.explain(() => this.database.pragma('foreign_key_check'));
    if ((violations as readonly unknown[]).length > 0) throw new SetupError(damaged(this.database.name));
  }

  override async close(): Promise<void> {
    closeSqliteFile(this.database);
  }
}
