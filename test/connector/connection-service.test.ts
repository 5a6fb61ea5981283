/** What clients see of a connected tenant, and how they wait for it. */
import { describe, expect, test } from 'vitest';
import type { GraphStatus } from '../../src/domain/graph-connection.js';
import { connected, createHere, reach, readAgain } from '../support/connector/connected-tenant.js';
import { CONTENT } from '../support/domain/changes.js';
import { CALL, callOf } from '../support/domain/open-service.js';

const ALL = { graphIds: null, dryRun: false } as const;
const OTHER_CALL = callOf('cccccccc-0000-4000-8000-000000000003');

async function adopted() {
  const made = await connected();
  await made.connection.adopt(CALL, ALL);
  return made;
}

test('a tenant that is not connected says so', async () => {
  const { connection } = await connected();
  expect(await connection.connection(OTHER_CALL)).toMatchObject({ mode: 'OFF', reachable: null });
  expect((await connection.statuses(OTHER_CALL, ['x'])).get('x')?.state).toBe('NOT_CONNECTED');
  await expect(connection.sync(OTHER_CALL, { confirmDeletions: false })).rejects.toThrow('not connected');
});

test('a connection that observes sends no write, whatever happens here and in Graph', async () => {
  const made = await connected({ mode: 'observe', onDrift: 'restore' });
  const { connection, service, graph } = made;
  graph.put('theirs', CONTENT);
  await connection.adopt(CALL, { graphIds: [], dryRun: false });
  const id = await createHere(made, { ...CONTENT, displayName: 'Ours' });
  await service.update(CALL, { id, displayName: 'Ours again' });
  await readAgain(made);
  await expect
    .poll(async () => (await connection.drift(CALL, { first: 9, after: null, kinds: null })).totalCount)
    .toBe(2);
  await service.delete(CALL, { id });
  graph.remove('theirs');
  await readAgain(made);
  const { create, update, delete: deletions } = graph.requests;
  expect([create, update, deletions]).toEqual([0, 0, 0]);
});

