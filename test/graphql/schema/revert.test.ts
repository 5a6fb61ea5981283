/** Tests that a revert restores an earlier version, also of a deleted object, as an ordinary change. */
import { expect, test } from 'vitest';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import { send } from '../../support/graphql/send.js';
import {
  EXAMPLE,
  faultsOf,
  type Input,
  mutation,
  type SettingsClient,
  settingsClient,
  settingsOf,
} from '../../support/graphql/settings-client.js';
import { COLLECTION, restClient } from '../../support/rest/rest-client.js';
import { boot } from '../../support/service/boot.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const OTHER_ID = '1f0e9a31-4b6f-4c1e-9d55-0a6a7c2f8d10';
const UNKNOWN = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';
const OTHER_TENANT = 'b0000000-0000-4000-8000-00000000000b';
const CONTENT = { ...EXAMPLE, renewalThresholdPercentage: 20 };
const NEW = { displayName: 'New', helpUrl: null, notificationType: 'NONE', renewalThresholdPercentage: 99 };

/** An object whose first version is the example and whose second is another in everything that can change. */
async function updated(tenant: SettingsClient) {
  const created = settingsOf(await tenant.create({ ...EXAMPLE, id: ID }));
  await tenant.update({ id: ID, ...NEW });
  return created;
}

test('A revert gives an object the content of an earlier version, at its next one', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  const created = await updated(tenant);
  const { derivedCredentialSettings, change, userErrors } = await tenant.revert({
    id: ID.toUpperCase(),
    toVersion: 1,
    expectedVersion: 2,
  });
  expect(userErrors).toEqual([]);
  const after = CONTENT;
  const before = { ...CONTENT, ...NEW };
  expect(change).toMatchObject({ id: `${ID}:3`, kind: 'UPDATED', version: 3, before, after, origin: 'GRAPHQL' });
  expect(change?.fields).toEqual(['displayName', 'helpUrl', 'notificationType', 'renewalThresholdPercentage']);
  expect(derivedCredentialSettings).toEqual({ ...created, version: 3, updatedAt: change?.at });
  expect(await tenant.find(ID)).toEqual(derivedCredentialSettings);
  expect((await tenant.changes()).at(-1)).toEqual(change);
  const rest = restClient(service);
  expect((await rest.send('GET', `${COLLECTION}/${ID}`)).body).toMatchObject({
    displayName: EXAMPLE.displayName,
    '@odata.etag': 'W/"3"',
  });

  // And forth again.
  expect(settingsOf(await tenant.revert({ id: ID, toVersion: 2 }))).toMatchObject({ ...before, version: 4 });
});

test('A revert to the current content records nothing', async () => {
  const tenant = settingsClient(await boot());
  await updated(tenant);
  await tenant.revert({ id: ID, toVersion: 1 });
  const standing = await tenant.find(ID);
  for (const input of [{ toVersion: 3 }, { toVersion: 1 }, { toVersion: 1, expectedVersion: 3 }]) {
    const answer = await tenant.revert({ id: ID, expectedVersion: null, ...input });
    expect(answer).toEqual({ derivedCredentialSettings: standing, change: null, userErrors: [] });
  }
  expect(await tenant.changes()).toHaveLength(3);
});

test('A deleted object is restored, at the version after its deletion and with a new time of creation', async () => {
  const tenant = settingsClient(await boot());
  await updated(tenant);
  const { change: deletion } = await tenant.remove({ id: ID });
  expect(faultsOf(await tenant.revert({ id: ID, toVersion: 2, expectedVersion: 2 }))).toEqual([
    'input.expectedVersion VERSION_CONFLICT',
  ]);
  const { derivedCredentialSettings, change } = await tenant.revert({ id: ID, toVersion: 2, expectedVersion: 3 });
  const after = { ...CONTENT, ...NEW };
  expect(change).toMatchObject({ id: `${ID}:4`, kind: 'CREATED', version: 4, before: null, after });
  expect(derivedCredentialSettings).toEqual({
    ...after,
    id: ID,
    version: 4,
    createdAt: change?.at,
    updatedAt: change?.at,
  });
  expect(change?.at && deletion && change.at >= deletion.at).toBe(true);
  expect(await tenant.list()).toEqual([derivedCredentialSettings]);

  // A version from before the deletion is content like any other.
  expect(settingsOf(await tenant.revert({ id: ID, toVersion: 1 }))).toMatchObject({
    ...CONTENT,
    version: 5,
    createdAt: change?.at,
  });
  expect((await tenant.changes()).map(({ kind }) => kind)).toEqual([
    ...['CREATED', 'UPDATED', 'DELETED', 'CREATED', 'UPDATED'],
  ]);
});

