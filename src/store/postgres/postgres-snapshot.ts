/** Runs the queries of one answer on PostgreSQL. Several see one state: they share a REPEATABLE READ transaction. */
import type { CompiledQuery } from 'kysely';
import type { PoolClient } from 'pg';
import type { ClientGone } from '../../domain/caller.js';
import type { Row, Snapshot } from '../sql/snapshot.js';
import type { Connections } from './connections/connections.js';
import { allOf, run } from './connections/statement.js';

type Results = readonly (readonly Row[])[];

const BEGINS_WITH_ITS_TENANT = /^[^$]*"?\btenant_id\b"? = \$1\b/;
const BEGIN = { text: 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY' };
const COMMIT = { text: 'COMMIT' };
const ROLLBACK = { text: 'ROLLBACK' };

/** A snapshot for one call. If its client leaves, the call is given up. */
export function postgresSnapshot(connections: Connections, clientGone?: ClientGone): Snapshot {
  return {
    all(queries) {
      for (const { sql } of queries) {
        if (!BEGINS_WITH_ITS_TENANT.test(sql)) throw new Error(`This statement names no tenant: ${sql}`);
      }
      const read = connections.retrying(() =>
        connections.withClient(connections.readers, (client) => allOnOneState(client, queries)),
      );
      return clientGone === undefined ? read : unlessAborted(read, clientGone());
    },
  };
}

async function allOnOneState(client: PoolClient, queries: readonly CompiledQuery[]): Promise<Results> {
  const send = () => queries.map(({ sql: text, parameters }) => run(client, { text }, parameters));
  // A statement is one state by itself.
  if (queries.length === 1) return allOf(send());
  try {
    const [, results] = await allOf([run(client, BEGIN), allOf(send()), run(client, COMMIT)]);
    return results;
  } catch (error) {
    await run(client, ROLLBACK).catch(() => {});
    throw error;
  }
}

/** The read itself goes on until its end or the limit of time; only nobody waits for it. */
function unlessAborted<Result>(read: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    read.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
