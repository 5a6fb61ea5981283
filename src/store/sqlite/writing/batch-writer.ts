/**
 * Writes a batch of commits in one transaction: for each commit its rows, positions and log entries. A commit that fails does
 * not affect the others of its batch.
 */
import type Database from 'better-sqlite3';
import {
  type Change,
  type Head,
  headAfter,
  type RecordedChange,
  record,
  settingsAfter,
} from '../../../domain/change.js';
import { type Issuer, issuersExcept } from '../../../domain/derived-credential-settings.js';
import type { CommitOptions, CommitResult } from '../../../domain/store.js';
import { hashOfRow } from '../../sql/proof/logged-row.js';
import { CHANGE, CONTENT, HEAD, SETTINGS } from '../../sql/rows.js';
import { schemaCheck } from '../file-schema.js';
import { actorOf, checkObject, disagreement, endOf, type Prepared } from '../prepared-statements.js';
import type { Settled } from './group-commit.js';

/** One commit: changes of one tenant, all of them or none. */
export interface Job {
  readonly changes: readonly [Change, ...Change[]];
  readonly options: CommitOptions;
}
type Batch = readonly Job[];
type Outcomes = readonly Settled<CommitResult>[];

// Thrown by a stale job, so that its savepoint is rolled back.
const STALE = Symbol('stale');
// Thrown by a job whose time is too far behind the log, before it writes.
class Behind {
  readonly behindMs: number;

  constructor(behindMs: number) {
    this.behindMs = behindMs;
  }
}
// Thrown out of a batch without savepoints if a job fails after its first write.
const NEEDS_SAVEPOINTS = Symbol('needs savepoints');

export class BatchWriter {
  readonly #database: Database.Database;
  readonly #prepared: Prepared;
  readonly #writeWithoutSavepoints: (batch: Batch) => Outcomes;
  readonly #writeWithSavepoints: (batch: Batch) => Outcomes;
  #changesStarted = 0;

  constructor(database: Database.Database, prepared: Prepared) {
    this.#database = database;
    this.#prepared = prepared;
    const checkSchema = schemaCheck(database);
    const inTransaction = (run: (job: Job) => RecordedChange[]) =>
      database.transaction((batch: Batch) => {
        checkSchema();
        return batch.map((job) => this.#settled(run, job));
      }).immediate;
    this.#writeWithoutSavepoints = inTransaction((job) => this.#writeOrStop(job));
    this.#writeWithSavepoints = inTransaction(database.transaction((job: Job) => this.#writeJob(job)));
  }

  /**
   * Returns the result of each job once all are durable. Throws if the transaction itself fails; then nothing is written.
   * Savepoints cost a tenth of the time, so the batch is written without them, and again with them if a job fails halfway.
   */
  write(batch: Batch): Outcomes {
    try {
      return this.#writeWithoutSavepoints(batch);
    } catch (error) {
      if (error !== NEEDS_SAVEPOINTS) throw error;
      return this.#writeWithSavepoints(batch);
    }
  }

  /** An error fails only its own job, unless it ended the shared transaction. */
  #settled(run: (job: Job) => RecordedChange[], job: Job): Settled<CommitResult> {
    try {
      return { value: { outcome: 'committed', changes: run(job) } };
    } catch (error) {
      if (error === NEEDS_SAVEPOINTS || !this.#database.inTransaction) throw error;
      if (error instanceof Behind) return { value: { outcome: 'behind', behindMs: error.behindMs } };
      return error === STALE ? { value: { outcome: 'stale' } } : { error };
    }
  }

  #writeOrStop(job: Job): RecordedChange[] {
    const before = this.#changesStarted;
    try {
      return this.#writeJob(job);
    } catch (error) {
      if (this.#changesStarted === before || !this.#database.inTransaction) throw error;
      throw NEEDS_SAVEPOINTS;
    }
  }

  #writeJob({ changes, options }: Job): RecordedChange[] {
    const { tenantId } = changes[0];
    let { head, hash } = endOf(this.#prepared, tenantId);
    if (options.ifPosition !== undefined && options.ifPosition !== head.position) throw STALE;
    if (options.ifIssuer !== undefined && this.#hasOtherThan(tenantId, options.ifIssuer)) throw STALE;
    const behindMs = head.at - changes[0].at;
    if (behindMs > (options.maxBehindMs ?? Number.POSITIVE_INFINITY)) throw new Behind(behindMs);
    return changes.map((change) => {
      if (change.tenantId !== tenantId) throw new Error('The changes of one commit must be of one tenant.');
      const recorded = record(change, head);
      head = headAfter(recorded, head);
      hash = this.#writeChange(recorded, head, hash);
      return recorded;
    });
  }

  #hasOtherThan(tenantId: string, issuer: Issuer): boolean {
    return this.#prepared.findIssuer.get(tenantId, ...issuersExcept(issuer)) !== undefined;
  }

  /** Returns the hash of the entry. */
  #writeChange(change: RecordedChange, head: Head, previousHash: string | null): string {
    const { tenantId, settingsId, position } = change;
    const [lastVersion, lastPosition] = this.#prepared.findLastVersion.get(tenantId, settingsId) ?? [0, 0];
    if (change.version !== lastVersion + 1) {
      // A change planned from a damaged row would be stale forever, so damage is reported instead.
      checkObject(this.#prepared, tenantId, settingsId);
      throw STALE;
    }
    this.#changesStarted += 1;
    this.#prepared.advance.run(tenantId, ...HEAD.write(head));
    const actor = actorOf(this.#prepared, tenantId, change.actor.subject);
    const entry = CHANGE.write(change, actor.key);
    const hash = hashOfRow(previousHash, tenantId, entry, actor.commitment);
    this.#prepared.insertChange.run(tenantId, ...entry, hash);
    if (change.kind !== 'CREATED') this.#prepared.supersede.run(tenantId, position, lastPosition);
    if (this.#writeSettings(change) !== 1) throw disagreement(settingsId);
    return hash;
  }

  /** Returns the number of rows written: 0 if the row does not have the version that the log says. */
  #writeSettings(change: RecordedChange): number {
    const { tenantId, kind, settingsId, position } = change;
    const settings = settingsAfter(change);
    const before = change.version - 1;
    if (settings === null) return this.#prepared.deleteSettings.run(tenantId, settingsId, before);
    if (kind === 'CREATED') return this.#prepared.insertSettings.run(tenantId, ...SETTINGS.write(settings), position);
    const { id, version, updatedAt } = settings;
    const content = CONTENT.write(settings);
    return this.#prepared.updateSettings.run(tenantId, ...content, version, updatedAt, position, id, before);
  }
}
