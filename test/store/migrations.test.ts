/** Each migration is a transaction of its own: one that fails leaves nothing of itself, and the ones before it stand. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { SetupError } from '../../src/domain/errors.js';
import { closeSqliteFile, openSqliteFile } from '../../src/store/sqlite-file.js';
import { scratchFolder } from '../support/scratch.js';

const { more } = vi.hoisted(() => ({ more: [] as string[] }));

vi.mock('../../src/store/migrations/index.js', async (original) => {
  const { MIGRATIONS } = await original<typeof import('../../src/store/migrations/index.js')>();
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

/** The number of migrations that a file has had, and its tables in the order in which they were made. */
function schemaOf(path: string): [number, unknown[]] {
  const database = new Database(path, { readonly: true });
  const version = Number(database.pragma('user_version', { simple: true }));
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").pluck().all();
  database.close();
  return [version, tables];
}
