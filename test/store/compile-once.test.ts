/** A query that is compiled once for all of its shape is the query that would have been compiled by itself. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { FIELDS, type Filter, OLDEST_FIRST, type Order } from '../../src/domain/query.js';
import { compileOnce } from '../../src/store/compile-once.js';
import type { Slice } from '../../src/store/pagination.js';
import { selectSettings } from '../../src/store/settings-queries.js';
import { filterArbitrary } from '../support/arbitraries.js';

const order: fc.Arbitrary<Order> = fc.record({
  field: fc.constantFrom(...FIELDS),
  direction: fc.constantFrom('ASC', 'DESC'),
});
const bound = fc.record({
  side: fc.constantFrom('after', 'from', 'before', 'upTo'),
  key: fc.record({ value: fc.oneof(fc.string(), fc.integer()), id: fc.string() }),
});
const slice = fc.record({
  bounds: fc.array(bound, { maxLength: 2 }),
  from: fc.constantFrom('start', 'end'),
  limit: fc.integer({ min: 1, max: 101 }),
  skip: fc.nat(),
}) as fc.Arbitrary<Slice<{ value: string | number; id: string }>>;

const scope = fc.record({ tenantId: fc.string(), asOf: fc.option(fc.nat()) });

const FIRST_PAGE = { bounds: [], from: 'start', limit: 21, skip: 0 } as const;

function textAndValues({ sql, parameters }: ReturnType<typeof selectSettings>) {
  return { sql, parameters };
}

describe('a query that is compiled once', () => {
  test('has the text and the values of its own, whatever was compiled before', () => {
    const compile = compileOnce(selectSettings);
    fc.assert(
      fc.property(scope, filterArbitrary, order, slice, (...query) => {
        const alone = textAndValues(selectSettings(...query));
        expect(textAndValues(compile(...query))).toEqual(alone);
        // And once more, now that its shape is known.
        expect(textAndValues(compile(...query))).toEqual(alone);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, Filter, Filter, number]>([
    ['another value', { op: 'eq', field: 'id', value: 'a' }, { op: 'eq', field: 'id', value: 'b' }, 1],
    ['no value', { op: 'eq', field: 'helpUrl', value: 'a' }, { op: 'eq', field: 'helpUrl', value: null }, 2],
    [
      'another letter case',
      { op: 'eq', field: 'id', value: 'a' },
      { op: 'eq', field: 'id', value: 'a', fold: 'lower' },
      2,
    ],
    ['more values', { op: 'in', field: 'id', values: ['a'] }, { op: 'in', field: 'id', values: ['a', 'b'] }, 2],
    ['another prefix', { op: 'startsWith', field: 'id', value: 'a' }, { op: 'startsWith', field: 'id', value: 'b' }, 2],
  ])('is compiled anew for %s only where the text differs', (_case, one, other, times) => {
    const compile = vi.fn(selectSettings);
    const once = compileOnce(compile);
    for (const filter of [one, other, one, other])
      once({ tenantId: 'tenant', asOf: null }, filter, OLDEST_FIRST, FIRST_PAGE);
    expect(compile).toHaveBeenCalledTimes(times);
  });
});
