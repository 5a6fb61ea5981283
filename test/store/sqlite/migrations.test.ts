/** Each migration is a transaction of its own: one that fails leaves nothing of itself, and the ones before it stand. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { SetupError } from '../../../src/domain/errors.js';
import { APPLICATION_ID } from '../../../src/store/sqlite/file-schema.js';
import { closeSqliteFile, openSqliteFile } from '../../../src/store/sqlite/sqlite-file.js';
import { CONTENT, TENANT, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { openStore } from '../../support/store/open-store.js';

const { more } = vi.hoisted(() => ({ more: [] as string[] }));

vi.mock('../../../src/store/sqlite/migrations/index.js', async (original) => {
  const { MIGRATIONS } = await original<typeof import('../../../src/store/sqlite/migrations/index.js')>();
  return {
    get MIGRATIONS() {
      return [...MIGRATIONS, ...more];
    },
  };
});

test('A migration that fails leaves nothing of itself, and is applied once it has been mended', () => {
  const path = join(scratchFolder(), 'test.sqlite');
  closeSqliteFile(openSqliteFile(path, () => {}));
  const [released, tables] = schemaOf(path);

  more.splice(0, more.length, 'CREATE TABLE second (id)', 'CREATE TABLE third (id); CREATE TABLE second (id)');
  const open = () => closeSqliteFile(openSqliteFile(path, () => {}));
  expect(open).toThrow(SetupError);
  expect(open).toThrow(`Migration ${released + 2} of ${path} failed and was undone.`);
  expect(schemaOf(path)).toEqual([released + 1, [...tables, 'second']]);

  more.splice(1, 1, 'CREATE TABLE third (id)');
  open();
  expect(schemaOf(path)).toEqual([released + 2, [...tables, 'second', 'third']]);
});

test('Changes that were recorded before the clock was kept beside them have the time of the log for it', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  const { MIGRATIONS } = await vi.importActual<typeof import('../../../src/store/sqlite/migrations/index.js')>(
    '../../../src/store/sqlite/migrations/index.js',
  );
  const database = new Database(path);
  database.exec(`${MIGRATIONS[0]}; INSERT INTO tenant VALUES ('${TENANT}', 1, 5000);
    INSERT INTO change VALUES ('${TENANT}', 1, '${uuid(1)}', 1, 'CREATED', 5000, 5000, 'somebody', NULL, 'USER', 'REST',
      'request', 1, NULL, '${JSON.stringify(CONTENT)}')`);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma('user_version = 1');
  database.close();
  const store = await openStore(`file:${path}`);
  expect(await store.findChange(TENANT, uuid(1), 1)).toMatchObject({ position: 1, at: 5000, recordedAt: 5000 });
});

/** The number of migrations that a file has had, and its tables in the order in which they were made. */
function schemaOf(path: string): [number, unknown[]] {
  const database = new Database(path, { readonly: true });
  const version = Number(database.pragma('user_version', { simple: true }));
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").pluck().all();
  database.close();
  return [version, tables];
}
