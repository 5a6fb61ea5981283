/** Where Intune decides, what changes there is recorded here: each state once, whatever happens in between. */
import { describe, expect, test } from 'vitest';
import { listDrift } from '../../src/connector/decisions/list-drift.js';
import type { TenantWorker } from '../../src/connector/worker/tenant-worker.js';
import type { SettingsContent } from '../../src/domain/derived-credential-settings.js';
import { openWorld, runFor, standings, type WorkerWorld } from '../support/connector/worker-world.js';
import { CONTENT, TENANT, uuid } from '../support/domain/changes.js';
import { CALL } from '../support/domain/open-service.js';

const PULL = { mode: 'pull', settleMs: 120_000, intervalMs: 300_000 } as const;
const MINUTE = 60_000;
const EVERYTHING = {
  filter: { op: 'and', filters: [] },
  order: [],
  page: { size: 100, from: 'start', after: null, before: null },
} as const;

function named(displayName: string): SettingsContent {
  return { ...CONTENT, displayName };
}

async function pulling(
  before: (world: WorkerWorld) => unknown = () => {},
  options: Parameters<typeof openWorld>[0] = {},
) {
  const world = await openWorld({ connector: PULL, ...options });
  await before(world);
  return world;
}

/** Writes here as before the tenant was connected. */
async function createHere({ service }: WorkerWorld, id: string, content: SettingsContent): Promise<void> {
  const made = await service.create({ ...CALL, origin: 'REPLICATION' }, { id, ...content });
  expect(made.ok).toBe(true);
}

async function log({ store }: WorkerWorld) {
  const { changes } = await store.readChangesAfter(TENANT, 0, 100);
  return changes.map(({ kind, after, origin, actor }) => [kind, after?.displayName ?? null, origin, actor.subject]);
}

function recorded(...changes: readonly (readonly [kind: string, name: string | null])[]) {
  return changes.map((change) => [...change, 'REPLICATION', 'Microsoft Graph']);
}

async function names({ service }: WorkerWorld): Promise<string[]> {
  return (await service.list(CALL, EVERYTHING)).items.map(({ displayName }) => displayName).toSorted();
}

async function drift(worker: TenantWorker) {
  return listDrift(await worker.view()).map(({ kind, graphId, settingsId }) => [kind, graphId, settingsId]);
}

test('a creation, an update and a deletion are recorded once each, under the id that Intune gave', async () => {
  const world = await pulling(({ graph }) => graph.put(uuid(900), named('One')));
  const { graph, worker, clock } = world;
  await runFor(world, worker, MINUTE);
  expect(await log(world)).toEqual(recorded(['CREATED', 'One']));
  expect(await standings(worker)).toEqual({ [uuid(900)]: 'in sync' });

  graph.put(uuid(900), named('Two'));
  await runFor(world, worker, 10 * MINUTE);
  graph.remove(uuid(900));
  await runFor(world, worker, 15 * MINUTE);
  expect(await log(world)).toEqual(recorded(['CREATED', 'One'], ['UPDATED', 'Two'], ['DELETED', null]));
  expect(await standings(worker)).toEqual({});
  const { create, update, delete: deletions } = graph.requests;
  expect([create, update, deletions, clock.elapsed() > 0]).toEqual([0, 0, 0, true]);
});

test('a deletion needs two whole reads with the settling time in between', async () => {
  const world = await pulling(({ graph }) => graph.put('one', CONTENT));
  const { graph, worker } = world;
  await runFor(world, worker, 10 * MINUTE);
  graph.remove('one');
  worker.wake({ read: true });
  await runFor(world, worker, MINUTE);
  expect(await names(world)).toHaveLength(1);
  // A list that was behind shows it again.
  graph.put('one', CONTENT);
  worker.wake({ read: true });
  await runFor(world, worker, MINUTE);
  graph.remove('one');
  worker.wake({ read: true });
  await runFor(world, worker, 1.5 * MINUTE);
  expect(await names(world)).toHaveLength(1);
  await runFor(world, worker, MINUTE);
  expect(await log(world)).toEqual(recorded(['CREATED', CONTENT.displayName], ['DELETED', null]));
});

test('a list that cannot be read deletes nothing', async () => {
  const world = await pulling(({ graph }) => graph.put('one', CONTENT));
  await runFor(world, world.worker, 10 * MINUTE);
  world.graph.faults = 1;
  await runFor(world, world.worker, 60 * MINUTE);
  expect(await names(world)).toHaveLength(1);
});

test('what exists only here stays and is shown, and what is equal on both sides is linked', async () => {
  const world = await pulling(async (made) => {
    await createHere(made, uuid(800), named('Only here'));
    await createHere(made, uuid(801), named('Both'));
    made.graph.put('both', named('Both'));
  });
  await runFor(world, world.worker, 60 * MINUTE);
  expect(await names(world)).toEqual(['Both', 'Only here']);
  expect(await drift(world.worker)).toEqual([['ONLY_HERE', null, uuid(800)]]);
  expect(await standings(world.worker)).toEqual({ [uuid(800)]: 'not connected', [uuid(801)]: 'in sync' });
});

test('what cannot be read is shown with its field, and recorded once it can be read', async () => {
  const world = await pulling(({ graph }) => {
    graph.put('one', named('One'));
    graph.unreadable.add('one');
  });
  await runFor(world, world.worker, 10 * MINUTE);
  expect(listDrift(await world.worker.view())).toMatchObject([
    { kind: 'UNREADABLE', graphId: 'one', faults: [{ field: 'issuer' }] },
  ]);
  expect(await log(world)).toEqual([]);
  world.graph.unreadable.clear();
  await runFor(world, world.worker, 10 * MINUTE);
  expect(await log(world)).toEqual(recorded(['CREATED', 'One']));
  world.graph.unreadable.add('one');
  await runFor(world, world.worker, 10 * MINUTE);
  expect(await log(world)).toHaveLength(1);
});

