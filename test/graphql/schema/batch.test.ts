/** Tests that the changes of a batch are all made or none, in order, and that each fault has its path. */
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import { uuid } from '../../support/domain/changes.js';
import { askWithCost } from '../../support/graphql/operation-cost.js';
import { send } from '../../support/graphql/send.js';
import { APPLY, EXAMPLE, faultsOf, type Input, settingsClient } from '../../support/graphql/settings-client.js';
import { boot } from '../../support/service/boot.js';

const [A, B, C] = [uuid(1), uuid(2), uuid(3)];
const UNKNOWN = uuid(99);
const create = (id: string, given: Input = {}) => ({ create: { ...EXAMPLE, id, ...given } });
const creations = (count: number) => Array.from({ length: count }, (_, index) => create(uuid(100 + index)));

test('Changes are made in their order, each upon what those before it leave', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: A });
  const { results, userErrors } = await tenant.apply([
    { update: { id: A, displayName: 'Second', expectedVersion: 1 } },
    create(B),
    { update: { id: B.toUpperCase(), helpUrl: null } },
    { update: { id: B, helpUrl: null } },
    { delete: { id: A, expectedVersion: 2 } },
    create(C),
    create(B),
  ]);
  expect(userErrors).toEqual([]);
  expect(results.map(({ change }) => change && `${change.kind} ${change.id}`)).toEqual([
    `UPDATED ${A}:2`,
    `CREATED ${B}:1`,
    `UPDATED ${B}:2`,
    null,
    `DELETED ${A}:3`,
    `CREATED ${C}:1`,
    null,
  ]);
  expect(results.map(({ deletedId }) => deletedId)).toEqual([null, null, null, null, A, null, null]);
  expect(results[4]?.derivedCredentialSettings).toEqual(results[0]?.derivedCredentialSettings);
  const standing = await tenant.list();
  expect(standing).toEqual([results[6]?.derivedCredentialSettings, results[5]?.derivedCredentialSettings]);
  expect(results[3]?.derivedCredentialSettings).toEqual(standing[0]);
  const recorded = results.flatMap(({ change }) => change ?? []);
  expect((await tenant.changes()).slice(1)).toEqual(recorded);
  expect(new Set(recorded.map(({ at, requestId }) => `${at} ${requestId}`)).size).toBe(1);
});

test('A hundred changes are made at once, and a retry of them records nothing more', async () => {
  const tenant = settingsClient(await boot());
  const { results, userErrors } = await tenant.apply(creations(100));
  expect(userErrors).toEqual([]);
  expect(results).toHaveLength(100);
  const log = await tenant.changes();
  expect(log).toEqual(results.map(({ change }) => change));
  const retry = await tenant.apply(creations(100));
  expect(retry.userErrors).toEqual([]);
  expect(retry.results).toEqual(results.map((result) => ({ ...result, change: null })));
  expect(await tenant.changes()).toEqual(log);
});

test('A hundred and one changes are refused, and none of them is made', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  for (const dryRun of [false, true]) {
    const body = { query: APPLY, variables: { input: { changes: creations(101), dryRun } } };
    const { status, codes, messages } = await send(service, { body });
    expect([status, codes, messages]).toEqual([
      200,
      ['LIMIT_EXCEEDED'],
      ['101 changes are more than the 100 that can be made together.'],
    ]);
  }
  expect(await tenant.changes()).toEqual([]);
});

test('No changes are made at once without ado', async () => {
  const tenant = settingsClient(await boot());
  expect(await tenant.apply([])).toEqual({ results: [], userErrors: [] });
  expect(await tenant.changes()).toEqual([]);
});

