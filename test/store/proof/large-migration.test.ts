/**
 * The migration that chains a log: it needs no more space than `doctor` says, and `MIGRATED_ENTRIES=1000000` reports how long it
 * takes for a large log.
 */
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { checkStore, verifyStore } from '../../../src/store/open.js';
import { readConnectionUrl } from '../../../src/store/postgres/connections/connection-url.js';
import { connectOnce } from '../../../src/store/postgres/connections/connections.js';
import { run } from '../../../src/store/postgres/connections/statement.js';
import { APPLICATION_ID, dueMigrations } from '../../../src/store/sqlite/file-schema.js';
import { MIGRATIONS } from '../../../src/store/sqlite/migrations/index.js';
import { TENANT } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { databaseFileIn, openStore, POSTGRESQL, SQLITE } from '../../support/store/open-store.js';
import { load } from '../../support/store/postgres-dump.js';

const ENTRIES = Number(process.env['MIGRATED_ENTRIES'] ?? 20_000);
const VERSIONS = 10;
const OBJECTS = ENTRIES / VERSIONS;
const TIMEOUT_MS = 3_600_000;

/** SQL that fills the tables of the schema before, as changes of `VERSIONS` versions of each object in turn. */
function filling(more: { readonly tenant: string; readonly change: string }): string {
  const content = (
    version: string,
  ) => `'{"displayName":"Name ' || ${version} || '","helpUrl":"https://help.example.com/derived-credentials"' ||
    ',"issuer":"PUREBRED","notificationType":"COMPANY_PORTAL","renewalThresholdPercentage":20}'`;
  const log = `WITH RECURSIVE place (position) AS (SELECT 1 UNION ALL SELECT position + 1 FROM place WHERE position < ${ENTRIES}),
    log AS (SELECT position, (position - 1) % ${OBJECTS} AS object, 1 + (position - 1) / ${OBJECTS} AS version FROM place),
    entry AS (SELECT position, object, version, CAST(10000000 + object * 7919 % 89999999 AS TEXT) || '-0000-4000-8000-' ||
      CAST(100000000000 + object AS TEXT) AS id FROM log)`;
  return `
    INSERT INTO tenant (tenant_id, position, at, settings ${more.tenant && ', previous_at'})
      VALUES ('${TENANT}', ${ENTRIES}, ${ENTRIES}, ${OBJECTS} ${more.tenant});
    ${log} INSERT INTO change (tenant_id, position, settings_id, version, kind, at, created_at, actor_subject, actor_kind, origin,
        request_id, snapshot_format, after ${more.change && ', commit_id'})
      SELECT '${TENANT}', position, id, version, CASE version WHEN 1 THEN 'CREATED' ELSE 'UPDATED' END, position, object + 1,
        'somebody ' || object % 100, 'USER', 'GRAPHQL', id, 1, ${content('version')} ${more.change} FROM entry;
    ${log} INSERT INTO superseded (tenant_id, until, since)
      SELECT '${TENANT}', position, position - ${OBJECTS} FROM entry WHERE version > 1;
    ${log} INSERT INTO settings (tenant_id, id, display_name, help_url, issuer, notification_type, renewal_threshold_percentage,
        version, created_at, updated_at, position)
      SELECT '${TENANT}', id, 'Name ' || version, 'https://help.example.com/derived-credentials', 'PUREBRED', 'COMPANY_PORTAL', 20,
        version, object + 1, position, position FROM entry WHERE version = ${VERSIONS};`;
}

/** Starts this release on the database. Returns the seconds. */
async function migrate(url: string): Promise<number> {
  const began = performance.now();
  await openStore(url);
  return (performance.now() - began) / 1000;
}

async function expectSound(url: string): Promise<void> {
  const found: unknown[] = [];
  const onTenant = async (tenant: unknown) => void found.push(tenant);
  await verifyStore(url, { tenantId: TENANT, seen: [], onProgress: () => {}, onTenant, stoppedBy: () => null });
  expect(found).toMatchObject([{ position: ENTRIES, fault: null }]);
}

function report(name: string, seconds: number, before: number, written: number): void {
  const [size, more] = [before, written].map((bytes) => `${Math.round(bytes / 1_000_000)} MB`);
  process.stdout.write(
    `${name}: ${ENTRIES} entries in ${size} were chained in ${seconds.toFixed(1)} s, which wrote ${more}.\n`,
  );
}

test(
  'of a file',
  async () => {
    const folder = scratchFolder();
    const [path, url] = [databaseFileIn(folder), SQLITE.urlIn(folder)];
    const database = new Database(path);
    database.pragma('synchronous = OFF');
    for (const migration of MIGRATIONS.slice(0, 4)) database.exec(migration);
    database.exec(`BEGIN; ${filling({ tenant: '', change: '' })} COMMIT`);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma('user_version = 4');
    database.close();
    const [before, due] = [statSync(path).size, dueMigrations(4, path)];
    const seconds = await migrate(url);
    // The log has been copied into the file and is still there.
    const written = statSync(path).size - before + statSync(`${path}-wal`).size;
    report('SQLite', seconds, before, written);
    expect(written).toBeLessThan(due?.neededBytes ?? 0);
    await expectSound(url);
  },
  TIMEOUT_MS,
);

test(
  'of PostgreSQL',
  async () => {
    const url = await POSTGRESQL.urlIn(scratchFolder());
    load(url, readFileSync(fileURLToPath(new URL('../../system/released/schema-2.sql', import.meta.url)), 'utf8'));
    const client = await connectOnce(readConnectionUrl(url));
    await client.query('SET statement_timeout = 0');
    const size = async () =>
      Number((await run(client, { text: 'SELECT pg_database_size(current_database())' }))[0]?.[0]);
    await client.query(`DELETE FROM tenant WHERE tenant_id = '${TENANT}';
      ${filling({ tenant: ', 0', change: ', gen_random_uuid()' })}`);
    const before = await size();
    expect((await checkStore(url)).sentences).toContainEqual([
      'note',
      expect.stringMatching(
        /^The next start applies a migration, which may write up to \d+ MB to the database and \d+ MB to the WAL, and only a backup /,
      ),
    ]);
    const seconds = await migrate(url);
    report('PostgreSQL', seconds, before, (await size()) - before);
    await client.end();
    await expectSound(url);
  },
  TIMEOUT_MS,
);
