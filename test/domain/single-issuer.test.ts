/** SINGLE_ISSUER_PER_TENANT: a tenant has one issuer, through both APIs and with concurrent requests. */
import { expect, test } from 'vitest';
import { ISSUERS, type Issuer } from '../../src/domain/derived-credential-settings.js';
import type { SettingsService } from '../../src/domain/settings-service.js';
import { CONTENT, uuid } from '../support/domain/changes.js';
import { CALL, openService } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';
import { EXAMPLE, faultsOf, settingsClient, settingsOf } from '../support/graphql/settings-client.js';
import { COLLECTION, EXAMPLE_BODY, type GraphError, restClient } from '../support/rest/rest-client.js';
import { boot } from '../support/service/boot.js';

const SINGLE = { SINGLE_ISSUER_PER_TENANT: 'true' };
const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const CONFLICT = 'The tenant may have only one issuer and already uses ENTRUST_DATACARD.';
/** Four issuers in turn, sixteen times. */
const MIXED: readonly Issuer[] = Array.from({ length: 64 }, (_, index) => ISSUERS[index % 4] ?? 'INTERCEDE');

test('a second issuer is refused over both APIs, and nothing is recorded', async () => {
  const service = await boot(SINGLE);
  const [graphql, rest] = [settingsClient(service), restClient(service)];
  settingsOf(await graphql.create(EXAMPLE));

  const payload = await graphql.create({ ...EXAMPLE, issuer: 'X_TEC' });
  expect(payload).toMatchObject({
    derivedCredentialSettings: null,
    change: null,
    userErrors: [{ code: 'ISSUER_CONFLICT', field: ['input', 'issuer'], message: CONFLICT }],
  });
  const answer = await rest.send<GraphError>('POST', COLLECTION, { body: { ...EXAMPLE_BODY, issuer: 'xTec' } });
  expect([answer.status, answer.body.error]).toEqual([
    409,
    expect.objectContaining({ code: 'Conflict', message: CONFLICT }),
  ]);
  expect(await graphql.changes()).toHaveLength(1);

  await rest.create();
  settingsOf(await graphql.create(EXAMPLE));
  expect(await graphql.list()).toHaveLength(3);
});

test('another fault is reported together with a second issuer', async () => {
  const service = await boot(SINGLE);
  const graphql = settingsClient(service);
  await graphql.create(EXAMPLE);
  expect(faultsOf(await graphql.create({ ...EXAMPLE, issuer: 'X_TEC', displayName: ' ' }))).toEqual([
    'input.displayName BLANK',
    'input.issuer ISSUER_CONFLICT',
  ]);
  const { status, body } = await restClient(service).send<GraphError>('POST', COLLECTION, {
    body: { ...EXAMPLE_BODY, issuer: 'xTec', displayName: ' ' },
  });
  expect([status, body.error.code]).toEqual([400, 'ModelValidationFailure']);
});

test('one tenant’s issuer is nothing to another', async () => {
  const service = await boot(SINGLE);
  await settingsClient(service).create(EXAMPLE);
  const other = settingsClient(service, await service.token({ tenantId: uuid(7) }));
  expect(settingsOf(await other.create({ ...EXAMPLE, issuer: 'X_TEC' })).issuer).toBe('X_TEC');
});

test('a tenant changes its issuer by deleting all that it has of the other', async () => {
  const service = await boot(SINGLE);
  const [graphql, rest] = [settingsClient(service), restClient(service)];
  const objects = [settingsOf(await graphql.create(EXAMPLE)), settingsOf(await graphql.create(EXAMPLE))];
  for (const { id } of objects) {
    expect((await rest.send('POST', COLLECTION, { body: { ...EXAMPLE_BODY, issuer: 'xTec' } })).status).toBe(409);
    await graphql.remove({ id });
  }
  expect(await rest.create({ issuer: 'xTec' })).toMatchObject({ issuer: 'xTec' });
  expect(faultsOf(await graphql.create(EXAMPLE))).toEqual(['input.issuer ISSUER_CONFLICT']);
});

