/** A database file is opened safely, or refused with a message that says what to change. */
import { existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SetupError } from '../../../src/domain/errors.js';
import { EVERYTHING } from '../../../src/domain/query.js';
import { closeSqliteFile, openSqliteFile } from '../../../src/store/sqlite/sqlite-file.js';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { TENANT } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import {
  closedFile,
  copyDatabase,
  killedFile,
  PAGE_SIZE,
  pagesOf,
  zeroPages,
} from '../../support/store/database-files.js';

const OBJECTS = 60;
const DAMAGED = /is damaged\. Keep the file for analysis and restore a backup in its place\.$/;

describe('a file that is opened', () => {
  test('syncs every commit, keeps a write-ahead log and its references', () => {
    const database = opened(newPath());
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'busy_timeout'];
    expect(settings.map((name) => database.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 0, 20]);
  });

  test('has strict tables only, and refuses a value of another type', () => {
    const database = opened(newPath());
    const tables = database.prepare("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'").all();
    expect(tables).toHaveLength(12);
    expect(tables.filter((table) => (table as { strict: number }).strict !== 1)).toEqual([]);
    expect(() => database.exec("INSERT INTO tenant VALUES ('a', 'one', 1, 1)")).toThrow(/TEXT value in INTEGER column/);
  });

  test('refuses rows of a tenant that has no log', () => {
    const database = opened(newPath());
    const insert = `INSERT INTO settings (tenant_id, id, display_name, issuer, notification_type,
      renewal_threshold_percentage, version, created_at, updated_at) VALUES ('a', 'b', 'c', 'X_TEC', 'NONE', 1, 1, 1, 1)`;
    expect(() => database.exec(insert)).toThrow(expect.objectContaining({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }));
  });

  test('is made with the folders on the way to it', () => {
    const path = join(scratchFolder(), 'some', 'folder', 'test.sqlite');
    opened(path);
    expect(existsSync(path)).toBe(true);
  });

  test('may be empty, and keeps what is in it when it is opened again', async () => {
    const path = newPath();
    writeFileSync(path, '');
    await closedFile(path, 3);
    expect(await countAfterOpening(path)).toEqual({ count: 3, warnings: [] });
  });
});

describe('a file that cannot be trusted is refused:', () => {
  test.each([
    ['no database', (path: string) => writeFileSync(path, 'id,name\n'.repeat(1000)), 'is not a database'],
    ['a database of another program, unmarked', (path: string) => foreign(path, 0), 'of another program'],
    ['a database of another program, by its mark', (path: string) => foreign(path, 77), 'of another program'],
    ['an empty database with another mark', (path: string) => foreign(path, 77, ''), 'of another program'],
    ['a file of a newer release', newer, 'written by a newer release (schema 99; this one knows'],
    ['a folder', (path: string) => void mkdirSync(path), 'cannot be opened'],
    ['a log without its database', (path: string) => logAlone(path), 'is missing or empty, but its log'],
  ])('%s', async (_, make, words) => {
    const path = newPath();
    await make(path);
    const message = refusalOf(path);
    expect(message).toContain(words);
    expect(message).toContain(path);
    expect(message).toMatch(/Point DATABASE_URL|Install that release|Check that DATABASE_URL|Put the file back/);
    expect(message).not.toMatch(/SQLITE_|file is not|malformed|unable to/);
  });

  test('a path through a file that is no folder', () => {
    const path = join(newPath(), 'below.sqlite');
    writeFileSync(join(path, '..'), '');
    expect(refusalOf(path)).toMatch(/cannot be opened\. Check that DATABASE_URL names a file in a folder/);
  });

  test('one of another program stays as it was', () => {
    const path = newPath();
    foreign(path, 0);
    refusalOf(path);
    const database = new Database(path, { readonly: true });
    expect(database.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['theirs']);
    expect(database.pragma('journal_mode', { simple: true })).toBe('delete');
    database.close();
  });
});

