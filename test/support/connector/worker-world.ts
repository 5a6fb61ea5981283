/** A worker on a real database beside a simulated Graph, on a virtual clock, for tests of one situation. */
import { type ConnectorOptions, DEFAULT_OPTIONS } from '../../../src/connector/options.js';
import { TenantWorker } from '../../../src/connector/worker/tenant-worker.js';
import type { WorkerParts } from '../../../src/connector/worker/worker-context.js';
import { WritePause } from '../../../src/connector/worker/write-pause.js';
import { newConnection } from '../../../src/domain/graph-ledger.js';
import { SettingsService } from '../../../src/domain/settings-service.js';
import { Feed } from '../../../src/feed/feed.js';
import { TENANT, uuid } from '../domain/changes.js';
import { openStore } from '../store/open-store.js';
import { SimulatedGraph, type SimulatedOptions } from './simulated-graph.js';
import { VirtualClock } from './virtual-clock.js';

export interface WorldOptions {
  readonly connector?: Partial<ConnectorOptions>;
  readonly graph?: Partial<SimulatedOptions>;
  readonly singleIssuer?: boolean;
}

export async function openWorld({ connector, graph: graphOptions, singleIssuer = false }: WorldOptions = {}) {
  const random = () => 0.5;
  const clock = new VirtualClock(random);
  const graph = new SimulatedGraph({ clock, random, keepsIds: true, ...graphOptions });
  const store = await openStore();
  let ids = 0;
  const newId = () => uuid(++ids);
  const { follow } = new Feed(store);
  const options = { ...DEFAULT_OPTIONS, mode: 'push', target: 'simulated', ...connector } as const;
  const isReadOnly = () => options.mode === 'pull';
  const service = new SettingsService({ store, follow, clock: () => clock.now(), newId, singleIssuer, isReadOnly });
  let processes = 0;
  const startWorker = (changed: Partial<ConnectorOptions> = {}) => {
    const { graphLedger: ledger } = store;
    const holder = `process-${++processes}`;
    const parts = workerParts({ store, settings: service, ledger, graph, clock, holder, newId });
    const worker = new TenantWorker(TENANT, { ...options, ...changed }, parts);
    store.onCommit(() => worker.changed());
    return worker;
  };
  const worker = startWorker();
  const facts = { ...newConnection(options.target), adoptedAt: clock.now() };
  await worker.record(() => [{ write: 'connection', facts }]);
  return { clock, graph, store, service, worker, startWorker, close: () => store.close() };
}

type GivenParts = Pick<WorkerParts, 'store' | 'settings' | 'ledger' | 'graph' | 'clock' | 'holder' | 'newId'>;

/** The parts of a worker that reports to nobody. */
export function workerParts(given: GivenParts): WorkerParts {
  const reports = { onAttempt: () => {}, onProblem: () => {} };
  const { signal: ending } = new AbortController();
  return { ...given, ...reports, pause: new WritePause(given.clock), ending };
}

export type WorkerWorld = Awaited<ReturnType<typeof openWorld>>;

/** Takes steps for some time of the virtual clock. */
export async function runFor({ clock }: WorkerWorld, worker: TenantWorker, ms: number): Promise<void> {
  const end = clock.elapsed() + ms;
  while (clock.elapsed() < end) {
    const again = await worker.step();
    clock.advance(again === 0 ? 1 : Math.min(again ?? ms, end - clock.elapsed()));
  }
}

/** How each object stands, by its settings id. */
export async function standings(worker: TenantWorker): Promise<Readonly<Record<string, string>>> {
  const judged = await worker.judged();
  return Object.fromEntries(judged.map(({ object, judgement }) => [object.wanted.settingsId, judgement.is]));
}
