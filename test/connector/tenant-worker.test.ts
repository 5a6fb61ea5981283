/** One situation each, on a real database beside a simulated Graph: what the worker sends, and how the object stands then. */
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  openWorld,
  runFor,
  standings,
  type WorkerWorld,
  type WorldOptions,
} from '../support/connector/worker-world.js';
import { CONTENT, TENANT, uuid } from '../support/domain/changes.js';
import { CALL } from '../support/domain/open-service.js';

const HOUR = 3_600_000;
const EDITED = { ...CONTENT, displayName: 'Edited in the portal' };

async function open(options?: WorldOptions) {
  const world = await openWorld(options);
  onTestFinished(world.close);
  return world;
}

async function created(world: WorkerWorld): Promise<string> {
  const made = await world.service.create(CALL, CONTENT);
  if (!made.ok) throw new Error('The service refused the settings.');
  await runFor(world, world.worker, HOUR);
  return made.settings.id;
}

test('what is gone in Graph is reported, and created again if drifts are restored', async () => {
  const reported = await open();
  const kept = await created(reported);
  reported.graph.remove(kept);
  await runFor(reported, reported.worker, HOUR);
  expect(await standings(reported.worker)).toEqual({ [kept]: 'gone' });
  expect(reported.graph.requests.create).toBe(1);

  const restored = await open({ connector: { onDrift: 'restore' } });
  const id = await created(restored);
  restored.graph.remove(id);
  await runFor(restored, restored.worker, HOUR);
  expect(await standings(restored.worker)).toEqual({ [id]: 'in sync' });
  // Under a new id, because Graph may not take one twice.
  expect([...restored.graph.objects]).toEqual([['graph-2', CONTENT]]);
});

test('a fourth restore within a day waits for a person, which is recorded once', async () => {
  const world = await open({ connector: { onDrift: 'restore' } });
  const id = await created(world);
  const graphId = () => [...world.graph.objects.keys()][0] ?? '';
  for (let count = 0; count < 3; count += 1) {
    if (count === 1) world.graph.remove(graphId());
    else world.graph.put(graphId(), EDITED);
    await runFor(world, world.worker, HOUR);
    expect(await standings(world.worker)).toEqual({ [id]: 'in sync' });
  }
  world.graph.put(graphId(), EDITED);
  await runFor(world, world.worker, HOUR);
  const since = (await world.worker.view()).ledger.decisions.map((decision) => decision.since);
  await runFor(world, world.worker, 30 * HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'restored too often' });
  const { decisions } = (await world.worker.view()).ledger;
  expect(decisions).toEqual([{ about: id, kind: 'RESTORED_TOO_OFTEN', graphIds: [graphId()], since: since[0] }]);
  expect(world.graph.objects.get(graphId())).toEqual(EDITED);
});

test('what a person takes from here is sent, also after too many restores', async () => {
  const world = await open();
  const id = await created(world);
  world.graph.put(id, EDITED);
  await runFor(world, world.worker, HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'drifted' });
  await world.worker.record(({ objects: [object] }) => {
    if (!object?.link) throw new Error('The object has no link.');
    return [{ write: 'link', link: { ...object.link, confirmed: EDITED, confirmedVersion: 0 } }];
  });
  await runFor(world, world.worker, HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'in sync' });
  const [latest] = await world.store.graphLedger.attemptsOf(TENANT, [id]);
  expect(latest).toMatchObject({ operation: 'update', reason: 'resolve', outcome: 'confirmed' });
});

test('an object that only Graph has is deleted there by decision, beyond the limit of deletions', async () => {
  const world = await open({ connector: { maxDeletions: 0 } });
  world.graph.put('stranger', EDITED);
  world.graph.put('left alone', EDITED);
  const since = world.clock.now();
  await world.worker.record(() => [
    { write: 'decide', decision: { about: 'stranger', kind: 'DELETE_IN_GRAPH', graphIds: ['stranger'], since } },
    { write: 'decide', decision: { about: 'left alone', kind: 'IGNORED', graphIds: ['left alone'], since } },
  ]);
  await runFor(world, world.worker, HOUR);
  expect([...world.graph.objects.keys()]).toEqual(['left alone']);
  const { ledger, strangers } = await world.worker.view();
  expect(strangers).toEqual([]);
  expect(ledger.decisions.map(({ kind }) => kind)).toEqual(['IGNORED']);
  expect(world.graph.requests.delete).toBe(1);
});

