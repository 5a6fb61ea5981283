/**
 * Random edits in Graph, lists that fail, and crashes at every write of the ledger. Once they end, both sides hold the same, or
 * the difference is shown, and the log has each object once and no state twice in a row. GRAPH_SEEDS sets how many seeds run.
 */
import { expect, test } from 'vitest';
import { listDrift } from '../../src/connector/decisions/list-drift.js';
import type { TenantWorker } from '../../src/connector/worker/tenant-worker.js';
import { seededRandom } from '../support/connector/seeded-random.js';
import { openWorld, runFor, type WorkerWorld } from '../support/connector/worker-world.js';
import { CONTENT, TENANT, uuid } from '../support/domain/changes.js';

const SEEDS = Number(process.env['GRAPH_SEEDS'] ?? 8);
const PULL = { mode: 'pull', settleMs: 120_000, intervalMs: 300_000 } as const;
const MINUTE = 60_000;
const EDITS = 20;

class Crash extends Error {}

/** Writes may be the last thing that a process does, or the first that it no longer does. */
function crashAtWrites({ store: { graphLedger } }: WorkerWorld, mayCrash: () => boolean): void {
  const write = graphLedger.write.bind(graphLedger);
  const crash = () => {
    if (mayCrash()) throw new Crash();
  };
  graphLedger.write = async (lease, now, writes) => {
    crash();
    const result = await write(lease, now, writes);
    crash();
    return result;
  };
}

/** Few names, so that objects of equal content come about. Half of the ids are UUIDs, which are kept here. */
function edit({ graph }: WorkerWorld, random: () => number, made: number): void {
  const ids = [...graph.objects.keys()];
  const chosen = ids[Math.floor(random() * ids.length)];
  const content = { ...CONTENT, displayName: `Name ${Math.floor(random() * 3)}` };
  if (chosen === undefined || random() < 0.4) graph.put(random() < 0.5 ? uuid(1000 + made) : `graph-${made}`, content);
  else if (random() < 0.6) graph.put(chosen, content);
  else graph.remove(chosen);
}

async function expectSame({ graph, store }: WorkerWorld, worker: TenantWorker): Promise<number> {
  const view = await worker.view();
  const { objects, strangers } = view;
  const linked = objects.flatMap(({ wanted, link }) =>
    link === null ? [] : [[link.graphId, wanted.content] as const],
  );
  expect(new Map(linked)).toEqual(new Map(graph.objects));
  expect(strangers).toEqual([]);
  // Deleted in Graph after a crash and before the link: nothing may say that Graph had it, so a person decides.
  const left = objects.filter(({ link }) => link === null).map(() => 'ONLY_HERE');
  expect(listDrift(view).map(({ kind }) => kind)).toEqual(left);
  const { changes } = await store.readChangesAfter(TENANT, 0, 10_000);
  for (const { kind, before, after, origin } of changes) {
    expect(origin).toBe('REPLICATION');
    if (kind === 'UPDATED') expect(after).not.toEqual(before);
  }
  const created = changes.filter(({ kind }) => kind === 'CREATED').length;
  const deleted = changes.filter(({ kind }) => kind === 'DELETED').length;
  expect(created - deleted).toBe(objects.length);
  return left.length;
}

test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
  'both sides hold the same with seed %i',
  async (seed) => {
    const random = seededRandom(seed);
    const world = await openWorld({ connector: PULL });
    let [rate, crashes, worker] = [0.15, 0, world.worker];
    crashAtWrites(world, () => random() < rate);
    const run = async (ms: number) => {
      try {
        await runFor(world, worker, ms);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        crashes += 1;
        worker = world.startWorker();
      }
    };
    for (let made = 0; made < EDITS; made += 1) {
      edit(world, random, made);
      world.graph.faults = random() < 0.3 ? 1 : 0;
      await run(random() * 12 * MINUTE);
    }
    [rate, world.graph.faults] = [0, 0];
    await run(60 * MINUTE);
    expect(crashes).toBeGreaterThan(0);
    expect(await expectSame(world, worker)).toBeLessThanOrEqual(crashes);
    await world.close();
  },
);
