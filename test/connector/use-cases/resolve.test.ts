/** What a person decides about one object, and what follows from it on both sides. */
import { describe, expect, test } from 'vitest';
import type { ResolveInput } from '../../../src/domain/graph-connection.js';
import {
  type Connected,
  type ConnectedOptions,
  connected,
  createHere,
  reach,
  readAgain,
  simulatedGraph,
} from '../../support/connector/connected-tenant.js';
import { CONTENT, uuid } from '../../support/domain/changes.js';
import { CALL } from '../../support/domain/open-service.js';

const ALL = { graphIds: null, dryRun: false } as const;
const NONE = { graphIds: [], dryRun: false } as const;
const THEIRS = { ...CONTENT, displayName: 'Theirs' };

function decide({ connection }: Connected, input: Partial<ResolveInput> & Pick<ResolveInput, 'take'>) {
  return connection.resolve(CALL, { id: null, graphId: null, expectedDifferences: null, ...input });
}

/** An object that both sides hold. */
async function linked(options: ConnectedOptions = {}) {
  const made = await connected(options);
  await made.connection.adopt(CALL, ALL);
  const id = await createHere(made, CONTENT);
  await reach(made, id, 'IN_SYNC');
  const graphId = (await made.connection.status(CALL, id))?.graphId ?? '';
  return { ...made, id, graphId };
}

async function drifted(options: ConnectedOptions = {}) {
  const made = await linked(options);
  made.graph.put(made.graphId, THEIRS);
  await readAgain(made);
  await expect
    .poll(() => readAgain(made).then(() => made.connection.status(CALL, made.id)))
    .toMatchObject({ state: 'DRIFTED' });
  return made;
}

/** An object that only Graph has. */
async function onlyInGraph(options: ConnectedOptions = {}, graphId = 'stranger') {
  const graph = options.graph ?? simulatedGraph();
  graph.put(graphId, THEIRS);
  const made = await connected({ ...options, graph });
  await made.connection.adopt(CALL, NONE);
  return { ...made, graphId };
}

async function driftKinds({ connection }: Connected) {
  return (await connection.drift(CALL, { first: 9, after: null, kinds: null })).items.map(({ kind }) => kind);
}

describe('an object that was changed in Graph', () => {
  test('is put right by OURS', async () => {
    const made = await drifted();
    expect(await decide(made, { id: made.id, take: 'OURS' })).toMatchObject({ ok: true });
    await reach(made, made.id, 'IN_SYNC');
    expect(made.graph.objects.get(made.graphId)).toEqual(CONTENT);
    const attempts = await made.store.graphLedger.attemptsOf(CALL.caller.tenantId, [made.id]);
    expect(attempts[0]).toMatchObject({ operation: 'update', reason: 'resolve', outcome: 'confirmed' });
  });

  test('is changed here by THEIRS, in the name of the person', async () => {
    const made = await drifted();
    expect(await decide(made, { graphId: made.graphId, take: 'THEIRS' })).toMatchObject({ ok: true });
    await reach(made, made.id, 'IN_SYNC');
    expect(await made.service.find(CALL, made.id)).toMatchObject({ ...THEIRS, version: 2 });
    const change = await made.service.findChange(CALL, made.id, 2);
    expect(change).toMatchObject({ origin: 'REST', actor: { subject: 'tester' } });
    expect(made.graph.requests.update).toBe(0);
  });

  test('is not decided if the differences are others than the person saw', async () => {
    const made = await drifted();
    const seen = { field: 'displayName', here: CONTENT.displayName, inGraph: 'Theirs' } as const;
    const other = { ...seen, inGraph: 'Earlier' };
    for (const take of ['OURS', 'THEIRS'] as const) {
      const refused = await decide(made, { id: made.id, take, expectedDifferences: [other] });
      expect(refused).toMatchObject({
        ok: false,
        faults: [{ code: 'VERSION_CONFLICT', field: 'expectedDifferences' }],
      });
    }
    expect((await made.connection.status(CALL, made.id))?.state).toBe('DRIFTED');
    expect(await decide(made, { id: made.id, take: 'THEIRS', expectedDifferences: [seen] })).toMatchObject({
      ok: true,
    });
  });

  test('keeps its rules: another issuer is refused as a fault', async () => {
    const made = await linked();
    made.graph.put(made.graphId, { ...CONTENT, issuer: 'PUREBRED' });
    await expect
      .poll(() => readAgain(made).then(() => made.connection.status(CALL, made.id)))
      .toMatchObject({ state: 'DRIFTED' });
    const refused = await decide(made, { id: made.id, take: 'THEIRS' });
    expect(refused).toMatchObject({ ok: false, faults: [{ code: 'NOT_ALLOWED', field: 'take' }] });
    expect(await made.service.find(CALL, made.id)).toMatchObject({ ...CONTENT, version: 1 });
  });

  test('is not overwritten by either side if it cannot be read', async () => {
    const made = await linked();
    made.graph.unreadable.add(made.graphId);
    await expect
      .poll(() => readAgain(made).then(() => made.connection.status(CALL, made.id)))
      .toMatchObject({ state: 'DRIFTED' });
    for (const take of ['OURS', 'THEIRS'] as const) {
      expect(await decide(made, { id: made.id, take })).toMatchObject({ ok: false, faults: [{ code: 'NOT_ALLOWED' }] });
    }
  });
});

