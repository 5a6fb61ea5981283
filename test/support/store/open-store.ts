/**
 * The one place where tests open a store and learn its address, so that suites can run on every kind of database.
 * `TEST_DATABASE_URL` chooses the database of those that do not loop over all kinds: nothing for SQLite, `postgres` for the server
 * that the tests start themselves, or the URL of a server on which its user may create databases.
 */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Store } from '../../../src/domain/store.js';
import { openStore as open } from '../../../src/store/open.js';
import { scratchFolder } from '../files/scratch.js';
import { databaseOn, sharedServer } from './shared-postgres.js';

/** One kind of database. */
export interface TestDatabase {
  readonly name: string;
  /** The `DATABASE_URL` of the database that belongs to a folder: always the same one, and empty at first. */
  readonly urlIn: (folder: string) => string | Promise<string>;
}

/** Tests of SQLite itself name it, and so run on it whatever `TEST_DATABASE_URL` says. */
export const SQLITE = { name: 'SQLite', urlIn: (folder: string) => `file:${databaseFileIn(folder)}` };

/** On the server that the tests start themselves. */
export const POSTGRESQL: TestDatabase = {
  name: 'PostgreSQL',
  urlIn: async (folder) => databaseOn(await sharedServer(), nameFor(folder)),
};

/** For `describe.each`: every kind of database that the service runs on. */
export const DATABASES = [SQLITE, POSTGRESQL] as const;

/** The database of the tests that boot a service and do not loop over `DATABASES`. */
export const TEST_DATABASE: TestDatabase = chosen(process.env['TEST_DATABASE_URL'] || 'file');

export interface ServiceEnvironment extends NodeJS.ProcessEnv {
  readonly DATABASE_URL: string;
  readonly LOCAL_KEY_FILE: string;
}

/** Opens an empty store; the test's end closes it. */
export type OpenStore = () => Promise<Store>;

/** Opens a store that is closed when the test ends: on a new empty database if no address is given. */
export async function openStore(databaseUrl?: string): ReturnType<typeof open> {
  const store = await open(databaseUrl ?? (await TEST_DATABASE.urlIn(scratchFolder())), () => {});
  onTestFinished(() => store.close());
  return store;
}

/**
 * The variables of a service whose database, and key of local mode, belong to a folder. By default it logs nothing. The key is where
 * it is by default on SQLite, whatever the database is.
 */
export async function environmentIn(folder: string, { urlIn } = TEST_DATABASE): Promise<ServiceEnvironment> {
  return {
    DATABASE_URL: await urlIn(folder),
    LOCAL_KEY_FILE: `${databaseFileIn(folder)}.key.json`,
    LOG_LEVEL: 'silent',
  };
}

/** The SQLite file of a folder. */
export function databaseFileIn(folder: string): string {
  return join(folder, 'test.sqlite');
}

function chosen(url: string): TestDatabase {
  if (url === 'file') return SQLITE;
  if (url === 'postgres') return POSTGRESQL;
  if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('TEST_DATABASE_URL is neither postgres nor postgres://…');
  return { name: 'PostgreSQL', urlIn: (folder) => databaseOn(url, nameFor(folder)) };
}

function nameFor(folder: string): string {
  return `test_${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
}
