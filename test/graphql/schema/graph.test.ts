/** The connection to Microsoft Graph over GraphQL: a service that is connected to a second one over real HTTP. */
import { expect, test } from 'vitest';
import { CONNECTED_TENANT, connectedService } from '../../support/connector/connected-service.js';
import { boot } from '../../support/service/boot.js';

const CREATE = `mutation ($wait: Boolean!, $name: String!, $dryRun: Boolean!) {
  createDerivedCredentialSettings(input: {
    displayName: $name, helpUrl: null, issuer: INTERCEDE, notificationType: EMAIL, waitForGraph: $wait, dryRun: $dryRun
  }) { derivedCredentialSettings { id version graph { state } } graph { id state problem { code } } userErrors { code } change { graph { state } } }
}`;

interface Created {
  readonly createDerivedCredentialSettings: {
    readonly derivedCredentialSettings: { readonly id: string; readonly graph: { readonly state: string } };
    readonly graph: {
      readonly id: string;
      readonly state: string;
      readonly problem: { readonly code: string } | null;
    } | null;
    readonly change: { readonly graph: { readonly state: string } } | null;
  };
}

const created = async (
  { service }: Pick<Awaited<ReturnType<typeof connectedService>>, 'service'>,
  variables: { readonly wait?: boolean; readonly name?: string; readonly dryRun?: boolean } = {},
) => {
  const all = { wait: true, name: 'One', dryRun: false, ...variables };
  const { data, errors } = await service.graphql<Created>(CREATE, all);
  expect(errors).toBeUndefined();
  return data?.createDerivedCredentialSettings;
};

test('a create that waits is answered when Graph has confirmed it', async () => {
  const world = await connectedService();
  await world.adopt();
  const made = await created(world);
  expect(made).toMatchObject({
    derivedCredentialSettings: { graph: { state: 'IN_SYNC' } },
    graph: { state: 'IN_SYNC', problem: null },
    change: { graph: { state: 'CONFIRMED' } },
  });
  expect(made?.graph?.id).toBe(`graph-status:${made?.derivedCredentialSettings.id}`);
  expect(await world.graph.objects(CONNECTED_TENANT)).toMatchObject([{ displayName: 'One' }]);
});

test('a create that waits tells why Graph refused it, and a retry sends it again', async () => {
  const world = await connectedService();
  await world.adopt();
  world.proxy.fail('400', { method: 'POST' });
  const made = await created(world);
  expect(made?.graph).toMatchObject({ state: 'REFUSED', problem: { code: 'REFUSED' } });
  const retry =
    'mutation ($id: ID!) { retryGraphChange(input: { id: $id }) { graph { settingsId } userErrors { code } } }';
  const id = made?.derivedCredentialSettings.id;
  expect((await world.service.graphql(retry, { id })).data).toEqual({
    retryGraphChange: { graph: { settingsId: id }, userErrors: [] },
  });
  await expect.poll(async () => world.graph.objects(CONNECTED_TENANT)).toHaveLength(1);
});

test('without waiting the change is pending, and a dry run has no status', async () => {
  const world = await connectedService();
  await world.adopt();
  world.proxy.always('503', { method: 'POST' });
  expect(await created(world, { wait: false })).toMatchObject({ change: { graph: { state: /PENDING|UNKNOWN/ } } });
  expect((await created(world, { wait: true, dryRun: true, name: 'Two' }))?.graph).toBeNull();
});