describe('an object that is gone in Graph', () => {
  async function gone() {
    const made = await linked();
    made.graph.remove(made.graphId);
    await expect
      .poll(() => readAgain(made).then(() => made.connection.status(CALL, made.id)))
      .toMatchObject({ problem: { code: 'GONE' } });
    return made;
  }

  test('is created again by OURS', async () => {
    const made = await gone();
    expect(await decide(made, { id: made.id, take: 'OURS' })).toMatchObject({ ok: true });
    await reach(made, made.id, 'IN_SYNC');
    expect([...made.graph.objects.values()]).toEqual([CONTENT]);
  });

  test('is deleted here by THEIRS', async () => {
    const made = await gone();
    expect(await decide(made, { id: made.id, take: 'THEIRS' })).toMatchObject({ ok: true });
    expect(await made.service.find(CALL, made.id)).toBeNull();
    expect((await made.connection.status(CALL, made.id))?.state).toBe('NOT_CONNECTED');
    expect(made.graph.requests.delete).toBe(0);
  });

  test('is not decided about before that is certain', async () => {
    const made = await linked({ settleMs: 60_000 });
    made.graph.remove(made.graphId);
    await expect.poll(() => readAgain(made).then(() => driftKinds(made))).toEqual(['ONLY_HERE']);
    for (const take of ['OURS', 'THEIRS'] as const) {
      expect(await decide(made, { id: made.id, take })).toMatchObject({ ok: false, faults: [{ code: 'NOT_ALLOWED' }] });
    }
    expect(await made.service.find(CALL, made.id)).not.toBeNull();
  });
});

describe('an object that was deleted here and changed in Graph', () => {
  async function conflict() {
    const made = await linked();
    made.graph.faults = 1;
    await made.service.delete(CALL, { id: made.id });
    await expect.poll(() => made.graph.requests.faults).toBeGreaterThan(0);
    made.graph.put(made.graphId, THEIRS);
    made.graph.faults = 0;
    await expect
      .poll(() => readAgain(made).then(() => made.connection.status(CALL, made.id)), { timeout: 5000 })
      .toMatchObject({ state: 'CONFLICT' });
    return made;
  }

  test('is deleted there by OURS', async () => {
    const made = await conflict();
    expect(await decide(made, { id: made.id, take: 'OURS' })).toMatchObject({ ok: true });
    await reach(made, made.id, 'IN_SYNC');
    expect(made.graph.objects.size).toBe(0);
  });

  test('is restored here by THEIRS, with their content', async () => {
    const made = await conflict();
    expect(await decide(made, { id: made.id, take: 'THEIRS' })).toMatchObject({ ok: true });
    await reach(made, made.id, 'IN_SYNC');
    expect(await made.service.find(CALL, made.id)).toMatchObject(THEIRS);
    expect([...made.graph.objects]).toEqual([[made.graphId, THEIRS]]);
  });
});

