/** The change log: complete, without gaps, in order of time, and readable in both directions. */
import { describe, expect, test } from 'vitest';
import type { Store } from '../../../../src/domain/store.js';
import { commit, creation, deletion, OTHER_TENANT, outcome, TENANT, update, uuid } from '../../domain/changes.js';
import type { OpenStore } from '../open-store.js';
import { changesOf, changesSource, readAll, readPages } from '../read-all.js';

const ID = uuid(1);

export function logContract(open: OpenStore): void {
  describe('the log', () => {
    test('is empty at position 0 for a tenant that has written nothing', async () => {
      const store = await open();
      await commit(store, creation(ID));
      expect((await store.head(OTHER_TENANT)).position).toBe(0);
      expect(await store.countChanges(OTHER_TENANT, {})).toBe(0);
      expect(await readAll(changesSource(store, null, OTHER_TENANT))).toEqual([]);
      expect(await store.findLatestChange(OTHER_TENANT, ID)).toBeNull();
      expect(await store.findChange(OTHER_TENANT, ID, 1)).toBeNull();
    });

    test('numbers each tenant’s changes without a gap, whatever was stale or refused between them', async () => {
      const store = await open();
      const asked = Array.from({ length: 24 }, (_, index) => [
        outcome(store, [creation(uuid(index), {}, { tenantId: index % 3 === 0 ? OTHER_TENANT : TENANT })]),
        outcome(store, [creation(uuid(index), {}, { version: 7 })]),
      ]);
      await Promise.all(asked.flat());
      const twoTenants = [creation(uuid(99)), creation(uuid(99), {}, { tenantId: OTHER_TENANT })];
      await expect(outcome(store, twoTenants)).rejects.toThrow();
      for (const [tenantId, count] of [[TENANT, 16] as const, [OTHER_TENANT, 8] as const]) {
        const positions = (await readAll(changesSource(store, null, tenantId))).map(({ position }) => position);
        expect(positions).toEqual(Array.from({ length: count }, (_, index) => index + 1));
        expect((await store.head(tenantId)).position).toBe(count);
      }
    });

    test('never runs backwards in time where the clock does', async () => {
      const store = await open();
      for (const [index, at] of [5000, 3000, 9000, 1, 9001].entries()) {
        await commit(store, creation(uuid(index), {}, { at }));
      }
      await commit(store, creation(uuid(8), {}, { at: 70 }), creation(uuid(9), {}, { at: 9500 }));
      const changes = await readAll(changesSource(store));
      expect(changes.map(({ at }) => at)).toEqual([5000, 5000, 9000, 9000, 9001, 9001, 9500]);
      expect(await store.find(TENANT, uuid(3))).toMatchObject({ createdAt: 9000, updatedAt: 9000 });
    });

    test('keeps what the clock said beside the time that orders the log', async () => {
      const store = await open();
      for (const [index, at] of [5000, 3000, 9000].entries()) await commit(store, creation(uuid(index), {}, { at }));
      const changes = await readAll(changesSource(store));
      expect(changes.map(({ at, recordedAt }) => [at, recordedAt])).toEqual([
        [5000, 5000],
        [5000, 3000],
        [9000, 9000],
      ]);
      expect(await store.findChange(TENANT, uuid(1), 1)).toMatchObject({ at: 5000, recordedAt: 3000 });
      expect((await store.readChangesAfter(TENANT, 1, 1)).changes).toMatchObject([{ at: 5000, recordedAt: 3000 }]);
    });

    test('returns the time of the latest change of all tenants', async () => {
      const store = await open();
      expect(await store.latestAt()).toBe(0);
      await commit(store, creation(ID, {}, { at: 9000 }));
      await commit(store, creation(ID, {}, { at: 10, tenantId: OTHER_TENANT }));
      expect(await store.latestAt()).toBe(9000);
    });

    test('writes nothing at a time that is further behind the tenant’s log than is allowed', async () => {
      const store = await open();
      await commit(store, creation(ID, {}, { at: 9000 }));
      const late = creation(uuid(8), {}, { at: 7000 });
      expect(await outcome(store, [late], { maxBehindMs: 1999 })).toEqual({ outcome: 'behind', behindMs: 2000 });
      expect(await store.head(TENANT)).toEqual({ position: 1, at: 9000, size: 1 });
      const theirs = creation(uuid(8), {}, { at: 7000, tenantId: OTHER_TENANT });
      expect(await outcome(store, [theirs], { maxBehindMs: 0 })).toMatchObject({ outcome: 'committed' });
      expect(await outcome(store, [late], { maxBehindMs: 2000 })).toMatchObject({ outcome: 'committed' });
    });

    test('lets one tenant’s clock say nothing of another’s', async () => {
      const store = await open();
      await commit(store, creation(ID, {}, { at: 9000 }));
      const [recorded] = await commit(store, creation(ID, {}, { at: 10, tenantId: OTHER_TENANT }));
      expect(recorded?.at).toBe(10);
    });

    test('holds the content before and after, and who changed it', async () => {
      const store = await open();
      const actor = { subject: 'somebody', clientId: 'a client', kind: 'APPLICATION' } as const;
      const signed = { actor, origin: 'REST', requestId: 'request 7' } as const;
      await commit(store, creation(ID, { helpUrl: null }));
      const [updated] = await commit(store, update(await current(store), { displayName: 'New' }, signed));
      expect(updated).toMatchObject({ kind: 'UPDATED', version: 2, createdAt: 1000, ...signed });
      expect(updated?.before).toMatchObject({ displayName: 'Display Name value', helpUrl: null });
      expect(updated?.after).toMatchObject({ displayName: 'New', helpUrl: null });
      expect(await store.findChange(TENANT, ID, 2)).toEqual(updated);
      const [deleted] = await commit(store, deletion(await current(store)));
      expect(deleted).toMatchObject({ kind: 'DELETED', before: updated?.after, after: null });
      expect(await store.findChange(TENANT, ID, 3)).toEqual(deleted);
      expect(await store.findChange(TENANT, ID, 4)).toBeNull();
    });

    test('finds the latest change of an object, of any kind or of one', async () => {
      const store = await open();
      await writeHistory(store);
      expect(await store.findLatestChange(TENANT, ID)).toMatchObject({ kind: 'UPDATED', version: 5 });
      expect(await store.findLatestChange(TENANT, ID, 'UPDATED')).toMatchObject({ version: 5 });
      expect(await store.findLatestChange(TENANT, ID, 'CREATED')).toMatchObject({ version: 4 });
      expect(await store.findLatestChange(TENANT, ID, 'DELETED')).toMatchObject({ version: 3 });
      expect(await store.findLatestChange(TENANT, uuid(2), 'DELETED')).toBeNull();
      expect(await store.findLatestChange(TENANT, uuid(3))).toBeNull();
    });

    test.each([
      ['the tenant’s log', null, [1, 2, 3, 4, 5, 6, 7]],
      ['one object’s history', ID, [1, 3, 4, 6, 7]],
    ])('pages through %s in both directions', async (_, settingsId, positions) => {
      const store = await open();
      await writeHistory(store);
      const source = changesSource(store, settingsId);
      const place = ({ items }: { items: readonly { position: number }[] }) => items.map(({ position }) => position);
      const forwards = await readPages(source, 2);
      expect(forwards.flatMap(place)).toEqual(positions);
      expect(forwards.map(({ hasPrevious }) => hasPrevious)).toEqual(forwards.map((_, index) => index > 0));
      const backwards = await readPages(source, 2, 'end');
      expect([...backwards].reverse().flatMap(place)).toEqual(positions);
      expect(backwards.map(({ hasNext }) => hasNext)).toEqual(backwards.map((_, index) => index > 0));
      expect(await store.countChanges(TENANT, changesOf(settingsId))).toBe(positions.length);
      const between = { size: 2, after: 1, before: 7 };
      const within = positions.slice(1, -1);
      expect(place(await source.page({ ...between, from: 'start' }))).toEqual(within.slice(0, 2));
      expect(place(await source.page({ ...between, from: 'end' }))).toEqual(within.slice(-2));
    });

    test('refuses to be followed from behind its end, where a restore or a failover has cut it', async () => {
      const store = await open();
      await commit(store, creation(ID));
      expect(await store.readChangesAfter(TENANT, 1, 10)).toEqual({ changes: [], upTo: 1 });
      for (const filter of [{}, { settingsIds: [ID] }]) {
        await expect(store.readChangesAfter(TENANT, 2, 10, filter)).rejects.toMatchObject({
          code: 'BAD_REQUEST',
          message: expect.stringMatching(/^The log of this tenant ends before this cursor/),
        });
      }
    });

    test('goes on from a position that is still to come once it is reached', async () => {
      const store = await open();
      await commit(store, creation(ID));
      const next = { size: 10, from: 'start', after: 1, before: null } as const;
      const { page } = changesSource(store);
      expect(await page(next)).toEqual({ items: [], hasNext: false, hasPrevious: true });
      const recorded = await commit(store, creation(uuid(2)));
      expect(await page(next)).toEqual({ items: recorded, hasNext: false, hasPrevious: true });
    });
  });
}

/** Seven changes: one object is created, updated, deleted, created again and updated, another created and updated. */
async function writeHistory(store: Store): Promise<void> {
  await commit(store, creation(ID));
  await commit(store, creation(uuid(2)));
  await commit(store, update(await current(store), { displayName: 'New' }));
  await commit(store, deletion(await current(store)));
  await commit(store, update(await current(store, uuid(2)), { helpUrl: null }));
  await commit(store, creation(ID, {}, { version: 4 }));
  await commit(store, update(await current(store), { displayName: 'Newer' }));
}

async function current(store: Store, id = ID) {
  const settings = await store.find(TENANT, id);
  if (settings === null) throw new Error(`There is no object ${id}.`);
  return settings;
}
