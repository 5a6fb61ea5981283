/** The files of the migrations are plain SQL, and make the schema that released programs have made with them. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { MIGRATIONS } from '../../../src/store/sqlite/migrations/index.js';
import { scratchFolder } from '../../support/files/scratch.js';

const FOLDER = fileURLToPath(new URL('../../../src/store/sqlite/migrations', import.meta.url));
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .sort();
// SHA-256 of the schema and of the planner's statistics after each migration. Files of operators were made with these:
// one that differs is refused as damaged when it is opened. Add a line for a new migration, and never change one.
const SCHEMAS = [
  '82bd1e1d504dccfe7a8cca6635b1238807425f9a1b1211ce21d14b063befa75d',
  '54131cedf9d7783ae6467a904a3aa9dbe10ca0145ef50fea7c8f634b40a784ca',
  'a85b40bb6612d75224a9506a070a11e742712314b538c056ef1c5a727c3c88c8',
  '4785e65677e7389dd4227d01b9264b600cb9bb4c4e4ec6bc92a5828694a29a78',
  '2eda7c3499991d9fbad20265eb47ac0891ebbcfc47e1a1ec0ca585bf6e8522b5',
];
const HAS_SHELL = spawnSync('sqlite3', ['--version']).status === 0;

test('the program applies each file, in the order of the numbers', () => {
  expect(FILES.map((name) => Number(name.slice(0, 4)))).toEqual(FILES.map((_, index) => index + 1));
  expect(MIGRATIONS).toEqual(FILES.map(textOf));
});

test('each migration makes the schema that it made when it was released', () => {
  const database = new Database(':memory:');
  const schemas = FILES.map((name) => {
    database.exec(textOf(name));
    return schemaHash(database);
  });
  database.close();
  expect(schemas).toEqual(SCHEMAS);
});

test.runIf(HAS_SHELL)('the command sqlite3 makes the same schema of the files', () => {
  const path = join(scratchFolder(), 'shell.sqlite');
  for (const name of FILES) {
    const { status, stderr } = spawnSync('sqlite3', ['-bail', path], { input: textOf(name), encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  }
  const database = new Database(path, { readonly: true });
  expect(schemaHash(database)).toBe(SCHEMAS.at(-1));
  database.close();
});

function textOf(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

function schemaHash(database: Database.Database): string {
  // ANALYZE makes sqlite_stat4 only in builds of SQLite that have it.
  const definitions = database
    .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name <> 'sqlite_stat4'")
    .raw()
    .all();
  const statistics = database.prepare('SELECT * FROM sqlite_stat1').raw().all();
  return createHash('sha256')
    .update(JSON.stringify([definitions, statistics]))
    .digest('hex');
}
