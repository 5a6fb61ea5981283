/** The adoption of what both sides hold when a tenant is connected first. */
import { describe, expect, test } from 'vitest';
import { planAdoption } from '../../../src/connector/decisions/plan-adoption.js';
import { takeOver } from '../../../src/connector/use-cases/take-over.js';
import { connected, createHere, reach, simulatedGraph } from '../../support/connector/connected-tenant.js';
import { CONTENT, uuid } from '../../support/domain/changes.js';
import { CALL } from '../../support/domain/open-service.js';

const OTHER = { ...CONTENT, displayName: 'Other' };
const ALL = { graphIds: null, dryRun: false } as const;
const DRY = { graphIds: null, dryRun: true } as const;
const EVERYTHING = {
  filter: { op: 'and', filters: [] },
  order: [],
  page: { size: 100, from: 'start', after: null, before: null },
} as const;

async function withGraph(...objects: readonly (readonly [string, typeof CONTENT])[]) {
  const graph = simulatedGraph();
  for (const [id, content] of objects) graph.put(id, content);
  const made = await connected({ graph });
  const here = async () => (await made.service.list(CALL, EVERYTHING)).items;
  return { ...made, here };
}

test('links what is equal, takes over what only Graph has under its own id, and sends nothing for it', async () => {
  const made = await withGraph(['theirs', CONTENT], [uuid(7), OTHER]);
  const id = await createHere(made, CONTENT);
  expect((await made.connection.status(CALL, id))?.state).toBe('NOT_CONNECTED');
  const expected = { linked: [{ settingsId: id, graphId: 'theirs' }], takenOver: [uuid(7)], left: [] };
  expect(await made.connection.adopt(CALL, DRY)).toEqual(expected);
  expect(await made.here()).toHaveLength(1);

  expect(await made.connection.adopt(CALL, ALL)).toEqual(expected);
  await reach(made, id, 'IN_SYNC');
  await reach(made, uuid(7), 'IN_SYNC');
  expect(await made.service.find(CALL, uuid(7))).toMatchObject(OTHER);
  expect([made.graph.requests.create, made.graph.requests.update, made.graph.objects.size]).toEqual([0, 0, 2]);
});

test('takes over only what is named, and says what is left', async () => {
  const made = await withGraph(['one', CONTENT], ['two', OTHER]);
  const input = { graphIds: ['two'], dryRun: true };
  for (const dryRun of [true, false]) {
    const adoption = await made.connection.adopt(CALL, { ...input, dryRun });
    expect(adoption.takenOver).toEqual(['two']);
    expect(adoption.left.map(({ kind, graphId }) => [kind, graphId])).toEqual([['ONLY_IN_GRAPH', 'one']]);
  }
});

test('leaves what cannot be read, and what a rule here refuses', async () => {
  const graph = simulatedGraph();
  graph.put('one', CONTENT);
  graph.put('other issuer', { ...CONTENT, issuer: 'PUREBRED' });
  graph.put('unreadable', CONTENT);
  graph.unreadable.add('unreadable');
  const { connection } = await connected({ graph, singleIssuer: true });
  for (const input of [DRY, ALL]) {
    const { takenOver, left } = await connection.adopt(CALL, input);
    expect(takenOver).toEqual(['one']);
    expect(left.map(({ kind, graphId }) => [kind, graphId])).toEqual([
      ['ONLY_IN_GRAPH', 'other issuer'],
      ['UNREADABLE', 'unreadable'],
    ]);
  }
});

describe('a crash after the objects were created here, and before they were linked', () => {
  test('is mended by the next adoption, which creates nothing twice', async () => {
    const made = await withGraph(['one', CONTENT], ['two', CONTENT], [uuid(7), CONTENT]);
    const view = await made.connector.workerOf(CALL.caller.tenantId)?.view();
    if (view === undefined) throw new Error('Not connected.');
    const { taken } = await takeOver(
      { settings: made.service, store: made.store },
      CALL,
      planAdoption(view).onlyInGraph,
      false,
    );
    expect(await made.here()).toHaveLength(3);

    const { linked, takenOver, left } = await made.connection.adopt(CALL, ALL);
    expect(linked.toSorted((one, other) => one.graphId.localeCompare(other.graphId))).toEqual(
      taken
        .map(({ settingsId, graph }) => ({ settingsId, graphId: graph.graphId }))
        .toSorted((one, other) => one.graphId.localeCompare(other.graphId)),
    );
    expect([takenOver, left, (await made.here()).length, made.graph.objects.size]).toEqual([[], [], 3, 3]);
  });

  test('is shown if the object was changed in between', async () => {
    const made = await withGraph([uuid(7), CONTENT]);
    await made.service.create(CALL, { id: uuid(7), ...OTHER });
    const { takenOver, left } = await made.connection.adopt(CALL, ALL);
    expect(takenOver).toEqual([]);
    expect(left.map(({ kind }) => kind)).toEqual(['ONLY_HERE', 'ONLY_IN_GRAPH']);
    await made.connection.adopt(CALL, ALL);
    expect([(await made.here()).length, made.graph.objects.size]).toEqual([1, 1]);
  });
});

test('an id of an object that was deleted here is not used again', async () => {
  const made = await withGraph([uuid(7), OTHER]);
  await made.service.create(CALL, { id: uuid(7), ...CONTENT });
  await made.service.delete(CALL, { id: uuid(7) });
  expect((await made.connection.adopt(CALL, ALL)).takenOver).toEqual([uuid(7)]);
  const [only, ...others] = await made.here();
  expect([only, others]).toEqual([expect.objectContaining(OTHER), []]);
  expect(only?.id).not.toBe(uuid(7));
});
