/**
 * Compiles a query once for all that differ from it in their values alone: SQL takes values as parameters, so these share
 * one text. Runs nothing, and knows no query.
 */
import type { CompiledQuery } from 'kysely';
import { LRUCache } from 'lru-cache';

/** Takes the place of a value. */
export type Slotted = <Value>(value: Value) => Value;

/** Stands in a query for a value, by its place among all of them. */
class Slot {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

const MAX_QUERIES = 200;
// Of what tells a query's shape, in characters. Texts that must stay in it could otherwise fill the memory.
const MAX_NAME = 10_000;

/**
 * Compiles as the given function does, and remembers what it made of each shape of query: of what is asked for, with `slot`
 * around each value on which the text does not depend.
 */
export function compileOnce<Query extends readonly [unknown, ...unknown[]]>(
  compile: (...query: Query) => CompiledQuery,
  shapeOf: (slot: Slotted, ...query: Query) => Query,
): (...query: Query) => CompiledQuery {
  const known = new LRUCache<string, CompiledQuery>({ max: MAX_QUERIES });
  return (...query) => {
    const values: unknown[] = [];
    // The compiler hands values on without a look at them, so anything may stand in their place.
    const slot = <Value>(value: Value) => new Slot(values.push(value) - 1) as unknown as Value;
    const shape = shapeOf(slot, ...query);
    const name = JSON.stringify(shape);
    let compiled = known.get(name);
    if (compiled === undefined) {
      compiled = compile(...shape);
      if (name.length <= MAX_NAME) known.set(name, compiled);
    }
    const parameters = compiled.parameters.map((each) => (each instanceof Slot ? values[each.index] : each));
    return { ...compiled, parameters };
  };
}
