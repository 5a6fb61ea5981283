/** Tests the queries for single objects: the viewer, nodes and settings by id, and none of other tenants. */
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { EXAMPLE, settingsClient, settingsOf } from '../../support/graphql/settings-client.js';
import { settingsLists } from '../../support/graphql/settings-lists.js';
import { boot } from '../../support/service/boot.js';

const OTHER_TENANT = 'b0000000-0000-4000-8000-00000000000b';
const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const UNKNOWN = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';
const READ = 'DeviceManagementServiceConfig.Read.All';
const NODE = `query($id: ID!) { node(id: $id) {
  __typename id ... on DerivedCredentialSettings { displayName version } ... on Change { kind settingsId version }
} }`;

test('The viewer is the bearer of the token, and needs no permission', async () => {
  const service = await boot();
  const query = '{ viewer { tenantId subject clientId permissions expiresAt } }';
  const token = await service.token({ tenantId: OTHER_TENANT, permissions: ['Something.Else', READ] });
  const { data } = await service.graphql(query, {}, token);
  expect(data).toEqual({
    viewer: {
      tenantId: OTHER_TENANT,
      subject: 'local-developer',
      clientId: 'local-command-line',
      permissions: ['Something.Else', READ],
      expiresAt: new Date((decodeJwt(token).exp ?? 0) * 1000).toISOString(),
    },
  });
  const powerless = await service.graphql(query, {}, await service.token({ permissions: ['Something.Else'] }));
  expect(powerless.errors).toBeUndefined();
});

test('A node is found by its global id, and only within its own tenant', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  await tenant.update({ id: ID, displayName: 'Renamed' });
  const settings = { __typename: 'DerivedCredentialSettings', id: ID, displayName: 'Renamed', version: 2 };
  const change = (version: number, kind: string) => {
    return { __typename: 'Change', id: `${ID}:${version}`, kind, settingsId: ID, version };
  };
  const found = { [ID]: settings, [`${ID}:1`]: change(1, 'CREATED'), [`${ID}:2`]: change(2, 'UPDATED') };
  const upper = { [ID.toUpperCase()]: settings, [`${ID.toUpperCase()}:1`]: change(1, 'CREATED') };
  const absent = [UNKNOWN, `${UNKNOWN}:1`, `${ID}:0`, `${ID}:3`, `${ID}:01`, `${ID}:-1`, `${ID}:1:1`, `${ID}:`, `:1`];
  const strange = ['', 'x', 'x:1', `${ID} `, `${ID}:999999999`, `${ID}:99999999999999999999`, `${ID}:1e0`];

  for (const [id, node] of Object.entries({ ...found, ...upper })) {
    expect((await service.graphql(NODE, { id })).data).toEqual({ node });
  }
  for (const id of [...absent, ...strange]) expect((await service.graphql(NODE, { id })).data).toEqual({ node: null });
  const otherTenant = await service.token({ tenantId: OTHER_TENANT });
  for (const id of Object.keys(found)) {
    expect((await service.graphql(NODE, { id }, otherTenant)).data).toEqual({ node: null });
  }
});

test('Several nodes are found in the order of their ids, each as it is found by itself, and only within their own tenant', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  const query = NODE.replace('$id: ID!', '$ids: [ID!]!').replace('node(id: $id)', 'nodes(ids: $ids)');
  const ids = [`${ID}:1`, UNKNOWN, ID, 'x', ID.toUpperCase(), ID, `${ID}:2`];
  const alone = await Promise.all(ids.map(async (id) => (await service.graphql<{ node: unknown }>(NODE, { id })).data));
  const nodes = alone.map((data) => data?.node);
  expect(nodes.map((node) => node !== null)).toEqual([true, false, true, false, true, true, false]);
  expect((await service.graphql(query, { ids })).data).toEqual({ nodes });
  expect((await service.graphql(query, { ids: [] })).data).toEqual({ nodes: [] });
  expect((await service.graphql(query, { ids: ID })).data).toEqual({ nodes: [nodes[2]] });
  const otherTenant = await service.token({ tenantId: OTHER_TENANT });
  expect((await service.graphql(query, { ids }, otherTenant)).data).toEqual({ nodes: ids.map(() => null) });
});

test('A hundred nodes are answered at once, and one more is refused', async () => {
  const service = await boot();
  const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  await settingsClient(service).create({ ...EXAMPLE, id: ID });
  const most = await service.graphql<{ nodes: unknown[] }>(query, { ids: Array(100).fill(ID) });
  expect(most.data?.nodes).toEqual(Array(100).fill({ id: ID }));
  const over = await service.graphql(query, { ids: Array(101).fill(ID) });
  expect(over.data).toBeNull();
  expect(over.errors).toMatchObject([
    { message: 'ids holds 101 ids. Give 100 at the most.', extensions: { code: 'LIMIT_EXCEEDED' } },
  ]);
});

test('A change is still a node after its object was deleted', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  await tenant.remove({ id: ID });
  expect((await service.graphql(NODE, { id: ID })).data).toEqual({ node: null });
  for (const [version, kind] of ['CREATED', 'DELETED'].entries()) {
    const { data } = await service.graphql(NODE, { id: `${ID}:${version + 1}` });
    expect(data).toMatchObject({ node: { __typename: 'Change', kind } });
  }
});

test('An object of another tenant, a deleted one and an invalid id all read as null', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  const otherTenant = settingsClient(service, await service.token({ tenantId: OTHER_TENANT }));
  const settings = settingsOf(await tenant.create({ ...EXAMPLE, id: ID }));
  const deleted = settingsOf(await tenant.create(EXAMPLE)).id;
  await tenant.remove({ id: deleted });

  expect(await tenant.find(ID)).toEqual(settings);
  expect(await otherTenant.find(ID)).toBeNull();
  for (const id of [deleted, UNKNOWN, 'not-a-uuid', '']) expect(await tenant.find(id)).toBeNull();
  const lists = settingsLists(service, await service.token({ tenantId: OTHER_TENANT }));
  for (const list of [lists.settings, lists.changes])
    expect(await list({})).toMatchObject({ nodes: [], totalCount: 0 });
});
