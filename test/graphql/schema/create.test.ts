/** Tests that a created object is durable, that a retry is safe, and that all faults are reported at once. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { scratchFolder } from '../../support/files/scratch.js';
import {
  APPLY,
  dataOf,
  EXAMPLE,
  faultsOf,
  type Input,
  mutation,
  type Payload,
  settingsClient,
  settingsOf,
} from '../../support/graphql/settings-client.js';
import { boot } from '../../support/service/boot.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const OTHER_TENANT = 'b0000000-0000-4000-8000-00000000000b';
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test('The example of the README becomes an object with a new id and one change', async () => {
  const service = await boot();
  const answer = await service.graphql<{ answer: Payload }>(mutation('Create'), { input: EXAMPLE });
  const { derivedCredentialSettings, change, userErrors } = dataOf(answer).answer;

  expect(userErrors).toEqual([]);
  expect(derivedCredentialSettings).toEqual({
    ...EXAMPLE,
    id: expect.stringMatching(UUID_V4),
    renewalThresholdPercentage: 20,
    version: 1,
    createdAt: expect.stringMatching(UTC),
    updatedAt: derivedCredentialSettings?.createdAt,
  });
  const id = derivedCredentialSettings?.id;
  expect(change).toEqual({
    id: `${id}:1`,
    kind: 'CREATED',
    settingsId: id,
    version: 1,
    at: derivedCredentialSettings?.createdAt,
    recordedAt: derivedCredentialSettings?.createdAt,
    actor: { subject: 'local-developer', clientId: 'local-command-line', kind: 'USER' },
    origin: 'GRAPHQL',
    requestId: answer.headers.get('x-request-id'),
    before: null,
    after: { ...EXAMPLE, renewalThresholdPercentage: 20 },
    fields: ['displayName', 'helpUrl', 'issuer', 'notificationType', 'renewalThresholdPercentage'],
  });
  expect(change?.requestId).toMatch(UUID_V4);
});

test('The object and its one change are still there when the service stops and starts again', async () => {
  const folder = scratchFolder();
  const before = await boot({}, folder);
  const { derivedCredentialSettings: created, change } = await settingsClient(before).create(EXAMPLE);
  await before.stop();

  const tenant = settingsClient(await boot({}, folder));
  expect(created).not.toBeNull();
  expect(await tenant.list()).toEqual([created]);
  expect(await tenant.changes()).toEqual([change]);
});

test('A retry with the same id and content answers with the same object and records nothing', async () => {
  const tenant = settingsClient(await boot());
  const { change: _recorded, ...first } = await tenant.create({ ...EXAMPLE, id: ID });

  expect(await tenant.create({ ...EXAMPLE, id: ID })).toEqual({ ...first, change: null });
  // The same once canonical: an upper-case id, white space around the name, an address without its default port.
  const spelledOtherwise = {
    ...EXAMPLE,
    id: ID.toUpperCase(),
    displayName: `  ${EXAMPLE.displayName} `,
    helpUrl: 'HTTPS://EXAMPLE.COM:443/helpUrl/',
    renewalThresholdPercentage: 20,
  };
  expect(await tenant.create(spelledOtherwise)).toEqual({ ...first, change: null });
  expect(await tenant.changes()).toHaveLength(1);
});

test('A retry after an update returns the current object', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: ID });
  const updated = settingsOf(await tenant.update({ id: ID, displayName: 'Changed since' }));

  const retried = await tenant.create({ ...EXAMPLE, id: ID });
  expect(retried).toEqual({ derivedCredentialSettings: updated, change: null, userErrors: [] });
  expect(await tenant.changes()).toHaveLength(2);
});

test('A taken id with other content, and an id whose object was deleted, are refused as existing', async () => {
  const tenant = settingsClient(await boot());
  const created = settingsOf(await tenant.create({ ...EXAMPLE, id: ID }));
  const others = [
    { displayName: 'Other' },
    { helpUrl: 'https://example.com/other' },
    { issuer: 'PUREBRED' },
    { notificationType: 'NONE' },
    { renewalThresholdPercentage: 21 },
  ];
  for (const other of others) {
    expect(faultsOf(await tenant.create({ ...EXAMPLE, id: ID, ...other }))).toEqual(['input.id ALREADY_EXISTS']);
  }
  expect(await tenant.list()).toEqual([created]);

  await tenant.remove({ id: ID });
  for (const content of [EXAMPLE, { ...EXAMPLE, displayName: 'Other' }]) {
    const refused = await tenant.create({ ...content, id: ID });
    expect(faultsOf(refused)).toEqual(['input.id ALREADY_EXISTS']);
    expect(refused).toMatchObject({ derivedCredentialSettings: null, change: null });
  }
  expect(await tenant.list()).toEqual([]);
  expect((await tenant.changes()).map(({ kind }) => kind)).toEqual(['CREATED', 'DELETED']);
});

test('An id in upper case is kept in lower case and found in either', async () => {
  const tenant = settingsClient(await boot());
  const created = settingsOf(await tenant.create({ ...EXAMPLE, id: ID.toUpperCase() }));
  expect(created.id).toBe(ID);
  expect(await tenant.find(ID)).toEqual(created);
  expect(await tenant.find(ID.toUpperCase())).toEqual(created);
});

test('Two tenants use one id for two objects, and neither sees the other', async () => {
  const service = await boot();
  const one = settingsClient(service);
  const other = settingsClient(service, await service.token({ tenantId: OTHER_TENANT }));
  const ofOne = settingsOf(await one.create({ ...EXAMPLE, id: ID }));
  const ofOther = await other.create({ ...EXAMPLE, id: ID, displayName: 'Theirs' });

  expect(ofOther).toMatchObject({ change: { kind: 'CREATED', version: 1 }, userErrors: [] });
  expect(await one.list()).toEqual([ofOne]);
  expect(await other.list()).toEqual([ofOther.derivedCredentialSettings]);
  expect(await other.changes()).toEqual([ofOther.change]);

  await other.remove({ id: ID });
  expect(await one.find(ID)).toEqual(ofOne);
});

test('An object can begin without a help page, and a retry of its create is safe', async () => {
  const tenant = settingsClient(await boot());
  const created = await tenant.create({ ...EXAMPLE, id: ID, helpUrl: null });
  expect(created).toMatchObject({ change: { kind: 'CREATED', after: { helpUrl: null } }, userErrors: [] });
  expect(settingsOf(created)).toMatchObject({ helpUrl: null, version: 1 });
  const retry = await tenant.create({ ...EXAMPLE, id: ID, helpUrl: null });
  expect(retry).toMatchObject({ change: null, userErrors: [] });
  expect(faultsOf(await tenant.create({ ...EXAMPLE, id: ID }))).toEqual(['input.id ALREADY_EXISTS']);
  const { results } = await tenant.apply([{ create: { ...EXAMPLE, helpUrl: null } }], { dryRun: true });
  expect(results).toMatchObject([{ derivedCredentialSettings: { helpUrl: null } }]);
});

test('A create that does not name the help page is refused, however it is written and as often as it is sent', async () => {
  const service = await boot();
  const { helpUrl: _left, ...input } = EXAMPLE;
  const content = 'displayName: "One", issuer: PUREBRED, notificationType: EMAIL';
  const apply = 'applyDerivedCredentialSettingsChanges(input: { changes: [{ create: {';
  const refused: readonly (readonly [path: string, query: string, variables: Input])[] = [
    ['input.helpUrl', mutation('Create'), { input }],
    ['input.helpUrl', mutation('Create'), { input: { ...input, dryRun: true } }],
    [
      'input.helpUrl',
      `mutation { answer: createDerivedCredentialSettings(input: { ${content} }) { change { id } } }`,
      {},
    ],
    [
      'input.helpUrl',
      `mutation($help: String) {
        answer: createDerivedCredentialSettings(input: { ${content}, helpUrl: $help }) { change { id } }
      }`,
      {},
    ],
    ['input.changes.1.create.helpUrl', APPLY, { input: { changes: [{ create: EXAMPLE }, { create: input }] } }],
    [
      'input.changes.0.create.helpUrl',
      `mutation { answer: ${apply} ${content} } }] }) { results { deletedId } } }`,
      {},
    ],
  ];
  for (const [path, query, variables] of refused) {
    // Operations that keep coming are compiled.
    for (let times = 0; times < 25; times += 1) {
      const { errors } = await service.graphql(query, variables);
      expect(errors?.map(({ message, extensions }) => [message, extensions?.['code']])).toEqual([
        [`${path} is missing. Give an address such as https://example.com/help, or null for none.`, 'BAD_USER_INPUT'],
      ]);
    }
  }
  expect(await settingsClient(service).changes()).toEqual([]);
});

test('The empty text is no help page, but a blank one', async () => {
  const tenant = settingsClient(await boot());
  const { userErrors } = await tenant.create({ ...EXAMPLE, helpUrl: '' });
  const message = 'helpUrl is blank. Give an address such as https://example.com/help, or null for none.';
  expect(userErrors).toEqual([{ code: 'BLANK', field: ['input', 'helpUrl'], message }]);
});

test('All faults of the data are reported at once with their places, and nothing is written', async () => {
  const tenant = settingsClient(await boot());
  const refused = await tenant.create({
    ...EXAMPLE,
    id: 'not-a-uuid',
    displayName: ` ${'\u200b'.repeat(257)} `,
    helpUrl: `ftp://example.com/${'a'.repeat(2048)}`,
    renewalThresholdPercentage: 100,
  });
  expect(refused).toEqual({
    derivedCredentialSettings: null,
    change: null,
    userErrors: [
      { code: 'MALFORMED', field: ['input', 'id'], message: expect.stringContaining('not-a-uuid') },
      { code: 'TOO_LONG', field: ['input', 'displayName'], message: expect.stringContaining('256') },
      { code: 'MALFORMED', field: ['input', 'displayName'], message: expect.stringContaining('cannot be seen') },
      { code: 'MALFORMED', field: ['input', 'helpUrl'], message: expect.stringContaining('http') },
      { code: 'TOO_LONG', field: ['input', 'helpUrl'], message: expect.stringContaining('2048') },
      { code: 'OUT_OF_RANGE', field: ['input', 'renewalThresholdPercentage'], message: expect.stringContaining('99') },
    ],
  });
  expect(await tenant.list()).toEqual([]);
  expect(await tenant.changes()).toEqual([]);
});

test('Of 16 concurrent retries with one id a single one records a change, and all answer with the object', async () => {
  const tenant = settingsClient(await boot());
  const answers = await Promise.all(Array.from({ length: 16 }, () => tenant.create({ ...EXAMPLE, id: ID })));

  const [entry, ...more] = await tenant.changes();
  expect(more).toEqual([]);
  expect(answers.map(({ change }) => change).filter((change) => change !== null)).toEqual([entry]);
  const [settings] = await tenant.list();
  expect(settings).toBeDefined();
  expect(answers.map(({ derivedCredentialSettings }) => derivedCredentialSettings)).toEqual(Array(16).fill(settings));
});

test('64 concurrent creates all succeed, each with its own object and change', async () => {
  const tenant = settingsClient(await boot());
  const names = Array.from({ length: 64 }, (_, index) => `Object ${index}`);
  // Half with an id of the client's own, half without.
  const create = (displayName: string, index: number): Promise<Payload> =>
    tenant.create({ ...EXAMPLE, displayName, ...(index % 2 === 0 && { id: randomUUID() }) });
  const created = (await Promise.all(names.map(create))).map(settingsOf);

  expect(created.map(({ displayName }) => displayName)).toEqual(names);
  expect(new Set(created.map(({ id }) => id)).size).toBe(64);
  const byId = (one: { readonly id: string }, other: { readonly id: string }) => (one.id < other.id ? -1 : 1);
  expect((await tenant.list()).toSorted(byId)).toEqual(created.toSorted(byId));
  const changed = (await tenant.changes()).map(({ settingsId, version, kind }) => `${kind} ${settingsId}:${version}`);
  expect(changed.toSorted()).toEqual(created.map(({ id }) => `CREATED ${id}:1`).toSorted());
});
