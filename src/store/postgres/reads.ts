/**
 * Where a read goes: to the replica, if there is one that has what the read must show, else to the primary. Knows no rows and no
 * queries.
 */
import type { ClientGone, Reading } from '../../domain/caller.js';
import type { Row, Snapshot } from '../sql/snapshot.js';
import type { Connections } from './connections/connections.js';
import type { Statement } from './connections/statement.js';
import { allFromPool, postgresSnapshot, type Query, type Results } from './postgres-snapshot.js';
import type { Replica } from './replica/replica.js';
import { STATEMENTS } from './statements.js';

/**
 * What a read must show: the change at a position, every change until `now`, or what stands on the `primary`, which is for reads
 * that a write depends on.
 */
export type Freshness = number | 'now' | 'primary';

/** What a client's read must show, which itself names some positions. */
export function freshnessOf(reading: Reading | undefined, ...named: readonly (number | null)[]): Freshness {
  if (reading === undefined) return 'primary';
  const { atLeast, reached } = reading;
  return atLeast === undefined ? 'now' : Math.max(atLeast, reached ?? 0, ...named.map((position) => position ?? 0));
}

export class Reads {
  readonly #primary: Connections;
  readonly #replica: Replica | null;

  constructor(primary: Connections, replica: Replica | null) {
    this.#primary = primary;
    this.#replica = replica;
  }

  /** The rows of a statement whose first value is the tenant. */
  async byKey(
    statement: Statement,
    values: readonly unknown[],
    freshness: Freshness = 'primary',
  ): Promise<readonly Row[]> {
    // To learn the position of now takes the primary as long as such a read.
    if (typeof freshness === 'number' && this.#replica?.isTrusted) {
      const rows = await this.#replica.byKey(statement, values, freshness);
      if (rows !== null) return rows;
    }
    return this.#primary.read(statement, values);
  }

  /** A snapshot for one call. If its client leaves, the call is given up. */
  snapshot(tenantId: string, freshness: Freshness, clientGone?: ClientGone): Snapshot {
    return postgresSnapshot(clientGone, async (queries) => {
      const answered = freshness === 'primary' ? null : await this.#fromReplica(tenantId, freshness, queries);
      return answered ?? allFromPool(this.#primary, queries);
    });
  }

  /** Null if the primary must be asked. */
  async #fromReplica(tenantId: string, freshness: number | 'now', queries: readonly Query[]): Promise<Results | null> {
    const replica = this.#replica;
    if (!replica?.isTrusted) return null;
    if (freshness !== 'now' && (await replica.has(tenantId, freshness))) {
      return replica.all(tenantId, freshness, queries);
    }
    const [[, now = 0] = []] = await this.#primary.read(STATEMENTS.findHead, [tenantId]);
    // A client may name a position that the tenant does not have: it is not waited for.
    const position = freshness === 'now' ? Number(now) : Math.min(freshness, Number(now));
    return (await replica.reaches(tenantId, position)) ? replica.all(tenantId, position, queries) : null;
  }
}
