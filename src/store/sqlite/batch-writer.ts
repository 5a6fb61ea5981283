/**
 * Writes a batch of commits in one transaction, each with its rows, positions and log entries. A commit that cannot be made
 * leaves the others of its batch as they are.
 */
import type Database from 'better-sqlite3';
import { type Change, type RecordedChange, record, settingsAfter } from '../../domain/change.js';
import type { CommitOptions, CommitResult } from '../../domain/store.js';
import { CHANGE, CONTENT, SETTINGS } from '../sql/rows.js';
import type { Settled } from './group-commit.js';
import { checkObject, disagreement, headOf, type Prepared } from './prepared-statements.js';

/** One commit: changes of one tenant, all or none. */
export interface Job {
  readonly changes: readonly [Change, ...Change[]];
  readonly options: CommitOptions;
}
type Batch = readonly Job[];
type Outcomes = readonly Settled<CommitResult>[];

// Thrown out of a job, so that whatever the job has written is undone.
const STALE = Symbol('stale');
// Thrown out of a job whose time is too far behind the log, before it writes.
class Behind {
  readonly behindMs: number;

  constructor(behindMs: number) {
    this.behindMs = behindMs;
  }
}
// Thrown out of a batch without savepoints by a job that has failed after it began to write.
const HALFWAY = Symbol('halfway');

export class BatchWriter {
  readonly #database: Database.Database;
  readonly #prepared: Prepared;
  readonly #together: (batch: Batch) => Outcomes;
  readonly #apart: (batch: Batch) => Outcomes;
  #changesBegun = 0;

  constructor(database: Database.Database, prepared: Prepared) {
    this.#database = database;
    this.#prepared = prepared;
    const inTransaction = (run: (job: Job) => RecordedChange[]) =>
      database.transaction((batch: Batch) => batch.map((job) => this.#settled(run, job))).immediate;
    this.#together = inTransaction((job) => this.#writeOrStop(job));
    this.#apart = inTransaction(database.transaction((job: Job) => this.#writeJob(job)));
  }

  /**
   * Returns, once all is durable, what became of each; throws what ended the transaction, and then nothing is written. Does
   * without savepoints, which take a tenth of the time, until a job fails halfway: then all is written again with them.
   */
  write(batch: Batch): Outcomes {
    try {
      return this.#together(batch);
    } catch (error) {
      if (error !== HALFWAY) throw error;
      return this.#apart(batch);
    }
  }

  /** One job's fault is its own, unless it ended the transaction that it shares. */
  #settled(run: (job: Job) => RecordedChange[], job: Job): Settled<CommitResult> {
    try {
      return { value: { outcome: 'committed', changes: run(job) } };
    } catch (error) {
      if (error === HALFWAY || !this.#database.inTransaction) throw error;
      if (error instanceof Behind) return { value: { outcome: 'behind', behindMs: error.behindMs } };
      return error === STALE ? { value: { outcome: 'stale' } } : { error };
    }
  }

  #writeOrStop(job: Job): RecordedChange[] {
    const before = this.#changesBegun;
    try {
      return this.#writeJob(job);
    } catch (error) {
      if (this.#changesBegun === before || !this.#database.inTransaction) throw error;
      throw HALFWAY;
    }
  }

  #writeJob({ changes, options }: Job): RecordedChange[] {
    const { tenantId } = changes[0];
    let head = headOf(this.#prepared, tenantId);
    if (options.ifPosition !== undefined && options.ifPosition !== head.position) throw STALE;
    const behindMs = head.at - changes[0].at;
    if (behindMs > (options.maxBehindMs ?? Number.POSITIVE_INFINITY)) throw new Behind(behindMs);
    return changes.map((change) => {
      if (change.tenantId !== tenantId) throw new Error('The changes of one commit must be of one tenant.');
      const recorded = record(change, head);
      head = { position: recorded.position, at: recorded.at };
      this.#writeChange(recorded);
      return recorded;
    });
  }

  #writeChange(change: RecordedChange): void {
    const { tenantId, settingsId, position, at } = change;
    const last = this.#prepared.findLastVersion.get(tenantId, settingsId)?.[0] ?? 0;
    if (change.version !== last + 1) {
      // A plan from a damaged row would be stale for ever.
      checkObject(this.#prepared, tenantId, settingsId);
      throw STALE;
    }
    this.#changesBegun += 1;
    this.#prepared.advance.run(tenantId, position, at);
    this.#prepared.insertChange.run(tenantId, ...CHANGE.write(change));
    if (this.#writeSettings(change) !== 1) throw disagreement(settingsId);
  }

  /** Returns the number of rows written: none if the row is not of the version that the log says. */
  #writeSettings(change: RecordedChange): number {
    const { tenantId, kind, settingsId } = change;
    const settings = settingsAfter(change);
    const before = change.version - 1;
    if (settings === null) return this.#prepared.deleteSettings.run(tenantId, settingsId, before);
    if (kind === 'CREATED') return this.#prepared.insertSettings.run(tenantId, ...SETTINGS.write(settings));
    const { id, version, updatedAt } = settings;
    return this.#prepared.updateSettings.run(tenantId, ...CONTENT.write(settings), version, updatedAt, id, before);
  }
}