test('An impossible revert returns all faults at once, and writes nothing', async () => {
  const tenant = settingsClient(await boot());
  await updated(tenant);
  await tenant.remove({ id: ID });
  await tenant.revert({ id: ID, toVersion: 1 });
  const log = await tenant.changes();
  const refused: readonly (readonly [input: Input, faults: readonly string[]])[] = [
    [{ toVersion: 3 }, ['toVersion NOT_ALLOWED']],
    [{ toVersion: 5 }, ['toVersion NOT_FOUND']],
    [{ toVersion: 0 }, ['toVersion NOT_FOUND']],
    [{ toVersion: -1 }, ['toVersion NOT_FOUND']],
    [{ toVersion: 2_147_483_647 }, ['toVersion NOT_FOUND']],
    [{ toVersion: -2_147_483_648 }, ['toVersion NOT_FOUND']],
    [{ toVersion: 2, expectedVersion: 3 }, ['expectedVersion VERSION_CONFLICT']],
    [{ toVersion: 5, expectedVersion: 5 }, ['expectedVersion VERSION_CONFLICT', 'toVersion NOT_FOUND']],
    [{ id: 'none', toVersion: 1 }, ['id MALFORMED']],
    [{ id: `${ID}:1`, toVersion: 1 }, ['id MALFORMED']],
    [{ id: UNKNOWN, toVersion: 1 }, ['id NOT_FOUND']],
  ];
  for (const [input, faults] of refused) {
    const answer = await tenant.revert({ id: ID, ...input });
    expect(faultsOf(answer)).toEqual(faults.map((fault) => `input.${fault}`));
    expect(answer).toMatchObject({ derivedCredentialSettings: null, change: null });
  }
  expect(await tenant.changes()).toEqual(log);
});

test('A version that is no number of one is refused before anything is read', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await updated(tenant);
  for (const toVersion of [2 ** 31, -(2 ** 31) - 1, 1.5, '1', null, undefined, [1], true]) {
    const body = { query: mutation('Revert'), variables: { input: { id: ID, toVersion } } };
    expect((await send(service, { body })).codes, String(toVersion)).toEqual(['BAD_USER_INPUT']);
  }
  expect(await tenant.changes()).toHaveLength(2);
});

test('The issuer stays fixed as long as an object exists', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: ID });
  await tenant.remove({ id: ID });
  await tenant.revert({ id: ID, toVersion: 1 });
  expect(await tenant.find(ID)).toMatchObject({ issuer: EXAMPLE.issuer, version: 3 });
  // Its own issuer is no change of it.
  await tenant.update({ id: ID, displayName: 'New' });
  expect(settingsOf(await tenant.revert({ id: ID, toVersion: 1 }))).toMatchObject({ ...CONTENT, version: 5 });
});

test('A tenant that is kept to one issuer gets no second one by a revert', async () => {
  const tenant = settingsClient(await boot({ SINGLE_ISSUER_PER_TENANT: 'true' }));
  await tenant.create({ ...EXAMPLE, id: ID });
  await tenant.remove({ id: ID });
  await tenant.create({ ...EXAMPLE, id: OTHER_ID, issuer: 'X_TEC' });
  const refused = await tenant.revert({ id: ID, toVersion: 1 });
  expect(refused.userErrors).toEqual([
    {
      code: 'ISSUER_CONFLICT',
      field: ['input', 'toVersion'],
      message: 'The tenant may have only one issuer and already uses X_TEC.',
    },
  ]);
  await tenant.remove({ id: OTHER_ID });
  expect(settingsOf(await tenant.revert({ id: ID, toVersion: 1 })).issuer).toBe(EXAMPLE.issuer);
});

test('Another tenant’s object and one that never was get one and the same answer', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await updated(tenant);
  await tenant.create({ ...EXAMPLE, id: OTHER_ID });
  await tenant.remove({ id: OTHER_ID });
  const log = await tenant.changes();
  const otherTenant = settingsClient(service, await service.token({ tenantId: OTHER_TENANT }));
  for (const rest of [{ toVersion: 1 }, { toVersion: 2, expectedVersion: 2 }, { toVersion: 9 }]) {
    const answer = async (id: string) =>
      JSON.stringify(await otherTenant.revert({ id, ...rest })).replaceAll(id, '(id)');
    const absent = await answer(UNKNOWN);
    expect(absent).toContain('NOT_FOUND');
    for (const id of [ID, OTHER_ID]) expect(await answer(id)).toBe(absent);
  }
  expect(await otherTenant.changes()).toEqual([]);
  expect(await tenant.changes()).toEqual(log);
});

test('A revert is for those alone who may write', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await updated(tenant);
  const token = await service.token({ permissions: [READ_PERMISSION] });
  const { errors } = await service.graphql(mutation('Revert'), { input: { id: ID, toVersion: 1 } }, token);
  expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
  expect(await tenant.changes()).toHaveLength(2);
});

test('Of concurrent reverts that expect one version exactly one lands', async () => {
  const tenant = settingsClient(await boot());
  await updated(tenant);
  const reverts = Array.from({ length: 8 }, () => tenant.revert({ id: ID, toVersion: 1, expectedVersion: 2 }));
  const faults = (await Promise.all(reverts)).flatMap(faultsOf);
  expect(faults).toEqual(Array(7).fill('input.expectedVersion VERSION_CONFLICT'));
  expect((await tenant.changes()).map(({ version }) => version)).toEqual([1, 2, 3]);
});
