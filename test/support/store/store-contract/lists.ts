/** Lists: every order in both directions, pages by key from either end, steady while others write. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { DerivedCredentialSettings } from '../../../../src/domain/derived-credential-settings.js';
import { EVERYTHING, FIELDS, type Field, type Order } from '../../../../src/domain/query.js';
import type { Store } from '../../../../src/domain/store.js';
import { commit, creation, deletion, OTHER_TENANT, TENANT, update, uuid } from '../../domain/changes.js';
import { compareSettings } from '../../domain/filter-oracle.js';
import type { OpenStore } from '../open-store.js';
import { readAll, readPages, settingsSource } from '../read-all.js';

const key = (field: Field, direction: 'ASC' | 'DESC') => ({ field, direction });
const ORDERS: readonly (readonly [title: string, order: Order])[] = [
  ...FIELDS.flatMap((field) => [key(field, 'ASC'), key(field, 'DESC')]).map(
    (one) => [`${one.field} ${one.direction}`, [one]] as const,
  ),
  ['nothing', []],
  ['issuer, then name', [key('issuer', 'ASC'), key('displayName', 'ASC')]],
  ['issuer and name backwards', [key('issuer', 'DESC'), key('displayName', 'DESC')]],
  ['issuer, then name backwards', [key('issuer', 'ASC'), key('displayName', 'DESC')]],
  [
    'issuer backwards, then help page, then name',
    [key('issuer', 'DESC'), key('helpUrl', 'ASC'), key('displayName', 'ASC')],
  ],
  ['notification, then id backwards', [key('notificationType', 'ASC'), key('id', 'DESC')]],
  [
    'name, id, and what has nothing left to decide',
    [key('displayName', 'DESC'), key('id', 'DESC'), key('issuer', 'ASC')],
  ],
];
const BY_NAME: Order = [{ field: 'displayName', direction: 'ASC' }];
// In code-point order. By UTF-16 unit U+FF5E and U+E000 would come after U+1F600.
const NAMES = ['A', 'Z', 'a', 'a', 'é', '\ud7ff', '\ue000', '\uff5e', '\u{1f600}', '\u{1f600}', '\u{10ffff}'];
const COUNT = NAMES.length;

export function listContract(open: OpenStore): void {
  describe('list', () => {
    let store: Store;
    let all: readonly DerivedCredentialSettings[];
    beforeEach(async () => {
      store = await open();
      await fill(store);
      all = await readAll(settingsSource(store));
    });
    const sorted = (order: Order) => [...all].sort((one, other) => compareSettings(order, one, other));

    test.each(ORDERS)('orders by %s and pages forwards', async (_, order) => {
      const pages = await readPages(settingsSource(store, { order }), 4);
      expect(pages.flatMap(({ items }) => items)).toEqual(sorted(order));
      expect(pages.map(({ items }) => items.length)).toEqual([4, 4, 3]);
      expect(pages.map(({ hasNext }) => hasNext)).toEqual([true, true, false]);
      expect(pages.map(({ hasPrevious }) => hasPrevious)).toEqual([false, true, true]);
    });

    test.each(ORDERS)('orders by %s and pages backwards', async (_, order) => {
      const pages = await readPages(settingsSource(store, { order }), 4, 'end');
      expect([...pages].reverse().flatMap(({ items }) => items)).toEqual(sorted(order));
      expect(pages.map(({ items }) => items.length)).toEqual([4, 4, 3]);
      expect(pages.map(({ hasPrevious }) => hasPrevious)).toEqual([true, true, false]);
      expect(pages.map(({ hasNext }) => hasNext)).toEqual([false, true, true]);
    });

    test.each(ORDERS)('reads between two cursors by %s from either end', async (_, order) => {
      const source = settingsSource(store, { order });
      const expected = sorted(order);
      const [after, before] = [expected[1], expected[8]].map((settings) => settings && source.settingsKey(settings));
      const between = { after: after ?? null, before: before ?? null };
      const both = { hasNext: true, hasPrevious: true };
      expect(await source.page({ size: 2, from: 'start', ...between })).toEqual({
        items: expected.slice(2, 4),
        ...both,
      });
      expect(await source.page({ size: 2, from: 'end', ...between })).toEqual({ items: expected.slice(6, 8), ...both });
      expect(await source.page({ size: 6, from: 'start', ...between })).toEqual({
        items: expected.slice(2, 8),
        ...both,
      });
      expect(await source.page({ size: 6, from: 'end', ...between })).toEqual({ items: expected.slice(2, 8), ...both });
    });

    test('skips the given number at either end', async () => {
      const source = settingsSource(store);
      const page = { size: 3, after: null, before: null, skip: 2 };
      const items = async (from: 'start' | 'end') => (await source.page({ ...page, from })).items;
      expect(await items('start')).toEqual(all.slice(2, 5));
      expect(await items('end')).toEqual(all.slice(-5, -2));
    });

    test('orders text by code point', async () => {
      const names = (await readAll(settingsSource(store, { order: BY_NAME }))).map(({ displayName }) => displayName);
      expect(names).toEqual(NAMES);
    });

    test('puts an absent help URL before every other, and the id decides between equal values', async () => {
      const urls = await readAll(settingsSource(store, { order: [{ field: 'helpUrl', direction: 'ASC' }] }));
      const absent = urls.filter(({ helpUrl }) => helpUrl === null).map(({ id }) => id);
      expect(absent.length).toBeGreaterThan(2);
      expect(urls.slice(0, absent.length).map(({ id }) => id)).toEqual([...absent].sort());
    });

    test('says that nothing precedes or follows a page that holds everything', async () => {
      const source = settingsSource(store);
      const none = { after: null, before: null, size: COUNT };
      const whole = { items: all, hasNext: false, hasPrevious: false };
      expect(await source.page({ ...none, from: 'start' })).toEqual(whole);
      expect(await source.page({ ...none, from: 'end' })).toEqual(whole);
    });

    test('answers beyond either end with an empty page that says what lies behind', async () => {
      const source = settingsSource(store, { order: BY_NAME });
      const beyond = { values: ['\u{10ffff}\u{10ffff}'], id: '' };
      const first = { values: [''], id: '' };
      expect(await source.page({ size: 3, from: 'start', after: beyond, before: null })).toEqual({
        items: [],
        hasNext: false,
        hasPrevious: true,
      });
      expect(await source.page({ size: 3, from: 'end', after: null, before: first })).toEqual({
        items: [],
        hasNext: true,
        hasPrevious: false,
      });
    });

    test('shows each object that stays exactly once while others come, change and go between the pages', async () => {
      const source = settingsSource(store, { order: BY_NAME });
      const first = await source.page({ size: 4, from: 'start', after: null, before: null });
      const [gone, cursor] = first.items.slice(2);
      if (gone === undefined || cursor === undefined) throw new Error('The first page is short.');
      await commit(store, deletion(gone), deletion(cursor));
      await commit(store, creation(uuid(90), { displayName: '0, before the cursor' }));
      await commit(store, creation(uuid(91), { displayName: 'b, after the cursor' }));
      await commit(store, update(await found(store, NAMES.length - 1), { helpUrl: null }));
      const rest = await source.page({ size: 100, from: 'start', after: source.settingsKey(cursor), before: null });
      const names = [...first.items, ...rest.items].map(({ displayName }) => displayName);
      expect(names).toEqual([...NAMES.slice(0, 4), 'b, after the cursor', ...NAMES.slice(4)]);
      expect(rest).toMatchObject({ hasNext: false, hasPrevious: true });
    });

    test('shows and counts no other tenant’s objects', async () => {
      expect(await store.count(TENANT, EVERYTHING)).toBe(COUNT);
      expect(await store.count(OTHER_TENANT, EVERYTHING)).toBe(1);
      const theirs = await readAll(settingsSource(store, { tenantId: OTHER_TENANT }));
      expect(theirs.map(({ displayName }) => displayName)).toEqual(['Theirs']);
    });
  });
}

/** Objects with ties in every field but the id, whose ids do not run with their names. */
async function fill(store: Store): Promise<void> {
  const content = (displayName: string, index: number) => ({
    displayName,
    helpUrl: index % 3 === 0 ? null : `https://example.com/${index % 4}`,
    issuer: (['X_TEC', 'PUREBRED', 'INTERCEDE', 'ENTRUST_DATACARD'] as const)[index % 4] ?? 'X_TEC',
    notificationType: index % 2 === 0 ? ('NONE' as const) : ('EMAIL' as const),
    renewalThresholdPercentage: [9, 10, 99][index % 3] ?? 1,
  });
  await commit(store, creation(uuid(0), { displayName: 'Theirs' }, { tenantId: OTHER_TENANT }));
  for (const [index, name] of NAMES.entries()) {
    await commit(store, creation(idOf(index), content(name, index), { at: 1000 + 500 * Math.floor(index / 3) }));
  }
  const updated = await Promise.all([6, 3, 1].map((index) => found(store, index)));
  await commit(store, ...updated.map((settings) => update(settings, { issuer: 'X_TEC' }, { at: 9000 })));
}

function idOf(index: number): string {
  return uuid(index % 2 === 0 ? 50 - index : index);
}

async function found(store: Store, index: number): Promise<DerivedCredentialSettings> {
  const settings = await store.find(TENANT, idOf(index));
  if (settings === null) throw new Error(`There is no object ${index}.`);
  return settings;
}