test('drift shows both sides, and resolving it takes the one that is chosen', async () => {
  const world = await connectedService();
  await world.adopt();
  const made = await created(world);
  const [object] = await world.graph.objects(CONNECTED_TENANT);
  await world.graph.update(object?.id ?? '', { displayName: 'Edited in Intune' }, CONNECTED_TENANT);
  const DRIFT = `{ graphDrift(first: 5) { totalCount nodes { id kind settings { displayName } inGraph { displayName }
    differences { field here inGraph confirmed } } } }`;
  const drift = async () => (await world.service.graphql<{ readonly graphDrift: unknown }>(DRIFT)).data?.graphDrift;
  await expect.poll(drift, { timeout: 5_000 }).toEqual({
    totalCount: 1,
    nodes: [
      {
        id: `graph-drift:here:${made?.derivedCredentialSettings.id}`,
        kind: 'DIFFERENT',
        settings: { displayName: 'One' },
        inGraph: { displayName: 'Edited in Intune' },
        differences: [{ field: 'DISPLAY_NAME', here: 'One', inGraph: 'Edited in Intune', confirmed: 'One' }],
      },
    ],
  });
  const node = `{ node(id: "graph-drift:here:${made?.derivedCredentialSettings.id}") { ... on GraphDrift { kind } } }`;
  expect((await world.service.graphql(node)).data).toEqual({ node: { kind: 'DIFFERENT' } });
  const RESOLVE = `mutation ($input: ResolveGraphDriftInput!) {
    resolveGraphDrift(input: $input) { graph { settingsId } userErrors { code field } }
  }`;
  const input = { id: made?.derivedCredentialSettings.id, take: 'OURS' };
  const stale = [{ field: 'DISPLAY_NAME', here: 'One', inGraph: 'Something else' }];
  expect(
    (await world.service.graphql(RESOLVE, { input: { ...input, expectedDifferences: stale } })).data,
  ).toMatchObject({
    resolveGraphDrift: { graph: null, userErrors: [{ code: 'VERSION_CONFLICT' }] },
  });
  expect((await world.service.graphql(RESOLVE, { input })).data).toMatchObject({
    resolveGraphDrift: { userErrors: [] },
  });
  await expect
    .poll(async () => world.graph.objects(CONNECTED_TENANT), { timeout: 5_000 })
    .toMatchObject([{ displayName: 'One' }]);
});

test('an object that was deleted in Intune is created there again by OURS, although Graph takes no id twice', async () => {
  const world = await connectedService();
  await world.adopt();
  const made = await created(world);
  const [object] = await world.graph.objects(CONNECTED_TENANT);
  await world.graph.delete(object?.id ?? '', CONNECTED_TENANT);
  const id = made?.derivedCredentialSettings.id;
  const status = `{ graphStatus(settingsId: "${id}") { state attempts problem { code } } }`;
  const state = async () => JSON.stringify((await world.service.graphql(status)).data);
  await expect.poll(state, { timeout: 10_000 }).toContain('"GONE"');
  await world.service.graphql(
    `mutation { resolveGraphDrift(input: { id: "${id}", take: OURS }) { userErrors { code } } }`,
  );
  await expect.poll(state, { timeout: 10_000 }).toContain('IN_SYNC');
  const posts = world.proxy.requests.filter(({ method }) => method === 'POST');
  expect([posts.length, (await world.graph.objects(CONNECTED_TENANT)).length]).toEqual([2, 1]);
});

