/** The one place where tests open a store and learn its address, so that suites can run on every kind of database. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { Store } from '../../../src/domain/store.js';
import { openStore as open } from '../../../src/store/open.js';
import { scratchFolder } from '../files/scratch.js';
import { databaseUrl, sharedCluster } from './postgres-cluster.js';

/** One kind of database. */
export interface TestDatabase {
  readonly name: string;
  /** The `DATABASE_URL` of the database that belongs to a folder: always the same one, and empty at first. */
  readonly urlIn: (folder: string) => string;
}

/** For `describe.each`: every kind of database that the service runs on. */
export const DATABASES = [
  { name: 'SQLite', urlIn: (folder) => `file:${databaseFileIn(folder)}` },
  { name: 'PostgreSQL', urlIn: postgresUrlIn },
] as const satisfies [TestDatabase, ...TestDatabase[]];

/** The database of the tests that boot a service and do not loop over `DATABASES`. */
export const TEST_DATABASE: TestDatabase = DATABASES[0];

/** Opens an empty store; the test's end closes it. */
export type OpenStore = () => Promise<Store>;

/** Opens a store that is closed when the test ends: on a new empty database if no address is given. */
export async function openStore(databaseUrl = TEST_DATABASE.urlIn(scratchFolder())): Promise<Store> {
  const store = await open(databaseUrl, () => {});
  onTestFinished(() => store.close());
  return store;
}

/** The SQLite file of a folder. */
export function databaseFileIn(folder: string): string {
  return join(folder, 'test.sqlite');
}

/** A database of the server that the tests share, named after the folder. */
function postgresUrlIn(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return databaseUrl(sharedCluster(inject('postgresFolder')), `test_${name}`);
}
