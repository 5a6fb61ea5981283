/** Makes a copy of a database a backup: checked against its own log, and complete in one file. */
import { closeSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SetupError } from '../../../domain/errors.js';
import type { TenantExtent } from '../../sql/backup.js';
import { DamagedRow } from '../../sql/damaged-row.js';
import { explained, isFull } from '../file-errors.js';
import { APPLICATION_ID } from '../file-schema.js';
import { rowsAgree } from '../recovery/rows-agree.js';

// Of SQLite's file format: 1 at this offset is a file without a WAL, 2 one with it.
const WRITE_VERSION_AT = 18;
const APPLICATION_ID_AT = 68;

/**
 * Runs `change` on the copy, checks every row, marks the copy as closed and takes it out of WAL mode. Returns what it holds.
 * Throws a `SetupError` that names `from` if the rows contradict each other.
 */
export async function finishCopy(
  copy: string,
  from: string,
  change: (database: Database.Database) => void | Promise<void> = () => {},
): Promise<readonly TenantExtent[]> {
  const database = new Database(copy, { fileMustExist: true });
  try {
    // Without a WAL the backup is one file, and nobody can put it beside the WAL of another.
    database.pragma('journal_mode = DELETE');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    await change(database);
    if (!rowsAgree(database)) {
      throw new DamagedRow('The rows contradict the log.');
    }
    database.exec('UPDATE shutdown SET clean = 1');
    return extentsOf(database);
  } catch (error) {
    if (error instanceof DamagedRow) {
      throw new SetupError(`What ${from} holds contradicts its own log: it is damaged. Use an older backup.`, {
        cause: error,
      });
    }
    throw explained(error, isFull(error, copy) ? copy : from);
  } finally {
    database.close();
  }
}

function extentsOf(database: Database.Database): TenantExtent[] {
  const rows = database.prepare<[], [string, number, number]>(
    'SELECT tenant_id, position, at FROM tenant ORDER BY tenant_id',
  );
  return rows
    .raw()
    .all()
    .map(([tenantId, position, at]) => ({ tenantId, position, at }));
}

/** Whether a file has the form that `finishCopy` gives it. A database that a service has used has not: it is in WAL mode. */
export function isBackup(path: string): boolean {
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  return header[WRITE_VERSION_AT] === 1 && header.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID;
}
