/** Reads the log of a tenant: pages, counts, and what follows a position. Errors of SQLite pass through unchanged. */
import type { CompiledQuery } from 'kysely';
import type { RecordedChange } from '../../../domain/change.js';
import type { ChangesFilter, ChangesQuery, Page, Stretch } from '../../../domain/query.js';
import type { LogScope } from '../../sql/change-queries.js';
import type { CompiledQueries } from '../../sql/compiled-queries.js';
import { DamagedRow } from '../../sql/damaged-row.js';
import { type Bound, countOf, rangeOf, readPage } from '../../sql/pagination.js';
import { CHANGE } from '../../sql/rows.js';
import type { Snapshot } from '../../sql/snapshot.js';
import { headOf, type Prepared } from '../prepared-statements.js';
import type { TenantStatements } from '../tenant-statements.js';

// Log entries that one call searches. A filter that matches few entries would otherwise block the event loop on a long log.
const MAX_SEARCHED = 1_000;

export class LogReader {
  readonly #prepared: Prepared;
  readonly #statements: TenantStatements;
  readonly #queries: CompiledQueries;

  constructor(prepared: Prepared, statements: TenantStatements, queries: CompiledQueries) {
    this.#prepared = prepared;
    this.#statements = statements;
    this.#queries = queries;
  }

  async list(tenantId: string, { filter, page }: ChangesQuery, snapshot: Snapshot): Promise<Page<RecordedChange>> {
    const times = this.#positionBounds(tenantId, filter);
    return readPage(snapshot, page, {
      select: ({ bounds, from, limit }) =>
        this.#queries.selectChanges(logScope(tenantId, filter, [...times, ...bounds]), from, limit),
      count: () => this.#counting(logScope(tenantId, filter, times)),
      read: (row) => CHANGE.read(tenantId, row),
    });
  }

  async count(tenantId: string, filter: ChangesFilter, snapshot: Snapshot): Promise<number> {
    const counting = this.#counting(logScope(tenantId, filter, this.#positionBounds(tenantId, filter)));
    if (typeof counting === 'number') return counting;
    const [rows = []] = await snapshot.all([counting]);
    return countOf(rows);
  }

  /** How to count, or the number: a range of positions that have been given out holds as many changes. */
  #counting(scope: LogScope): CompiledQuery | number {
    const { tenantId: _, lowest, highest, ...conditions } = scope;
    if (highest === null || Object.keys(conditions).length > 0) return this.#queries.countChanges(scope);
    return Math.max(0, highest - (lowest ?? 1) + 1);
  }

  /** As `Store.readChangesAfter`. */
  readAfter(tenantId: string, position: number, limit: number, filter: ChangesFilter): Stretch {
    // Read before the changes, so that `upTo` does not skip a change that another program commits in between.
    const { position: head } = headOf(this.#prepared, tenantId);
    const upTo = Math.max(position, Math.min(head, position + MAX_SEARCHED));
    const times = this.#positionBounds(tenantId, filter);
    const searched = [{ side: 'after', key: position } as const, { side: 'upTo', key: upTo } as const];
    const scope = logScope(tenantId, filter, [...times, ...searched]);
    const rows = this.#statements.all(this.#queries.selectChanges(scope, 'start', limit));
    const changes = rows.map((row) => CHANGE.read(tenantId, row));
    if (Object.keys(filter).length === 0) checkGapless(changes, position, Math.min(position + limit, upTo));
    const last = changes.length < limit ? undefined : changes.at(-1);
    return { changes, upTo: last?.position ?? upTo };
  }

  /** As `Store.positionAt`. A binary search: time never decreases along the log. */
  positionAt(tenantId: string, time: number, head = headOf(this.#prepared, tenantId).position): number {
    let [low, high] = [0, head + 1];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      const [at] = this.#prepared.findTime.get(tenantId, middle) ?? [];
      if (at === undefined) throw new DamagedRow('The log has a gap.');
      if (at <= time) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The range of positions that were recorded in the filter's range of time. */
  #positionBounds(tenantId: string, { from, upTo }: ChangesFilter): Bound<number>[] {
    if (from === undefined && upTo === undefined) return [];
    const { position: head } = headOf(this.#prepared, tenantId);
    // Changes up to here never change, so the reads that follow see what these positions were computed from.
    const bounds: Bound<number>[] = [{ side: 'upTo', key: head }];
    if (from !== undefined) bounds.push({ side: 'after', key: this.positionAt(tenantId, from - 1, head) });
    if (upTo !== undefined) bounds.push({ side: 'upTo', key: this.positionAt(tenantId, upTo, head) });
    return bounds;
  }
}

function logScope(tenantId: string, filter: ChangesFilter, bounds: readonly Bound<number>[]): LogScope {
  const { from: _from, upTo: _upTo, ...conditions } = filter;
  return { ...conditions, tenantId, ...rangeOf(bounds) };
}

/** Positions have no gaps, so a missing one is a lost change. */
function checkGapless(changes: readonly RecordedChange[], after: number, upTo: number): void {
  const isGap = changes.some(({ position }, index) => position !== after + 1 + index);
  if (isGap || changes.length < upTo - after) throw new DamagedRow('The log has a gap.');
}
