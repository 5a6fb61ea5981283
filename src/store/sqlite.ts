/** The store on SQLite. Reads are single statements; all writes go through one door and share transactions. */
import type Database from 'better-sqlite3';
import {
  type Change,
  type ChangeKind,
  EMPTY_HEAD,
  type Head,
  type RecordedChange,
  record,
  settingsAfter,
} from '../domain/change.js';
import type { DerivedCredentialSettings } from '../domain/derived-credential-settings.js';
import { Refusal } from '../domain/errors.js';
import type { ChangesFilter, ChangesQuery, Filter, Page, SettingsQuery } from '../domain/query.js';
import type { CommitListener, CommitOptions, CommitResult, Store } from '../domain/store.js';
import { Checkpointer } from './checkpointer.js';
import { compileOnce } from './compile-once.js';
import { ForeignCommits } from './foreign-commits.js';
import { GroupCommit, type Settled } from './group-commit.js';
import { type Bound, paginate } from './pagination.js';
import { CHANGE, CONTENT, HEAD, type RowKind, SETTINGS } from './rows.js';
import {
  countChanges,
  countSettings,
  DAMAGED_FUNCTION,
  FOLD_FUNCTIONS,
  type LogScope,
  selectChanges,
  selectSettings,
} from './settings-queries.js';
import { closeSqliteFile, openSqliteFile, type Warn, writeNothing } from './sqlite-file.js';
import { DamagedRow, isBusy, isDamage, storageRefusal } from './storage-faults.js';
import { TenantStatements } from './tenant-statements.js';

interface Job {
  readonly changes: readonly [Change, ...Change[]];
  readonly options: CommitOptions;
}
type RunJobs = (jobs: readonly Job[]) => readonly Settled<CommitResult>[];
// Thrown out of a job, so that whatever the job has written is undone.
const STALE = Symbol('stale');
// Thrown out of a batch without savepoints by a job that has failed after it began to write.
const HALFWAY = Symbol('halfway');

export class SqliteStore implements Store {
  readonly #database: Database.Database;
  readonly #statements: TenantStatements;
  readonly #prepared: ReturnType<typeof prepareAll>;
  readonly #selectSettings = compileOnce(selectSettings);
  readonly #queue: GroupCommit<Job, CommitResult>;
  readonly #listeners = new Set<CommitListener>();
  readonly #watch: ForeignCommits;
  readonly #checkpointer: Checkpointer;
  #transactions = 0;
  #changesBegun = 0;
  // The fault that refused the latest write, and one that shows damage, which does not go away.
  #writeFault: Refusal | null = null;
  #damage: Refusal | null = null;

