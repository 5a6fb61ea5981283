/** Searching the log by object, kind, actor and time, alone and together; its head; and reading on from a position. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { RecordedChange } from '../../../../src/domain/change.js';
import type { ChangesFilter } from '../../../../src/domain/query.js';
import type { Store } from '../../../../src/domain/store.js';
import { commit, creation, OTHER_TENANT, TENANT, uuid } from '../../domain/changes.js';
import { matchesChange } from '../../domain/history-oracle.js';
import { LIVED, live } from '../../domain/varied-log.js';
import type { OpenStore } from '../open-store.js';
import { filteredChanges, readPages } from '../read-all.js';

const [FIRST = '', SECOND = '', THIRD = ''] = LIVED;
const UNKNOWN = uuid(99);
/** Each with how many changes it must find, so that no case is empty by accident. */
const CASES: readonly (readonly [title: string, filter: ChangesFilter, count: number])[] = [
  ['anything', {}, 16],
  ['one object', { settingsIds: [THIRD] }, 5],
  ['several objects', { settingsIds: [THIRD, FIRST] }, 8],
  ['one object named twice', { settingsIds: [FIRST, FIRST] }, 3],
  ['an object that never was', { settingsIds: [UNKNOWN] }, 0],
  ['no object', { settingsIds: [] }, 0],
  ['one kind', { kinds: ['DELETED'] }, 3],
  ['several kinds', { kinds: ['CREATED', 'DELETED'] }, 10],
  ['every kind', { kinds: ['CREATED', 'UPDATED', 'DELETED'] }, 16],
  ['no kind', { kinds: [] }, 0],
  ['one actor', { subjects: ['bob'] }, 5],
  ['several actors', { subjects: ['carol', 'alice', 'nobody'] }, 11],
  ['an actor in other letters', { subjects: ['Bob'] }, 0],
  ['no actor', { subjects: [] }, 0],
  ['one client', { clientIds: ['portal'] }, 5],
  ['several clients', { clientIds: ['robot', 'portal', 'nobody'] }, 10],
  ['no client', { clientIds: [] }, 0],
  ['a kind of actor', { actorKinds: ['APPLICATION'] }, 5],
  ['every kind of actor', { actorKinds: ['APPLICATION', 'USER'] }, 16],
  ['an origin', { origins: ['GRAPHQL'] }, 8],
  ['several origins', { origins: ['CLI', 'REST', 'REPLICATION'] }, 8],
  ['some times', { times: [1000, 2500, 2501] }, 5],
  ['no time', { times: [] }, 0],
  ['some times in a range', { times: [1000, 2500], from: 1001, upTo: 2500 }, 3],
  ['an origin, a client and a kind of change', { origins: ['REST'], clientIds: ['portal'], kinds: ['CREATED'] }, 1],
  ['a time on', { from: 2500 }, 10],
  ['a time on, to the millisecond', { from: 2501 }, 7],
  ['up to a time', { upTo: 2000 }, 6],
  ['up to a time, to the millisecond', { upTo: 1999 }, 3],
  ['one moment', { from: 2500, upTo: 2500 }, 3],
  ['a range of times', { from: 1001, upTo: 3000 }, 9],
  ['a range that is empty', { from: 1001, upTo: 1499 }, 0],
  ['a range that ends before it begins', { from: 3000, upTo: 1000 }, 0],
  ['all of time', { from: -8.64e15, upTo: 8.64e15 }, 16],
  ['a time after all', { from: 8.64e15 }, 0],
  ['a time before all', { upTo: -8.64e15 }, 0],
  ['an object and a kind', { settingsIds: [THIRD], kinds: ['CREATED'] }, 2],
  ['an object and an actor', { settingsIds: [SECOND], subjects: ['bob'] }, 3],
  ['an object and a time', { settingsIds: [THIRD], from: 3000 }, 3],
  ['a kind and an actor', { kinds: ['UPDATED'], subjects: ['alice'] }, 2],
  ['a kind and a time', { kinds: ['UPDATED'], from: 2000, upTo: 3500 }, 5],
  ['an actor and a time', { subjects: ['alice'], upTo: 2500 }, 3],
  ['an object, a kind, an actor and a time', every([THIRD], ['DELETED'], ['bob']), 1],
  ['several of each', every([FIRST, SECOND, THIRD], ['CREATED', 'DELETED'], ['alice', 'bob']), 4],
  ['an empty list among others', { settingsIds: [THIRD], kinds: [], subjects: ['bob'] }, 0],
];

function every(
  settingsIds: readonly string[],
  kinds: NonNullable<ChangesFilter['kinds']>,
  subjects: readonly string[],
): ChangesFilter {
  return { settingsIds, kinds, subjects, from: 1200, upTo: 3500 };
}

