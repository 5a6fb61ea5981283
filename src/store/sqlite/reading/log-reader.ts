/** Reads the log of a tenant: pages, counts, and what follows a position. Errors of SQLite pass through unchanged. */
import type { RecordedChange } from '../../../domain/change.js';
import type { ChangesFilter, ChangesQuery, Page, Stretch } from '../../../domain/query.js';
import type { CompiledQueries } from '../../sql/compiled-queries.js';
import { DamagedRow } from '../../sql/damaged-row.js';
import { counting, endOfSearch, logScope, stretchOf } from '../../sql/log-scope.js';
import { type Bound, countIn, readPage } from '../../sql/pagination.js';
import { CHANGE } from '../../sql/rows.js';
import type { Snapshot } from '../../sql/snapshot.js';
import { headOf, type Prepared } from '../prepared-statements.js';
import type { TenantStatements } from '../tenant-statements.js';

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
      count: () => counting(this.#queries, logScope(tenantId, filter, times)),
      read: (row) => CHANGE.read(tenantId, row),
    });
  }

  async count(tenantId: string, filter: ChangesFilter, snapshot: Snapshot): Promise<number> {
    const scope = logScope(tenantId, filter, this.#positionBounds(tenantId, filter));
    return countIn(snapshot, counting(this.#queries, scope));
  }

  /** As `Store.readChangesAfter`. */
  readAfter(tenantId: string, position: number, limit: number, filter: ChangesFilter): Stretch {
    // Read before the changes, so that `upTo` does not skip a change that another program commits in between.
    const { position: head } = headOf(this.#prepared, tenantId);
    const upTo = endOfSearch(position, head);
    const times = this.#positionBounds(tenantId, filter);
    const searched = [{ side: 'after', key: position } as const, { side: 'upTo', key: upTo } as const];
    const scope = logScope(tenantId, filter, [...times, ...searched]);
    const rows = this.#statements.all(this.#queries.selectChanges(scope, 'start', limit));
    const changes = rows.map((row) => CHANGE.read(tenantId, row));
    return stretchOf(changes, { position, upTo, limit, filter });
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