  constructor(path: string, warn: Warn) {
    this.#database = openSqliteFile(path, warn);
    this.#database.function(FOLD_FUNCTIONS.lower, { deterministic: true }, (text) => String(text).toLowerCase());
    this.#database.function(FOLD_FUNCTIONS.upper, { deterministic: true }, (text) => String(text).toUpperCase());
    this.#database.function(DAMAGED_FUNCTION, () => {
      throw new DamagedRow('A snapshot of the log is damaged.');
    });
    this.#watch = new ForeignCommits(this.#database, () => this.#tell('all'));
    this.#checkpointer = new Checkpointer(this.#database);
    this.#statements = new TenantStatements(this.#database);
    this.#prepared = prepareAll(this.#statements);
    const inSavepoint = this.#database.transaction((job: Job) => this.#write(job));
    const together = this.#database.transaction((jobs: readonly Job[]) =>
      jobs.map((job) => this.#settled(() => this.#writeOrStop(job))),
    );
    const apart = this.#database.transaction((jobs: readonly Job[]) =>
      jobs.map((job) => this.#settled(() => inSavepoint(job))),
    );
    this.#queue = new GroupCommit({ run: (jobs) => this.#runBatch(together.immediate, apart.immediate, jobs), isBusy });
  }

  /** How many transactions have been made durable since the store was opened. */
  get transactions(): number {
    return this.#transactions;
  }

  async find(tenantId: string, id: string, asOf: number | null = null): Promise<DerivedCredentialSettings | null> {
    return this.#read(() => {
      if (asOf !== null) return this.#findAsOf(tenantId, id, asOf);
      return readOrNull(SETTINGS, tenantId, this.#prepared.findSettings.get(tenantId, id));
    });
  }

  async list(
    tenantId: string,
    { filter, order, page }: SettingsQuery,
    asOf: number | null = null,
  ): Promise<Page<DerivedCredentialSettings>> {
    return this.#read(() =>
      paginate(page, (slice) =>
        this.#statements
          .all(this.#selectSettings({ tenantId, asOf }, filter, order, slice))
          .map((row) => SETTINGS.read(tenantId, row)),
      ),
    );
  }

  async count(tenantId: string, filter: Filter, asOf: number | null = null): Promise<number> {
    return this.#read(() => this.#count(countSettings({ tenantId, asOf }, filter)));
  }

  async head(tenantId: string): Promise<Head> {
    return this.#read(() => this.#head(tenantId));
  }

  async positionAt(tenantId: string, time: number): Promise<number> {
    return this.#read(() => this.#positionAt(tenantId, time));
  }

  async findChange(tenantId: string, settingsId: string, version: number): Promise<RecordedChange | null> {
    return this.#read(() => readOrNull(CHANGE, tenantId, this.#prepared.findChange.get(tenantId, settingsId, version)));
  }

  async findLatestChange(tenantId: string, settingsId: string, kind?: ChangeKind): Promise<RecordedChange | null> {
    return this.#read(() =>
      readOrNull(CHANGE, tenantId, this.#prepared.findLatestChange.get(tenantId, settingsId, kind ?? null)),
    );
  }

  async listChanges(tenantId: string, { filter, page }: ChangesQuery): Promise<Page<RecordedChange>> {
    return this.#read(() => {
      const scope = this.#logScope(tenantId, filter);
      return paginate(page, (slice) =>
        this.#statements.all(selectChanges(scope, slice)).map((row) => CHANGE.read(tenantId, row)),
      );
    });
  }

  async countChanges(tenantId: string, filter: ChangesFilter): Promise<number> {
    return this.#read(() => this.#count(countChanges(this.#logScope(tenantId, filter))));
  }

  async readChangesAfter(tenantId: string, position: number, limit: number): Promise<readonly RecordedChange[]> {
    return this.#read(() =>
      this.#prepared.readChangesAfter.all(tenantId, position, limit).map((row) => CHANGE.read(tenantId, row)),
    );
  }

  async commit(changes: readonly [Change, ...Change[]], options: CommitOptions = {}): Promise<CommitResult> {
    try {
      const result = await this.#queue.add({ changes, options });
      this.#writeFault = null;
      return result;
    } catch (error) {
      const refusal = this.#refusalOf(error);
      if (refusal instanceof Refusal) this.#writeFault = refusal;
      throw refusal;
    }
  }

  onCommit(listener: CommitListener): () => void {
    if (this.#listeners.size === 0) this.#watch.start();
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#watch.stop();
    };
  }

  async check(): Promise<string | null> {
    this.#read(() => this.#database.prepare('SELECT 1 FROM shutdown').get());
    if (this.#writeFault !== null) this.#writeAgain();
    return (this.#damage ?? this.#writeFault)?.message ?? null;
  }

  async close(): Promise<void> {
    this.#watch.stop();
    await this.#queue.idle();
    await this.#checkpointer.close();
    closeSqliteFile(this.#database, this.#damage !== null);
  }

  /** Learns whether the fault that refused the latest write is over, so that it takes no client to find out. */
  #writeAgain(): void {
    try {
      writeNothing(this.#database);
      this.#writeFault = null;
    } catch (error) {
      const refusal = this.#refusalOf(error);
      if (refusal instanceof Refusal) this.#writeFault = refusal;
    }
  }

  /** Without savepoints, which take a tenth of the time, unless some job fails halfway: then all again with them. */
  #runBatch(together: RunJobs, apart: RunJobs, jobs: readonly Job[]): readonly Settled<CommitResult>[] {
    let results: readonly Settled<CommitResult>[];
    try {
      results = together(jobs);
    } catch (error) {
      if (error !== HALFWAY) throw error;
      results = apart(jobs);
    }
    this.#transactions += 1;
    this.#checkpointer.committed(jobs.reduce((sum, { changes }) => sum + changes.length, 0));
    this.#announce(results);
    return results;
  }

  /** One job's fault is its own, unless it ended the transaction that it shares. */
  #settled(run: () => RecordedChange[]): Settled<CommitResult> {
    try {
      return { value: { outcome: 'committed', changes: run() } };
    } catch (error) {
      if (error === HALFWAY || !this.#database.inTransaction) throw error;
      return error === STALE ? { value: { outcome: 'stale' } } : { error };
    }
  }

  #writeOrStop(job: Job): RecordedChange[] {
    const before = this.#changesBegun;
    try {
      return this.#write(job);
    } catch (error) {
      if (this.#changesBegun === before || !this.#database.inTransaction) throw error;
      throw HALFWAY;
    }
  }

  #write({ changes, options }: Job): RecordedChange[] {
    const { tenantId } = changes[0];
    let head = this.#head(tenantId);
    if (options.ifPosition !== undefined && options.ifPosition !== head.position) throw STALE;
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
    if (change.version !== last + 1) throw STALE;
    this.#changesBegun += 1;
    this.#prepared.advance.run(tenantId, position, at);
    this.#prepared.insertChange.run(tenantId, ...CHANGE.write(change));
    if (this.#writeSettings(change) !== 1) throw new DamagedRow(`The log and the settings ${settingsId} disagree.`);
  }

  /** Returns the number of rows written. */
  #writeSettings(change: RecordedChange): number {
    const { tenantId, kind, settingsId } = change;
    const settings = settingsAfter(change);
    if (settings === null) return this.#prepared.deleteSettings.run(tenantId, settingsId);
    if (kind === 'CREATED') return this.#prepared.insertSettings.run(tenantId, ...SETTINGS.write(settings));
    const { id, version, updatedAt } = settings;
    return this.#prepared.updateSettings.run(tenantId, ...CONTENT.write(settings), version, updatedAt, id);
  }

  #head(tenantId: string): Head {
    return readOrNull(HEAD, tenantId, this.#prepared.findHead.get(tenantId)) ?? EMPTY_HEAD;
  }

  #findAsOf(tenantId: string, id: string, asOf: number): DerivedCredentialSettings | null {
    const last = readOrNull(CHANGE, tenantId, this.#prepared.findChangeUpTo.get(tenantId, id, asOf));
    return last && settingsAfter(last);
  }

  /** Time never runs backwards along the log, so a search by halves finds where it stood at a time. */
  #positionAt(tenantId: string, time: number): number {
    let [before, beyond] = [0, this.#head(tenantId).position + 1];
    while (beyond - before > 1) {
      const middle = Math.floor((before + beyond) / 2);
      const at = this.#prepared.findTime.get(tenantId, middle)?.[0] ?? Number.POSITIVE_INFINITY;
      if (at <= time) before = middle;
      else beyond = middle;
    }
    return before;
  }

  #logScope(tenantId: string, { from, upTo, ...conditions }: ChangesFilter): LogScope {
    const bounds: Bound<number>[] = [];
    if (from !== undefined) bounds.push({ side: 'after', key: this.#positionAt(tenantId, from - 1) });
    if (upTo !== undefined) bounds.push({ side: 'upTo', key: this.#positionAt(tenantId, upTo) });
    return { ...conditions, tenantId, bounds };
  }

  #count(query: ReturnType<typeof countSettings>): number {
    return this.#statements.all<[count: number]>(query)[0]?.[0] ?? 0;
  }

  #read<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      throw this.#refusalOf(error);
    }
  }

  #refusalOf(error: unknown): unknown {
    const refusal = storageRefusal(error);
    if (isDamage(error) && refusal instanceof Refusal) this.#damage = refusal;
    return refusal;
  }

  #announce(results: readonly Settled<CommitResult>[]): void {
    const tenantIds = new Set<string>();
    for (const result of results) {
      if ('value' in result && result.value.outcome === 'committed') {
        for (const { tenantId } of result.value.changes) tenantIds.add(tenantId);
      }
    }
    if (tenantIds.size > 0) this.#tell(tenantIds);
  }

  #tell(touched: ReadonlySet<string> | 'all'): void {
    for (const listener of this.#listeners) queueMicrotask(() => listener(touched));
  }
}

