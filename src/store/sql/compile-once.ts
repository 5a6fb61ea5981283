/**
 * A cache of compiled queries. Queries that differ only in their values share one SQL text, because values are parameters.
 * Runs nothing.
 */
import type { CompiledQuery } from 'kysely';
import { LRUCache } from 'lru-cache';

/** Replaces a value by a placeholder. */
export type Slotted = <Value>(value: Value) => Value;

/** A placeholder: the index of the value among all values of the query. */
class Slot {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

const MAX_QUERIES = 200;
// In characters. Some texts stay part of the key, and long ones would fill the memory.
const MAX_KEY_LENGTH = 10_000;

/**
 * Returns a function that compiles like `compile` and caches the result per shape. `shapeOf` returns the query with `slot`
 * around each value that the SQL text does not depend on.
 */
export function compileOnce<Query extends readonly [unknown, ...unknown[]]>(
  compile: (...query: Query) => CompiledQuery,
  shapeOf: (slot: Slotted, ...query: Query) => Query,
): (...query: Query) => CompiledQuery {
  const cache = new LRUCache<string, CompiledQuery>({ max: MAX_QUERIES });
  return (...query) => {
    const values: unknown[] = [];
    // Safe cast: the compiler passes values on without reading them.
    const slot = <Value>(value: Value) => new Slot(values.push(value) - 1) as unknown as Value;
    const shape = shapeOf(slot, ...query);
    const key = JSON.stringify(shape);
    let compiled = cache.get(key);
    if (compiled === undefined) {
      compiled = compile(...shape);
      if (key.length <= MAX_KEY_LENGTH) cache.set(key, compiled);
    }
    const parameters = compiled.parameters.map((each) => (each instanceof Slot ? values[each.index] : each));
    return { ...compiled, parameters };
  };
}
