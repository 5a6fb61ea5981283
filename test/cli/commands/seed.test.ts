/** Proves that `seed` fills a tenant with demo data and history, can be repeated, and leaves alone what others changed. */
import { expect, test } from 'vitest';
import { DEMO_SETTINGS } from '../../../src/cli/demo-settings.js';
import { ISSUERS } from '../../../src/domain/derived-credential-settings.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { boot } from '../../support/service/boot.js';
import { type Ended, start } from '../../support/service/built-program.js';
import { TEST_DATABASE } from '../../support/store/open-store.js';

const TENANT = '11111111-aaaa-4bbb-8ccc-222222222222';
const UPDATES = DEMO_SETTINGS.reduce((sum, { updates = [] }) => sum + updates.length, 0);
const [FIRST, SECOND] = DEMO_SETTINGS.map(({ create }) => create.id);

/** Seeds the database of the folder, which is the one that `boot` opens. */
async function seed(folder: string, args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const DATABASE_URL = await TEST_DATABASE.urlIn(folder);
  return start(['seed', ...args], { DATABASE_URL, ...environment }).ended;
}

const lines = ({ stdout }: Ended) => stdout.trimEnd().split('\n');

test('an empty tenant gets settings of every issuer with some history, and a repetition changes nothing', async () => {
  const folder = scratchFolder();
  const first = await seed(folder);
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(lines(first)[0]).toBe(`created: Field staff (${FIRST}, changed 2 times)`);
  expect(lines(first).at(-1)).toBe('5 created, 0 already there, 0 skipped, 0 refused');
  const second = await seed(folder);
  expect([second.code, lines(second)[0]]).toEqual([0, `already there: Field staff (${FIRST})`]);
  expect(lines(second).at(-1)).toBe('0 created, 5 already there, 0 skipped, 0 refused');

  const client = settingsClient(await boot({}, folder));
  expect(new Set((await client.list()).map(({ issuer }) => issuer))).toEqual(new Set(ISSUERS));
  const changes = await client.changes();
  expect(changes).toHaveLength(DEMO_SETTINGS.length + UPDATES);
  expect(new Set(changes.map(({ origin }) => origin))).toEqual(new Set(['CLI']));
});

test('what others have changed or deleted since stays so, also while the service runs', async () => {
  const folder = scratchFolder();
  await seed(folder);
  const client = settingsClient(await boot({}, folder));
  await client.update({ id: SECOND, displayName: 'Theirs' });
  await client.remove({ id: FIRST });
  const before = await client.changes();
  const again = await seed(folder);
  expect(again.code).toBe(0);
  expect(lines(again)[0]).toMatch(/^already there: Field staff \(The id .* has been deleted\. /);
  expect(await client.changes()).toEqual(before);
});

test('what an interrupted run has left out is done by the next', async () => {
  const folder = scratchFolder();
  const client = settingsClient(await boot({}, folder));
  await client.create({ ...DEMO_SETTINGS[0]?.create });
  expect(lines(await seed(folder))[0]).toBe(`already there: Field staff (${FIRST}, changed 2 times)`);
  expect(await client.changes()).toHaveLength(DEMO_SETTINGS.length + UPDATES);
});

test('where a tenant is kept to one issuer, those of others are skipped', async () => {
  const environment = { SINGLE_ISSUER_PER_TENANT: 'true' };
  const folder = scratchFolder();
  const empty = await seed(folder, [], environment);
  expect([empty.code, lines(empty).at(-1)]).toEqual([0, '2 created, 0 already there, 3 skipped, 0 refused']);
  const other = scratchFolder();
  const service = await boot(environment, other);
  await settingsClient(service).create({ ...EXAMPLE, issuer: 'X_TEC' });
  expect(lines(await seed(other, [], environment)).at(-1)).toBe('1 created, 0 already there, 4 skipped, 0 refused');
});

test('the data goes to the tenant that is named, which has to be done outside of local mode', async () => {
  const folder = scratchFolder();
  const entra = { AUTH_CLOUD: 'global', AUTH_AUDIENCE: 'api://settings', AUTH_ALLOWED_TENANTS: '*' };
  expect(await seed(folder, [], entra)).toMatchObject({
    code: 78,
    stdout: '',
    stderr: expect.stringContaining('--tenant'),
  });
  expect((await seed(folder, ['--tenant', TENANT], entra)).code).toBe(0);
  const service = await boot({}, folder);
  expect(await settingsClient(service).list()).toEqual([]);
  expect(await settingsClient(service, await service.token({ tenantId: TENANT })).list()).toHaveLength(5);
});
