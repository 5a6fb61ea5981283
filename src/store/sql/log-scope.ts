/** Which part of a tenant's log a filter selects, and what a part of it must hold. Runs nothing. */
import type { CompiledQuery } from 'kysely';
import type { RecordedChange } from '../../domain/change.js';
import type { ChangesFilter } from '../../domain/query.js';
import type { LogScope } from './change-queries.js';
import type { CompiledQueries } from './compiled-queries.js';
import { DamagedRow } from './damaged-row.js';
import { type Bound, rangeOf } from './pagination.js';

/** Log entries that one call searches. A filter that matches few entries would otherwise read all of a long log. */
export const MAX_SEARCHED = 1_000;

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

/** Positions have no gaps, so a missing one is a lost change. Throws a `DamagedRow`. */
export function checkGapless(changes: readonly RecordedChange[], after: number, upTo: number): void {
  const isGap = changes.some(({ position }, index) => position !== after + 1 + index);
  if (isGap || changes.length < upTo - after) throw new DamagedRow('The log has a gap.');
}