export function searchedLogContract(open: OpenStore): void {
  describe('the log searched', () => {
    let store: Store;
    let log: readonly RecordedChange[];
    beforeEach(async () => {
      store = await open();
      log = await live(store);
    });

    test.each(CASES)('by %s finds and counts those that match, in order from either end', async (_, filter, count) => {
      const wanted = log.filter((change) => matchesChange(filter, change));
      const source = filteredChanges(store, filter);
      const forwards = await readPages(source, 2);
      expect(forwards.flatMap(({ items }) => items)).toEqual(wanted);
      expect(forwards.map(({ hasPrevious }) => hasPrevious)).toEqual(forwards.map((_, index) => index > 0));
      const backwards = await readPages(source, 2, 'end');
      expect([...backwards].reverse().flatMap(({ items }) => items)).toEqual(wanted);
      expect(backwards.map(({ hasNext }) => hasNext)).toEqual(backwards.map((_, index) => index > 0));
      expect(await store.countChanges(TENANT, filter)).toBe(wanted.length);
      expect(wanted).toHaveLength(count);
    });

    test.each(CASES)('by %s between two positions says whether others lie on either side', async (_, filter) => {
      const wanted = log.filter((change) => matchesChange(filter, change));
      for (const [after, before] of [
        [4, 13],
        [0, 17],
        [13, 4],
      ] as const) {
        const inner = wanted.filter(({ position }) => position > after && position < before);
        const hasPrevious = wanted.some(({ position }) => position <= after);
        const hasNext = wanted.some(({ position }) => position >= before);
        const { page } = filteredChanges(store, filter);
        const all = { items: inner, hasNext, hasPrevious };
        expect(await page({ size: 50, from: 'start', after, before })).toEqual(all);
        expect(await page({ size: 50, from: 'end', after, before })).toEqual(all);
        const one = { items: inner.slice(0, 1), hasNext: inner.length > 1 || hasNext, hasPrevious };
        expect(await page({ size: 1, from: 'start', after, before })).toEqual(one);
      }
    });

    test('stands at its last change, whatever the clock did', async () => {
      const last = log.at(-1);
      expect(await store.head(TENANT)).toEqual({ position: 16, at: last?.at, size: 4 });
      expect(await store.head(OTHER_TENANT)).toEqual({ position: LIVED.length, at: 3000, size: LIVED.length });
      expect(await store.head(UNKNOWN)).toEqual({ position: 0, at: 0, size: 0 });
    });

    test.each([
      ['from its start', 0, 100, 16],
      ['from its start, the first few', 0, 3, 3],
      ['after a position', 9, 100, 7],
      ['after a position, the next few', 9, 2, 2],
      ['after its last change', 16, 100, 0],
    ])('is read on %s', async (_, position, limit, count) => {
      const { changes, upTo } = await store.readChangesAfter(TENANT, position, limit);
      expect(changes).toEqual(log.filter((change) => change.position > position).slice(0, limit));
      expect(changes).toHaveLength(count);
      expect(upTo).toBe(position + count);
    });

    test('is read on in each tenant alone', async () => {
      const { changes } = await store.readChangesAfter(OTHER_TENANT, 2, 100);
      expect(changes.map(({ tenantId, position }) => [tenantId, position])).toEqual(
        [3, 4, 5].map((position) => [OTHER_TENANT, position]),
      );
      expect(await store.readChangesAfter(UNKNOWN, 0, 100)).toEqual({ changes: [], upTo: 0 });
    });

    test.each(CASES)('by %s is read on, each change once, and to its end', async (_, filter) => {
      const wanted = log.filter((change) => matchesChange(filter, change));
      for (const limit of [1, 2, 100]) {
        const found: RecordedChange[] = [];
        let position = 0;
        while (position < log.length) {
          const { changes, upTo } = await store.readChangesAfter(TENANT, position, limit, filter);
          expect(changes.length).toBeLessThanOrEqual(limit);
          expect(upTo).toBeGreaterThan(position);
          found.push(...changes);
          position = upTo;
        }
        expect(found).toEqual(wanted);
        expect(await store.readChangesAfter(TENANT, position, limit, filter)).toEqual({ changes: [], upTo: 16 });
      }
    });
  });

  test('what follows a position is there once it is committed', async () => {
    const store = await open();
    await commit(store, creation(uuid(1)));
    expect(await store.readChangesAfter(TENANT, 1, 10)).toEqual({ changes: [], upTo: 1 });
    const changes = await commit(store, creation(uuid(2)), creation(uuid(3)));
    expect(await store.readChangesAfter(TENANT, 1, 10)).toEqual({ changes, upTo: 3 });
  });
}
