/** Runs the queries of one answer on PostgreSQL. Several see one state: they share a REPEATABLE READ transaction. */
import type { PoolClient } from 'pg';
import type { ClientGone } from '../../domain/caller.js';
import { CLIENT_LEFT } from '../../domain/errors.js';
import type { Row, Snapshot } from '../sql/snapshot.js';
import type { Connections } from './connections/connections.js';
import { allOf, BEGIN_READING, inTransaction, run } from './connections/statement.js';

/** A text and its values. */
export interface Query {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The rows of each query. */
export type Results = readonly (readonly Row[])[];

const BEGINS_WITH_ITS_TENANT = /^[^$]*"?\btenant_id\b"? = \$1\b/;

/** A snapshot for one call, with the function that runs its queries. If its client leaves, the call is given up. */
export function postgresSnapshot(
  clientGone: ClientGone | undefined,
  readAll: (queries: readonly Query[]) => Promise<Results>,
): Snapshot {
  return {
    all(queries) {
      for (const { sql } of queries) {
        if (!BEGINS_WITH_ITS_TENANT.test(sql)) throw new Error(`This statement names no tenant: ${sql}`);
      }
      const read = readAll(queries);
      return clientGone === undefined ? read : unlessAborted(read, clientGone());
    },
  };
}

/** The results of queries on one state, with a connection of the pool for reads. Tried again after a passing fault. */
export function allFromPool(connections: Connections, queries: readonly Query[]): Promise<Results> {
  return connections.retrying(() => connections.withClient('readers', (client) => allOnOneState(client, queries)));
}

export async function allOnOneState(client: PoolClient, queries: readonly Query[]): Promise<Results> {
  const send = () => queries.map(({ sql: text, parameters }) => run(client, { text }, parameters));
  // A statement is one state by itself.
  return queries.length === 1 ? allOf(send()) : inTransaction(client, BEGIN_READING, send);
}

/** The read itself goes on until its end or the limit of time; only nobody waits for it. */
function unlessAborted<Result>(read: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(CLIENT_LEFT);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    read.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
