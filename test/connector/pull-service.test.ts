/** The whole service in mode `pull`, beside a stand-in for Graph over HTTP. */
import { expect, test } from 'vitest';
import { CONNECTED_TENANT, type ConnectedService, connectedService } from '../support/connector/connected-service.js';
import { GRAPH_PATH } from '../support/connector/graph-stand-in.js';
import { scratchFolder } from '../support/files/scratch.js';

const PULL = { GRAPH_MODE: 'pull', GRAPH_TENANTS: CONNECTED_TENANT };
const CHANGES = `{ changes(first: 100) { nodes {
  kind origin actor { subject kind } after { displayName } graph { state }
} } }`;

interface Changes {
  readonly changes: {
    readonly nodes: readonly {
      readonly kind: string;
      readonly origin: string;
      readonly actor: object;
      readonly after: { readonly displayName: string } | null;
      readonly graph: { readonly state: string };
    }[];
  };
}

async function changes({ service }: ConnectedService) {
  const { data, errors } = await service.graphql<Changes>(CHANGES);
  if (!data) throw new Error(JSON.stringify(errors));
  return data.changes.nodes;
}

async function kinds(connected: ConnectedService): Promise<string[]> {
  return (await changes(connected)).map(({ kind, after }) => `${kind} ${after?.displayName ?? ''}`.trim());
}

const SOON = { timeout: 15_000, interval: 100 };

test('records each state of Intune once, also if it is restarted twice', async () => {
  const folder = scratchFolder();
  let connected = await connectedService(PULL, { folder });
  const { graph } = connected;
  const restart = async () => {
    await connected.service.stop();
    connected = await connectedService(PULL, { folder, earlier: connected });
  };
  const { id } = await graph.create({ displayName: 'One' }, CONNECTED_TENANT);
  await expect.poll(() => kinds(connected), SOON).toEqual(['CREATED One']);
  await restart();
  await graph.update(id, { displayName: 'Two' }, CONNECTED_TENANT);
  await expect.poll(() => kinds(connected), SOON).toEqual(['CREATED One', 'UPDATED Two']);
  await restart();
  await graph.delete(id, CONNECTED_TENANT);
  const all = ['CREATED One', 'UPDATED Two', 'DELETED'];
  await expect.poll(() => kinds(connected), SOON).toEqual(all);
  for (const change of await changes(connected)) {
    const actor = { subject: 'Microsoft Graph', kind: 'APPLICATION' };
    expect(change).toMatchObject({ origin: 'REPLICATION', actor, graph: { state: 'CONFIRMED' } });
  }
  const written = connected.proxy.requests.filter(({ method }) => method !== 'GET');
  expect([await kinds(connected), written]).toEqual([all, []]);
}, 60_000);

test('refuses changes of clients over both APIs, dry runs too', async () => {
  const { service } = await connectedService(PULL);
  for (const dryRun of [true, false]) {
    const { errors } = await service.graphql(
      `mutation Delete($dryRun: Boolean) {
        deleteDerivedCredentialSettings(input: { id: "aaaaaaaa-0000-4000-8000-000000000001", dryRun: $dryRun }) { deletedId }
      }`,
      { dryRun },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'READ_ONLY' } }]);
  }
  const response = await fetch(`${service.url}${GRAPH_PATH}/aaaaaaaa-0000-4000-8000-000000000001`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${await service.token()}` },
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ error: { code: 'ReadOnly' } });
});