test('One fault among a hundred changes prevents all, and every fault is reported with its place', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: A });
  const log = await tenant.changes();
  const changes: Input[] = creations(100);
  changes[99] = { update: { id: A, displayName: null } };
  expect(faultsOf(await tenant.apply(changes))).toEqual(['input.changes.99.update.displayName NOT_ALLOWED']);
  changes[3] = create(uuid(103), { helpUrl: 'x', displayName: ' ', renewalThresholdPercentage: 0 });
  changes[50] = { delete: { id: UNKNOWN, expectedVersion: 1 } };
  changes[51] = { update: { id: 'none' } };
  changes[52] = { update: { id: A, expectedVersion: 7 } };
  changes[53] = create(A, { displayName: 'Other' });
  const { results, userErrors } = await tenant.apply(changes);
  expect(results).toEqual([]);
  expect(userErrors.map(({ field, code }) => [field, code])).toEqual([
    [['input', 'changes', '3', 'create', 'displayName'], 'BLANK'],
    [['input', 'changes', '3', 'create', 'helpUrl'], 'MALFORMED'],
    [['input', 'changes', '3', 'create', 'renewalThresholdPercentage'], 'OUT_OF_RANGE'],
    [['input', 'changes', '50', 'delete', 'id'], 'NOT_FOUND'],
    [['input', 'changes', '51', 'update', 'id'], 'MALFORMED'],
    [['input', 'changes', '52', 'update', 'expectedVersion'], 'VERSION_CONFLICT'],
    [['input', 'changes', '53', 'create', 'id'], 'ALREADY_EXISTS'],
    [['input', 'changes', '99', 'update', 'displayName'], 'NOT_ALLOWED'],
  ]);
  expect(await tenant.changes()).toEqual(log);
  expect(await tenant.list()).toHaveLength(1);
});

test('A dry run of one among several is refused, and nothing is made', async () => {
  const tenant = settingsClient(await boot());
  for (const dryRun of [undefined, false, true]) {
    const { results, userErrors } = await tenant.apply(
      [create(A), create(B, { dryRun: true }), { delete: { id: A, dryRun: true } }],
      { dryRun },
    );
    expect(results).toEqual([]);
    expect(userErrors).toEqual(
      ['1.create', '2.delete'].map((place) => ({
        code: 'NOT_ALLOWED',
        field: ['input', 'changes', ...place.split('.'), 'dryRun'],
        message: 'A batch is tried as a whole. Set dryRun on the batch, not on single changes.',
      })),
    );
  }
  expect(await tenant.changes()).toEqual([]);
  const { userErrors } = await tenant.apply([create(A, { dryRun: false }), create(B)]);
  expect(userErrors).toEqual([]);
  expect(await tenant.changes()).toHaveLength(2);
});

const SHAPES: readonly (readonly [title: string, change: unknown, message: RegExp])[] = [
  ['none of the four', {}, /Exactly one key must be specified for OneOf type/],
  ['two of the four', { ...create(A), delete: { id: A } }, /Exactly one key must be specified for OneOf type/],
  ['one beside a null', { ...create(A), delete: null }, /Exactly one key must be specified for OneOf type/],
  ['a null for the one', { create: null }, /Field "create" must be non-null/],
  ['null', null, /Expected non-nullable type/],
  ['a fifth', { restore: { id: A, toVersion: 1 } }, /Field "restore" is not defined/],
  [
    'a list',
    [create(A), create(B)],
    /Expected type "DerivedCredentialSettingsChangeInput" to be an object|be an object/,
  ],
  ['a field that is missing', { create: { id: A } }, /was not provided/],
  ['a field of another', { delete: { id: A, displayName: 'x' } }, /Field "displayName" is not defined/],
];

