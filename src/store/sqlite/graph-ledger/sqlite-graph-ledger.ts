/** The `GraphLedger` on SQLite. Writes of one turn of the event loop share one transaction; each checks its lease inside it. */
import type Database from 'better-sqlite3';
import type {
  GraphAttempt,
  GraphLease,
  GraphLedger,
  LedgerWrite,
  TenantLedger,
  WriteResult,
} from '../../../domain/graph-ledger.js';
import {
  attemptFromRow,
  connectionFromRow,
  connectionToRow,
  decisionToRow,
  intentToRow,
  linkToRow,
  observedToJson,
  problemToJson,
  tenantLedgerFromRows,
} from '../../sql/ledger-rows.js';
import { schemaCheck } from '../file-schema.js';
import { isBusy, storageRefusal } from '../storage-faults.js';
import { TenantStatements } from '../tenant-statements.js';
import { GroupCommit } from '../writing/group-commit.js';
import { type LedgerStatements, prepareLedger } from './ledger-statements.js';

type Job = () => unknown;

export class SqliteGraphLedger implements GraphLedger {
  readonly #database: Database.Database;
  readonly #statements: LedgerStatements;
  readonly #queue: GroupCommit<Job, unknown>;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#statements = prepareLedger(new TenantStatements(database));
    // A savepoint for each job: one that fails leaves nothing behind and does not fail the others.
    const savepoint = database.transaction((job: Job) => job());
    const checkSchema = schemaCheck(database);
    const run = database.transaction((jobs: readonly Job[]) => {
      checkSchema();
      return jobs.map((job) => settled(database, () => savepoint(job)));
    });
    this.#queue = new GroupCommit({ run: run.immediate, sizeOf: () => 1, isBusy });
  }

  async tenants(): Promise<readonly string[]> {
    const text = 'SELECT tenant_id FROM tenant UNION SELECT tenant_id FROM graph_connection';
    return refusing(() => this.#database.prepare(text).pluck().all().map(String));
  }

  async read(tenantId: string, since: number): Promise<TenantLedger> {
    return refusing(this.#database.transaction(() => this.#read(tenantId, since)));
  }

  async attemptsOf(tenantId: string, settingsIds: readonly string[]): Promise<readonly GraphAttempt[]> {
    return refusing(() => this.#statements.attemptsOf.all(tenantId, JSON.stringify(settingsIds)).map(attemptFromRow));
  }

  acquire(tenantId: string, holder: string, now: number, until: number): Promise<GraphLease | null> {
    return this.#add(() => {
      const [current, , held = 0] = this.#statements.lease.get(tenantId) ?? [];
      if (current !== undefined && current !== holder && held > now) return null;
      this.#statements.takeLease.run(tenantId, holder, until);
      const [, fence = 0] = this.#statements.lease.get(tenantId) ?? [];
      return { tenantId, holder, fence };
    });
  }

  renew({ tenantId, holder, fence }: GraphLease, now: number, until: number): Promise<boolean> {
    return this.#add(() => this.#statements.renewLease.run(tenantId, until, holder, fence, now) === 1);
  }

  async release({ tenantId, holder, fence }: GraphLease): Promise<void> {
    await this.#add(() => this.#statements.releaseLease.run(tenantId, holder, fence));
  }

  write(lease: GraphLease, now: number, writes: readonly LedgerWrite[]): Promise<WriteResult> {
    return this.#add<WriteResult>(() => {
      const [holder, fence, until = 0] = this.#statements.lease.get(lease.tenantId) ?? [];
      if (holder !== lease.holder || fence !== lease.fence || until <= now) return { held: false };
      let seq: number | null = null;
      for (const write of writes) seq = this.#write(lease, write) ?? seq;
      return { held: true, seq };
    });
  }

  eraseContent(before: number): Promise<number> {
    // The one statement without a tenant: it only erases what is too old.
    const text = 'UPDATE graph_attempt SET content = NULL WHERE content IS NOT NULL AND outcome_at < ?';
    return this.#add(() => this.#database.prepare(text).run(before).changes);
  }

  distrust(): Promise<number> {
    // For every tenant, as the whole file was restored.
    return this.#add(() => this.#database.prepare('UPDATE graph_connection SET reviewed = 0').run().changes);
  }

  /** Resolves once all writes so far are durable. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  #read(tenantId: string, since: number): TenantLedger {
    const { connection, links, observed, decisions, open, latest, tries, restores, deletions } = this.#statements;
    return tenantLedgerFromRows({
      connection: connection.all(tenantId),
      links: links.all(tenantId),
      observed: observed.all(tenantId),
      decisions: decisions.all(tenantId),
      open: open.all(tenantId),
      latest: latest.all(tenantId),
      tries: tries.all(tenantId),
      restores: restores.all(tenantId, since),
      deletions: deletions.all(tenantId, since),
    });
  }

  /** Returns the number of the attempt that it began. */
  #write({ tenantId, fence }: GraphLease, write: LedgerWrite): number | null {
    const statements = this.#statements;
    switch (write.write) {
      case 'begin': {
        const [seq = 1] = statements.nextSeq.get(tenantId) ?? [];
        statements.begin.run(tenantId, seq, fence, write.intent.at, ...intentToRow(write.intent));
        return seq;
      }
      case 'close':
        statements.close.run(tenantId, write.outcome, write.at, problemToJson(write.problem), write.seq);
        return null;
      case 'link':
        statements.link.run(tenantId, ...linkToRow(write.link));
        return null;
      case 'unlink':
        statements.unlink.run(tenantId, write.settingsId);
        return null;
      case 'observe':
        this.#observe(tenantId, write);
        return null;
      case 'decide':
        statements.decide.run(tenantId, ...decisionToRow(write.decision));
        return null;
      case 'settle':
        statements.settle.run(tenantId, write.about);
        return null;
      case 'connection':
        this.#discardOthers(tenantId, write.facts.target);
        statements.connect.run(tenantId, ...connectionToRow(write.facts));
        return null;
    }
  }

  #discardOthers(tenantId: string, target: string): void {
    const { connection, discard } = this.#statements;
    const [row] = connection.all(tenantId);
    if (row === undefined || connectionFromRow(row).target === target) return;
    for (const statement of discard) statement.run(tenantId);
  }

  #observe(tenantId: string, { at, objects }: Extract<LedgerWrite, { write: 'observe' }>): void {
    const { see, miss, forget } = this.#statements;
    for (const object of objects) see.run(tenantId, object.graphId, observedToJson(object), at);
    miss.run(tenantId, at, JSON.stringify(objects.map(({ graphId }) => graphId)));
    forget.run(tenantId);
  }

  async #add<Result>(job: () => Result): Promise<Result> {
    try {
      return (await this.#queue.add(job)) as Result;
    } catch (error) {
      throw storageRefusal(error);
    }
  }
}

function settled(database: Database.Database, job: Job) {
  try {
    return { value: job() };
  } catch (error) {
    // An error that ended the shared transaction fails all jobs.
    if (!database.inTransaction) throw error;
    return { error };
  }
}

function refusing<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw storageRefusal(error);
  }
}
