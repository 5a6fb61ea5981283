/** Keyset pagination over any ordered list: which queries a page takes, and what their rows make of it. */
import type { CompiledQuery } from 'kysely';
import type { Page, PageRequest } from '../../domain/query.js';
import type { Row, Snapshot } from './snapshot.js';

/** One end of a range: `after` and `before` exclude the key, `from` and `upTo` include it. */
export interface Bound<Key> {
  readonly side: 'after' | 'from' | 'before' | 'upTo';
  readonly key: Key;
}

/** Integers from the lowest to the highest, both included; null if that end is open. */
export interface Range {
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** A part of a list: at most `limit` items within the bounds, from one end of the order, after `skip` others. */
export interface Slice<Key> {
  readonly bounds: readonly Bound<Key>[];
  readonly from: 'start' | 'end';
  readonly limit: number;
  readonly skip: number;
}

/** A list that can be read page by page. */
export interface Source<Item, Key> {
  select(slice: Slice<Key>): CompiledQuery;
  /** Must return one row with one number. Or the number, if no commit can change it. */
  count(): CompiledQuery | number;
  read(row: Row): Item;
}

/**
 * Reads one page from one snapshot. It selects one item more than the page holds to learn whether others follow, and looks
 * beyond each cursor for an item there.
 */
export async function readPage<Item, Key>(
  snapshot: Snapshot,
  { size, from, after, before, skip = 0, withTotalCount = false }: PageRequest<Key>,
  source: Source<Item, Key>,
): Promise<Page<Item>> {
  const bounds: Bound<Key>[] = [];
  if (after !== null) bounds.push({ side: 'after', key: after });
  if (before !== null) bounds.push({ side: 'before', key: before });
  const firstWithin = (bound: Bound<Key>) => source.select({ bounds: [bound], from, limit: 1, skip: 0 });
  const slice = source.select({ bounds, from, limit: size + 1, skip });
  const preceding = after === null ? null : firstWithin({ side: 'upTo', key: after });
  const following = before === null ? null : firstWithin({ side: 'from', key: before });
  const count = withTotalCount ? source.count() : null;
  const counting = typeof count === 'number' ? null : count;

  const queries = [slice, preceding, following, counting].filter((query) => query !== null);
  const results = await snapshot.all(queries);
  const rowsOf = (query: CompiledQuery | null) => (query && results[queries.indexOf(query)]) ?? [];
  // Decodes the rows beyond the cursors as well: a damaged one is reported.
  const [found, precedes, follows] = [slice, preceding, following].map((query) => rowsOf(query).map(source.read));
  return {
    ...pageOf(from, size, found ?? [], { precedes: precedes?.length === 1, follows: follows?.length === 1 }),
    ...(count !== null && { totalCount: typeof count === 'number' ? count : countOf(rowsOf(count)) }),
  };
}

/** Counts, unless the number is known. */
export async function countIn(snapshot: Snapshot, count: CompiledQuery | number): Promise<number> {
  if (typeof count === 'number') return count;
  const [rows = []] = await snapshot.all([count]);
  return countOf(rows);
}

/** The number that a count query returned. */
export function countOf([row]: readonly Row[]): number {
  return Number(row?.[0] ?? 0);
}

function pageOf<Item>(
  from: 'start' | 'end',
  size: number,
  found: readonly Item[],
  { precedes, follows }: { readonly precedes: boolean; readonly follows: boolean },
): Page<Item> {
  const more = found.length > size;
  const items = found.slice(0, size);
  if (from === 'start') return { items, hasNext: more || follows, hasPrevious: precedes };
  return { items: items.reverse(), hasNext: follows, hasPrevious: more || precedes };
}

/** The range that lies within all bounds, so that a query has at most one limit on each side. */
export function rangeOf(bounds: readonly Bound<number>[]): Range {
  const keys = (...sides: readonly (readonly [side: Bound<number>['side'], step: number])[]) =>
    sides.flatMap(([wanted, step]) => bounds.flatMap(({ side, key }) => (side === wanted ? [key + step] : [])));
  const [lower, upper] = [keys(['after', 1], ['from', 0]), keys(['before', -1], ['upTo', 0])];
  return {
    lowest: lower.length === 0 ? null : Math.max(...lower),
    highest: upper.length === 0 ? null : Math.min(...upper),
  };
}
