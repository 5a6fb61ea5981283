/** The use cases of the connection, with a scheduler on real time and a Graph in memory. */
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { ConnectionService } from '../../src/connector/connection-service.js';
import { Connector } from '../../src/connector/connector.js';
import { type ConnectorClock, type ConnectorOptions, DEFAULT_OPTIONS } from '../../src/connector/options.js';
import { SettingsService } from '../../src/domain/settings-service.js';
import { Feed } from '../../src/feed/feed.js';
import { openStore } from '../../src/store/open.js';
import { SimulatedGraph } from '../support/connector/simulated-graph.js';
import { VirtualClock } from '../support/connector/virtual-clock.js';
import { CONTENT } from '../support/domain/changes.js';
import { CALL, callOf } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';

const CLOCK: ConnectorClock = {
  now: Date.now,
  elapsed: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

async function connected(options: Partial<ConnectorOptions> = {}) {
  const store = await openStore(`file:${scratchFolder()}/test.sqlite`, () => {});
  const graph = new SimulatedGraph({ clock: new VirtualClock(), random: () => 0.5, keepsIds: true });
  const all = { ...DEFAULT_OPTIONS, mode: 'push', target: 'graph', settleMs: 100, ...options } as const;
  const optionsOf = (tenantId: string) => (tenantId === CALL.caller.tenantId ? all : null);
  const connector = new Connector({
    store,
    ledger: store.graphLedger,
    graph,
    clock: CLOCK,
    holder: randomUUID(),
    newId: randomUUID,
    optionsOf,
    onAttempt: () => {},
    onProblem: () => {},
    onFault: (error) => {
      throw error;
    },
  });
  const { follow } = new Feed(store);
  const service = new SettingsService({ store, follow, clock: Date.now, newId: randomUUID, singleIssuer: false });
  const connection = new ConnectionService({
    connector,
    clock: CLOCK,
    cloud: 'global',
    optionsOf,
    settings: service,
    store,
    ledger: store.graphLedger,
  });
  onTestFinished(async () => {
    await connector.stop();
    await store.close();
  });
  connector.start([CALL.caller.tenantId]);
  const read = () => expect.poll(async () => (await connection.connection(CALL)).lastWholeReadAt).not.toBeNull();
  await read();
  return { graph, service, connection, connector };
}

test('nothing is sent before the adoption, and adopting links what is equal', async () => {
  const { graph, service, connection } = await connected();
  const made = await service.create(CALL, CONTENT);
  if (!made.ok) throw new Error('Not created.');
  graph.put('theirs', CONTENT);
  connection.sync(CALL, { confirmDeletions: false });
  await expect
    .poll(async () => (await connection.adopt(CALL, { graphIds: null, dryRun: true })).linked)
    .toHaveLength(1);
  expect(graph.requests.create).toBe(0);
  expect((await connection.status(CALL, made.settings.id))?.state).toBe('NOT_CONNECTED');

  await connection.adopt(CALL, { graphIds: null, dryRun: false });
  await expect.poll(async () => (await connection.status(CALL, made.settings.id))?.state).toBe('IN_SYNC');
  expect([graph.requests.create, graph.objects.size]).toEqual([0, 1]);
});

test('waits until Graph has confirmed a change, also a deletion', async () => {
  const { graph, service, connection } = await connected();
  await connection.adopt(CALL, { graphIds: null, dryRun: false });
  const made = await service.create(CALL, CONTENT);
  if (!made.ok) throw new Error('Not created.');
  const { id: settingsId, version } = made.settings;
  const status = await connection.waitFor(CALL, { settingsId, version, timeoutMs: 10_000 });
  expect(status).toMatchObject({ state: 'IN_SYNC', confirmedVersion: 1, differences: [] });
  expect([...graph.objects.values()]).toEqual([CONTENT]);

  await service.delete(CALL, { id: settingsId });
  expect(await connection.waitFor(CALL, { settingsId, version: 2, timeoutMs: 10_000 })).toMatchObject({
    state: 'NOT_CONNECTED',
    graphId: null,
  });
  expect(graph.objects.size).toBe(0);
});

test('a tenant that is not connected says so', async () => {
  const { connection } = await connected();
  const other = callOf('cccccccc-0000-4000-8000-000000000003');
  expect(await connection.connection(other)).toMatchObject({ mode: 'OFF', reachable: null });
  await expect(connection.sync(other, { confirmDeletions: false })).rejects.toThrow('not connected');
});