describe('an object that only Graph has', () => {
  test('is deleted there by OURS', async () => {
    const made = await onlyInGraph();
    expect(await decide(made, { graphId: made.graphId, take: 'OURS' })).toEqual({ ok: true, status: null });
    await expect.poll(() => made.graph.objects.size).toBe(0);
    await expect.poll(() => driftKinds(made)).toEqual([]);
  });

  test('is taken over by THEIRS', async () => {
    const made = await onlyInGraph({}, uuid(9));
    const outcome = await decide(made, { graphId: uuid(9), take: 'THEIRS' });
    expect(outcome).toMatchObject({ ok: true, status: { settingsId: uuid(9), graphId: uuid(9) } });
    await reach(made, uuid(9), 'IN_SYNC');
    expect(await made.service.find(CALL, uuid(9))).toMatchObject(THEIRS);
    expect(made.graph.requests.create).toBe(0);
  });

  test('is left alone by IGNORE, and no longer stands in the way of others', async () => {
    const made = await onlyInGraph();
    const id = await createHere(made, CONTENT);
    await reach(made, id, 'CONFLICT');
    expect(await decide(made, { graphId: made.graphId, take: 'IGNORE' })).toEqual({ ok: true, status: null });
    await reach(made, id, 'IN_SYNC');
    expect([await driftKinds(made), made.graph.objects.get(made.graphId)]).toEqual([[], THEIRS]);
  });

  test('is linked to one here by LINK, and what differs is decided afterwards', async () => {
    const made = await onlyInGraph();
    const id = await createHere(made, CONTENT);
    const { graphId } = made;
    expect(await decide(made, { id, graphId, take: 'LINK' })).toMatchObject({ ok: true });
    await expect
      .poll(() => readAgain(made).then(() => made.connection.status(CALL, id)))
      .toMatchObject({ state: 'DRIFTED', confirmedVersion: null });
    expect([made.graph.objects.get(graphId), await made.service.find(CALL, id)]).toMatchObject([THEIRS, CONTENT]);
    expect(await decide(made, { id, take: 'OURS' })).toMatchObject({ ok: true });
    await reach(made, id, 'IN_SYNC');
    expect([...made.graph.objects]).toEqual([[graphId, CONTENT]]);
  });

  test('is linked by LINK without anything to decide if both are equal', async () => {
    const made = await onlyInGraph();
    const id = await createHere(made, THEIRS);
    expect(await decide(made, { id, graphId: made.graphId, take: 'LINK' })).toMatchObject({ ok: true });
    await reach(made, id, 'IN_SYNC');
    expect(made.graph.objects.size).toBe(1);
  });
});

describe('a decision is refused', () => {
  test('if it names nothing, or what does not exist', async () => {
    const made = await linked();
    const faults = async (input: Parameters<typeof decide>[1]) => {
      const outcome = await decide(made, input);
      return outcome.ok ? [] : outcome.faults.map(({ code, field }) => [code, field]);
    };
    expect(await faults({ take: 'OURS' })).toEqual([['NOT_ALLOWED', 'id']]);
    expect(await faults({ id: uuid(99), take: 'OURS' })).toEqual([['NOT_FOUND', 'id']]);
    expect(await faults({ graphId: 'nothing', take: 'IGNORE' })).toEqual([['NOT_FOUND', 'graphId']]);
    expect(await faults({ id: made.id, take: 'LINK' })).toEqual([['NOT_ALLOWED', 'graphId']]);
    expect(await faults({ graphId: made.graphId, take: 'IGNORE' })).toEqual([['NOT_ALLOWED', 'graphId']]);
  });

  test('if the object of Graph is linked to another one here', async () => {
    const made = await linked();
    const other = await createHere(made, THEIRS);
    await reach(made, other, 'IN_SYNC');
    const outcome = await decide(made, { id: other, graphId: made.graphId, take: 'LINK' });
    expect(outcome).toMatchObject({ ok: false, faults: [{ code: 'NOT_ALLOWED', field: 'graphId' }] });
  });

  test('if it is OURS where nothing is sent', async () => {
    const made = await onlyInGraph({ mode: 'observe' });
    const outcome = await decide(made, { graphId: made.graphId, take: 'OURS' });
    expect(outcome).toMatchObject({ ok: false, faults: [{ code: 'NOT_ALLOWED', field: 'take' }] });
  });

  test('to those who may only read', async () => {
    const { connection } = await linked();
    const caller = { ...CALL.caller, permissions: ['DeviceManagementServiceConfig.Read.All'] };
    const input = { id: null, graphId: 'x', take: 'IGNORE', expectedDifferences: null } as const;
    await expect(connection.resolve({ ...CALL, caller }, input)).rejects.toThrow('ReadWrite');
  });
});
