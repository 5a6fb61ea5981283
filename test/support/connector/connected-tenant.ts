/** The use cases of a connected tenant, with a scheduler on real time, a real database and a Graph in memory. */
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import { ConnectionService } from '../../../src/connector/connection-service.js';
import { Connector } from '../../../src/connector/connector.js';
import { type ConnectorOptions, DEFAULT_OPTIONS, SYSTEM_CLOCK } from '../../../src/connector/options.js';
import type { SettingsContent } from '../../../src/domain/derived-credential-settings.js';
import type { GraphState } from '../../../src/domain/graph-connection.js';
import { SettingsService } from '../../../src/domain/settings-service.js';
import { Feed } from '../../../src/feed/feed.js';
import { CALL } from '../domain/open-service.js';
import { scratchFolder } from '../files/scratch.js';
import { openStore, TEST_DATABASE } from '../store/open-store.js';
import { SimulatedGraph } from './simulated-graph.js';
import { VirtualClock } from './virtual-clock.js';

export interface ConnectedOptions extends Partial<ConnectorOptions> {
  readonly graph?: SimulatedGraph;
  /** Of an earlier one, which was stopped. */
  readonly folder?: string;
  readonly singleIssuer?: boolean;
}

export type Connected = Awaited<ReturnType<typeof connected>>;

export function simulatedGraph(): SimulatedGraph {
  return new SimulatedGraph({ clock: new VirtualClock(), random: () => 0.5, keepsIds: true });
}

/** Starts it and waits until Graph has been read. Stopped when the test ends. */
export async function connected(options: ConnectedOptions = {}) {
  const { graph = simulatedGraph(), folder = scratchFolder(), singleIssuer = false, ...given } = options;
  const store = await openStore(await TEST_DATABASE.urlIn(folder));
  const all = { ...DEFAULT_OPTIONS, mode: 'push', target: 'graph', settleMs: 100, ...given } as const;
  const optionsOf = (tenantId: string) => (tenantId === CALL.caller.tenantId ? all : null);
  const { follow } = new Feed(store);
  const isReadOnly = () => all.mode === 'pull';
  const service = new SettingsService({ store, follow, clock: Date.now, newId: randomUUID, singleIssuer, isReadOnly });
  const connector = new Connector({
    store,
    settings: service,
    ledger: store.graphLedger,
    graph,
    clock: SYSTEM_CLOCK,
    holder: randomUUID(),
    newId: randomUUID,
    optionsOf,
    onAttempt: () => {},
    onProblem: () => {},
    onFault: (error) => {
      throw error;
    },
  });
  const connection = new ConnectionService({
    connector,
    clock: SYSTEM_CLOCK,
    cloud: 'global',
    optionsOf,
    settings: service,
    store,
    ledger: store.graphLedger,
  });
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= connector.stop().then(() => store.close());
    return stopped;
  };
  onTestFinished(stop);
  connector.start([CALL.caller.tenantId]);
  await expect.poll(async () => (await connection.connection(CALL)).lastWholeReadAt).not.toBeNull();
  return { graph, service, connection, connector, store, folder, stop };
}

/** Lets the connector read Graph again, and waits until it has. */
export async function readAgain({ connection, graph }: Pick<Connected, 'connection' | 'graph'>): Promise<void> {
  const { list } = graph.requests;
  await connection.sync(CALL, { confirmDeletions: false });
  const before = (await connection.connection(CALL)).lastWholeReadAt ?? 0;
  await expect
    .poll(
      async () => graph.requests.list > list && ((await connection.connection(CALL)).lastWholeReadAt ?? 0) >= before,
    )
    .toBe(true);
}

/** Creates an object here and returns its id. */
export async function createHere({ service }: Pick<Connected, 'service'>, content: SettingsContent): Promise<string> {
  const made = await service.create(CALL, content);
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made.settings.id;
}

export async function reach({ connection }: Pick<Connected, 'connection'>, id: string, state: GraphState) {
  await expect.poll(async () => (await connection.status(CALL, id))?.state, { timeout: 5000 }).toBe(state);
}
