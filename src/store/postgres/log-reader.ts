/** Reads the log of a tenant: pages, counts, and what follows a position. Errors of the database pass through unchanged. */
import type { ClientGone } from '../../domain/caller.js';
import { EMPTY_HEAD, type Head, type RecordedChange } from '../../domain/change.js';
import type { ChangesFilter, ChangesQuery, Page, Stretch } from '../../domain/query.js';
import type { CompiledQueries } from '../sql/compiled-queries.js';
import { counting, endOfSearch, logScope, stretchOf } from '../sql/log-scope.js';
import { type Bound, countIn, countOf, readPage } from '../sql/pagination.js';
import { CHANGE, HEAD, readOrNull } from '../sql/rows.js';
import type { Connections } from './connections/connections.js';
import { postgresSnapshot } from './postgres-snapshot.js';
import { STATEMENTS } from './statements.js';

export class LogReader {
  readonly #connections: Connections;
  readonly #queries: CompiledQueries;

  constructor(connections: Connections, queries: CompiledQueries) {
    this.#connections = connections;
    this.#queries = queries;
  }

  async list(tenantId: string, { filter, page }: ChangesQuery, clientGone?: ClientGone): Promise<Page<RecordedChange>> {
    const times = await this.#positionBounds(tenantId, filter);
    return readPage(postgresSnapshot(this.#connections, clientGone), page, {
      select: ({ bounds, from, limit }) =>
        this.#queries.selectChanges(logScope(tenantId, filter, [...times, ...bounds]), from, limit),
      count: () => counting(this.#queries, logScope(tenantId, filter, times)),
      read: (row) => CHANGE.read(tenantId, row),
    });
  }

  async count(tenantId: string, filter: ChangesFilter, clientGone?: ClientGone): Promise<number> {
    const scope = logScope(tenantId, filter, await this.#positionBounds(tenantId, filter));
    return countIn(postgresSnapshot(this.#connections, clientGone), counting(this.#queries, scope));
  }

  /** As `Store.readChangesAfter`. */
  async readAfter(tenantId: string, position: number, limit: number, filter: ChangesFilter): Promise<Stretch> {
    // Read before the changes, so that `upTo` does not skip a change that is committed in between.
    const [{ position: head }, times] = await Promise.all([
      this.head(tenantId),
      this.#positionBounds(tenantId, filter),
    ]);
    const upTo = endOfSearch(position, head);
    if (upTo === position) return { changes: [], upTo };
    const searched = [{ side: 'after', key: position } as const, { side: 'upTo', key: upTo } as const];
    const query = this.#queries.selectChanges(logScope(tenantId, filter, [...times, ...searched]), 'start', limit);
    const [rows = []] = await postgresSnapshot(this.#connections).all([query]);
    const changes = rows.map((row) => CHANGE.read(tenantId, row));
    return stretchOf(changes, { position, upTo, limit, filter });
  }

  async head(tenantId: string): Promise<Head> {
    const [row] = await this.#connections.read(STATEMENTS.findHead, [tenantId]);
    return readOrNull(HEAD, tenantId, row) ?? EMPTY_HEAD;
  }

  /** As `Store.positionAt`. */
  async positionAt(tenantId: string, time: number): Promise<number> {
    return countOf(await this.#connections.read(STATEMENTS.positionAt, [tenantId, time]));
  }

  /** The range of positions that were recorded in the filter's range of time. */
  async #positionBounds(tenantId: string, { from, upTo }: ChangesFilter): Promise<readonly Bound<number>[]> {
    if (from === undefined && upTo === undefined) return [];
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
    return bounds;
  }
}
