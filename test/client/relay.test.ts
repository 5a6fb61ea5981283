/** Proves the contract with Relay: its compiler takes paginated fragments and mutations, its store pages and updates. */
import {
  ConnectionHandler,
  commitMutation,
  type Environment,
  type MutationConfig,
  type MutationParameters,
  ROOT_ID,
} from 'relay-runtime';
import { expect, test } from 'vitest';
import { openList, relayEnvironment } from '../support/client/relay-list.js';
import { compileWithRelay } from '../support/client/relay-project.js';
import { EXAMPLE, settingsClient } from '../support/graphql/settings-client.js';
import { boot } from '../support/service/boot.js';

const CONNECTION = 'List_derivedCredentials';
const APPLICATION = `
query ListQuery {
  ...List_query
}
fragment List_query on Query
@refetchable(queryName: "ListNextPageQuery")
@argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }) {
  derivedCredentials(first: $count, after: $cursor, orderBy: { field: DISPLAY_NAME })
  @connection(key: "${CONNECTION}", filters: []) {
    edges { node { id displayName ...History_settings } }
  }
}
fragment History_settings on DerivedCredentialSettings
@refetchable(queryName: "HistoryEarlierPageQuery")
@argumentDefinitions(count: { type: "Int", defaultValue: 1 }, cursor: { type: "String" }) {
  changes(last: $count, before: $cursor) @connection(key: "History_changes") {
    edges { node { kind version } }
  }
}
mutation CreateMutation($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) {
    derivedCredentialSettings { id displayName ...History_settings }
    userErrors { code }
  }
}
mutation UpdateMutation($input: UpdateDerivedCredentialSettingsInput!) {
  updateDerivedCredentialSettings(input: $input) { derivedCredentialSettings { displayName } }
}
mutation DeleteMutation($input: DeleteDerivedCredentialSettingsInput!, $connections: [ID!]!) {
  deleteDerivedCredentialSettings(input: $input) { deletedId @deleteEdge(connections: $connections) }
}`;

/** Commits a mutation, and answers once the store has taken in what came of it. */
function commit(
  environment: Environment,
  config: Pick<MutationConfig<MutationParameters>, 'mutation' | 'variables' | 'updater'>,
) {
  return new Promise<unknown>((resolve, reject) => {
    commitMutation(environment, { ...config, onCompleted: resolve, onError: reject });
  });
}

test('its compiler makes pages, refetches and mutations of the contract', async () => {
  const { names, request, fragment } = await compileWithRelay(APPLICATION);
  expect(names).toEqual([
    'CreateMutation',
    'DeleteMutation',
    'HistoryEarlierPageQuery',
    'History_settings',
    'ListNextPageQuery',
    'ListQuery',
    'List_query',
    'UpdateMutation',
  ]);
  expect(fragment('List_query').metadata).toMatchObject({
    connection: [{ count: 'count', cursor: 'cursor', direction: 'forward', path: ['derivedCredentials'] }],
    refetch: { operation: { params: { name: 'ListNextPageQuery' } } },
  });
  expect(fragment('History_settings').metadata).toMatchObject({
    connection: [{ count: 'count', cursor: 'cursor', direction: 'backward', path: ['changes'] }],
    refetch: { operation: { params: { name: 'HistoryEarlierPageQuery' } }, identifierInfo: { identifierField: 'id' } },
  });
  expect(request('HistoryEarlierPageQuery').params.text).toMatch(/node\(id: \$id\) \{/);
});

test('its compiler refuses what is not in the contract', async () => {
  const planted = compileWithRelay(APPLICATION.replace('kind version', 'kind planted'));
  await expect(planted).rejects.toMatchObject({ stderr: expect.stringContaining('`planted`') });
});

test('a list in its store is paged, and follows what is created, renamed and deleted', async () => {
  const service = await boot();
  for (const displayName of ['A', 'B', 'C']) await settingsClient(service).create({ ...EXAMPLE, displayName });
  const project = await compileWithRelay(APPLICATION);
  const environment = relayEnvironment(service);
  const list = await openList(environment, project);
  expect([list.names(), list.hasMore()]).toEqual([['A', 'B'], true]);
  await list.fetchNext();
  expect([list.names(), list.hasMore()]).toEqual([['A', 'B', 'C'], false]);

  await commit(environment, {
    mutation: project.request('CreateMutation'),
    variables: { input: { ...EXAMPLE, displayName: 'New' } },
    updater: (store) => {
      const connection = ConnectionHandler.getConnection(store.getRoot(), CONNECTION);
      const created = store
        .getRootField('createDerivedCredentialSettings')
        ?.getLinkedRecord('derivedCredentialSettings');
      if (!connection || !created) throw new Error('The list or the new object is not in the store.');
      const edge = ConnectionHandler.createEdge(store, connection, created, 'DerivedCredentialSettingsEdge');
      ConnectionHandler.insertEdgeBefore(connection, edge);
    },
  });
  expect(list.names()).toEqual(['New', 'A', 'B', 'C']);

  const [added, first] = list.nodes();
  const renamed = { id: first?.id, displayName: 'Renamed' };
  await commit(environment, { mutation: project.request('UpdateMutation'), variables: { input: renamed } });
  expect(list.names()).toEqual(['New', 'Renamed', 'B', 'C']);
  const connections = [ConnectionHandler.getConnectionID(ROOT_ID, CONNECTION)];
  const variables = { input: { id: added?.id }, connections };
  await commit(environment, { mutation: project.request('DeleteMutation'), variables });
  expect(list.names()).toEqual(['Renamed', 'B', 'C']);
  expect((await settingsClient(service).list()).map(({ displayName }) => displayName).toSorted()).toEqual([
    'B',
    'C',
    'Renamed',
  ]);
});

test('the history of one object in the list is paged backwards by its global id', async () => {
  const service = await boot();
  const client = settingsClient(service);
  const { derivedCredentialSettings } = await client.create({ ...EXAMPLE, displayName: 'A' });
  for (const displayName of ['B', 'C', 'D']) await client.update({ id: derivedCredentialSettings?.id, displayName });
  const list = await openList(relayEnvironment(service), await compileWithRelay(APPLICATION));
  const [settings] = list.nodes();
  if (settings === undefined) throw new Error('The list is empty.');
  expect(list.history(settings)).toEqual(['UPDATED 4']);
  await list.fetchEarlier(settings);
  expect(list.history(settings)).toEqual(['UPDATED 2', 'UPDATED 3', 'UPDATED 4']);
  await list.fetchEarlier(settings);
  expect(list.history(settings)).toEqual(['CREATED 1', 'UPDATED 2', 'UPDATED 3', 'UPDATED 4']);
});
