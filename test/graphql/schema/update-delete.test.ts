/** Tests what an update changes and does not change, what a deletion leaves, and that no concurrent write is lost. */
import { expect, test } from 'vitest';
import {
  EXAMPLE,
  faultsOf,
  type Input,
  type Payload,
  type SettingsClient,
  settingsClient,
  settingsOf,
} from '../../support/graphql/settings-client.js';
import { boot } from '../../support/service/boot.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const UNKNOWN = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';
const OTHER_TENANT = 'b0000000-0000-4000-8000-00000000000b';
const CONTENT = { ...EXAMPLE, renewalThresholdPercentage: 20 };
const NEW_VALUES = [
  { displayName: 'New name' },
  { helpUrl: 'https://example.org/new' },
  { helpUrl: null },
  { notificationType: 'COMPANY_PORTAL_AND_EMAIL' },
  { renewalThresholdPercentage: 99 },
];
const WRITES = ['update', 'remove'] as const;

test('An update changes the fields that are given and leaves the rest', async () => {
  const tenant = settingsClient(await boot());
  const created = settingsOf(await tenant.create({ ...EXAMPLE, id: ID }));
  let content: Input = CONTENT;
  for (const [index, given] of NEW_VALUES.entries()) {
    const [before, after, version] = [content, { ...content, ...given }, index + 2];
    const { derivedCredentialSettings, change, userErrors } = await tenant.update({ id: ID, ...given });
    expect(userErrors).toEqual([]);
    expect(change).toMatchObject({ id: `${ID}:${version}`, kind: 'UPDATED', version, before, after });
    expect(derivedCredentialSettings).toEqual({ ...created, ...after, version, updatedAt: change?.at });
    expect(await tenant.find(ID)).toEqual(derivedCredentialSettings);
    content = after;
  }
});

test('An update that changes nothing answers with the object and records no change', async () => {
  const tenant = settingsClient(await boot());
  const created = settingsOf(await tenant.create({ ...EXAMPLE, id: ID }));
  const { issuer: _fixed, ...changeable } = CONTENT;
  const nothings = [
    {},
    changeable,
    { displayName: ` ${EXAMPLE.displayName} ` },
    { helpUrl: 'https://EXAMPLE.com/a/../helpUrl/' },
    { expectedVersion: 1 },
    { expectedVersion: null },
  ];
  for (const nothing of nothings) {
    const answer = await tenant.update({ id: ID, ...nothing });
    expect(answer).toEqual({ derivedCredentialSettings: created, change: null, userErrors: [] });
  }
  expect(await tenant.changes()).toHaveLength(1);
});

test('Null clears the help URL and is refused in every other field, all of them at once', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: ID });
  const nulls = { displayName: null, helpUrl: null, notificationType: null, renewalThresholdPercentage: null };
  expect(faultsOf(await tenant.update({ id: ID, ...nulls }))).toEqual([
    'input.displayName NOT_ALLOWED',
    'input.notificationType NOT_ALLOWED',
    'input.renewalThresholdPercentage NOT_ALLOWED',
  ]);
  expect(await tenant.find(ID)).toMatchObject({ ...CONTENT, version: 1 });
  expect(settingsOf(await tenant.update({ id: ID, helpUrl: null })).helpUrl).toBeNull();
});

test('An update reports all faults of the data and of the version at once, and writes nothing', async () => {
  const tenant = settingsClient(await boot());
  const created = settingsOf(await tenant.create({ ...EXAMPLE, id: ID }));
  const faulty = { displayName: ' ', helpUrl: '', renewalThresholdPercentage: 0, expectedVersion: 7 };
  expect(faultsOf(await tenant.update({ id: ID, ...faulty }))).toEqual([
    'input.displayName BLANK',
    'input.helpUrl BLANK',
    'input.renewalThresholdPercentage OUT_OF_RANGE',
    'input.expectedVersion VERSION_CONFLICT',
  ]);
  expect(await tenant.list()).toEqual([created]);
  expect(await tenant.changes()).toHaveLength(1);
});

test('A write that expects another version is refused, and one that expects the right version is done', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: ID });
  await tenant.update({ id: ID, expectedVersion: 1, displayName: 'Second' });
  for (const write of WRITES) {
    for (const expectedVersion of [-1, 0, 1, 3]) {
      const refused = await tenant[write]({ id: ID, expectedVersion });
      expect(faultsOf(refused)).toEqual(['input.expectedVersion VERSION_CONFLICT']);
      expect(refused).toMatchObject({ derivedCredentialSettings: null, change: null });
    }
  }
  expect(await tenant.find(ID)).toMatchObject({ displayName: 'Second', version: 2 });
  expect(await tenant.remove({ id: ID, expectedVersion: 2 })).toMatchObject({ deletedId: ID, userErrors: [] });
});

