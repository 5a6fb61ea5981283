/**
 * Random changes, faults and crashes on a real database. Once they end, both sides hold the same, no object twice; and at every
 * step before, no object was in sync whose content Graph did not show. GRAPH_SEEDS sets how many seeds run.
 */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ConnectorOptions, DEFAULT_OPTIONS } from '../../src/connector/options.js';
import { TenantWorker } from '../../src/connector/worker/tenant-worker.js';
import { differingFields, type SettingsContent } from '../../src/domain/derived-credential-settings.js';
import { type GraphLedger, newConnection } from '../../src/domain/graph-ledger.js';
import { SettingsService } from '../../src/domain/settings-service.js';
import { Feed } from '../../src/feed/feed.js';
import { openStore } from '../../src/store/open.js';
import { seededRandom } from '../support/connector/seeded-random.js';
import { SimulatedGraph } from '../support/connector/simulated-graph.js';
import { VirtualClock } from '../support/connector/virtual-clock.js';
import { workerParts } from '../support/connector/worker-world.js';
import { CONTENT, TENANT, uuid } from '../support/domain/changes.js';
import { CALL } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';

const SEEDS = Number(process.env['GRAPH_SEEDS'] ?? 3);
const OPTIONS = { ...DEFAULT_OPTIONS, mode: 'push', target: 'simulated', maxDeletions: 1000 } as const;
const OPERATIONS = 12;

class Crash extends Error {}

interface World {
  readonly random: () => number;
  readonly clock: VirtualClock;
  readonly graph: SimulatedGraph;
  readonly service: SettingsService;
  readonly ledger: GraphLedger;
  /** The worker that takes the next step. */
  worker: TenantWorker;
  readonly workers: TenantWorker[];
  /** What the last recorded list showed. */
  recorded: ReadonlyMap<string, SettingsContent>;
  restart: () => void;
  crashes: number;
  crashRate: number;
}

interface WorldOptions {
  readonly graph: Partial<ConstructorParameters<typeof SimulatedGraph>[0]>;
  readonly processes: number;
  readonly onDrift: ConnectorOptions['onDrift'];
}

async function world(seed: number, { graph: graphOptions, processes: count, onDrift }: WorldOptions) {
  const random = seededRandom(seed);
  const clock = new VirtualClock(random);
  const graph = new SimulatedGraph({ clock, random, ...graphOptions });
  const store = await openStore(`file:${join(scratchFolder(), 'test.sqlite')}`, () => {});
  let ids = 0;
  const newId = () => uuid(++ids);
  const { follow } = new Feed(store);
  const service = new SettingsService({ store, follow, clock: () => clock.now(), newId, singleIssuer: false });
  const ledger = crashing(
    store.graphLedger,
    () => crash(),
    () => {
      made.recorded = graph.shown;
    },
  );
  let processes = 0;
  const start = () => {
    processes += 1;
    const holder = `process-${processes}`;
    const parts = workerParts({ store, settings: service, ledger, graph, clock, holder, newId });
    const worker = new TenantWorker(TENANT, { ...OPTIONS, onDrift }, parts);
    store.onCommit(() => worker.changed());
    return worker;
  };
  const workers = Array.from({ length: count }, start);
  const made: World = {
    workers,
    recorded: new Map(),
    random,
    clock,
    graph,
    service,
    ledger,
    worker: workers[0] ?? start(),
    restart: () => {
      clock.advance(OPTIONS.leaseMs + 1);
      workers[workers.indexOf(made.worker)] = made.worker = start();
    },
    crashes: 0,
    crashRate: 0,
  };
  const crash = () => {
    if (random() < made.crashRate) throw new Crash();
  };
  graph.onPoint = crash;
  const adoptedAt = clock.now();
  await made.worker.record(() => [{ write: 'connection', facts: { ...newConnection(OPTIONS.target), adoptedAt } }]);
  return { made, close: () => store.close() };
}

/** Writes of the ledger may be the last thing that a process does, or the first that it no longer does. */
function crashing(ledger: GraphLedger, crash: () => void, onObserve: () => void): GraphLedger {
  return {
    tenants: () => ledger.tenants(),
    read: (...args) => ledger.read(...args),
    attemptsOf: (...args) => ledger.attemptsOf(...args),
    acquire: (...args) => ledger.acquire(...args),
    renew: (...args) => ledger.renew(...args),
    release: (...args) => ledger.release(...args),
    distrust: () => ledger.distrust(),
    eraseContent: (...args) => ledger.eraseContent(...args),
    write: async (...args) => {
      crash();
      const result = await ledger.write(...args);
      if (result.held && args[2].some(({ write }) => write === 'observe')) onObserve();
      crash();
      return result;
    },
  };
}

async function step(world: World): Promise<number | null> {
  world.worker = world.workers[Math.floor(world.random() * world.workers.length)] ?? world.worker;
  try {
    return await world.worker.step();
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    world.crashes += 1;
    world.restart();
    return 0;
  } finally {
    // As the store tells of commits of other processes.
    for (const worker of world.workers) if (worker !== world.worker) worker.changed();
    await expectNoFalseInSync(world);
  }
}

async function expectNoFalseInSync({ worker, recorded }: World): Promise<void> {
  for (const { object, judgement } of await worker.judged()) {
    if (judgement.is !== 'in sync') continue;
    expect(object.wanted.content).not.toBeNull();
    const shown = recorded.get(object.link?.graphId ?? '') ?? null;
    expect(differingFields(shown, object.wanted.content)).toEqual([]);
  }
}