describe('a change that is not exactly one of the four', () => {
  test.each(SHAPES)('is refused with the whole request: %s', async (_, change, message) => {
    const service = await boot();
    const body = { query: APPLY, variables: { input: { changes: [create(C), change] } } };
    const { codes, messages } = await send(service, { body });
    expect(new Set(codes)).toEqual(new Set(['BAD_USER_INPUT']));
    expect(
      messages.some((each) => message.test(each)),
      messages.join(' '),
    ).toBe(true);
    expect(await settingsClient(service).changes()).toEqual([]);
  });

  test('is refused in the operation itself as in a variable', async () => {
    const service = await boot();
    const object = `{ id: "${A}" }`;
    const ask = async (change: string, one?: unknown) => {
      const of = change.includes('$one') ? '($one: DeleteDerivedCredentialSettingsInput)' : '';
      const query = `mutation${of} {
        applyDerivedCredentialSettingsChanges(input: { changes: [${change}] }) { userErrors { code } }
      }`;
      const { codes, text } = await send(service, { body: { query, variables: { one } } });
      return codes.length > 0 ? codes : text.match(/"code":"\w+"/g);
    };
    for (const change of ['{}', `{ delete: ${object}, update: ${object} }`, '{ delete: null }']) {
      expect(await ask(change), change).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    }
    expect(await ask(`{ delete: ${object} }`)).toEqual(['"code":"NOT_FOUND"']);
    expect(await ask('{ delete: $one }', { id: A })).toEqual(['"code":"NOT_FOUND"']);
    for (const none of [null, undefined]) expect(await ask('{ delete: $one }', none)).toEqual(['BAD_USER_INPUT']);
  });
});

test('The last object of one issuer is replaced by one of another, where a tenant is kept to one', async () => {
  const tenant = settingsClient(await boot({ SINGLE_ISSUER_PER_TENANT: 'true' }));
  await tenant.create({ ...EXAMPLE, id: A });
  const replacement = create(B, { issuer: 'X_TEC' });
  expect(faultsOf(await tenant.apply([replacement, { delete: { id: A } }]))).toEqual([
    'input.changes.0.create.issuer ISSUER_CONFLICT',
  ]);
  expect((await tenant.apply([{ delete: { id: A } }, replacement])).userErrors).toEqual([]);
  expect((await tenant.list()).map(({ id, issuer }) => [id, issuer])).toEqual([[B, 'X_TEC']]);
  expect(faultsOf(await tenant.apply([create(C), create(UNKNOWN, { issuer: 'X_TEC' })]))).toEqual([
    'input.changes.0.create.issuer ISSUER_CONFLICT',
  ]);
  expect(await tenant.list()).toHaveLength(1);
});

test('A deleted object is restored and updated with other changes, from the version that was read, or all is refused', async () => {
  const tenant = settingsClient(await boot());
  await tenant.create({ ...EXAMPLE, id: A });
  await tenant.update({ id: A, displayName: 'Second' });
  await tenant.remove({ id: A });
  const revert = { revert: { id: A, toVersion: 2, expectedVersion: 3 } };
  const update = { update: { id: A, expectedVersion: 4, helpUrl: null } };
  const log = await tenant.changes();
  const rehearsed = await tenant.apply([create(B), revert, update], { dryRun: true });
  expect(await tenant.changes()).toEqual(log);

  const { results, userErrors } = await tenant.apply([create(B), revert, update]);
  expect(userErrors).toEqual([]);
  expect(results.map(({ change }) => change && `${change.kind} ${change.id}`)).toEqual([
    `CREATED ${B}:1`,
    `CREATED ${A}:4`,
    `UPDATED ${A}:5`,
  ]);
  expect(rehearsed.results.map(({ change }) => change?.id)).toEqual(results.map(({ change }) => change?.id));
  expect(await tenant.find(A)).toMatchObject({ displayName: 'Second', helpUrl: null, version: 5 });

  // An object can be deleted and restored by one batch.
  const again = await tenant.apply([{ delete: { id: B } }, { revert: { id: B, toVersion: 1, expectedVersion: 2 } }]);
  expect(again.results.map(({ deletedId, change }) => [deletedId, change?.id])).toEqual([
    [B, `${B}:2`],
    [null, `${B}:3`],
  ]);

  const before = await tenant.changes();
  const faulty = [create(C), revert, { revert: { id: UNKNOWN, toVersion: 1 } }, { revert: { id: B, toVersion: 2 } }];
  expect(faultsOf(await tenant.apply(faulty))).toEqual([
    'input.changes.1.revert.expectedVersion VERSION_CONFLICT',
    'input.changes.2.revert.id NOT_FOUND',
    'input.changes.3.revert.toVersion NOT_ALLOWED',
  ]);
  expect(await tenant.changes()).toEqual(before);
});