test("Another tenant's id, a deleted id and an unknown one get one and the same answer", async () => {
  const service = await boot();
  const otherTenant = settingsClient(service, await service.token({ tenantId: OTHER_TENANT }));
  const tenant = settingsClient(service);
  const created = settingsOf(await tenant.create({ ...EXAMPLE, id: ID }));
  const deleted = settingsOf(await otherTenant.create(EXAMPLE)).id;
  await otherTenant.remove({ id: deleted });

  for (const write of WRITES) {
    const answer = async (id: string) => JSON.stringify(await otherTenant[write]({ id })).replaceAll(id, 'ID');
    const ofUnknown = await answer(UNKNOWN);
    expect(faultsOf(JSON.parse(ofUnknown))).toEqual(['input.id NOT_FOUND']);
    expect(await answer(ID)).toBe(ofUnknown);
    expect(await answer(deleted)).toBe(ofUnknown);
    expect(faultsOf(await otherTenant[write]({ id: 'not-a-uuid' }))).toEqual(['input.id MALFORMED']);
  }
  expect(await tenant.list()).toEqual([created]);
});

test('A deletion takes the next version, answers with what was there, and keeps the history', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: ID });
  const updated = settingsOf(await tenant.update({ id: ID, displayName: 'Renamed' }));
  const { change, ...answer } = await tenant.remove({ id: ID.toUpperCase() });

  expect(answer).toEqual({ derivedCredentialSettings: updated, deletedId: ID, userErrors: [] });
  const before = { ...CONTENT, displayName: 'Renamed' };
  expect(change).toMatchObject({ id: `${ID}:3`, kind: 'DELETED', version: 3, before, after: null });
  expect(await tenant.find(ID)).toBeNull();
  expect(await tenant.list()).toEqual([]);
  const log = await tenant.changes();
  expect(log.map(({ kind, version }) => `${version} ${kind}`)).toEqual(['1 CREATED', '2 UPDATED', '3 DELETED']);
  expect(log.at(-1)).toEqual(change);

  const again = await tenant.remove({ id: ID });
  expect(faultsOf(again)).toEqual(['input.id NOT_FOUND']);
  expect(again).toMatchObject({ derivedCredentialSettings: null, change: null, deletedId: null });
  expect(await tenant.changes()).toHaveLength(3);
});

test('Concurrent updates of one object all land, one version each, each on top of the one before', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: ID });
  const names = Array.from({ length: 32 }, (_, index) => `Writer ${index}`);
  const answers = await Promise.all(names.map((displayName) => tenant.update({ id: ID, displayName })));

  expect(answers.map((answer) => settingsOf(answer).displayName)).toEqual(names);
  await expectUnbrokenHistory(tenant, 33);
});

test('Of concurrent updates that expect one version exactly one lands', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: ID });
  const names = Array.from({ length: 16 }, (_, index) => `Writer ${index}`);
  const update = (displayName: string) => tenant.update({ id: ID, displayName, expectedVersion: 1 });
  const answers = await Promise.all(names.map(update));

  const landed = answers.filter(({ userErrors }) => userErrors.length === 0);
  expect(landed).toHaveLength(1);
  const refused = answers.filter((answer) => !landed.includes(answer));
  expect(refused.map((answer) => faultsOf(answer)[0])).toEqual(
    Array(15).fill('input.expectedVersion VERSION_CONFLICT'),
  );
  expect(await tenant.find(ID)).toEqual(landed[0]?.derivedCredentialSettings);
  await expectUnbrokenHistory(tenant, 2);
});

test('Of concurrent deletions of one object exactly one lands', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: ID });
  const answers: Payload[] = await Promise.all(Array.from({ length: 8 }, () => tenant.remove({ id: ID })));
  expect(answers.flatMap(faultsOf)).toEqual(Array(7).fill('input.id NOT_FOUND'));
  expect((await tenant.changes()).map(({ kind }) => kind)).toEqual(['CREATED', 'DELETED']);
});

/** Versions run from 1 without a gap, and each change begins with what the one before it left. */
async function expectUnbrokenHistory(tenant: SettingsClient, length: number): Promise<void> {
  const log = await tenant.changes();
  expect(log.map(({ version }) => version)).toEqual(Array.from({ length }, (_, index) => index + 1));
  expect(log.map(({ before }) => before)).toEqual([null, ...log.slice(0, -1).map(({ after }) => after)]);
}