test('for another target nothing of the earlier connection counts, and nothing is sent until it is adopted', async () => {
  const world = await open();
  const id = await created(world);
  const other = world.startWorker({ target: 'another' });
  expect(await standings(other)).toEqual({ [id]: 'not connected' });
  const before = { ...world.graph.requests };
  await world.service.delete(CALL, { id });
  await runFor(world, other, HOUR);
  expect(world.graph.requests).toMatchObject({ create: before.create, update: 0, delete: 0 });
  const kept = await world.store.graphLedger.read(TENANT, 0);
  expect(kept).toMatchObject({ connection: { target: 'another', adoptedAt: null }, links: [], latest: [] });
  expect(kept.observed.map(({ graphId }) => graphId)).toEqual([id]);
});

test('after a restored backup nothing is sent until a person has confirmed', async () => {
  const world = await open();
  const id = await created(world);
  await world.store.graphLedger.distrust();
  world.worker.changed();
  await world.service.update(CALL, { id, displayName: 'New' });
  await runFor(world, world.worker, HOUR);
  expect(world.graph.requests.update).toBe(0);
  await world.worker.record(({ connection }) => [{ write: 'connection', facts: { ...connection, reviewed: true } }]);
  await runFor(world, world.worker, HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'in sync' });
});

test('deletions beyond the limit are held until a person confirms them', async () => {
  const world = await open({ connector: { maxDeletions: 1 } });
  const ids = [await created(world), await created(world)];
  for (const id of ids) await world.service.delete(CALL, { id });
  await runFor(world, world.worker, HOUR);
  expect(Object.values(await standings(world.worker))).toEqual(['held', 'held']);
  const deletionsConfirmedAt = world.clock.now();
  await world.worker.record(({ connection }) => [
    { write: 'connection', facts: { ...connection, deletionsConfirmedAt } },
  ]);
  await runFor(world, world.worker, HOUR);
  expect(world.graph.objects.size).toBe(0);
});

test('a restore under the same id waits until the deletion that was sent is settled', async () => {
  const world = await open();
  const id = await created(world);
  await world.service.delete(CALL, { id });
  for (let count = 0; world.graph.requests.delete === 0 && count < 10; count += 1) await world.worker.step();
  expect(world.graph.objects.size).toBe(0);
  await world.service.revert(CALL, { id, toVersion: 1 });
  await runFor(world, world.worker, HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'in sync' });
  expect([...world.graph.objects.keys()]).toEqual(['graph-2']);
  expect(world.graph.requests.create).toBe(2);
});

test('a deletion that is reverted before it is sent costs no request', async () => {
  const world = await open();
  const id = await created(world);
  await world.service.delete(CALL, { id });
  await world.service.revert(CALL, { id, toVersion: 1 });
  await runFor(world, world.worker, HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'in sync' });
  expect(world.graph.requests).toMatchObject({ create: 1, delete: 0 });
});

test.each([
  { onDrift: 'report', standing: 'drifted', name: EDITED.displayName },
  { onDrift: 'restore', standing: 'in sync', name: CONTENT.displayName },
] as const)('an edit by others before a lost create is found is a drift to $onDrift', async (each) => {
  const world = await open({ connector: { onDrift: each.onDrift } });
  const create = world.graph.create.bind(world.graph);
  world.graph.create = async (call, id, content) => {
    await create(call, id, content);
    world.graph.put(id ?? '', EDITED);
    const facts = { message: 'Lost.', status: null, graphCode: null, requestId: null, retryAfterMs: null };
    const problem = { code: 'OUTCOME_UNKNOWN', clientRequestId: call.clientRequestId, ...facts } as const;
    return { kind: 'unknown', problem };
  };
  const id = await created(world);
  expect(await standings(world.worker)).toEqual({ [id]: each.standing });
  expect(world.graph.objects.get(id)?.displayName).toBe(each.name);
  expect(world.graph.requests.create).toBe(1);
});

test.each(['report', 'restore'] as const)(
  'a value that Graph keeps otherwise than sent is a drift that is not sent again, with drifts to %s',
  async (onDrift) => {
    const world = await open({ connector: { onDrift } });
    const create = world.graph.create.bind(world.graph);
    world.graph.create = (call, id, content) => create(call, id, { ...content, displayName: 'Shortened' });
    const id = await created(world);
    await runFor(world, world.worker, 5 * HOUR);
    const [judged] = await world.worker.judged();
    expect(judged?.judgement).toEqual({ is: 'drifted', fields: ['displayName'] });
    expect(world.graph.requests).toMatchObject({ create: 1, update: 0 });
    expect(world.graph.objects.get(id)?.displayName).toBe('Shortened');
  },
);