test('A restore keeps to the one issuer of a tenant, as the changes before it leave it', async () => {
  const tenant = settingsClient(await boot({ SINGLE_ISSUER_PER_TENANT: 'true' }));
  await tenant.create({ ...EXAMPLE, id: A });
  await tenant.remove({ id: A });
  await tenant.create({ ...EXAMPLE, id: B, issuer: 'X_TEC' });
  const revert = { revert: { id: A, toVersion: 1, expectedVersion: 2 } };
  expect(faultsOf(await tenant.apply([revert, { delete: { id: B } }]))).toEqual([
    'input.changes.0.revert.toVersion ISSUER_CONFLICT',
  ]);
  expect((await tenant.apply([{ delete: { id: B } }, revert])).userErrors).toEqual([]);
  expect((await tenant.list()).map(({ id }) => id)).toEqual([A]);
});

test('Changes together are for those alone who may write, however many they are', async () => {
  const service = await boot();
  const reader = await service.token({ permissions: [READ_PERMISSION] });
  for (const changes of [[], [create(A)], [create(A, { displayName: '' })], creations(101)]) {
    const { errors } = await service.graphql(APPLY, { input: { changes } }, reader);
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
  }
});

test('Another tenant’s objects and ones that never were get one and the same answer', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: A });
  const otherTenant = settingsClient(service, await service.token({ tenantId: UNKNOWN }));
  const answer = async (id: string) => {
    const changes = [{ update: { id, displayName: 'x' } }, { delete: { id, expectedVersion: 1 } }];
    return JSON.stringify(await otherTenant.apply(changes)).replaceAll(id, '(id)');
  };
  expect(await answer(A)).toBe(await answer(UNKNOWN));
  expect((await otherTenant.apply([create(A), { delete: { id: A } }])).userErrors).toEqual([]);
  expect(await tenant.list()).toHaveLength(1);
  expect(await tenant.changes()).toHaveLength(1);
});

test('Changes together cost one each, and what each may bring', async () => {
  const service = await boot();
  const apply = (selection: string) =>
    `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
      applyDerivedCredentialSettingsChanges(input: $input) { ${selection} }
    }`;
  const shown = 'results { derivedCredentialSettings { id } change { id } }';
  const costs: readonly (readonly [count: number, selection: string, cost: number])[] = [
    [0, '__typename', 1],
    [1, '__typename', 1],
    [100, '__typename', 100],
    [7, 'results { deletedId }', 7 + 7],
    [7, shown, 7 + 7 * 3],
    [7, 'userErrors { code }', 7 + 7 * 10],
    [100, `${shown} userErrors { code }`, 100 + 100 * 3 + 100 * 10],
  ];
  for (const [count, selection, cost] of costs) {
    const input = { changes: creations(count), dryRun: true };
    const answer = await askWithCost(service, apply(selection), { input });
    expect([answer.errors, answer.cost?.requested], `${count} ${selection}`).toEqual([undefined, cost]);
  }
  const literal = `mutation { applyDerivedCredentialSettingsChanges(
    input: { changes: [{ delete: { id: "${A}" } }, { delete: { id: "${B}" } }] }) { userErrors { code } } }`;
  expect((await askWithCost(service, literal)).cost?.requested).toBe(2 + 2 * 10);
});

test('A hundred changes never return more faults than their cost allows', async () => {
  const service = await boot();
  const faulty = { id: 'x', displayName: `${'x'.repeat(300)}\u200b`, helpUrl: `x${'x'.repeat(2100)}`, dryRun: true };
  const changes = Array.from({ length: 60 }, () => create('', { ...faulty, renewalThresholdPercentage: 0 }));
  const query = `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
    answer: applyDerivedCredentialSettingsChanges(input: $input) { userErrors { code } } }`;
  type Answer = { readonly answer: { readonly userErrors: readonly unknown[] } };
  const { data, errors, cost } = await askWithCost<Answer>(service, query, { input: { changes } });
  expect(errors).toBeUndefined();
  expect(data?.answer.userErrors).toHaveLength(60 * 7);
  expect(1 + 60 * 7).toBeLessThanOrEqual(cost?.requested ?? 0);
});