test('a create that Graph answers with a conflict is refused once nothing is found, and not sent for ever', async () => {
  const world = await connectedService();
  const id = '7a7a7a7a-1111-4222-8333-444444444444';
  await world.graph.create({ id, displayName: 'Was there' } as object, CONNECTED_TENANT);
  await world.graph.delete(id, CONNECTED_TENANT);
  await world.adopt();
  const create = CREATE.replace('displayName: $name', `id: "${id}", displayName: $name`);
  const { data } = await world.service.graphql<Created>(create, { wait: true, name: 'One', dryRun: false });
  expect(data?.createDerivedCredentialSettings.graph).toMatchObject({ state: 'REFUSED', problem: { code: 'REFUSED' } });
  expect(world.proxy.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  await world.service.graphql(`mutation { retryGraphChange(input: { id: "${id}" }) { userErrors { code } } }`);
  await expect.poll(() => world.graph.objects(CONNECTED_TENANT), { timeout: 10_000 }).toHaveLength(1);
});

test('the statuses of a list are loaded with one call', async () => {
  const world = await connectedService();
  await world.adopt();
  for (let count = 0; count < 3; count += 1) await created(world, { name: `Name ${count}` });
  const list = '{ derivedCredentials(first: 3) { nodes { graph { state attempts differences { field } } } } }';
  const { data } = await world.service.graphql(list);
  expect(data).toEqual({
    derivedCredentials: {
      nodes: Array.from({ length: 3 }, () => ({ graph: { state: 'IN_SYNC', attempts: 0, differences: [] } })),
    },
  });
});

test.each([
  ['a time', '{ derivedCredentials(asOf: { time: "2026-01-01T00:00:00Z" }) { nodes { graph { state } } } }', {}],
  [
    'a variable',
    'query ($at: Moment) { derivedCredentials(asOf: $at) { edges { node { ...part } } } } fragment part on DerivedCredentialSettings { graph { state } }',
    { at: { time: '2026-01-01T00:00:00Z' } },
  ],
])('the status of an object of the past is refused, with %s', async (_title, query, variables) => {
  const { graphql } = await boot();
  const { status, errors } = await graphql(query, variables);
  expect([status, errors?.[0]?.extensions?.['code']]).toEqual([400, 'BAD_USER_INPUT']);
});

test.each([
  ['null', '{ derivedCredentials(asOf: null) { nodes { graph { state } } } }', {}],
  [
    'a variable without a value',
    'query ($at: Moment) { derivedCredentials(asOf: $at) { nodes { graph { state } } } }',
    {},
  ],
  [
    'the history of an object of the past',
    '{ derivedCredentials(asOf: { cursor: "" }) { nodes { changes(first: 1) { nodes { graph { state } } } } } }',
    {},
  ],
])('%s is no moment of the past', async (_title, query, variables) => {
  const { graphql } = await boot();
  const { errors } = await graphql(query, variables);
  expect(errors?.filter(({ message }) => message.includes('status of today'))).toEqual(
    errors === undefined ? undefined : [],
  );
});

test('a service without a connection says so, and refuses to act', async () => {
  const world = { service: await boot() };
  const made = await created(world);
  expect(made).toMatchObject({ graph: { state: 'NOT_CONNECTED' }, change: { graph: { state: 'NOT_CONNECTED' } } });
  const { data } = await world.service.graphql(
    `{ graphConnection { mode lag } graphDrift(first: 1) { totalCount } graphStatus(settingsId: "${made?.derivedCredentialSettings.id}") { state } }`,
  );
  expect(data).toEqual({
    graphConnection: { mode: 'OFF', lag: 0 },
    graphDrift: { totalCount: 0 },
    graphStatus: { state: 'NOT_CONNECTED' },
  });
  const acted = await world.service.graphql('mutation { syncWithGraph(input: {}) { graphConnection { mode } } }');
  expect(acted.errors?.[0]?.message).toContain('GRAPH_MODE is off');
});

test('acting needs the permission to write, and reading the permission to read', async () => {
  const { graphql, token } = await boot();
  const reader = await token({ permissions: ['DeviceManagementServiceConfig.Read.All'] });
  const nobody = await token({ permissions: [] });
  const code = async (query: string, bearer: string) =>
    (await graphql(query, {}, bearer)).errors?.[0]?.extensions?.['code'];
  for (const act of ['syncWithGraph(input: {})', 'adoptFromGraph(input: {})', 'retryGraphChange(input: { id: "x" })']) {
    expect(await code(`mutation { ${act} { __typename } }`, reader)).toBe('FORBIDDEN');
  }
  for (const read of [
    'graphConnection { mode }',
    'graphDrift { totalCount }',
    'graphStatus(settingsId: "x") { state }',
  ]) {
    expect(await code(`{ ${read} }`, nobody)).toBe('FORBIDDEN');
    expect(await code(`{ ${read} }`, reader)).toBeUndefined();
  }
});
