/** Commits: all changes or none, guarded by versions and positions, with a notification once they are durable. */
import { describe, expect, test } from 'vitest';
import { settingsAfter } from '../../../../src/domain/change.js';
import type { Issuer } from '../../../../src/domain/derived-credential-settings.js';
import { EVERYTHING, type Filter } from '../../../../src/domain/query.js';
import type { Store } from '../../../../src/domain/store.js';
import {
  CONTENT,
  commit,
  creation,
  deletion,
  OTHER_TENANT,
  outcome,
  TENANT,
  update,
  uuid,
} from '../../domain/changes.js';
import type { OpenStore } from '../open-store.js';

const ID = uuid(1);
const STALE = { outcome: 'stale' };
const SQL = `'; DROP TABLE settings; -- " \\ %_ \` ?1 @tenant_id :id $a`;

export function commitContract(open: OpenStore): void {
  describe('commit', () => {
    test('creates, updates and deletes an object', async () => {
      const store = await open();
      await commit(store, creation(ID, {}, { at: 5000 }));
      const created = { id: ID, ...CONTENT, version: 1, createdAt: 5000, updatedAt: 5000 };
      expect(await store.find(TENANT, ID)).toEqual(created);

      const content = { displayName: 'Another', helpUrl: null, renewalThresholdPercentage: 99 };
      await commit(store, update(created, content, { at: 6000 }));
      const updated = { ...created, ...content, version: 2, updatedAt: 6000 };
      expect(await store.find(TENANT, ID)).toEqual(updated);

      await commit(store, deletion(updated));
      expect(await store.find(TENANT, ID)).toBeNull();
      expect(await store.count(TENANT, EVERYTHING)).toBe(0);
    });

    test('answers with the changes as the log holds them', async () => {
      const store = await open();
      const given = creation(ID, {}, { at: 7000 });
      const [recorded] = await commit(store, given);
      expect(recorded).toEqual({ ...given, position: 1, recordedAt: 7000, createdAt: 7000 });
      expect(await store.findChange(TENANT, ID, 1)).toEqual(recorded);
    });

    test.each([
      ['the creation of an object that exists', () => creation(ID)],
      ['an update made from an older version', (store: Stored) => update({ ...store, version: 1 }, { helpUrl: null })],
      ['an update made from a version that is still to come', (store: Stored) => update({ ...store, version: 3 }, {})],
      ['a deletion made from an older version', (store: Stored) => deletion({ ...store, version: 1 })],
      ['an update of an object that never was', (store: Stored) => update({ ...store, id: uuid(9) }, {})],
    ])('finds %s stale and writes nothing', async (_, plan) => {
      const store = await open();
      const stored = await createdAndUpdated(store);
      expect(await outcome(store, [plan(stored)])).toEqual(STALE);
      expect(await store.find(TENANT, ID)).toEqual(stored);
      expect((await store.head(TENANT)).position).toBe(2);
      expect(await store.countChanges(TENANT, {})).toBe(2);
    });

    test('lets one of many competing updates through', async () => {
      const store = await open();
      const stored = await createdAndUpdated(store);
      const rivals = Array.from({ length: 8 }, (_, index) => update(stored, { displayName: `Rival ${index}` }));
      const results = await Promise.all(rivals.map((rival) => outcome(store, [rival])));
      expect(results.filter((result) => result.outcome === 'committed')).toHaveLength(1);
      expect(await store.find(TENANT, ID)).toMatchObject({ version: 3 });
    });

    test('writes all changes of a commit, in their order', async () => {
      const store = await open();
      const changes = [3, 1, 2].map((number) => creation(uuid(number)));
      const recorded = await commit(store, ...changes);
      expect(recorded.map(({ position, settingsId }) => [position, settingsId])).toEqual([
        [1, uuid(3)],
        [2, uuid(1)],
        [3, uuid(2)],
      ]);
      expect(await store.count(TENANT, EVERYTHING)).toBe(3);
    });

    test('lets one commit create, change and delete an object', async () => {
      const store = await open();
      await commit(store, creation(uuid(9)));
      const created = { id: ID, ...CONTENT, version: 1, createdAt: 5000, updatedAt: 5000 };
      const second = { ...created, displayName: 'Second', version: 2 };
      const changes = [creation(ID, {}, { at: 5000 }), update(created, { displayName: 'Second' }, { at: 5000 })];
      await commit(store, ...changes);
      expect(await store.find(TENANT, ID)).toEqual(second);
      expect(await store.find(TENANT, ID, 3)).toEqual(second);
      expect(await store.find(TENANT, ID, 2)).toEqual(created);

      await commit(store, update(second, { helpUrl: null }), deletion({ ...second, version: 3 }));
      expect(await store.find(TENANT, ID)).toBeNull();
      expect(await store.head(TENANT)).toMatchObject({ position: 5, size: 1 });
      const again = [creation(ID, {}, { version: 5 }), deletion({ ...created, version: 5 })];
      await commit(store, ...again);
      expect(await store.count(TENANT, EVERYTHING)).toBe(1);
      expect(await store.count(TENANT, EVERYTHING, 6)).toBe(2);
      expect(await store.count(TENANT, EVERYTHING, 4)).toBe(2);
    });

    test('writes none of the changes of a commit where one is stale', async () => {
      const store = await open();
      const stored = await createdAndUpdated(store);
      const changes = [creation(uuid(2)), update(stored, { helpUrl: null }), creation(ID), creation(uuid(3))];
      expect(await outcome(store, changes)).toEqual(STALE);
      expect(await store.find(TENANT, ID)).toEqual(stored);
      expect(await store.count(TENANT, EVERYTHING)).toBe(1);
      expect((await store.head(TENANT)).position).toBe(2);
    });

    test('refuses changes of two tenants in one commit and writes none', async () => {
      const store = await open();
      const changes = [creation(ID), creation(ID, {}, { tenantId: OTHER_TENANT })];
      await expect(outcome(store, changes)).rejects.toThrow('of one tenant');
      expect((await store.head(TENANT)).position).toBe(0);
      expect((await store.head(OTHER_TENANT)).position).toBe(0);
    });

    test('holds a plan to the position that it was made at', async () => {
      const store = await open();
      expect(await outcome(store, [creation(ID)], { ifPosition: 1 })).toEqual(STALE);
      expect(await outcome(store, [creation(ID)], { ifPosition: 0 })).toMatchObject({ outcome: 'committed' });
      expect(await outcome(store, [creation(uuid(2))], { ifPosition: 0 })).toEqual(STALE);
      expect(await outcome(store, [creation(uuid(2))], { ifPosition: 1 })).toMatchObject({ outcome: 'committed' });
      expect((await store.head(TENANT)).position).toBe(2);
    });

    test('holds a commit to the only issuer that a tenant has', async () => {
      const store = await open();
      const [intercede, purebred] = [{ ifIssuer: 'INTERCEDE' }, { ifIssuer: 'PUREBRED' }] as const;
      const create = (number: number, issuer: Issuer, options = {}, tenantId = TENANT) =>
        outcome(store, [creation(uuid(number), { issuer }, { tenantId })], options);
      expect(await create(1, 'INTERCEDE', intercede)).toMatchObject({ outcome: 'committed' });
      expect(await create(2, 'PUREBRED', purebred)).toEqual(STALE);
      expect(await create(3, 'INTERCEDE', intercede)).toMatchObject({ outcome: 'committed' });
      expect(await create(4, 'PUREBRED', purebred, OTHER_TENANT)).toMatchObject({ outcome: 'committed' });
      expect(await create(5, 'PUREBRED')).toMatchObject({ outcome: 'committed' });
      expect(await create(6, 'INTERCEDE', intercede)).toEqual(STALE);
      const settings = await store.find(TENANT, uuid(5));
      if (settings !== null) await commit(store, deletion(settings));
      expect(await create(6, 'INTERCEDE', intercede)).toMatchObject({ outcome: 'committed' });
      expect((await store.head(TENANT)).position).toBe(5);
    });

    test('lets all commits at once through that name the same issuer, and none of another', async () => {
      const store = await open();
      const results = await Promise.all(
        Array.from({ length: 32 }, (_, number) => {
          const issuer = number % 4 === 3 ? 'PUREBRED' : 'INTERCEDE';
          return outcome(store, [creation(uuid(number), { issuer })], { ifIssuer: issuer });
        }),
      );
      expect(results.map((result) => result.outcome)).toEqual(
        results.map((_, number) => (number % 4 === 3 ? 'stale' : 'committed')),
      );
      const positions = results.flatMap((result) => (result.outcome === 'committed' ? result.changes : []));
      expect(positions.map(({ position }) => position)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    });

    test('keeps two tenants with the same id apart', async () => {
      const store = await open();
      const theirs = { tenantId: OTHER_TENANT };
      await commit(store, creation(ID, { displayName: 'Ours' }));
      await commit(store, creation(ID, { displayName: 'Theirs' }, theirs));
      const ours = await find(store, TENANT);
      await commit(store, update(ours, { displayName: 'Ours still' }));
      expect(await find(store, OTHER_TENANT)).toMatchObject({ displayName: 'Theirs', version: 1 });
      await commit(store, deletion(await find(store, OTHER_TENANT), theirs));
      expect(await find(store, TENANT)).toMatchObject({ displayName: 'Ours still', version: 2 });
      expect(await store.countChanges(TENANT, { settingsIds: [ID] })).toBe(2);
      expect(await store.count(OTHER_TENANT, EVERYTHING)).toBe(0);
    });

    test('never restarts the versions of an id', async () => {
      const store = await open();
      await commit(store, creation(ID, {}, { at: 1000 }));
      await commit(store, deletion(await find(store, TENANT)));
      expect(await outcome(store, [creation(ID)])).toEqual(STALE);
      await commit(store, creation(ID, { displayName: 'Again' }, { version: 3, at: 9000 }));
      expect(await store.find(TENANT, ID)).toMatchObject({ displayName: 'Again', version: 3, createdAt: 9000 });
      expect(await outcome(store, [creation(ID)])).toEqual(STALE);
    });

    test('stores SQL in every string exactly as it is', async () => {
      const store = await open();
      const actor = { subject: SQL, clientId: SQL, kind: 'APPLICATION' } as const;
      const given = creation(SQL, { displayName: SQL, helpUrl: SQL }, { tenantId: SQL, actor, requestId: SQL });
      const [recorded] = await commit(store, given);
      expect(recorded).toEqual({ ...given, position: 1, recordedAt: 1000, createdAt: 1000 });
      expect(await store.findChange(SQL, SQL, 1)).toEqual(recorded);
      const stored = await store.find(SQL, SQL);
      expect(stored).toEqual(recorded && settingsAfter(recorded));
      const filters = (['id', 'displayName', 'helpUrl'] as const).flatMap((field): Filter[] => [
        { op: 'eq', field, value: SQL },
        { op: 'contains', field, value: SQL },
        { op: 'startsWith', field, value: SQL },
        { op: 'in', field, values: [SQL] },
      ]);
      expect(await store.count(SQL, { op: 'and', filters })).toBe(1);
    });
  });

  describe('onCommit', () => {
    test('notifies of the tenants of each commit once it can be read, until it is stopped', async () => {
      const store = await open();
      const heard: string[] = [];
      const readable: Promise<unknown>[] = [];
      const stop = store.onCommit((tenantIds) => {
        heard.push(...tenantIds);
        for (const tenantId of tenantIds) readable.push(store.find(tenantId, ID));
      });
      await Promise.all([commit(store, creation(ID)), commit(store, creation(ID, {}, { tenantId: OTHER_TENANT }))]);
      expect(heard.sort()).toEqual([TENANT, OTHER_TENANT]);
      expect(await Promise.all(readable)).toEqual([expect.anything(), expect.anything()]);
      stop();
      await commit(store, creation(uuid(2)));
      expect(heard).toHaveLength(2);
    });

    test('says nothing of a stale commit', async () => {
      const store = await open();
      await commit(store, creation(ID));
      const heard: unknown[] = [];
      store.onCommit((tenantIds) => heard.push(tenantIds));
      expect(await outcome(store, [creation(ID)])).toEqual(STALE);
      expect(heard).toEqual([]);
      await commit(store, creation(uuid(2)));
      expect(heard).toEqual([new Set([TENANT])]);
    });
  });

  test('close finishes the commits that have been asked for', async () => {
    const store = await open();
    const asked = Array.from({ length: 20 }, (_, index) => commit(store, creation(uuid(index))));
    await store.close();
    const positions = (await Promise.all(asked)).map(([recorded]) => recorded?.position);
    expect(positions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });
}

type Stored = Awaited<ReturnType<typeof find>>;

async function createdAndUpdated(store: Store): Promise<Stored> {
  await commit(store, creation(ID));
  await commit(store, update(await find(store, TENANT), { displayName: 'Second' }));
  return find(store, TENANT);
}

async function find(store: Store, tenantId: string) {
  const settings = await store.find(tenantId, ID);
  if (settings === null) throw new Error(`${tenantId} has no object ${ID}.`);
  return settings;
}
