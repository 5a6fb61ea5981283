/** A cursor of a list leads back to its key, in its own order alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NUMBER_FIELDS, type Order, type SettingsKey, type SortKey } from '../../src/domain/query.js';
import { decodeSettingsCursor, encodeSettingsCursor } from '../../src/domain/settings-cursor.js';
import { orderArbitrary } from '../support/domain/arbitraries.js';

const numeric = (field: string) => (NUMBER_FIELDS as readonly string[]).includes(field);
const valueFor = ({ field }: SortKey) =>
  (numeric(field) ? fc.integer() : fc.string({ unit: 'grapheme' })) as fc.Arbitrary<string | number>;
const settingsKey = (order: Order): fc.Arbitrary<SettingsKey> =>
  fc.record({ values: fc.tuple(...order.map(valueFor)), id: fc.uuid() });

test('a cursor leads back to its key', () => {
  const keyed = orderArbitrary.chain((its) => fc.tuple(fc.constant(its), settingsKey(its)));
  fc.assert(
    fc.property(keyed, ([its, key]) => {
      expect(decodeSettingsCursor(encodeSettingsCursor(key, its), its)).toEqual(key);
    }),
  );
});

test('a cursor of another order leads nowhere', () => {
  const keyed = fc
    .tuple(orderArbitrary, orderArbitrary)
    .chain(([its, other]) => fc.tuple(fc.constant(its), fc.constant(other), settingsKey(its)));
  fc.assert(
    fc.property(keyed, ([its, other, key]) => {
      fc.pre(JSON.stringify(its) !== JSON.stringify(other));
      expect(decodeSettingsCursor(encodeSettingsCursor(key, its), other)).toBeNull();
    }),
  );
});

test('any other text leads nowhere', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
  );
  fc.assert(
    fc.property(text, orderArbitrary, (cursor, its) => {
      // A cursor within an order of nothing is no more than an id, which any text may be.
      fc.pre(its.length > 0);
      expect(decodeSettingsCursor(cursor, its)).toBeNull();
    }),
  );
});

test('a cursor with a value too few or too many, or with U+0000, leads nowhere', () => {
  const order: Order = [
    { field: 'issuer', direction: 'ASC' },
    { field: 'createdAt', direction: 'DESC' },
  ];
  const cursor = (...values: unknown[]) =>
    Buffer.from(JSON.stringify(['issuer', 'ASC', 'createdAt', 'DESC', ...values])).toString('base64url');
  expect(decodeSettingsCursor(cursor('X_TEC', 5, 'id'), order)).toEqual({ values: ['X_TEC', 5], id: 'id' });
  for (const values of [
    ['X_TEC', 'id'],
    ['X_TEC', 5, 6, 'id'],
    [5, 'X_TEC', 'id'],
    ['X_TEC', 5, 6],
    [],
    ['\0', 5, 'id'],
    ['X_TEC', 5, '\0'],
  ]) {
    expect(decodeSettingsCursor(cursor(...values), order)).toBeNull();
  }
});

test('a cursor of one key reads as it always has', () => {
  const order: Order = [{ field: 'displayName', direction: 'DESC' }];
  const cursor = Buffer.from('["displayName","DESC","Field staff","id"]').toString('base64url');
  expect(encodeSettingsCursor({ values: ['Field staff'], id: 'id' }, order)).toBe(cursor);
});