function readOrNull<Item>(kind: RowKind<Item>, tenantId: string, row: readonly unknown[] | undefined): Item | null {
  return row ? kind.read(tenantId, row) : null;
}

function prepareAll(statements: TenantStatements) {
  const [, ...content] = CONTENT.columns;
  return {
    findHead: statements.prepare(selectFrom(HEAD)),
    advance: statements.prepare(
      `${insertInto(HEAD)} ON CONFLICT DO UPDATE SET position = excluded.position, at = excluded.at`,
    ),
    findSettings: statements.prepare(selectFrom(SETTINGS, 'AND id = ?')),
    insertSettings: statements.prepare(insertInto(SETTINGS)),
    updateSettings: statements.prepare(
      `UPDATE settings SET ${content.map((column) => `${column} = ?`).join(', ')}, version = ?, updated_at = ?
       WHERE tenant_id = @tenant_id AND id = ?`,
    ),
    deleteSettings: statements.prepare('DELETE FROM settings WHERE tenant_id = @tenant_id AND id = ?'),
    insertChange: statements.prepare(insertInto(CHANGE)),
    findLastVersion: statements.prepare<[version: number]>(
      `SELECT version FROM change WHERE tenant_id = @tenant_id AND settings_id = ? ORDER BY version DESC LIMIT 1`,
    ),
    findChange: statements.prepare(selectFrom(CHANGE, 'AND settings_id = ? AND version = ?')),
    findChangeUpTo: statements.prepare(
      selectFrom(CHANGE, 'AND settings_id = ? AND position <= ? ORDER BY version DESC LIMIT 1'),
    ),
    findTime: statements.prepare<[at: number]>('SELECT at FROM change WHERE tenant_id = @tenant_id AND position = ?'),
    readChangesAfter: statements.prepare(selectFrom(CHANGE, 'AND position > ? ORDER BY position LIMIT ?')),
    findLatestChange: statements.prepare(
      selectFrom(CHANGE, 'AND settings_id = ? AND kind IS coalesce(?, kind) ORDER BY version DESC LIMIT 1'),
    ),
  };
}

function selectFrom({ table, columns }: RowKind<unknown>, rest = ''): string {
  return `SELECT ${columns.join(', ')} FROM ${table} WHERE tenant_id = @tenant_id ${rest}`;
}

function insertInto({ table, columns }: RowKind<unknown>): string {
  const values = columns.map((column) => (column === 'tenant_id' ? '@tenant_id' : '?'));
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`;
}