async function change({ service, random }: World, live: Set<string>): Promise<void> {
  const ids = [...live];
  const chosen = ids[Math.floor(random() * ids.length)];
  const content: SettingsContent = { ...CONTENT, displayName: `Name ${Math.floor(random() * 4)}` };
  if (chosen === undefined || random() < 0.4) {
    const made = await service.create(CALL, content);
    if (made.ok) live.add(made.settings.id);
  } else if (random() < 0.6) {
    const renewalThresholdPercentage = 1 + Math.floor(random() * 99);
    await service.update(CALL, { id: chosen, renewalThresholdPercentage });
  } else {
    live.delete(chosen);
    await service.delete(CALL, { id: chosen });
  }
}

/** What somebody does in the portal. */
function meddle({ graph, random }: World): void {
  const ids = [...graph.objects.keys()];
  const chosen = ids[Math.floor(random() * ids.length)];
  const displayName = `Portal ${Math.floor(random() * 100)}`;
  if (chosen === undefined || random() < 0.2) graph.put(`portal-${displayName}`, { ...CONTENT, displayName });
  else if (random() < 0.3) graph.remove(chosen);
  else graph.put(chosen, { ...(graph.objects.get(chosen) ?? CONTENT), displayName });
}

async function run(world: World, meddling = 0): Promise<Set<string>> {
  const live = new Set<string>();
  for (let operation = 0; operation < OPERATIONS; operation += 1) {
    await change(world, live);
    if (world.random() < meddling) meddle(world);
    const steps = Math.floor(world.random() * 12);
    for (let count = 0; count < steps; count += 1) {
      const again = await step(world);
      world.clock.advance(Math.min(again ?? 1000, world.random() * 20_000));
    }
  }
  return live;
}

async function settle(world: World, most = 600): Promise<void> {
  world.graph.faults = 0;
  world.crashRate = 0;
  for (let count = 0; count < most; count += 1) {
    const again = await step(world);
    if (again === null) return;
    if (again > 0) {
      const judged = await world.worker.judged();
      if (judged.length > 0 && judged.every(({ judgement }) => judgement.is === 'in sync')) return;
      world.clock.advance(again);
    }
    if (count > 50 && (await world.worker.view()).open === null && (await world.worker.judged()).length === 0) return;
  }
  const judged = (await world.worker.judged()).map(({ judgement }) => judgement);
  throw new Error(`Not settled after ${most} steps: ${JSON.stringify(judged)}`);
}

const KINDS = [
  { name: 'keeps ids, with one process', keepsIds: true, processes: 1 },
  { name: 'chooses ids, with one process', keepsIds: false, processes: 1 },
  { name: 'keeps ids, with two processes', keepsIds: true, processes: 2 },
  { name: 'chooses ids, with two processes', keepsIds: false, processes: 2 },
];

describe.each(KINDS)('a Graph that $name', ({ keepsIds, processes }) => {
  test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))('converges with seed %i', async (seed) => {
    const graph = { keepsIds, lagMs: 40_000, lateMs: 60_000 };
    const { made, close } = await world(seed, { graph, processes, onDrift: 'report' });
    try {
      made.graph.faults = 0.35;
      made.crashRate = 0.03;
      const live = await run(made);
      await settle(made);
      const { objects, strangers } = await made.worker.view();
      expect(strangers).toEqual([]);
      const here = objects.flatMap(({ wanted }) => (wanted.content === null ? [] : [JSON.stringify(wanted.content)]));
      const there = [...made.graph.objects.values()].map((content) => JSON.stringify(content));
      expect(there.toSorted()).toEqual(here.toSorted());
      expect(here).toHaveLength(live.size);
    } finally {
      await close();
    }
  });
});

const WAITS = ['unsettled', 'open attempt', 'stale', 'reached', 'deleted', 'create', 'update', 'delete'];
const MEDDLING = [
  { keepsIds: true, onDrift: 'report' },
  { keepsIds: false, onDrift: 'report' },
  { keepsIds: true, onDrift: 'restore' },
  { keepsIds: false, onDrift: 'restore' },
] as const;

describe.each(MEDDLING)(
  'others write in Graph too (ids kept: $keepsIds, drifts: $onDrift)',
  ({ keepsIds, onDrift }) => {
    test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
      'every difference is shown, seed %i',
      async (seed) => {
        const graph = { keepsIds, lagMs: 40_000, lateMs: 60_000 };
        const { made, close } = await world(seed, { graph, processes: 2, onDrift });
        try {
          made.graph.faults = 0.35;
          made.crashRate = 0.03;
          await run(made, 0.4);
          made.graph.faults = 0;
          made.crashRate = 0;
          const end = made.clock.elapsed() + 3 * 3_600_000;
          while (made.clock.elapsed() < end) made.clock.advance(Math.min((await step(made)) || 1, 60_000));
          await expectEveryDifferenceShown(made);
        } finally {
          await close();
        }
      },
    );
  },
);

async function expectEveryDifferenceShown({ workers, graph }: World): Promise<void> {
  for (const worker of workers) {
    const judged = await worker.judged();
    expect(judged.filter(({ judgement }) => WAITS.includes(judgement.is))).toEqual([]);
    for (const { object, judgement } of judged) {
      const theirs = graph.objects.get(object.link?.graphId ?? '') ?? null;
      const isEqual = differingFields(theirs, object.wanted.content).length === 0 && object.wanted.content !== null;
      if (judgement.is === 'in sync') expect(isEqual).toBe(true);
      if (judgement.is === 'drifted') expect(isEqual).toBe(false);
    }
    const { strangers, ledger } = await worker.view();
    const explained = [...strangers, ...ledger.links].map(({ graphId }) => graphId);
    expect([...graph.objects.keys()].filter((id) => !explained.includes(id))).toEqual([]);
  }
}
