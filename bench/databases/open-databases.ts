/** Chooses the kind of database. */
import type { StoreName } from '../stores.js';
import type { Databases } from './databases.js';
import { openPostgresDatabases } from './postgres-databases.js';
import { openSqliteDatabases } from './sqlite-databases.js';

/** `folder` is on the disk that is measured, and will be removed by the caller. */
export function openDatabases(store: StoreName, folder: string): Databases {
  return store === 'sqlite' ? openSqliteDatabases(folder) : openPostgresDatabases(folder);
}