test('a change that is reverted while it is pending costs no request', async () => {
  const world = await open();
  const id = await created(world);
  await world.service.update(CALL, { id, displayName: 'For a moment' });
  await world.service.update(CALL, { id, displayName: CONTENT.displayName });
  await runFor(world, world.worker, HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'in sync' });
  expect(world.graph.requests.update).toBe(0);
});

test('another issuer is created after the deletion of the one before', async () => {
  const world = await open();
  const id = await created(world);
  await world.service.delete(CALL, { id });
  const next = await world.service.create(CALL, { ...CONTENT, issuer: 'ENTRUST_DATACARD', displayName: 'Next' });
  await runFor(world, world.worker, HOUR);
  expect([...world.graph.objects.keys()]).toEqual([next.ok && next.settings.id]);
});

test.each([-HOUR, HOUR])('a wall clock that steps by %i ms changes nothing', async (skew) => {
  const world = await open();
  const id = await created(world);
  world.clock.skew = skew;
  await world.service.update(CALL, { id, displayName: 'New' });
  await runFor(world, world.worker, HOUR);
  world.clock.skew = 0;
  await runFor(world, world.worker, 2 * HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'in sync' });
  expect(world.graph.requests.update).toBe(1);
});

test('a mode that only observes sends nothing of what is pending; the mode that writes sends it then', async () => {
  const world = await open();
  const id = await created(world);
  await world.service.update(CALL, { id, displayName: 'New' });
  const observer = world.startWorker({ mode: 'observe' });
  await runFor(world, observer, HOUR);
  expect(world.graph.requests.update).toBe(0);
  await runFor(world, world.worker, HOUR);
  expect(world.graph.objects.get(id)?.displayName).toBe('New');
  expect(await standings(world.worker)).toEqual({ [id]: 'in sync' });
});

test('an object that another process created is in sync for this one once it has read', async () => {
  const world = await open();
  const other = world.startWorker();
  const made = await world.service.create(CALL, CONTENT);
  await runFor(world, other, HOUR);
  world.worker.changed();
  await runFor(world, world.worker, HOUR);
  expect(await standings(world.worker)).toEqual({ [made.ok ? made.settings.id : uuid(0)]: 'in sync' });
});

test('nothing is created beside an object that only Graph has', async () => {
  const world = await open();
  world.graph.put('stranger', EDITED);
  const id = await created(world);
  expect(await standings(world.worker)).toEqual({ [id]: 'blocked by strangers' });
  expect(world.graph.requests.create).toBe(0);
});

test('a field that was changed on both sides is not overwritten, nor is what was edited there deleted', async () => {
  const world = await open();
  const id = await created(world);
  world.graph.put(id, EDITED);
  await world.service.update(CALL, { id, displayName: 'Changed here' });
  await runFor(world, world.worker, HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'conflict' });
  await world.service.delete(CALL, { id });
  await runFor(world, world.worker, HOUR);
  expect(await standings(world.worker)).toEqual({ [id]: 'conflict' });
  expect([...world.graph.objects]).toEqual([[id, EDITED]]);
  expect(world.graph.requests).toMatchObject({ update: 0, delete: 0 });
});

describe('after a step that has read the ledger the worker', () => {
  /** Reads Graph in one step, and returns what the next one says and sends. `used`: what each read of the ledger costs. */
  async function nextStep(used: (world: WorkerWorld) => void) {
    const world = await open();
    await world.service.create(CALL, CONTENT);
    const { graphLedger } = world.store;
    const read = graphLedger.read.bind(graphLedger);
    graphLedger.read = (...values) => {
      used(world);
      return read(...values);
    };
    world.worker.changed();
    await world.worker.step();
    return { again: await world.worker.step(), creates: world.graph.requests.create };
  }

  test('rests 19 times as long as that has kept the process busy', async () => {
    const { again, creates } = await nextStep(({ clock }) => {
      clock.busyMs += 100;
    });
    expect([again, creates]).toEqual([19 * 100, 0]);
  });

  test('does not rest because the database answers slowly', async () => {
    expect(await nextStep(({ clock }) => clock.advance(500))).toMatchObject({ creates: 1 });
  });
});
