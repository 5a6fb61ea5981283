/** Tests that a dry run of each mutation has the response that the mutation then has, and writes nothing. */
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import {
  APPLY,
  type BatchPayload,
  dataOf,
  EXAMPLE,
  type Input,
  mutation,
  type Payload,
  type SettingsClient,
  settingsClient,
  type Verb,
} from '../../support/graphql/settings-client.js';
import { settingsLists } from '../../support/graphql/settings-lists.js';
import { type Booted, boot } from '../../support/service/boot.js';
import { nextMillisecond } from '../../support/service/next-millisecond.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const OTHER_ID = '1f0e9a31-4b6f-4c1e-9d55-0a6a7c2f8d10';
const GONE = '2b2b2b2b-2b2b-4b2b-8b2b-2b2b2b2b2b2b';
const UNKNOWN = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';
const ENVIRONMENTS = [{}, { SINGLE_ISSUER_PER_TENANT: 'true' }];

type Mutation = Verb | 'Apply';
const CASES: readonly (readonly [title: string, verb: Mutation, input: Input])[] = [
  ['a creation', 'Create', { ...EXAMPLE, id: OTHER_ID }],
  ['a creation of an id made by the service', 'Create', EXAMPLE],
  ['a creation that was made before', 'Create', { ...EXAMPLE, id: ID }],
  ['a creation of a taken id', 'Create', { ...EXAMPLE, id: ID, displayName: 'Other' }],
  ['a creation of a deleted id', 'Create', { ...EXAMPLE, id: GONE }],
  ['a creation that breaks rules', 'Create', { ...EXAMPLE, id: 'x', displayName: '', helpUrl: 'x' }],
  ['a creation of another issuer', 'Create', { ...EXAMPLE, id: OTHER_ID, issuer: 'X_TEC' }],
  ['an update', 'Update', { id: ID, displayName: 'Third', helpUrl: null, expectedVersion: 2 }],
  ['an update in other letters', 'Update', { id: ID.toUpperCase(), displayName: ' Cafe\u0301 ' }],
  ['an update that changes nothing', 'Update', { id: ID, displayName: 'Second' }],
  ['an update from an old version', 'Update', { id: ID, displayName: 'Third', expectedVersion: 1 }],
  ['an update that breaks rules', 'Update', { id: ID, displayName: null, renewalThresholdPercentage: 0 }],
  ['an update of nothing', 'Update', { id: UNKNOWN, displayName: 'x' }],
  ['a deletion', 'Delete', { id: ID, expectedVersion: 2 }],
  ['a deletion of an old version', 'Delete', { id: ID, expectedVersion: 1 }],
  ['a deletion of what is gone', 'Delete', { id: GONE }],
  ['a revert', 'Revert', { id: ID, toVersion: 1, expectedVersion: 2 }],
  ['a revert that changes nothing', 'Revert', { id: ID, toVersion: 2 }],
  ['a revert of a deleted object', 'Revert', { id: GONE, toVersion: 1 }],
  ['a revert to a deletion', 'Revert', { id: GONE, toVersion: 2 }],
  ['a revert to a version that is not there', 'Revert', { id: ID, toVersion: 3 }],
  [
    'changes together',
    'Apply',
    {
      changes: [
        { update: { id: ID, displayName: 'Third' } },
        { create: { ...EXAMPLE, id: OTHER_ID } },
        { create: { ...EXAMPLE, id: ID } },
        { update: { id: OTHER_ID, helpUrl: null } },
        { delete: { id: ID, expectedVersion: 3 } },
        { create: EXAMPLE },
      ],
    },
  ],
  [
    'changes together of which two are wrong',
    'Apply',
    { changes: [{ create: EXAMPLE }, { update: { id: GONE } }, { create: { ...EXAMPLE, helpUrl: '' } }] },
  ],
  ['no changes together', 'Apply', { changes: [] }],
];

/** One object at its second version, and one that was deleted. */
async function prepared(environment: NodeJS.ProcessEnv): Promise<{ service: Booted; tenant: SettingsClient }> {
  const service = await boot(environment);
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  await tenant.update({ id: ID, displayName: 'Second' });
  await tenant.create({ ...EXAMPLE, id: GONE });
  await tenant.remove({ id: GONE });
  // What comes next has a time of its own, which can be told from these in every run.
  await nextMillisecond();
  return { service, tenant };
}

function run({ graphql }: Booted, verb: Mutation, input: Input, token?: string) {
  const query = verb === 'Apply' ? APPLY : mutation(verb);
  return graphql<{ answer: Payload | BatchPayload }>(query, { input }, token);
}

/** Everything that the service holds, with its places in the log. */
async function holdings(service: Booted) {
  const { settings, changes } = settingsLists(service);
  return [await settings({ first: 100 }), await changes({ first: 100 })];
}

function changesIn(answer: Payload | BatchPayload) {
  const changes = 'results' in answer ? answer.results.map(({ change }) => change) : [answer.change];
  return changes.filter((change) => change !== null);
}

/** An answer without its own time, its request and the ids that the service makes up. */
function comparable(answer: Payload | BatchPayload, known: readonly string[]): string {
  const changes = changesIn(answer);
  const made = changes.map(({ settingsId }) => settingsId).filter((id) => !known.includes(id));
  const own = [...changes.flatMap(({ at, requestId }) => [at, requestId]), ...made];
  return own.reduce((text, value) => text.replaceAll(value, '(own)'), JSON.stringify(answer));
}

