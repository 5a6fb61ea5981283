/** Reads as of an earlier change: the fold of the log up to there, filtered, ordered and paged like the current state. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { RecordedChange } from '../../../../src/domain/change.js';
import { EVERYTHING, FIELDS, type Filter, type Order } from '../../../../src/domain/query.js';
import type { Store } from '../../../../src/domain/store.js';
import { commit, creation, deletion, OTHER_TENANT, TENANT, update, uuid } from '../../domain/changes.js';
import { compareSettings, matches } from '../../domain/filter-oracle.js';
import { positionAt, stateAsOf } from '../../domain/history-oracle.js';
import { LIVED, live } from '../../domain/varied-log.js';
import type { OpenStore } from '../open-store.js';
import { readAll, readPages, settingsSource } from '../read-all.js';

const ORDERS = FIELDS.flatMap((field) => [[field, 'ASC'] as const, [field, 'DESC'] as const]);
const FILTERS: readonly (readonly [title: string, filter: Filter])[] = [
  ['an id', { op: 'eq', field: 'id', value: LIVED[2] ?? '' }],
  ['several ids', { op: 'in', field: 'id', values: [LIVED[0] ?? '', LIVED[1] ?? '', uuid(99)] }],
  ['a name that several had', { op: 'eq', field: 'displayName', value: 'b' }],
  ['names by code point', { op: 'gt', field: 'displayName', value: '\uff5e' }],
  ['a part of a name', { op: 'contains', field: 'displayName', value: 'b' }],
  ['a part of a name in any case', { op: 'contains', field: 'displayName', fold: 'lower', value: 'b' }],
  ['a beginning of a name', { op: 'startsWith', field: 'displayName', value: 'a' }],
  ['an end of a name', { op: 'endsWith', field: 'displayName', value: 'n' }],
  ['an absent help URL', { op: 'eq', field: 'helpUrl', value: null }],
  ['a present help URL', { op: 'not', filter: { op: 'eq', field: 'helpUrl', value: null } }],
  ['a beginning of a help URL', { op: 'startsWith', field: 'helpUrl', value: 'https://example.com/b' }],
  ['no absent help URL before another', { op: 'lt', field: 'helpUrl', value: 'https://example.com/b' }],
  ['an issuer', { op: 'eq', field: 'issuer', value: 'X_TEC' }],
  ['several issuers', { op: 'in', field: 'issuer', values: ['PUREBRED', 'INTERCEDE'] }],
  ['a notification type', { op: 'lte', field: 'notificationType', value: 'COMPANY_PORTAL' }],
  ['a threshold as a number, not as a text', { op: 'lt', field: 'renewalThresholdPercentage', value: 10 }],
  ['a time of creation', { op: 'gte', field: 'createdAt', value: 3000 }],
  ['a time of the last change', { op: 'eq', field: 'updatedAt', value: 2500 }],
  ['nothing', { op: 'or', filters: [] }],
];

export function asOfContract(open: OpenStore): void {
  describe('as of an earlier change', () => {
    let store: Store;
    let log: readonly RecordedChange[];
    beforeEach(async () => {
      store = await open();
      log = await live(store);
    });
    const positions = () => [0, ...log.map(({ position }) => position)];
    const expected = (position: number, order: Order, filter: Filter = EVERYTHING) =>
      stateAsOf(log, position)
        .filter((settings) => matches(filter, settings))
        .sort((one, other) => compareSettings(order, one, other));

    test('each object is found as it was, and not before its creation or after its deletion', async () => {
      const found = new Set<string>();
      for (const asOf of positions()) {
        const state = new Map(stateAsOf(log, asOf).map((settings) => [settings.id, settings]));
        for (const id of [...LIVED, uuid(99)]) {
          expect(await store.find(TENANT, id, asOf)).toEqual(state.get(id) ?? null);
          found.add(`${LIVED.indexOf(id)} ${state.get(id)?.version ?? 'absent'}`);
        }
      }
      // One that went, came again under its next version, changed and went once more.
      expect([...found].filter((each) => each.startsWith('2'))).toEqual(['2 absent', '2 1', '2 3', '2 4']);
    });

    test.each(ORDERS)('lists by %s %s are as they were, page by page from either end', async (field, direction) => {
      const order: Order = [{ field, direction }];
      for (const asOf of positions()) {
        const wanted = expected(asOf, order);
        const source = settingsSource(store, { order, asOf });
        const forwards = await readPages(source, 2);
        expect(forwards.flatMap(({ items }) => items)).toEqual(wanted);
        expect(forwards.map(({ hasPrevious }) => hasPrevious)).toEqual(forwards.map((_, index) => index > 0));
        const backwards = await readPages(source, 2, 'end');
        expect([...backwards].reverse().flatMap(({ items }) => items)).toEqual(wanted);
        expect(backwards.map(({ hasNext }) => hasNext)).toEqual(backwards.map((_, index) => index > 0));
      }
    });

    test.each(ORDERS)('a range between two cursors by %s %s is as it was', async (field, direction) => {
      const order: Order = [{ field, direction }];
      const asOf = 10;
      const source = settingsSource(store, { order, asOf });
      const wanted = expected(asOf, order);
      const [first, last] = [wanted[0], wanted.at(-1)];
      if (wanted.length < 5 || first === undefined || last === undefined) throw new Error('Too few to page through.');
      const between = { after: source.settingsKey(first), before: source.settingsKey(last) };
      const inner = wanted.slice(1, -1);
      const both = { hasNext: true, hasPrevious: true };
      for (const [size, from, items] of [
        [2, 'start', inner.slice(0, 2)],
        [2, 'end', inner.slice(-2)],
        [9, 'start', inner],
      ] as const) {
        expect(await source.page({ size, from, ...between })).toEqual({ items, ...both });
      }
      const skipping = { size: 2, from: 'start', after: null, before: null, skip: 1 } as const;
      expect((await source.page(skipping)).items).toEqual(wanted.slice(1, 3));
    });

    test.each(FILTERS)('a filter by %s finds and counts what it would have found then', async (_, filter) => {
      const order: Order = [{ field: 'displayName', direction: 'DESC' }];
      const counts = new Set<number>();
      for (const asOf of positions()) {
        const wanted = expected(asOf, order, filter);
        expect(await readAll(settingsSource(store, { filter, order, asOf }))).toEqual(wanted);
        expect(await store.count(TENANT, filter, asOf)).toBe(wanted.length);
        counts.add(wanted.length);
      }
      // The data tells the moments apart.
      expect(counts.size).toBeGreaterThan(filter.op === 'or' ? 0 : 1);
    });

    test('the latest change and any beyond it are now', async () => {
      const now = await readAll(settingsSource(store));
      expect(now.length).toBeGreaterThan(2);
      for (const asOf of [log.length, log.length + 1, Number.MAX_SAFE_INTEGER, null]) {
        expect(await readAll(settingsSource(store, { asOf }))).toEqual(now);
        expect(await store.count(TENANT, EVERYTHING, asOf)).toBe(now.length);
        for (const settings of now) expect(await store.find(TENANT, settings.id, asOf)).toEqual(settings);
      }
    });

    test('a position leads to one’s own log alone', async () => {
      for (const asOf of [1, 3, 5]) {
        const theirs = await readAll(settingsSource(store, { tenantId: OTHER_TENANT, asOf }));
        expect(theirs.map(({ displayName }) => displayName)).toEqual(Array(asOf).fill('Theirs'));
        expect(await store.count(uuid(99), EVERYTHING, asOf)).toBe(0);
        expect(await store.find(uuid(99), LIVED[0] ?? '', asOf)).toBeNull();
      }
    });

    test('a time leads to the last change up to it', async () => {
      const times = new Set(log.flatMap(({ at }) => [at - 1, at, at + 1]));
      for (const time of [...times, 0, -1, -8.64e15, 8.64e15]) {
        expect(await store.positionAt(TENANT, time), `${time}`).toBe(positionAt(log, time));
      }
      // Two changes of one time both count, and one that a clock running backwards dated earlier counts with its log.
      expect(await Promise.all([999, 1000, 1499, 2000, 2001].map((time) => store.positionAt(TENANT, time)))).toEqual([
        0, 2, 2, 6, 6,
      ]);
      expect(await store.positionAt(OTHER_TENANT, 999)).toBe(0);
      expect(await store.positionAt(OTHER_TENANT, 1500)).toBe(2);
    });
  });

  test('no time leads anywhere in an empty log, and a first change is found at once', async () => {
    const store = await open();
    for (const time of [-8.64e15, 0, 1000, 8.64e15]) expect(await store.positionAt(TENANT, time)).toBe(0);
    await commit(store, creation(uuid(1), {}, { at: 1000 }));
    expect(await Promise.all([999, 1000, 1001].map((time) => store.positionAt(TENANT, time)))).toEqual([0, 1, 1]);
  });

  test('the state at a moment does not change by later writes', async () => {
    const store = await open();
    const log = await live(store);
    const before = await Promise.all(log.map(({ position: asOf }) => readAll(settingsSource(store, { asOf }))));
    for (const settings of await readAll(settingsSource(store)))
      await commit(store, update(settings, { helpUrl: null }));
    for (const settings of await readAll(settingsSource(store))) await commit(store, deletion(settings));
    const after = await Promise.all(log.map(({ position: asOf }) => readAll(settingsSource(store, { asOf }))));
    expect(after).toEqual(before);
    expect(await store.count(TENANT, EVERYTHING)).toBe(0);
  });
}
