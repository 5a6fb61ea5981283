/** A cursor of a list leads back to its key, in its own order alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELDS, NUMBER_FIELDS, type Order } from '../../src/domain/query.js';
import { decodeSettingsCursor, encodeSettingsCursor } from '../../src/domain/settings-cursor.js';

const order: fc.Arbitrary<Order> = fc.record({
  field: fc.constantFrom(...FIELDS),
  direction: fc.constantFrom('ASC', 'DESC'),
});
const numeric = (field: string) => (NUMBER_FIELDS as readonly string[]).includes(field);
const keyOf = ({ field }: Order) =>
  fc.record({ value: numeric(field) ? fc.integer() : fc.string({ unit: 'grapheme' }), id: fc.uuid() });

test('a cursor leads back to its key', () => {
  const keyed = order.chain((its) => fc.tuple(fc.constant(its), keyOf(its)));
  fc.assert(
    fc.property(keyed, ([its, key]) => {
      expect(decodeSettingsCursor(encodeSettingsCursor(key, its), its)).toEqual(key);
    }),
  );
});

test('a cursor of another order leads nowhere', () => {
  const keyed = fc
    .tuple(order, order)
    .chain(([its, other]) => fc.tuple(fc.constant(its), fc.constant(other), keyOf(its)));
  fc.assert(
    fc.property(keyed, ([its, other, key]) => {
      fc.pre(its.field !== other.field || its.direction !== other.direction);
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
    fc.property(text, order, (cursor, its) => {
      expect(decodeSettingsCursor(cursor, its)).toBeNull();
    }),
  );
});