describe.each(ENVIRONMENTS)('a dry run with %o', (environment) => {
  test('answers what the mutation then answers and records, and leaves everything as it was', async () => {
    const { service } = await prepared(environment);
    const before = await holdings(service);
    const foreseen: (Payload | BatchPayload)[] = [];
    for (const [title, verb, input] of CASES) {
      foreseen.push(dataOf(await run(service, verb, { ...input, dryRun: true })).answer);
      expect(await holdings(service), title).toEqual(before);
    }
    await service.stop();

    let recorded = 0;
    for (const [index, [title, verb, input]] of CASES.entries()) {
      const { service: own, tenant } = await prepared(environment);
      const told = foreseen[index] as Payload;
      const length = (await tenant.changes()).length;
      const dryRun = [undefined, false][index % 2];
      const made = dataOf(await run(own, verb, { ...input, dryRun })).answer;
      const known = [ID, OTHER_ID, GONE];
      const sameTimes = (answer: Payload | BatchPayload) =>
        comparable(answer, known).replace(/"(createdAt|updatedAt)":"2[^"]+"/g, '"$1":"(earlier)"');
      expect(sameTimes(told), title).toBe(sameTimes(made));
      const log = (await tenant.changes()).slice(length);
      expect(log, title).toEqual(changesIn(made));
      recorded += log.length;
      await own.stop();
    }
    expect(recorded).toBeGreaterThan(8);
  });
});

test('Null as dryRun causes neither a run nor a dry run, wherever it is given', async () => {
  const { service, tenant } = await prepared({});
  const log = await tenant.changes();
  const refused: unknown[] = [];
  for (const [title, verb, input] of CASES) {
    const { data, errors } = await run(service, verb, { ...input, dryRun: null });
    expect(data ?? null, title).toBeNull();
    refused.push(errors?.[0]?.extensions?.['code']);
  }
  const remove = (dryRun: string) =>
    `deleteDerivedCredentialSettings(input: { id: "${ID}", dryRun: ${dryRun} }) { deletedId }`;
  for (const [query, variables] of [
    [`mutation { ${remove('null')} }`, {}],
    [`mutation($dryRun: Boolean) { ${remove('$dryRun')} }`, { dryRun: null }],
    [
      'mutation($input: ApplyDerivedCredentialSettingsChangesInput!) { applyDerivedCredentialSettingsChanges(input: $input) { userErrors { code } } }',
      { input: { changes: [{ delete: { id: ID, dryRun: null } }] } },
    ],
  ] as const) {
    const { data, errors } = await service.graphql(query, variables);
    expect(Object.values(data ?? {}).filter(Boolean), query).toEqual([]);
    refused.push(errors?.[0]?.extensions?.['code']);
  }
  const codes = [...CASES.map(() => 'BAD_USER_INPUT'), 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_USER_INPUT'];
  expect(refused).toEqual(codes);
  expect(await tenant.changes()).toEqual(log);
});

test('A variable for it may be left out, and is false then', async () => {
  const { service, tenant } = await prepared({});
  const query = `mutation($dryRun: Boolean) {
    deleteDerivedCredentialSettings(input: { id: "${ID}", dryRun: $dryRun }) { deletedId }
  }`;
  expect((await service.graphql(query, { dryRun: true })).data).toMatchObject({});
  expect(await tenant.find(ID)).not.toBeNull();
  expect((await service.graphql(query)).data).toEqual({ deleteDerivedCredentialSettings: { deletedId: ID } });
  expect(await tenant.find(ID)).toBeNull();
});

test('A dry run is signed like the change that it foresees: who, when and by which request', async () => {
  const { service } = await prepared({});
  const earliest = new Date().toISOString();
  const answer = await run(service, 'Update', { id: ID, displayName: 'Third', dryRun: true });
  const [change] = changesIn(dataOf(answer).answer);
  expect(change).toMatchObject({
    id: `${ID}:3`,
    kind: 'UPDATED',
    version: 3,
    actor: { subject: 'local-developer', clientId: 'local-command-line', kind: 'USER' },
    origin: 'GRAPHQL',
    requestId: answer.headers.get('x-request-id'),
    fields: ['displayName'],
  });
  expect(change?.at && change.at >= earliest).toBe(true);
  expect((await service.graphql(`{ node(id: "${ID}:3") { id } }`)).data).toEqual({ node: null });
});

test('A dry run is for those alone who may write', async () => {
  const { service } = await prepared({});
  const readers = [[READ_PERMISSION], []].map((permissions) => service.token({ permissions }));
  for (const token of await Promise.all(readers)) {
    for (const [title, verb, input] of CASES) {
      const { errors, data } = await run(service, verb, { ...input, dryRun: true }, token);
      expect(
        errors?.map(({ extensions }) => extensions?.['code']),
        title,
      ).toEqual(['FORBIDDEN']);
      expect(data ?? null).toBeNull();
    }
  }
});

test('A dry run says nothing of another tenant’s objects', async () => {
  const { service } = await prepared({});
  const otherTenant = settingsClient(service, await service.token({ tenantId: UNKNOWN }));
  const answers = async (id: string) => {
    const told = [
      await otherTenant.update({ id, displayName: 'x', dryRun: true }),
      await otherTenant.remove({ id, dryRun: true }),
      await otherTenant.revert({ id, toVersion: 1, dryRun: true }),
      await otherTenant.apply([{ update: { id } }, { delete: { id } }], { dryRun: true }),
    ];
    return JSON.stringify(told).replaceAll(id, '(id)');
  };
  const absent = await answers(UNKNOWN);
  expect(absent.match(/NOT_FOUND/g)).toHaveLength(5);
  for (const id of [ID, GONE]) expect(await answers(id)).toBe(absent);
  expect(await otherTenant.create({ ...EXAMPLE, id: ID, dryRun: true })).toMatchObject({ change: { version: 1 } });
});