describe('after an unclean stop', () => {
  test('a sound file is opened with a warning, and everything is there', async () => {
    const path = newPath();
    await killedFile(path, OBJECTS);
    const { count, warnings } = await countAfterOpening(path);
    expect(count).toBe(OBJECTS);
    const warning =
      /was not closed in order the last time\. Its write-ahead log \S+-wal was read to its end: 60 commits in \d+ pages\. /;
    expect(warnings).toEqual([expect.stringMatching(warning)]);
    expect(warnings[0]).not.toMatch(/sound/);
    expect(await countAfterOpening(path)).toEqual({ count: OBJECTS, warnings: [] });
  });

  test.each([
    ['came later', 1],
    ['came first', 0],
  ])('of one program, another that %s and has closed the file does not hide it', (_, closing) => {
    const path = newPath();
    const [first, second] = [openSqliteFile(path, () => {}), openSqliteFile(path, () => {})];
    const [leaving, crashing] = closing === 1 ? [second, first] : [first, second];
    closeSqliteFile(leaving);
    // The files that a killed program leaves behind.
    copyDatabase(path, `${path}.crashed`);
    expect(warningsOf(`${path}.crashed`)).toEqual([expect.stringContaining('not closed in order')]);
    closeSqliteFile(crashing);
    expect(warningsOf(path)).toEqual([]);
  });

  test('a file whose log is gone is opened with a warning that says so', async () => {
    const path = newPath();
    await killedFile(path, OBJECTS);
    rmSync(`${path}-wal`);
    const { warnings } = await countAfterOpening(path);
    expect(warnings).toEqual([expect.stringMatching(/not closed in order.* log .*-wal is gone.* lost/)]);
  });

  test('a file is refused whichever of its pages holds zeroes', async () => {
    const path = newPath();
    await killedFile(path, OBJECTS, { merged: true });
    const pages = Array.from({ length: pagesOf(path) }, (_, index) => index + 1);
    expect(pages.length).toBeGreaterThan(20);
    const messages = pages.map((page) => {
      const damaged = `${path}.${page}`;
      copyDatabase(path, damaged);
      zeroPages(damaged, [page]);
      return refusalOf(damaged);
    });
    expect(messages[0]).toContain('is not a database');
    for (const message of messages.slice(1)) expect(message).toMatch(DAMAGED);
  });

  test.each([1, 3, 10])('a file is refused that was cut off %i pages before its end', async (missing) => {
    const path = newPath();
    await killedFile(path, OBJECTS, { merged: true });
    truncateSync(path, (pagesOf(path) - missing) * PAGE_SIZE);
    expect(refusalOf(path)).toMatch(DAMAGED);
  });

  test.each([100, 1000, PAGE_SIZE, PAGE_SIZE + 1])('a file is refused of which %i bytes are left', async (left) => {
    const path = newPath();
    await killedFile(path, OBJECTS, { merged: true });
    truncateSync(path, left);
    expect(refusalOf(path)).toMatch(DAMAGED);
  });
});

function newPath(): string {
  return join(scratchFolder(), 'test.sqlite');
}

function opened(path: string): Database.Database {
  const database = openSqliteFile(path, () => {});
  onTestFinished(() => closeSqliteFile(database));
  return database;
}

function warningsOf(path: string): string[] {
  const warnings: string[] = [];
  closeSqliteFile(openSqliteFile(path, (message) => warnings.push(message)));
  return warnings;
}

async function countAfterOpening(path: string) {
  const warnings: string[] = [];
  const store = new SqliteStore(path, (message) => warnings.push(message));
  const count = await store.count(TENANT, EVERYTHING);
  await store.close();
  return { count, warnings };
}

/** The message with which a file is refused; the refusal leaves no connection behind that would keep its log. */
function refusalOf(path: string): string {
  try {
    closeSqliteFile(openSqliteFile(path, () => {}));
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError);
    return (error as SetupError).message;
  }
  throw new Error(`${path} was opened.`);
}

function foreign(path: string, mark: number, sql = 'CREATE TABLE theirs (id)'): void {
  const database = new Database(path);
  database.pragma(`application_id = ${mark}`);
  database.exec(sql);
  database.close();
}

async function newer(path: string): Promise<void> {
  await closedFile(path, 1);
  const database = new Database(path);
  database.pragma('user_version = 99');
  database.close();
}

async function logAlone(path: string): Promise<void> {
  await killedFile(path, 1);
  rmSync(path);
}
