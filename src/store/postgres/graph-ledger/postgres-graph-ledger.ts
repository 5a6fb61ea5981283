/** The `GraphLedger` on PostgreSQL. Each write is a transaction that locks the tenant's lease first. */
import type { PoolClient } from 'pg';
import type {
  GraphAttempt,
  GraphLease,
  GraphLedger,
  LedgerWrite,
  TenantLedger,
  WriteResult,
} from '../../../domain/graph-ledger.js';
import { attemptFromRow, tenantLedgerFromRows } from '../../sql/ledger-rows.js';
import type { Row } from '../../sql/snapshot.js';
import type { Connections } from '../connections/connections.js';
import { commitRefusal, isLost, readRefusal } from '../connections/postgres-errors.js';
import { allOf, run, type Statement } from '../connections/statement.js';
import { EVERY_TENANT, LEASING, READING, WRITING } from './ledger-statements.js';
import { callsFor } from './ledger-writes.js';

const BEGIN = { text: 'BEGIN' };
const BEGIN_READING = { text: 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY' };
const COMMIT = { text: 'COMMIT' };
const ROLLBACK = { text: 'ROLLBACK' };

export class PostgresGraphLedger implements GraphLedger {
  readonly #connections: Connections;
  readonly #running = new Set<Promise<unknown>>();

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  async tenants(): Promise<readonly string[]> {
    const rows = await this.#read((client) => run(client, EVERY_TENANT.tenants));
    return rows.map(([tenantId]) => String(tenantId));
  }

  read(tenantId: string, since: number): Promise<TenantLedger> {
    return this.#read((client) => inTransaction(client, BEGIN_READING, () => this.#readAll(client, tenantId, since)));
  }

  async attemptsOf(tenantId: string, settingsIds: readonly string[]): Promise<readonly GraphAttempt[]> {
    const rows = await this.#read((client) => this.#run(client, READING.attemptsOf, [tenantId, settingsIds]));
    return rows.map(attemptFromRow);
  }

  async acquire(tenantId: string, holder: string, now: number, until: number): Promise<GraphLease | null> {
    const [row] = await this.#write((client) => this.#run(client, LEASING.take, [tenantId, holder, now, until]));
    return row === undefined ? null : { tenantId, holder, fence: Number(row[0]) };
  }

  async renew({ tenantId, holder, fence }: GraphLease, now: number, until: number): Promise<boolean> {
    const values = [tenantId, holder, fence, now, until];
    return (await this.#write((client) => this.#run(client, LEASING.renew, values))).length === 1;
  }

  async release({ tenantId, holder, fence }: GraphLease): Promise<void> {
    await this.#write((client) => this.#run(client, LEASING.release, [tenantId, holder, fence]));
  }

  write(lease: GraphLease, now: number, writes: readonly LedgerWrite[]): Promise<WriteResult> {
    return this.#write((client) =>
      inTransaction(client, BEGIN, async () => {
        const [row = []] = await this.#run(client, LEASING.lock, [lease.tenantId]);
        const [holder, fence, until = 0] = row;
        if (holder !== lease.holder || fence !== lease.fence || Number(until) <= now) return { held: false };
        return { held: true, seq: await this.#writeAll(client, lease, writes) };
      }),
    );
  }

  async eraseContent(before: number): Promise<number> {
    return (await this.#write((client) => run(client, EVERY_TENANT.eraseContent, [before]))).length;
  }

  async distrust(): Promise<number> {
    return (await this.#write((client) => run(client, EVERY_TENANT.distrust))).length;
  }

  /** Resolves once all writes so far have ended. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  /** Returns the number of the attempt that was begun. */
  async #writeAll(client: PoolClient, lease: GraphLease, writes: readonly LedgerWrite[]): Promise<number | null> {
    const calls = writes.flatMap((write) => callsFor(lease, write));
    const sent = calls.map(([statement, values]) => this.#run(client, statement, [lease.tenantId, ...values]));
    const results = await allOf(sent);
    const begun = calls.findLastIndex(([statement]) => statement === WRITING.begin);
    return begun === -1 ? null : Number(results[begun]?.[0]?.[0]);
  }

  async #readAll(client: PoolClient, tenantId: string, since: number): Promise<TenantLedger> {
    const all = (statement: Statement, ...values: readonly unknown[]) =>
      this.#run(client, statement, [tenantId, ...values]);
    const [connection, links, observed, decisions, open, latest, tries, restores, deletions] = await allOf([
      all(READING.connection),
      all(READING.links),
      all(READING.observed),
      all(READING.decisions),
      all(READING.open),
      all(READING.latest),
      all(READING.tries),
      all(READING.restores, since),
      all(READING.deletions, since),
    ]);
    const rows = { connection, links, observed, decisions, open, latest, tries, restores, deletions };
    return tenantLedgerFromRows(rows);
  }

  async #read<Result>(read: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const { readers } = this.#connections;
    try {
      return await this.#connections.retrying(() => this.#connections.withClient(readers, read));
    } catch (error) {
      throw readRefusal(error);
    }
  }

  /** Not tried again: the worker that writes begins again with a new look at the ledger. */
  async #write<Result>(write: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const running = this.#connections.withClient(this.#connections.writers, write);
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      throw commitRefusal(error, isLost(error));
    } finally {
      this.#running.delete(running);
    }
  }

  #run(client: PoolClient, statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    return run(client, statement, values, this.#connections.prepare);
  }
}

async function inTransaction<Result>(
  client: PoolClient,
  begin: { readonly text: string },
  use: () => Promise<Result>,
): Promise<Result> {
  try {
    const [, result] = await allOf([run(client, begin), use()]);
    await run(client, COMMIT);
    return result;
  } catch (error) {
    await run(client, ROLLBACK).catch(() => {});
    throw error;
  }
}