describe('a wait for Graph', () => {
  test('ends when Graph has confirmed the change, also a deletion', async () => {
    const { graph, service, connection } = await adopted();
    const settingsId = await createHere({ service }, CONTENT);
    const status = await connection.waitFor(CALL, { settingsId, version: 1, timeoutMs: 10_000 });
    expect(status).toMatchObject({ state: 'IN_SYNC', confirmedVersion: 1, differences: [] });
    expect([...graph.objects.values()]).toEqual([CONTENT]);
    await service.delete(CALL, { id: settingsId });
    const deleted = await connection.waitFor(CALL, { settingsId, version: 2, timeoutMs: 10_000 });
    expect(deleted).toMatchObject({ state: 'IN_SYNC', graphId: null, wantedVersion: null, confirmedVersion: 2 });
    expect(graph.objects.size).toBe(0);
  });

  test('ends when Graph has refused the change', async () => {
    const { service, connection, graph } = await adopted();
    graph.refuse = 'Threshold is not allowed here.';
    const settingsId = await createHere({ service }, CONTENT);
    const status = await connection.waitFor(CALL, { settingsId, version: 1, timeoutMs: 10_000 });
    expect(status).toMatchObject({ state: 'REFUSED', problem: { message: graph.refuse, retried: false } });
    graph.refuse = null;
    expect(await connection.retry(CALL, settingsId)).toMatchObject({ ok: true });
    await reach({ connection }, settingsId, 'IN_SYNC');
  });

  test('ends in time if Graph is slow, and at once if the client has gone', async () => {
    const { service, connection, graph } = await adopted();
    graph.faults = 1;
    const settingsId = await createHere({ service }, CONTENT);
    const wait = { settingsId, version: 1 };
    const began = performance.now();
    expect((await connection.waitFor(CALL, { ...wait, timeoutMs: 50 }))?.state).toMatch(/PENDING|UNKNOWN/);
    const gone = AbortSignal.abort();
    await connection.waitFor({ ...CALL, clientGone: () => gone }, { ...wait, timeoutMs: 20_000 });
    const leaving = new AbortController();
    const waiting = connection.waitFor({ ...CALL, clientGone: () => leaving.signal }, { ...wait, timeoutMs: 20_000 });
    leaving.abort();
    await waiting;
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test('is for 200 at once, and the others of 500 are answered without waiting', async () => {
    const { service, connection, graph } = await adopted();
    graph.faults = 1;
    const settingsId = await createHere({ service }, CONTENT);
    const clients = Array.from({ length: 500 }, () => new AbortController());
    let answered = 0;
    const waits = clients.map(async ({ signal }) => {
      await connection.waitFor({ ...CALL, clientGone: () => signal }, { settingsId, version: 1, timeoutMs: 20_000 });
      answered += 1;
    });
    await expect.poll(() => answered).toBe(300);
    for (const client of clients) client.abort();
    await Promise.all(waits);
    expect(answered).toBe(500);
  });
});

describe('the delivery of changes', () => {
  test('says which version Graph confirmed, and which a later one replaced', async () => {
    const made = await adopted();
    const { service, connection, store } = made;
    const id = await createHere(made, CONTENT);
    await reach(made, id, 'IN_SYNC');
    await service.apply(CALL, [{ update: { id, displayName: 'Two' } }, { update: { id, displayName: 'Three' } }]);
    const waited = await connection.waitFor(CALL, { settingsId: id, version: 3, timeoutMs: 10_000 });
    expect(waited?.state).toBe('IN_SYNC');
    const changes = await Promise.all([1, 2, 3].map((version) => store.findChange(CALL.caller.tenantId, id, version)));
    const deliveries = await connection.deliveries(
      CALL,
      changes.flatMap((change) => change ?? []),
    );
    expect(deliveries.map(({ state }) => state)).toEqual(['CONFIRMED', 'SUPERSEDED', 'CONFIRMED']);
    expect(deliveries.every(({ at }) => at !== null)).toBe(true);
  });
});

describe('a follower', () => {
  async function take(statuses: AsyncIterator<GraphStatus>): Promise<GraphStatus> {
    const { value, done } = await statuses.next();
    if (done) throw new Error('The statuses ended.');
    return value;
  }

  test('gets the current status first, then each other one until the object is gone, and none twice', async () => {
    const made = await adopted();
    const { service, connection } = made;
    const id = await createHere(made, CONTENT);
    const statuses = connection.follow(CALL, id);
    const states: string[] = [];
    let last = '';
    while (states.at(-1) !== 'IN_SYNC') {
      const status = await take(statuses);
      const { problem, ...rest } = status;
      expect(JSON.stringify(rest) + problem?.code).not.toBe(last);
      last = JSON.stringify(rest) + problem?.code;
      states.push(status.state);
    }
    await service.delete(CALL, { id });
    do states.push((await take(statuses)).state);
    while (states.at(-1) !== 'IN_SYNC');
    expect(states).toContain('PENDING');
    await statuses.return?.();
    expect(await statuses.next()).toMatchObject({ done: true });
  });

  test('of the whole tenant gets the status of every object', async () => {
    const made = await adopted();
    const statuses = made.connection.follow(CALL, null);
    const ids = [await createHere(made, CONTENT), await createHere(made, { ...CONTENT, displayName: 'Other' })];
    const reached = new Set<string>();
    while (reached.size < ids.length) {
      const { settingsId, state } = await take(statuses);
      if (state === 'IN_SYNC') reached.add(settingsId);
    }
    expect([...reached].toSorted()).toEqual(ids.toSorted());
    await statuses.return?.();
  });

  test('can end while it waits', async () => {
    const made = await adopted();
    const statuses = made.connection.follow(CALL, null);
    const next = statuses.next();
    await statuses.return?.();
    expect(await next).toMatchObject({ done: true });
  });
});
