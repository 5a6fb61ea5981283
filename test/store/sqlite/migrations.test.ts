/** Each migration has its own transaction: one that fails is rolled back, and those before it stay applied. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { type RecordedChange, settingsAfter } from '../../../src/domain/change.js';
import type { DerivedCredentialSettings } from '../../../src/domain/derived-credential-settings.js';
import { PassingSetupError, SetupError } from '../../../src/domain/errors.js';
import { EVERYTHING, OLDEST_FIRST } from '../../../src/domain/query.js';
import { CHANGE, SETTINGS } from '../../../src/store/sql/rows.js';
import { APPLICATION_ID } from '../../../src/store/sqlite/file-schema.js';
import { checkDatabaseFile } from '../../../src/store/sqlite/recovery/check-database-file.js';
import { rowsAgree } from '../../../src/store/sqlite/recovery/rows-agree.js';
import { closeSqliteFile, openSqliteFile } from '../../../src/store/sqlite/sqlite-file.js';
import { CONTENT, TENANT, uuid } from '../../support/domain/changes.js';
import { live } from '../../support/domain/varied-log.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { noSmallDisk, smallDisk } from '../../support/files/small-disk.js';
import { openStore } from '../../support/store/open-store.js';

const { more } = vi.hoisted(() => ({ more: [] as string[] }));

vi.mock('../../../src/store/sqlite/migrations/index.js', async (original) => {
  const { MIGRATIONS, COMPLETIONS } = await original<typeof import('../../../src/store/sqlite/migrations/index.js')>();
  return {
    COMPLETIONS,
    get MIGRATIONS() {
      return [...MIGRATIONS, ...more];
    },
  };
});

test('a failed migration is rolled back, and is applied once it has been corrected', () => {
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

test('changes recorded before `recorded_at` existed have the time of the log as their clock time', async () => {
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

test('a log that held what was before each change gives the same changes and the same past afterwards', async () => {
  const [fresh, path] = [join(scratchFolder(), 'fresh.sqlite'), join(scratchFolder(), 'old.sqlite')];
  const expected = await openStore(`file:${fresh}`);
  const changes = await live(expected);
  await fileOfSchema3(path, changes);
  const migrated = await openStore(`file:${path}`);
  const page = { size: 100, from: 'start', after: null, before: null, withTotalCount: true } as const;
  expect((await migrated.listChanges(TENANT, { filter: {}, page })).items).toEqual(changes);
  expect(await migrated.head(TENANT)).toEqual(await expected.head(TENANT));
  for (const asOf of [null, ...changes.map(({ position }) => position)]) {
    const query = { filter: EVERYTHING, order: OLDEST_FIRST, page };
    expect(await migrated.list(TENANT, query, asOf), `as of ${asOf}`).toEqual(await expected.list(TENANT, query, asOf));
  }
  const database = new Database(path);
  expect(rowsAgree(database)).toBe(true);
  database.close();
});

test('on a full disk a migration is undone, and says how much it needs', async ({ skip }) => {
  const why = noSmallDisk();
  if (why !== null) return skip(why);
  const disk = smallDisk(3);
  const path = join(disk.folder, 'test.sqlite');
  more.length = 0;
  closeSqliteFile(openSqliteFile(path, () => {}));
  const [released] = schemaOf(path);
  // 5 MB.
  more.push(`CREATE TABLE large AS WITH RECURSIVE one (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM one LIMIT 10000)
    SELECT randomblob(500) FROM one`);
  const open = () => closeSqliteFile(openSqliteFile(path, () => {}));
  expect(open).toThrow(
    new PassingSetupError(
      `The disk of ${disk.folder} is full. Free about 1 MB and try again. Migration ${released + 1} of ${path} failed and was undone.`,
    ),
  );
  expect(schemaOf(path)[0]).toBe(released);
  expect(checkDatabaseFile(path).sentences).toContainEqual([
    'note',
    expect.stringMatching(
      /^The next start applies a migration, which may write up to 1 MB \(\d MB are free\), and only a backup .* make one first\.$/,
    ),
  ]);

  disk.resize(20);
  open();
  expect(schemaOf(path)[0]).toBe(released + 1);
  more.length = 0;
});

/** A file as programs made it whose last migration was the third, with one tenant's log. */
async function fileOfSchema3(path: string, changes: readonly RecordedChange[]): Promise<void> {
  const { MIGRATIONS } = await vi.importActual<typeof import('../../../src/store/sqlite/migrations/index.js')>(
    '../../../src/store/sqlite/migrations/index.js',
  );
  const database = new Database(path);
  for (const migration of MIGRATIONS.slice(0, 3)) database.exec(migration);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma('user_version = 3');
  const last = changes.at(-1);
  database.prepare('INSERT INTO tenant VALUES (?, ?, ?)').run(TENANT, last?.position, last?.at);
  const columns = [...CHANGE.columns.slice(0, -1).map((name) => (name === 'actor' ? 'actor_subject' : name)), 'before'];
  const insert = database.prepare(`INSERT INTO change (${columns}) VALUES (${columns.map(() => '?')})`);
  const settings = new Map<string, DerivedCredentialSettings | null>();
  for (const change of changes) {
    const values = CHANGE.write(change, 0).with(CHANGE.columns.indexOf('actor') - 1, change.actor.subject);
    insert.run(TENANT, ...values, change.before && JSON.stringify(change.before));
    settings.set(change.settingsId, settingsAfter(change));
  }
  const put = database.prepare(
    `INSERT INTO settings (${SETTINGS.columns}) VALUES (${SETTINGS.columns.map(() => '?')})`,
  );
  for (const each of settings.values()) if (each !== null) put.run(TENANT, ...SETTINGS.write(each));
  database.close();
}

/** The number of applied migrations, and the tables in the order of their creation. */
function schemaOf(path: string): [number, unknown[]] {
  const database = new Database(path, { readonly: true });
  const version = Number(database.pragma('user_version', { simple: true }));
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").pluck().all();
  database.close();
  return [version, tables];
}
