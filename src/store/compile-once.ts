/**
 * Compiles a query over settings once for all that differ from it in their values alone: SQL takes values as parameters, so
 * these share one text. Runs nothing.
 */
import type { CompiledQuery } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Filter } from '../domain/query.js';
import type { selectSettings } from './settings-queries.js';

type Compile = typeof selectSettings;

/** Stands in a query for a value, by its place among all of them. */
class Slot {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

// As many as there are prepared statements.
const MAX_QUERIES = 200;

/** Compiles as the given function does, and remembers what it made of each shape of query. */
export function compileOnce(compile: Compile): Compile {
  const known = new LRUCache<string, CompiledQuery>({ max: MAX_QUERIES });
  return ({ tenantId, asOf }, filter, order, { bounds, from, limit, skip }) => {
    const values: unknown[] = [];
    // The compiler hands values on without a look at them, so anything may stand in their place.
    const slot = <Value>(value: Value) => new Slot(values.push(value) - 1) as unknown as Value;
    const shape: Parameters<Compile> = [
      { tenantId: slot(tenantId), asOf: asOf === null ? null : slot(asOf) },
      withSlots(filter, slot),
      order,
      {
        bounds: bounds.map(({ side, key }) => ({ side, key: { value: slot(key.value), id: slot(key.id) } })),
        from,
        limit: slot(limit),
        skip: slot(skip),
      },
    ];
    const name = JSON.stringify(shape);
    const query = known.get(name) ?? compile(...shape);
    known.set(name, query);
    const parameters = query.parameters.map((each) => (each instanceof Slot ? values[each.index] : each));
    return { ...query, parameters };
  };
}

function withSlots(filter: Filter, slot: <Value>(value: Value) => Value): Filter {
  if ('filters' in filter) return { ...filter, filters: filter.filters.map((each) => withSlots(each, slot)) };
  if ('filter' in filter) return { ...filter, filter: withSlots(filter.filter, slot) };
  if ('values' in filter) return { ...filter, values: filter.values.map(slot) } as Filter;
  // Of these the compiler makes other SQL, or other values.
  if (filter.value === null || filter.op === 'startsWith') return filter;
  return { ...filter, value: slot(filter.value) } as Filter;
}
