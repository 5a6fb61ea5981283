/** A query from the cache equals the query compiled without it. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { CHANGE_KINDS } from '../../../src/domain/change.js';
import { type Filter, OLDEST_FIRST, type Order } from '../../../src/domain/query.js';
import { changeQueries } from '../../../src/store/sql/change-queries.js';
import { compileOnce } from '../../../src/store/sql/compile-once.js';
import { type CompiledQueries, compiledQueries, settingsShape } from '../../../src/store/sql/compiled-queries.js';
import { settingsQueries } from '../../../src/store/sql/settings-queries.js';
import { SQLITE_DIALECT } from '../../../src/store/sqlite/sqlite-dialect.js';
import { filterArbitrary, orderArbitrary } from '../../support/domain/arbitraries.js';

const { selectSettings, countSettings } = settingsQueries(SQLITE_DIALECT);
const { selectChanges, countChanges } = changeQueries(SQLITE_DIALECT);

const value = fc.oneof(fc.string(), fc.integer());
const bound = (order: Order) =>
  fc.record({
    side: fc.constantFrom('after', 'from', 'before', 'upTo'),
    key: fc.record({ values: fc.tuple(...order.map(() => value)), id: fc.string() }),
  });
const slice = (order: Order) =>
  fc.record({
    bounds: fc.array(bound(order), { maxLength: 2 }),
    from: fc.constantFrom('start', 'end'),
    limit: fc.integer({ min: 1, max: 101 }),
    skip: fc.nat(),
  });

const scope = fc.record({ tenantId: fc.string(), asOf: fc.option(fc.nat()) });

const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 3 });
const logScope = fc.record(
  {
    tenantId: fc.string(),
    lowest: fc.option(fc.nat()),
    highest: fc.option(fc.nat()),
    settingsIds: some(fc.string()),
    kinds: some(fc.constantFrom(...CHANGE_KINDS)),
    subjects: some(fc.string()),
  },
  { requiredKeys: ['tenantId', 'lowest', 'highest'] },
);
const from = fc.constantFrom('start' as const, 'end' as const);
const limit = fc.integer({ min: 1, max: 101 });

const QUERIES: Record<keyof CompiledQueries, readonly [compile: unknown, query: fc.Arbitrary<readonly unknown[]>]> = {
  selectSettings: [
    selectSettings,
    orderArbitrary.chain((order) => fc.tuple(scope, filterArbitrary, fc.constant(order), slice(order))),
  ],
  countSettings: [countSettings, fc.tuple(scope, filterArbitrary)],
  selectChanges: [selectChanges, fc.tuple(logScope, from, limit)],
  countChanges: [countChanges, fc.tuple(logScope)],
};

const FIRST_PAGE = { bounds: [], from: 'start', limit: 21, skip: 0 } as const;

type Compile = (...query: readonly unknown[]) => ReturnType<typeof selectSettings>;

function textAndValues({ sql, parameters }: ReturnType<Compile>) {
  return { sql, parameters };
}

describe('a query that is compiled once', () => {
  test.each(Object.keys(QUERIES) as (keyof CompiledQueries)[])(
    'has the text and the values of its own, whatever was compiled before: %s',
    (name) => {
      const [compile, queries] = QUERIES[name];
      const once = compiledQueries(SQLITE_DIALECT)[name] as Compile;
      fc.assert(
        fc.property(queries, (query) => {
          const alone = textAndValues((compile as Compile)(...query));
          expect(textAndValues(once(...query))).toEqual(alone);
          // Again, now that its shape is in the cache.
          expect(textAndValues(once(...query))).toEqual(alone);
        }),
        { numRuns: 500 },
      );
    },
  );

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
  ])('is compiled again for %s only if the SQL text differs', (_case, one, other, times) => {
    const compile = vi.fn(selectSettings);
    const once = compileOnce(compile, settingsShape);
    for (const filter of [one, other, one, other])
      once({ tenantId: 'tenant', asOf: null }, filter, OLDEST_FIRST, FIRST_PAGE);
    expect(compile).toHaveBeenCalledTimes(times);
  });

  test('is not cached if its key is long enough to fill the memory', () => {
    const compile = vi.fn(selectSettings);
    const once = compileOnce(compile, settingsShape);
    const ask = (length: number) => {
      const filter: Filter = { op: 'startsWith', field: 'displayName', value: 'a'.repeat(length) };
      return once({ tenantId: 'tenant', asOf: null }, filter, OLDEST_FIRST, FIRST_PAGE);
    };
    expect([ask(100), ask(100), ask(10_000), ask(10_000)].map(({ parameters }) => parameters.length)).toEqual(
      Array(4).fill(5),
    );
    expect(compile).toHaveBeenCalledTimes(3);
  });
});
