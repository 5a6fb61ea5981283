/** Which part of a tenant's log a filter selects, and what a part of it must hold. Runs nothing. */
import type { CompiledQuery } from 'kysely';
import { checkReached, type RecordedChange } from '../../domain/change.js';
import type { ChangesFilter, Stretch } from '../../domain/query.js';
import type { LogScope } from './change-queries.js';
import type { CompiledQueries } from './compiled-queries.js';
import { DamagedRow } from './damaged-row.js';
import { type Bound, rangeOf } from './pagination.js';

/** Log entries that one call searches. A filter that matches few entries would otherwise read all of a long log. */
const MAX_SEARCHED = 1_000;

/** A search of the log after a position, up to another. */
interface Search {
  readonly position: number;
  readonly upTo: number;
  readonly limit: number;
  readonly filter: ChangesFilter;
}

/** The bounds stand for the filter's range of time. */
export function logScope(tenantId: string, filter: ChangesFilter, bounds: readonly Bound<number>[]): LogScope {
  const { from: _from, upTo: _upTo, ...conditions } = filter;
  return { ...conditions, tenantId, ...rangeOf(bounds) };
}

/** How to count, or the number: a range of positions that have been given out holds as many changes. */
export function counting(queries: CompiledQueries, scope: LogScope): CompiledQuery | number {
  const { tenantId: _, lowest, highest, ...conditions } = scope;
  if (highest === null || Object.keys(conditions).length > 0) return queries.countChanges(scope);
  return Math.max(0, highest - (lowest ?? 1) + 1);
}

/** Up to which position a search after one goes, in a log that ends at `head`. Refuses a position behind that. */
export function endOfSearch(position: number, head: number): number {
  checkReached(position, head);
  return Math.min(head, position + MAX_SEARCHED);
}

/** What a search for at most `limit` changes found. Throws a `DamagedRow` if a change is missing. */
export function stretchOf(changes: readonly RecordedChange[], { position, upTo, limit, filter }: Search): Stretch {
  if (Object.keys(filter).length === 0) checkGapless(changes, position, Math.min(position + limit, upTo));
  const last = changes.length < limit ? undefined : changes.at(-1);
  return { changes, upTo: last?.position ?? upTo };
}

/** Positions have no gaps, so a missing one is a lost change. */
function checkGapless(changes: readonly RecordedChange[], after: number, upTo: number): void {
  const isGap = changes.some(({ position }, index) => position !== after + 1 + index);
  if (isGap || changes.length < upTo - after) throw new DamagedRow('The log has a gap.');
}
