/** The `GraphLedger` on PostgreSQL. Each write is a transaction that locks the tenant's lease first, and is sent as a whole. */
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
import { commitRefusal, isDivisionByZero, isLost, readRefusal } from '../connections/postgres-errors.js';
import { BEGIN, BEGIN_READING, inTransaction, run, type Statement } from '../connections/statement.js';
import { EVERY_TENANT, LEASING, READING, WRITING } from './ledger-statements.js';
import { callsFor, type LedgerCall } from './ledger-writes.js';

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
    return this.#read((client) => this.#readAll(client, tenantId, since));
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
    const { tenantId, holder, fence } = lease;
    const calls = writes.flatMap((write) => callsFor(lease, write));
    return this.#write(async (client) => {
      const send = ([statement, values]: LedgerCall) => this.#run(client, statement, [tenantId, ...values]);
      const guard: LedgerCall = [LEASING.guard, [holder, fence, now]];
      try {
        const [, ...results] = await inTransaction(client, BEGIN, () => [guard, ...calls].map(send));
        return { held: true, seq: attemptBegun(calls, results) };
      } catch (error) {
        if (isDivisionByZero(error)) return { held: false };
        throw error;
      }
    });
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

  async #readAll(client: PoolClient, tenantId: string, since: number): Promise<TenantLedger> {
    const all = (statement: Statement, ...values: readonly unknown[]) =>
      this.#run(client, statement, [tenantId, ...values]);
    const [connection, links, observed, decisions, open, latest, tries, restores, deletions] = await inTransaction(
      client,
      BEGIN_READING,
      () => [
        all(READING.connection),
        all(READING.links),
        all(READING.observed),
        all(READING.decisions),
        all(READING.open),
        all(READING.latest),
        all(READING.tries),
        all(READING.restores, since),
        all(READING.deletions, since),
      ],
    );
    const rows = { connection, links, observed, decisions, open, latest, tries, restores, deletions };
    return tenantLedgerFromRows(rows);
  }

  async #read<Result>(read: (client: PoolClient) => Promise<Result>): Promise<Result> {
    try {
      return await this.#connections.retrying(() => this.#connections.withClient('readers', read));
    } catch (error) {
      throw readRefusal(error);
    }
  }

  /** Not tried again: the worker that writes begins again with a new look at the ledger. */
  async #write<Result>(write: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const running = this.#connections.withClient('writers', write);
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

/** The number of the attempt that the writes began, if any. */
function attemptBegun(calls: readonly LedgerCall[], results: readonly (readonly Row[])[]): number | null {
  const begun = calls.findLastIndex(([statement]) => statement === WRITING.begin);
  return begun === -1 ? null : Number(results[begun]?.[0]?.[0]);
}
