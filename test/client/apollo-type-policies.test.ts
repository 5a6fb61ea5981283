/** Proves with the real cache of Apollo Client that queries for different fields of the same objects lose nothing of each other's. */
import { readFileSync } from 'node:fs';
import { ApolloClient, HttpLink, InMemoryCache, type TypePolicies } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { buildSchema, type GraphQLObjectType, getNamedType, isObjectType, parse } from 'graphql';
import { expect, test, vi } from 'vitest';
import { typePolicies } from '../../src/client/apollo-type-policies.js';
import { CONNECTED_TENANT, connectedService } from '../support/connector/connected-service.js';
import { EXAMPLE, settingsClient } from '../support/graphql/settings-client.js';
import { boot } from '../support/service/boot.js';

const SCHEMA = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const node = (selection: string) => `{ node(id: "${ID}:2") { id ... on Change { ${selection} } } }`;
const list = (selection: string) => `{ derivedCredentials(first: 3) { ${selection} } }`;
const drift = (selection: string) => `{ graphDrift(first: 3) { ${selection} } }`;
const log = (selection: string) => `{ changes(first: 3) { ${selection} } }`;

/** Queries for parts of the same thing. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  Viewer: ['{ viewer { tenantId } }', '{ viewer { subject permissions } }'],
  Actor: [node('actor { subject }'), node('actor { kind clientId }')],
  DerivedCredentialSettingsSnapshot: [
    node('before { displayName } after { issuer }'),
    node('before { helpUrl } after { displayName }'),
  ],
  DerivedCredentialSettingsConnection: [list('totalCount'), list('nodes { id }'), list('edges { node { id } }')],
  ChangeConnection: [log('totalCount'), log('nodes { id kind }'), log('edges { node { id } }')],
  PageInfo: [list('pageInfo { hasNextPage }'), list('pageInfo { endCursor }'), list('pageInfo { startCursor }')],
  DerivedCredentialSettingsEdge: [
    list('edges { cursor node { id } }'),
    list('edges { node { id displayName } }'),
    list('edges { cursor }'),
  ],
  GraphConnection: ['{ graphConnection { mode lag } }', '{ graphConnection { cloud adopted } }'],
  GraphProblem: ['{ graphConnection { problem { code } } }', '{ graphConnection { problem { message retried } } }'],
  GraphDelivery: [node('graph { state }'), node('graph { at }')],
  FieldDifference: [
    drift('nodes { id differences { field here } }'),
    drift('nodes { id differences { field inGraph } }'),
  ],
  GraphDriftConnection: [drift('totalCount'), drift('nodes { id }'), drift('edges { node { id } }')],
  GraphDriftEdge: [
    drift('edges { cursor node { id } }'),
    drift('edges { node { id kind } }'),
    drift('edges { cursor }'),
  ],
  ChangeEdge: [log('edges { cursor node { id } }'), log('edges { node { id kind } }'), log('edges { cursor }')],
};

/** The queries that the cache cannot answer after all of them have run. */
async function lostBy(policies: TypePolicies): Promise<string[]> {
  const { url, token } = await tenantWithDrift();
  const lost: string[] = [];
  for (const [type, queries] of Object.entries(PARTS)) {
    const cache = new InMemoryCache({ typePolicies: policies });
    const link = new HttpLink({ uri: `${url}/graphql`, headers: { authorization: `Bearer ${token}` } });
    const client = new ApolloClient({ link, cache });
    const documents = queries.map((query) => parse(query));
    const told: unknown[] = [];
    for (const query of documents) told.push((await client.query({ query, fetchPolicy: 'network-only' })).data);
    const kept = documents.map((query) => client.readQuery({ query }));
    if (kept.includes(null)) lost.push(type);
    else expect(kept).toEqual(told);
    client.stop();
  }
  return lost;
}

/** A tenant with a difference to Intune, whose connection has a problem since. */
async function tenantWithDrift() {
  const world = await connectedService();
  const { service, graph, proxy } = world;
  await world.adopt();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  await tenant.update({ id: ID, displayName: 'Renamed' });
  for (let count = 0; count < 3; count += 1) await tenant.create(EXAMPLE);
  const read = async (query: string) => JSON.stringify((await service.graphql(query)).data);
  const inIntune = () => graph.objects(CONNECTED_TENANT);
  await expect.poll(() => read('{ graphConnection { lag } }'), { timeout: 20_000 }).toContain('"lag":0');
  await graph.update((await inIntune())[0]?.id ?? '', { displayName: 'Edited there' }, CONNECTED_TENANT);
  await expect.poll(() => read('{ graphDrift { totalCount } }'), { timeout: 20_000 }).toContain('"totalCount":1');
  proxy.always('403');
  await expect
    .poll(() => read('{ graphConnection { problem { code } } }'), { timeout: 20_000 })
    .toContain('PERMISSION');
  return { url: service.url, token: await service.token() };
}

