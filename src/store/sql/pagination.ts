/** Keyset pagination over any ordered source: what to fetch for a page, and what the page then is. Knows no SQL. */
import type { Page, PageRequest } from '../../domain/query.js';

/** A limit of a range: strictly `after` or `before` the key, or including it, as `from` and `upTo`. */
export interface Bound<Key> {
  readonly side: 'after' | 'from' | 'before' | 'upTo';
  readonly key: Key;
}

/** Whole numbers from the lowest to the highest, both included; null where there is no end. */
export interface Range {
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** What to fetch: at most `limit` items within the bounds, beginning at one end of the order, `skip` left out. */
export interface Slice<Key> {
  readonly bounds: readonly Bound<Key>[];
  readonly from: 'start' | 'end';
  readonly limit: number;
  readonly skip: number;
}

/** Fetches one more than asked for to learn whether more follow, and looks behind the cursor for what precedes. */
export function paginate<Item, Key>(
  { size, from, after, before, skip = 0 }: PageRequest<Key>,
  fetch: (slice: Slice<Key>) => readonly Item[],
): Page<Item> {
  const bounds: Bound<Key>[] = [];
  if (after !== null) bounds.push({ side: 'after', key: after });
  if (before !== null) bounds.push({ side: 'before', key: before });
  const fetched = fetch({ bounds, from, limit: size + 1, skip });
  const more = fetched.length > size;
  const items = fetched.slice(0, size);
  const exists = (bound: Bound<Key>) => fetch({ bounds: [bound], from, limit: 1, skip: 0 }).length > 0;
  const precedes = after !== null && exists({ side: 'upTo', key: after });
  const follows = before !== null && exists({ side: 'from', key: before });
  if (from === 'start') return { items, hasNext: more || follows, hasPrevious: precedes };
  return { items: items.reverse(), hasNext: follows, hasPrevious: more || precedes };
}

/** What lies within all bounds, so that a query has one limit on each side at the most. */
export function rangeOf(bounds: readonly Bound<number>[]): Range {
  const keys = (...sides: readonly (readonly [side: Bound<number>['side'], step: number])[]) =>
    sides.flatMap(([wanted, step]) => bounds.flatMap(({ side, key }) => (side === wanted ? [key + step] : [])));
  const [lower, upper] = [keys(['after', 1], ['from', 0]), keys(['before', -1], ['upTo', 0])];
  return {
    lowest: lower.length === 0 ? null : Math.max(...lower),
    highest: upper.length === 0 ? null : Math.min(...upper),
  };
}
