/** Reads the log of a tenant: pages, counts, and what follows a position. Errors of the database pass through unchanged. */
import type { Reading } from '../../domain/caller.js';
import { EMPTY_HEAD, type Head, type RecordedChange } from '../../domain/change.js';
import type { ChangesFilter, ChangesQuery, Page, Stretch } from '../../domain/query.js';
import type { CompiledQueries } from '../sql/compiled-queries.js';
import { counting, endOfSearch, logScope, stretchOf } from '../sql/log-scope.js';
import { type Bound, countIn, countOf, readPage } from '../sql/pagination.js';
import { CHANGE, HEAD, readOrNull } from '../sql/rows.js';
import type { Snapshot } from '../sql/snapshot.js';
import { type Freshness, freshnessOf, type Reads } from './reads.js';
import { STATEMENTS } from './statements.js';

/** The part of the log that a filter's range of time selects. */
interface TimeRange {
  readonly bounds: readonly Bound<number>[];
  /** The end of the log when the bounds were computed, which a read within them must show; null without bounds. */
  readonly head: number | null;
}

const ALWAYS: TimeRange = { bounds: [], head: null };

export class LogReader {
  readonly #reads: Reads;
  readonly #queries: CompiledQueries;

  constructor(reads: Reads, queries: CompiledQueries) {
    this.#reads = reads;
    this.#queries = queries;
  }

  async list(tenantId: string, { filter, page }: ChangesQuery, reading?: Reading): Promise<Page<RecordedChange>> {
    const times = await this.#rangeOf(tenantId, filter);
    const snapshot = this.#snapshot(tenantId, times, reading, page.after, page.before);
    return readPage(snapshot, page, {
      select: ({ bounds, from, limit }) =>
        this.#queries.selectChanges(logScope(tenantId, filter, [...times.bounds, ...bounds]), from, limit),
      count: () => counting(this.#queries, logScope(tenantId, filter, times.bounds)),
      read: (row) => CHANGE.read(tenantId, row),
    });
  }

  async count(tenantId: string, filter: ChangesFilter, reading?: Reading): Promise<number> {
    const times = await this.#rangeOf(tenantId, filter);
    const scope = logScope(tenantId, filter, times.bounds);
    return countIn(this.#snapshot(tenantId, times, reading), counting(this.#queries, scope));
  }

  /** As `Store.readChangesAfter`. */
  async readAfter(tenantId: string, position: number, limit: number, filter: ChangesFilter): Promise<Stretch> {
    // Read before the changes, so that `upTo` does not skip a change that is committed in between.
    const [{ position: head }, { bounds }] = await Promise.all([this.head(tenantId), this.#rangeOf(tenantId, filter)]);
    const upTo = endOfSearch(position, head);
    if (upTo === position) return { changes: [], upTo };
    const searched = [{ side: 'after', key: position } as const, { side: 'upTo', key: upTo } as const];
    const query = this.#queries.selectChanges(logScope(tenantId, filter, [...bounds, ...searched]), 'start', limit);
    const [rows = []] = await this.#reads.snapshot(tenantId, 'primary').all([query]);
    const changes = rows.map((row) => CHANGE.read(tenantId, row));
    return stretchOf(changes, { position, upTo, limit, filter });
  }

  async head(tenantId: string): Promise<Head> {
    const [row] = await this.#reads.byKey(STATEMENTS.findHead, [tenantId]);
    return readOrNull(HEAD, tenantId, row) ?? EMPTY_HEAD;
  }

  /** As `Store.positionAt`. */
  async positionAt(tenantId: string, time: number): Promise<number> {
    return countOf(await this.#reads.byKey(STATEMENTS.positionAt, [tenantId, time]));
  }

  #snapshot(
    tenantId: string,
    { head }: TimeRange,
    reading: Reading | undefined,
    ...cursors: readonly (number | null)[]
  ): Snapshot {
    const named = freshnessOf(reading, ...cursors);
    const freshness: Freshness = named === 'primary' || head === null ? named : head;
    return this.#reads.snapshot(tenantId, freshness, reading?.clientGone);
  }

  /** The range of positions that were recorded in the filter's range of time. */
  async #rangeOf(tenantId: string, { from, upTo }: ChangesFilter): Promise<TimeRange> {
    if (from === undefined && upTo === undefined) return ALWAYS;
    // Changes up to here never change, so the reads that follow see what these positions were computed from. A change that is
    // committed between these reads is not in the range.
    const { position: head } = await this.head(tenantId);
    const [after, last] = await Promise.all([
      from === undefined ? null : this.positionAt(tenantId, from - 1),
      upTo === undefined ? null : this.positionAt(tenantId, upTo),
    ]);
    const bounds: Bound<number>[] = [{ side: 'upTo', key: head }];
    if (after !== null) bounds.push({ side: 'after', key: after });
    if (last !== null) bounds.push({ side: 'upTo', key: last });
    return { bounds, head };
  }
}