async function tenantWithChanges() {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  await tenant.update({ id: ID, displayName: 'Renamed' });
  for (let count = 0; count < 3; count += 1) await tenant.create(EXAMPLE);
  return { service, tenant, url: service.url, token: await service.token() };
}

/** The object types that queries can return and that have no global id. */
function typesWithoutId(): string[] {
  const seen = new Set<GraphQLObjectType>();
  const visit = (type: unknown): void => {
    const named = getNamedType(type as GraphQLObjectType);
    if (!isObjectType(named) || seen.has(named)) return;
    seen.add(named);
    for (const field of Object.values(named.getFields())) visit(field.type);
  };
  const query = SCHEMA.getQueryType();
  if (query) for (const field of Object.values(query.getFields())) visit(field.type);
  for (const name of ['DerivedCredentialSettings', 'Change']) visit(SCHEMA.getType(name));
  return [...seen].filter((type) => type.getFields()['id'] === undefined).map(({ name }) => name);
}

test('With the type policies of the package nothing is lost, and without them something of each type', async () => {
  expect(Object.keys(PARTS).toSorted()).toEqual(typesWithoutId().toSorted());
  expect(await lostBy(typePolicies)).toEqual([]);
  // What it says of each loss is not for the tests' log.
  const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  expect(await lostBy({})).toEqual(Object.keys(PARTS));
  complain.mockRestore();
  warn.mockRestore();
});

test('A list that has changed since comes as it is now, with no edge of before', async () => {
  const { tenant, url, token } = await tenantWithChanges();
  const link = new HttpLink({ uri: `${url}/graphql`, headers: { authorization: `Bearer ${token}` } });
  const client = new ApolloClient({ link, cache: new InMemoryCache({ typePolicies }) });
  const full = parse('{ derivedCredentials { edges { cursor node { id displayName } } } }');
  const names = parse('{ derivedCredentials { edges { node { id displayName } } } }');
  await client.query({ query: full });
  await tenant.remove({ id: ID });
  await tenant.create({ ...EXAMPLE, displayName: 'New' });
  const { data } = await client.query({ query: names, fetchPolicy: 'network-only' });
  expect(client.readQuery({ query: names })).toEqual(data);
  expect(JSON.stringify(data)).not.toContain(ID);
  // The new one's cursor has never been told, so the list in full is asked for again.
  expect(client.readQuery({ query: full })).toBeNull();
  client.stop();
});

test('Pages that relayStylePagination joins keep the cursor of each edge, whichever fields of `pageInfo` are selected', async () => {
  const { url, token } = await tenantWithChanges();
  const link = new HttpLink({ uri: `${url}/graphql`, headers: { authorization: `Bearer ${token}` } });
  const fields = { derivedCredentials: relayStylePagination(), changes: relayStylePagination() };
  const page = (name: string, asked: string) =>
    parse(
      `query ($after: String) { ${name}(first: 2, after: $after) { edges { cursor node { id } } pageInfo { ${asked} } } }`,
    );
  for (const name of Object.keys(fields)) {
    const edges = parse(`{ ${name} { edges { cursor node { id } } } }`);
    for (const asked of ['hasNextPage', 'hasNextPage startCursor endCursor']) {
      const cache = new InMemoryCache({ typePolicies: { ...typePolicies, Query: { fields } } });
      const client = new ApolloClient({ link, cache });
      const query = page(name, asked);
      await client.query({ query });
      const second = { query, variables: { after: lastCursor(client.readQuery({ query })) } };
      await client.query({ ...second, fetchPolicy: 'network-only' });
      const inFull = await client.query({ query: edges, fetchPolicy: 'no-cache' });
      const [shown, wanted] = [client.readQuery({ query: edges }), inFull.data].map((data) => edgesOf(data, name));
      expect(shown).toHaveLength(4);
      expect(shown).toEqual(wanted?.slice(0, 4));
      client.stop();
    }
  }
});

function edgesOf(data: unknown, name: string): { cursor: string }[] {
  return (data as Record<string, { edges: { cursor: string }[] }>)[name]?.edges ?? [];
}

function lastCursor(data: unknown): string | undefined {
  const [name = ''] = Object.keys(data as object);
  return edgesOf(data, name).at(-1)?.cursor;
}
