/** SQLite files in a folder. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sqlitePath } from '../../src/store/sqlite/sqlite-file.js';
import { fillDatabase, REMOVE_CREATED } from '../servers/dataset.js';
import type { Databases } from './databases.js';

export function openSqliteDatabases(folder: string): Databases {
  let count = 0;
  const empty = () => {
    count += 1;
    return `file:${join(folder, `${count}.sqlite`)}`;
  };
  return {
    pid: null,
    description: null,
    empty,
    filled: async (size) => {
      const databaseUrl = empty();
      await fillDatabase(databaseUrl, size);
      return databaseUrl;
    },
    copy: (databaseUrl) => {
      const copy = empty();
      copyFileSync(sqlitePath(databaseUrl), sqlitePath(copy));
      return copy;
    },
    removeCreated,
    remove: (databaseUrl) => {
      for (const end of ['', '-wal', '-shm']) rmSync(sqlitePath(databaseUrl) + end, { force: true });
    },
    close: () => {},
  };
}

function removeCreated(databaseUrl: string): void {
  const database = new Database(sqlitePath(databaseUrl), { fileMustExist: true });
  try {
    database.exec(`BEGIN IMMEDIATE; ${REMOVE_CREATED} COMMIT;`);
    // Checkpoint here, so that it does not count as CPU time of the server's next load.
    database.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    database.close();
  }
}