test('what a rule here refuses is shown, and holds up nothing else', async () => {
  const fill = ({ graph }: WorkerWorld) => {
    graph.put('a', named('One'));
    graph.put('b', { ...named('Other issuer'), issuer: 'PUREBRED' });
    graph.put('c', named('Two'));
  };
  const world = await pulling(fill, { singleIssuer: true });
  await runFor(world, world.worker, 10 * MINUTE);
  expect(await names(world)).toEqual(['One', 'Two']);
  expect(await drift(world.worker)).toEqual([['ONLY_IN_GRAPH', 'b', null]]);
});

test('an object with another issuer is another object here', async () => {
  const world = await pulling(({ graph }) => graph.put(uuid(900), named('One')));
  await runFor(world, world.worker, MINUTE);
  world.graph.put(uuid(900), { ...named('One'), issuer: 'PUREBRED' });
  await runFor(world, world.worker, 10 * MINUTE);
  expect(await log(world)).toEqual(recorded(['CREATED', 'One'], ['DELETED', null], ['CREATED', 'One']));
  expect(Object.values(await standings(world.worker))).toEqual(['in sync']);
});

describe('a tenant that was pushed before', () => {
  test('takes what Intune has: edits here that were not sent yet are replaced, deletions are undone', async () => {
    const world = await openWorld();
    const { service, worker, graph, startWorker } = world;
    for (const [id, name] of [
      [uuid(1), 'One'],
      [uuid(2), 'Two'],
    ] as const)
      await createHere(world, id, named(name));
    await runFor(world, worker, 10 * MINUTE);
    expect(graph.objects.size).toBe(2);
    await service.update(CALL, { id: uuid(1), displayName: 'Not sent' });
    await service.delete(CALL, { id: uuid(2) });
    graph.put(uuid(2), named('Two there'));
    const pulls = startWorker(PULL);
    world.clock.advance(2 * MINUTE);
    await runFor(world, pulls, 10 * MINUTE);
    expect(await names(world)).toEqual(['One', 'Two there']);
    expect(await standings(pulls)).toEqual({ [uuid(1)]: 'in sync', [uuid(2)]: 'in sync' });
    expect([graph.requests.update, graph.requests.delete]).toEqual([0, 0]);
  });
});

describe('a crash between the commit here and the link', () => {
  /** Fails the writes of the ledger that hold a link, so many times, as a process that ends there. */
  function crashing({ store }: WorkerWorld, times: number): () => void {
    const { graphLedger } = store;
    const write = graphLedger.write.bind(graphLedger);
    let left = times;
    graphLedger.write = async (lease, now, writes) => {
      const isLink = writes.some((each) => each.write === 'link' || each.write === 'unlink');
      if (isLink && left-- > 0) throw new Error('The process ends.');
      return write(lease, now, writes);
    };
    return () => {
      graphLedger.write = write;
    };
  }

  async function runUntilCrash(world: WorkerWorld): Promise<TenantWorker> {
    const worker = world.startWorker();
    await expect(runFor(world, worker, 30 * MINUTE)).rejects.toThrow('The process ends.');
    world.clock.advance(2 * MINUTE);
    return world.startWorker();
  }

  test('doubles nothing, twice in a row and with equal objects', async () => {
    const world = await pulling(({ graph, clock }) => {
      graph.put('one', CONTENT);
      graph.put('two', CONTENT);
      graph.put(uuid(900), CONTENT);
      clock.advance(2 * MINUTE);
    });
    const mend = crashing(world, 2);
    await runUntilCrash(world);
    const worker = await runUntilCrash(world);
    await runFor(world, worker, 10 * MINUTE);
    expect(await log(world)).toHaveLength(3);
    expect(Object.values(await standings(worker))).toEqual(['in sync', 'in sync', 'in sync']);
    mend();
  });

  test('finds its object again, also if it was changed in Graph meanwhile', async () => {
    const world = await pulling(({ graph, clock }) => {
      graph.put('one', named('One'));
      clock.advance(2 * MINUTE);
    });
    const mend = crashing(world, 1);
    const worker = await runUntilCrash(world);
    world.graph.put('one', named('Two'));
    await runFor(world, worker, 10 * MINUTE);
    expect(await log(world)).toEqual(recorded(['CREATED', 'One'], ['UPDATED', 'Two']));
    expect(await names(world)).toEqual(['Two']);
    mend();
  });

  test('records an update and a deletion once', async () => {
    const world = await pulling(({ graph }) => graph.put('one', named('One')));
    await runFor(world, world.worker, MINUTE);
    world.clock.advance(2 * MINUTE);
    world.graph.put('one', named('Two'));
    let mend = crashing(world, 1);
    let worker = await runUntilCrash(world);
    await runFor(world, worker, 10 * MINUTE);
    mend();
    world.clock.advance(2 * MINUTE);
    world.graph.remove('one');
    mend = crashing(world, 1);
    worker = await runUntilCrash(world);
    await runFor(world, worker, 10 * MINUTE);
    expect(await log(world)).toEqual(recorded(['CREATED', 'One'], ['UPDATED', 'Two'], ['DELETED', null]));
    expect(await standings(worker)).toEqual({});
    mend();
  });
});
