/** Runs one statement on a connection. Rows are arrays of values; integers of every size are numbers. */
import type { Client, CustomTypesConfig, Pool, PoolClient } from 'pg';
import type { Row } from '../../sql/snapshot.js';

/** A fixed SQL text. Prepared once for each connection under its name, unless a pooler is in between. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A text that is compiled for a client's filter. Never prepared: its plan should know the values. */
export interface Unnamed {
  readonly name?: undefined;
  readonly text: string;
}

export type Queryable = Pick<Client | Pool | PoolClient, 'query'>;

const INTEGERS = new Set([20, 21, 23]);
// Positions and times are below 2^53. Everything else is read as text.
const TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number) => (text: string) =>
    INTEGERS.has(oid) ? Number(text) : text) as CustomTypesConfig['getTypeParser'],
};

/** Returns the rows. */
export async function run(
  on: Queryable,
  { name, text }: Statement | Unnamed,
  values: readonly unknown[] = [],
  prepare = true,
): Promise<readonly Row[]> {
  const query = { text, values: [...values], rowMode: 'array' as const, types: TYPES };
  const { rows } = await on.query<unknown[]>(name !== undefined && prepare ? { ...query, name } : query);
  return rows;
}

/** Awaits statements that were sent together. Throws the first error, once all have ended. */
export async function allOf<Results extends readonly unknown[]>(
  sent: readonly [...{ [Index in keyof Results]: Promise<Results[Index]> }],
): Promise<Results> {
  const settled: readonly PromiseSettledResult<unknown>[] = await Promise.allSettled(sent);
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as unknown as Results;
}

export const BEGIN: Unnamed = { text: 'BEGIN' };
/** All statements of the transaction see one state. */
export const BEGIN_READING: Unnamed = { text: 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY' };
export const COMMIT: Unnamed = { text: 'COMMIT' };

/**
 * Runs the statements that `send` sends as one transaction. All leave together, so that a process which is suspended meanwhile
 * leaves no transaction open and no lock that others wait for. If one fails, the COMMIT undoes all.
 */
export async function inTransaction<Results extends readonly unknown[]>(
  on: Queryable,
  begin: Unnamed,
  send: () => readonly [...{ [Index in keyof Results]: Promise<Results[Index]> }],
): Promise<Results> {
  const [, results] = await allOf([run(on, begin), allOf<Results>(send()), run(on, COMMIT)]);
  return results;
}
