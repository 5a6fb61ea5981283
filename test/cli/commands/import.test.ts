/** Proves that `import` takes exports into a tenant with ids kept, reports on each object, and can be repeated without harm. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ISSUERS } from '../../../src/domain/derived-credential-settings.js';
import { uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { EXAMPLE_BODY, restClient } from '../../support/rest/rest-client.js';
import { boot } from '../../support/service/boot.js';
import { type Ended, start } from '../../support/service/built-program.js';
import { TEST_DATABASE } from '../../support/store/open-store.js';

const TENANT = '11111111-aaaa-4bbb-8ccc-222222222222';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const entity = (number: number, more: object = {}) => {
  return {
    ...EXAMPLE_BODY,
    '@odata.etag': 'W/"4"',
    id: uuid(number),
    displayName: `Name ${number}`,
    renewalThresholdPercentage: 30,
    ...more,
  };
};
const page = (...value: readonly object[]) => {
  return { '@odata.context': 'https://graph.microsoft.com/beta/$metadata#deviceManagement/derivedCredentials', value };
};
/** The fields of Microsoft365DSC's IntuneDerivedCredential, with those of its session that are no content. */
const dsc = (DisplayName: string, more: object = {}) => ({
  ResourceName: 'IntuneDerivedCredential',
  DisplayName,
  HelpUrl: 'https://example.com/help',
  Issuer: 'entrustDataCard',
  NotificationType: 'companyPortal,email',
  Ensure: 'Present',
  Credential: '$Credscredential',
  TenantId: 'contoso.example',
  ...more,
});