test('a retry of a create and an update succeed if the tenant already has several issuers', async () => {
  const folder = scratchFolder();
  const before = await boot({}, folder);
  const [first, second] = [
    { ...EXAMPLE, id: ID },
    { ...EXAMPLE, issuer: 'X_TEC' },
  ];
  const { id } = settingsOf(await settingsClient(before).create(first));
  settingsOf(await settingsClient(before).create(second));
  await before.stop();

  // What a tenant has from before the rule stays, and only new objects are held to it.
  const graphql = settingsClient(await boot(SINGLE, folder));
  expect(settingsOf(await graphql.create(first)).id).toBe(id);
  expect(settingsOf(await graphql.update({ id, displayName: 'New' })).displayName).toBe('New');
  for (const issuer of ISSUERS) {
    expect(faultsOf(await graphql.create({ ...EXAMPLE, issuer }))).toEqual(['input.issuer ISSUER_CONFLICT']);
  }
});

test('without the setting a tenant may have several issuers', async () => {
  const graphql = settingsClient(await boot());
  for (const issuer of ISSUERS) settingsOf(await graphql.create({ ...EXAMPLE, issuer }));
  expect((await graphql.list()).map(({ issuer }) => issuer).sort()).toEqual([...ISSUERS].sort());
});

test('of 64 creates at once over both APIs, those of one issuer are accepted and no others', async () => {
  const service = await boot(SINGLE);
  const [graphql, rest] = [settingsClient(service), restClient(service)];
  const spelled = { INTERCEDE: 'intercede', ENTRUST_DATACARD: 'entrustDatacard', PUREBRED: 'purebred', X_TEC: 'xTec' };
  const outcomes = await Promise.all(
    MIXED.map(async (issuer, index) => {
      if (index % 8 < 4) return { issuer, faults: faultsOf(await graphql.create({ ...EXAMPLE, issuer })) };
      const { status } = await rest.send('POST', COLLECTION, { body: { ...EXAMPLE_BODY, issuer: spelled[issuer] } });
      expect([201, 409]).toContain(status);
      return { issuer, faults: status === 201 ? [] : ['input.issuer ISSUER_CONFLICT'] };
    }),
  );
  const left = await graphql.list();
  expect(new Set(left.map(({ issuer }) => issuer)).size).toBe(1);
  expect(left).toHaveLength(16);
  for (const { issuer, faults } of outcomes) {
    expect(faults).toEqual(issuer === left[0]?.issuer ? [] : ['input.issuer ISSUER_CONFLICT']);
  }
});

test.each([1, 2])(
  '64 creates at once in %i connections leave one issuer, and each has its answer',
  async (connections) => {
    const folder = scratchFolder();
    const services: SettingsService[] = [];
    for (let index = 0; index < connections; index += 1) {
      services.push(await openService(folder, { singleIssuer: true, firstId: index * 1000 }));
    }
    const outcomes = await Promise.all(
      MIXED.map(async (issuer, index) => {
        const service = services[Math.floor(index / 4) % connections] as SettingsService;
        return { issuer, outcome: await service.create(CALL, { ...CONTENT, helpUrl: 'https://example.com/', issuer }) };
      }),
    );
    const accepted = outcomes.filter(({ outcome }) => outcome.ok);
    expect(new Set(accepted.map(({ issuer }) => issuer)).size).toBe(1);
    expect(accepted).toHaveLength(16);
    for (const { outcome } of outcomes) {
      if (!outcome.ok)
        expect(outcome.faults.map(({ code, field }) => `${field} ${code}`)).toEqual(['issuer ISSUER_CONFLICT']);
    }
    expect(await services[0]?.count(CALL, { op: 'and', filters: [] })).toBe(16);
  },
);
