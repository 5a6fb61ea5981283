/**
 * A database of each earlier schema starts under this release, answers as it did, and can be written. The databases in `released`
 * were made by the release of that schema, and are never made again: see docs/releasing.md.
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS as POSTGRESQL_MIGRATIONS } from '../../src/store/postgres/migrations/index.js';
import { MIGRATIONS as SQLITE_MIGRATIONS } from '../../src/store/sqlite/migrations/index.js';
import { scratchFolder } from '../support/files/scratch.js';
import { start } from '../support/service/built-program.js';
import { keepAliveClient, startService } from '../support/service/started-service.js';
import { databaseFileIn, POSTGRESQL, SQLITE } from '../support/store/open-store.js';
import { dump, load } from '../support/store/postgres-dump.js';

const FOLDER = fileURLToPath(new URL('released', import.meta.url));
const SETTINGS =
  'id displayName helpUrl issuer notificationType renewalThresholdPercentage version createdAt updatedAt';
const CONTENT = 'displayName helpUrl issuer notificationType renewalThresholdPercentage';
const everything = (middle: string) => `{
  derivedCredentials(first: 100) { totalCount nodes { ${SETTINGS} } }
  past: derivedCredentials(first: 100, asOf: { time: "${middle}" }) { totalCount nodes { ${SETTINGS} } }
  changes(first: 100) {
    totalCount
    edges {
      cursor
      node {
        id kind settingsId version at recordedAt origin requestId touchedFields actor { subject clientId kind }
        before { ${CONTENT} } after { ${CONTENT} }
      }
    }
  }
}`;
const CREATE = `mutation {
  createDerivedCredentialSettings(
    input: { displayName: "New", helpUrl: null, issuer: PUREBRED, notificationType: EMAIL }
  ) { derivedCredentialSettings { version } }
}`;
const UPDATE = `mutation ($id: ID!) {
  updateDerivedCredentialSettings(input: { id: $id, helpUrl: "https://example.org/b%C3%A4r" }) { userErrors { code } }
}`;
const DELETE = 'mutation ($id: ID!) { deleteDerivedCredentialSettings(input: { id: $id }) { userErrors { code } } }';
const REVERT = `mutation ($id: ID!) {
  revertDerivedCredentialSettings(input: { id: $id, toVersion: 1 }) { userErrors { code } }
}`;

/** What is beside a database: its answer to `everything`, and the time that it asks about. */
interface Released {
  readonly middle: string;
  readonly answer: unknown;
}

interface Listed {
  readonly derivedCredentials: { readonly nodes: readonly { readonly id: string }[] };
}

const KINDS = [
  {
    database: SQLITE,
    extension: 'sqlite',
    schema: SQLITE_MIGRATIONS.length,
    restore: async (from: string, folder: string) => copyFileSync(from, databaseFileIn(folder)),
    keep: async (to: string, folder: string) => copyFileSync(databaseFileIn(folder), to),
  },
  {
    database: POSTGRESQL,
    extension: 'sql',
    schema: POSTGRESQL_MIGRATIONS.length,
    restore: async (from: string, folder: string) => load(await POSTGRESQL.urlIn(folder), readFileSync(from, 'utf8')),
    keep: async (to: string, folder: string) => writeFileSync(to, dump(await POSTGRESQL.urlIn(folder))),
  },
] as const;

describe.each(KINDS)('$database.name', ({ database, extension, schema, restore, keep }) => {
  const released = readdirSync(FOLDER).filter((name) => name.endsWith(`.${extension}`));

  test.each(released)('%s answers as under its own release, and takes changes', async (name) => {
    const { middle, answer } = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Released;
    const folder = scratchFolder();
    await restore(join(FOLDER, name), folder);
    const post = keepAliveClient(await startService({}, folder, database));
    expect((await post(everything(middle))).body).toEqual(answer);
    expect((await post(CREATE)).body.data).toEqual({
      createDerivedCredentialSettings: { derivedCredentialSettings: { version: 1 } },
    });
  });

  const newest = join(FOLDER, `schema-${schema}.${extension}`);
  test('a database of the newest schema is kept', async () => {
    if (process.env['KEEP_DATABASE'] === undefined || existsSync(newest)) {
      expect(existsSync(newest), 'Before a release: KEEP_DATABASE=1 npx vitest run test/system/upgrade.test.ts').toBe(
        true,
      );
      return;
    }
    const folder = scratchFolder();
    const service = await startService({}, folder, database);
    const post = keepAliveClient(service);
    await start(['seed'], service.environment).ended;
    const [updated, deleted, restored] = await idsOf(post);
    const middle = new Date().toISOString();
    await post(UPDATE, { id: updated });
    await post(DELETE, { id: deleted });
    await post(DELETE, { id: restored });
    await post(REVERT, { id: restored });
    const { body } = await post(everything(middle));
    service.child.kill('SIGTERM');
    await service.ended;
    await keep(newest, folder);
    writeFileSync(`${newest}.json`, `${JSON.stringify({ middle, answer: body }, null, 2)}\n`);
  });
});

async function idsOf(post: ReturnType<typeof keepAliveClient>): Promise<readonly string[]> {
  const { body } = await post('{ derivedCredentials { nodes { id } } }');
  const { derivedCredentials } = body.data as unknown as Listed;
  return derivedCredentials.nodes.map(({ id }) => id);
}