interface Folder {
  readonly folder: string;
  /** Runs the command on a content; bytes and texts as they are, everything else as JSON. */
  run(content: unknown, args?: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Ended>;
}

/** A folder with its own database, which is the one that `boot` opens. */
function inFolder(): Folder {
  const folder = scratchFolder();
  return {
    folder,
    run: async (content, args = [], environment = {}) => {
      const file = join(folder, 'export.json');
      writeFileSync(
        file,
        typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
      );
      const DATABASE_URL = await TEST_DATABASE.urlIn(folder);
      return start(['import', file, ...args], { DATABASE_URL, ...environment }).ended;
    },
  };
}

const lines = ({ stdout }: Ended) => stdout.trimEnd().split('\n');

test('a page of a Graph export becomes settings with their ids, under the origin of the command', async () => {
  const { folder, run } = inFolder();
  const ended = await run(page(entity(1), entity(2, { issuer: 'XTEC', notificationType: 'email,companyPortal' })));
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
  expect(lines(ended)).toEqual([
    `created: Name 1 (${uuid(1)})`,
    `created: Name 2 (${uuid(2)})`,
    '2 created, 0 already there, 0 skipped, 0 refused',
  ]);
  const service = await boot({}, folder);
  expect((await restClient(service).list()).value).toEqual([
    { ...entity(1), '@odata.etag': 'W/"1"' },
    { ...entity(2), '@odata.etag': 'W/"1"', issuer: 'xTec', notificationType: 'companyPortal,email' },
  ]);
  expect(await settingsClient(service).changes()).toMatchObject([
    { kind: 'CREATED', origin: 'CLI', actor: { subject: 'command-line', clientId: null, kind: 'APPLICATION' } },
    { kind: 'CREATED', origin: 'CLI' },
  ]);
});

test('an object that has been deleted is refused with the option that restores it, and comes back as the file has it', async () => {
  const { folder, run } = inFolder();
  const content = [entity(1), entity(2, { displayName: 'New', helpUrl: null }), dsc('By name'), entity(4)];
  await run([entity(1), entity(2), dsc('By name')]);
  const first = await boot({}, folder);
  const client = settingsClient(first);
  const ids = (await client.list()).map(({ id }) => id);
  for (const id of ids) await client.remove({ id });
  // Deleted once more.
  await client.revert({ id: uuid(1), toVersion: 1 });
  await client.remove({ id: uuid(1) });
  await first.stop();

  const refused = await run(content);
  expect(refused.code).toBe(65);
  expect(lines(refused)).toEqual([
    ...['Name 1', 'New', 'By name'].map((name, index) => {
      return `refused: ${name} (The object ${ids[index]} has been deleted. Import with --restore to bring it back.)`;
    }),
    `created: Name 4 (${uuid(4)})`,
    '1 created, 0 already there, 0 skipped, 3 refused',
  ]);
  const restored = await run(content, ['--restore']);
  expect([restored.code, restored.stderr]).toEqual([0, '']);
  expect(lines(restored)).toEqual([
    `restored: Name 1 (${ids[0]})`,
    `restored: New (${ids[1]})`,
    `restored: By name (${ids[2]})`,
    `already there: Name 4 (${uuid(4)})`,
    '0 created, 3 restored, 1 already there, 0 skipped, 0 refused',
  ]);
  for (const args of [[], ['--restore']])
    expect(lines(await run(content, args)).at(-1)).toBe('0 created, 4 already there, 0 skipped, 0 refused');

  const log = (await settingsClient(await boot({}, folder)).changes()).slice(9);
  expect(log.map(({ kind, id, origin }) => `${kind} ${id} ${origin}`)).toEqual([
    `CREATED ${ids[0]}:5 CLI`,
    `CREATED ${ids[1]}:3 CLI`,
    `UPDATED ${ids[1]}:4 CLI`,
    `CREATED ${ids[2]}:3 CLI`,
  ]);
  expect(log[2]?.after).toMatchObject({ displayName: 'New', helpUrl: null });
});

test('of imports that restore the same objects at the same time each is brought back by one, and all succeed', async () => {
  const { folder, run } = inFolder();
  const content = [1, 2, 3, 4, 5].map((number) => entity(number, { helpUrl: null }));
  await run([1, 2, 3, 4, 5].map((number) => entity(number)));
  const service = await boot({}, folder);
  for (const { id } of await settingsClient(service).list()) await settingsClient(service).remove({ id });
  const ends = await Promise.all([1, 2, 3].map(() => run(content, ['--restore'])));
  expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
  const kinds = (await settingsClient(service).changes()).slice(10).map(({ kind }) => kind);
  expect(kinds).toEqual(Array(5).fill(['CREATED', 'UPDATED']).flat());
});

test('a deleted object does not come back with another issuer than it had, nor beside another where one is kept to', async () => {
  const { folder, run } = inFolder();
  await run([entity(1), entity(2)]);
  const service = await boot({}, folder);
  for (const number of [1, 2]) await settingsClient(service).remove({ id: uuid(number) });
  await settingsClient(service).create({ ...EXAMPLE, issuer: 'X_TEC' });
  await service.stop();
  const content = [entity(1, { issuer: 'xTec' }), entity(2), entity(2, { displayName: '' })];
  const ended = await run(content, ['--restore'], { SINGLE_ISSUER_PER_TENANT: 'true' });
  expect([ended.code, ...lines(ended)]).toEqual([
    65,
    'refused: Name 1 (issuer was ENTRUST_DATACARD when this object was deleted, and a restore does not change it. For a new object, give another id.)',
    'refused: Name 2 (The tenant may have only one issuer and already uses X_TEC.)',
    expect.stringMatching(/^refused: .* \(displayName "" is blank\. /),
    '0 created, 0 already there, 0 skipped, 3 refused',
  ]);
  expect(await settingsClient(await boot({}, folder)).changes()).toHaveLength(5);
});

test('an export in the UTF-16 of Windows PowerShell is read', async () => {
  const ended = await inFolder().run(Buffer.from(`\ufeff${JSON.stringify([page(entity(1)), entity(2)])}`, 'utf16le'));
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  expect(lines(ended).at(-1)).toBe('2 created, 0 already there, 0 skipped, 0 refused');
});

test('an export comes over standard input too', async () => {
  const running = start(['import', '-'], { DATABASE_URL: `file:${join(scratchFolder(), 'test.sqlite')}` });
  running.child.stdin?.end(JSON.stringify(entity(1)));
  expect(await running.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('created: Name 1 (') });
});

test('the fields of Microsoft365DSC become settings; absent objects are skipped', async () => {
  const { folder, run } = inFolder();
  const ended = await run([
    dsc('With an id', { Id: uuid(1) }),
    dsc('By name', { NotificationType: 'none', RenewalThresholdPercentage: 15 }),
    dsc('Gone', { Ensure: 'Absent' }),
    { ...dsc('Also gone'), Ensure: undefined, ensure: 'absent' },
  ]);
  const created = (await settingsClient(await boot({}, folder)).list()).map(({ id, ...rest }) => [id, rest] as const);
  expect(created).toMatchObject([
    [
      uuid(1),
      {
        displayName: 'With an id',
        issuer: 'ENTRUST_DATACARD',
        notificationType: 'COMPANY_PORTAL_AND_EMAIL',
        renewalThresholdPercentage: 20,
      },
    ],
    [
      expect.stringMatching(UUID),
      {
        displayName: 'By name',
        notificationType: 'NONE',
        helpUrl: 'https://example.com/help',
        renewalThresholdPercentage: 15,
      },
    ],
  ]);
  expect(lines(ended)).toEqual([
    `created: With an id (${uuid(1)})`,
    `created: By name (${created[1]?.[0]})`,
    'skipped: Gone (Ensure is Absent.)',
    'skipped: Also gone (Ensure is Absent.)',
    '2 created, 0 already there, 2 skipped, 0 refused',
  ]);
  expect(ended.code).toBe(0);
});

test('an import that is repeated changes nothing, with ids in the file or without', async () => {
  const { folder, run } = inFolder();
  const long = 'x'.repeat(200);
  const content = [entity(1), dsc('By name'), dsc('By Name'), dsc(`${long} one`), dsc(`${long} two`)];
  expect(lines(await run(content)).at(-1)).toBe('5 created, 0 already there, 0 skipped, 0 refused');
  const again = await run(content);
  expect(again.code).toBe(0);
  expect(lines(again)[0]).toBe(`already there: Name 1 (${uuid(1)})`);
  expect(lines(again).at(-1)).toBe('0 created, 5 already there, 0 skipped, 0 refused');
  expect(await settingsClient(await boot({}, folder)).changes()).toHaveLength(5);
});

test('refused objects are reported with every reason, the others are created, and the exit code is 65', async () => {
  const { folder, run } = inFolder();
  await run(entity(1));
  const ended = await run([
    entity(1, { displayName: 'Other content' }),
    entity(2, { issuer: 'nobody', notificationType: 5 }),
    entity(3, { displayName: ' ', helpUrl: 'ftp://example.com' }),
    entity(4, { helpUrl: false }),
    entity(5, { id: 'five' }),
    entity(6, { displayName: 'line\nbreak \u001b[31mred' }),
    { unrelated: true },
    entity(7),
    entity(8, { renewalThresholdPercent: 40 }),
    entity(9, { '@odata.type': '#microsoft.graph.iosVpnConfiguration' }),
  ]);
  expect(lines(ended)).toEqual([
    expect.stringMatching(
      /^refused: Other content \(The id .* is taken by an object that was created with other content\.\)$/,
    ),
    expect.stringMatching(
      /^refused: Name 2 \(issuer "nobody" is not known\. Give one of "intercede", .* notificationType is 5, a number\. .*\)$/,
    ),
    expect.stringMatching(
      /^refused: [-0-9a-f]{36} \(displayName " " is blank\. .* helpUrl "ftp:\/\/example\.com" is not an absolute http or https address\.\)$/,
    ),
    expect.stringMatching(/^refused: Name 4 \(helpUrl is false\. Give an address .* or null for none\.\)$/),
    expect.stringMatching(/^refused: Name 5 \("five" is not a UUID\. .*\)$/),
    expect.stringMatching(
      /^refused: line\ufffdbreak \ufffd\[31mred \(displayName .* holds U\+000A, a character that cannot be seen\. .*\)$/,
    ),
    expect.stringMatching(/^refused: \[6\] \("unrelated" is not known\. .* displayName is missing\. .*\)$/),
    `created: Name 7 (${uuid(7)})`,
    'refused: Name 8 ("renewalThresholdPercent" is not known. Did you mean renewalThresholdPercentage?)',
    expect.stringMatching(/^refused: Name 9 \(@odata\.type is "#microsoft\.graph\.iosVpnConfiguration", and not .*\)$/),
    '1 created, 0 already there, 0 skipped, 9 refused',
  ]);
  expect([ended.code, ended.stderr]).toEqual([
    65,
    'Some settings were refused. Fix them in the file and import it again.\n',
  ]);
  expect(await settingsClient(await boot({}, folder)).changes()).toHaveLength(2);
});

const UNUSABLE: readonly (readonly [content: unknown, told: RegExp])[] = [
  ['{"value": [', /^\S+export\.json:1:12: The text ends too early: /],
  [new Uint8Array([0x7b, 0xff, 0x7d]), /^\S+export\.json:1:2: The byte 0xFF, .* is not UTF-8\. /],
  ['{"value": []}', /^\S+export\.json holds an empty list of settings\. /],
  ['', /^\S+export\.json:1:1: The file is empty\. /],
  ['{"displayName": "a", "displayName": "b"}', /:1:22: "displayName" is given twice in one object\. /],
  [
    { error: { code: 'Forbidden', message: 'No.' } },
    /:1:1: This is an error of Microsoft Graph and not settings: Forbidden: No\. /,
  ],
  [{ ...page(entity(1)), '@odata.nextLink': 'x' }, /: @odata\.nextLink: The list is incomplete: /],
];

test('a file that is no export, or half of one, is refused as a whole, in one line', async () => {
  for (const [content, told] of UNUSABLE) {
    const { code, stdout, stderr } = await inFolder().run(content);
    expect([code, stdout]).toEqual([65, '']);
    expect(stderr).toMatch(told);
    const [, ...more] = stderr.trimEnd().split('\n');
    expect([[], ['One fault. Nothing was changed.']]).toContainEqual(more);
  }
});

describe('an entry without an id', () => {
  test('whose name an object of the same content has is already there', async () => {
    const { folder, run } = inFolder();
    await run(entity(1));
    const { id: _id, ...content } = entity(1);
    expect(lines(await run(content))).toEqual([
      `already there: Name 1 (${uuid(1)})`,
      '0 created, 1 already there, 0 skipped, 0 refused',
    ]);
    expect(await settingsClient(await boot({}, folder)).changes()).toHaveLength(1);
  });

  test('whose name an object of other content has is refused, and the object is named', async () => {
    const { folder, run } = inFolder();
    await run(entity(1));
    const { id: _id, ...content } = entity(1, { displayName: 'Name 1 ', issuer: 'purebred' });
    const ended = await run([content, dsc('Other')]);
    expect(lines(ended)).toEqual([
      `refused: Name 1 (The name belongs to ${uuid(1)}, with other content. Give the entry the id of the one that it means, or a new id. To change an object, use apply.)`,
      expect.stringMatching(/^created: Other /),
      '1 created, 0 already there, 0 skipped, 1 refused',
    ]);
    expect(ended.code).toBe(65);
    expect(await settingsClient(await boot({}, folder)).list()).toHaveLength(2);
  });

  test('that was imported before is already there, whatever has become of the object and of its name', async () => {
    const { folder, run } = inFolder();
    await run(dsc('Name'));
    const client = settingsClient(await boot({}, folder));
    const [imported] = await client.list();
    const id = imported?.id ?? '';
    await client.update({ id, displayName: 'Renamed' });
    await run(entity(1, { displayName: 'Name' }));
    expect(lines(await run(dsc('Name')))[0]).toContain(`already there: Name (${id}, but changed since: displayName. `);
  });
});

test('an object that others have changed since the import is reported and not changed', async () => {
  const { folder, run } = inFolder();
  await run(entity(1));
  const client = settingsClient(await boot({}, folder));
  await client.update({ id: uuid(1), helpUrl: null, notificationType: 'NONE' });
  const ended = await run(entity(1));
  expect(lines(ended)).toEqual([
    `already there: Name 1 (${uuid(1)}, but changed since: helpUrl, notificationType. To make the tenant as the file has it, use apply.)`,
    '0 created, 1 already there, 0 skipped, 0 refused',
  ]);
  expect(ended.code).toBe(0);
  expect(await client.changes()).toHaveLength(2);
});

test('names are shown with the joiners that Persian, Hindi and emoji need, and without what is hidden', async () => {
  const { run } = inFolder();
  const names = ['می\u200Cخواهم', 'क्\u200Dष', '👩\u200D⚕️ staff', 'a\u200Db'];
  const shown = lines(await run(names.map((displayName, index) => entity(index, { displayName }))));
  expect(shown.slice(0, 4)).toEqual([
    ...names.slice(0, 3).map((name, index) => `created: ${name} (${uuid(index)})`),
    expect.stringMatching(/^refused: a\uFFFDb \(displayName "a\uFFFDb" holds U\+200D/),
  ]);
});

test('a new object with the name of others is reported together with them', async () => {
  const { run } = inFolder();
  await run(entity(1, { displayName: 'Twin' }));
  expect(lines(await run(entity(2, { displayName: 'Twin' })))[0]).toBe(
    `created: Twin (${uuid(2)}; others have this name: ${uuid(1)})`,
  );
});

test('a missing file, an invalid tenant and a missing argument are reported', async () => {
  const DATABASE_URL = `file:${join(scratchFolder(), 'test.sqlite')}`;
  const run = (...args: readonly string[]) => start(['import', ...args], { DATABASE_URL }).ended;
  expect(await run('/not/there.json')).toMatchObject({
    code: 65,
    stdout: '',
    stderr: expect.stringContaining('/not/there.json cannot be read'),
  });
  expect(await run('/not/there.json', '--tenant', 'x')).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('Give a UUID'),
  });
  expect((await run()).code).toBe(64);
});

test('the settings go to the tenant that is named, and to no other', async () => {
  const { folder, run } = inFolder();
  expect((await run(entity(1), ['--tenant', TENANT.toUpperCase()])).code).toBe(0);
  const service = await boot({}, folder);
  expect(await settingsClient(service).list()).toEqual([]);
  expect(await settingsClient(service, await service.token({ tenantId: TENANT })).list()).toHaveLength(1);
});

test('outside of local mode the tenant has to be named', async () => {
  const entra = {
    AUTH_ISSUER: 'https://login.example/{tenantid}/v2.0',
    AUTH_AUDIENCE: 'api://settings',
    AUTH_JWKS_URI: 'https://login.example/keys',
    AUTH_ALLOWED_TENANTS: '*',
  };
  const { run } = inFolder();
  expect(await run(entity(1), [], entra)).toMatchObject({
    code: 78,
    stdout: '',
    stderr: expect.stringContaining('--tenant'),
  });
  expect((await run(entity(1), ['--tenant', TENANT], entra)).code).toBe(0);
});

test('the import keeps to SINGLE_ISSUER_PER_TENANT', async () => {
  const { run } = inFolder();
  const content = ISSUERS.map((_, index) =>
    entity(index, { issuer: ['intercede', 'entrustDatacard', 'purebred', 'xTec'][index] }),
  );
  const ended = await run(content, [], { SINGLE_ISSUER_PER_TENANT: 'true' });
  expect(ended.code).toBe(65);
  expect(lines(ended).at(-1)).toBe('1 created, 0 already there, 0 skipped, 3 refused');
});

test('a service that runs on the same database shows what is imported at once', async () => {
  const { folder, run } = inFolder();
  const client = restClient(await boot({}, folder));
  const writing = Promise.all(Array.from({ length: 40 }, (_, index) => client.create({ id: uuid(100 + index) })));
  const ended = await run(Array.from({ length: 30 }, (_, index) => entity(index)));
  await writing;
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(lines(ended).at(-1)).toBe('30 created, 0 already there, 0 skipped, 0 refused');
  expect((await client.list()).value).toHaveLength(70);
  expect((await client.send('GET', '/beta/deviceManagement/derivedCredentials/delta?$top=999')).body).toMatchObject({
    value: { length: 70 },
  });
});
