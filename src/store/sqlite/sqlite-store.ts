/**
 * The `Store` on SQLite. Short reads run on the event loop and long ones in threads; all writes go through one queue and share
 * transactions.
 */
import type Database from 'better-sqlite3';
import type { ClientGone, Reading } from '../../domain/caller.js';
import { type Change, type ChangeKind, type Head, type RecordedChange, settingsAfter } from '../../domain/change.js';
import type { DerivedCredentialSettings } from '../../domain/derived-credential-settings.js';
import { Refusal, SHUTTING_DOWN } from '../../domain/errors.js';
import type { GraphLedger } from '../../domain/graph-ledger.js';
import {
  type ChangesFilter,
  type ChangesQuery,
  type Filter,
  isEverything,
  type Page,
  type SettingsQuery,
  type Stretch,
} from '../../domain/query.js';
import { countsByRow, filterWork, readsMany, scansLog } from '../../domain/scans.js';
import type { CommitListener, CommitOptions, CommitResult, Store } from '../../domain/store.js';
import type { Telemetry } from '../../domain/telemetry.js';
import { observeQueue, reportBatches } from '../sql/commit-metrics.js';
import { type CompiledQueries, compiledQueries } from '../sql/compiled-queries.js';
import { countIn, readPage } from '../sql/pagination.js';
import { CHANGE, readOrNull, SETTINGS } from '../sql/rows.js';
import type { Scope } from '../sql/settings-queries.js';
import type { Snapshot } from '../sql/snapshot.js';
import { observeFiles } from './file-metrics.js';
import { schemaCheck } from './file-schema.js';
import { ForeignCommits } from './foreign-commits.js';
import { SqliteGraphLedger } from './graph-ledger/sqlite-graph-ledger.js';
import { checkObject, headOf, type Prepared, prepareAll, settingsOf } from './prepared-statements.js';
import { LatestTime } from './reading/latest-time.js';
import { LogReader } from './reading/log-reader.js';
import { ReadTurns } from './reading/read-turns.js';
import { FEW_ROWS, Snapshots } from './reading/snapshots.js';
import { addFunctions } from './sql-functions.js';
import { SQLITE_DIALECT } from './sqlite-dialect.js';
import { closeSqliteFile, openSqliteFile, type Warn, writeNothing } from './sqlite-file.js';
import { isBusy, isDamage, storageRefusal } from './storage-faults.js';
import { TenantStatements } from './tenant-statements.js';
import { Checkpointer } from './threads/checkpointer.js';
import { BatchWriter, type Job } from './writing/batch-writer.js';
import { GroupCommit, type Settled } from './writing/group-commit.js';

// Stands for all tenants among those that wait for a read.
const NO_TENANT = '';

export class SqliteStore implements Store {
  readonly #database: Database.Database;
  readonly #statements: TenantStatements;
  readonly #turns = new ReadTurns();
  readonly #snapshots: Snapshots;
  readonly #prepared: Prepared;
  readonly #log: LogReader;
  readonly #writer: BatchWriter;
  readonly #queries: CompiledQueries = compiledQueries(SQLITE_DIALECT);
  readonly #queue: GroupCommit<Job, CommitResult>;
  readonly #listeners = new Set<CommitListener>();
  readonly #watch: ForeignCommits;
  readonly #checkpointer: Checkpointer;
  readonly #latestTime: LatestTime;
  readonly #checkSchema: () => void;
  readonly #checkObject: (tenantId: string, id: string) => void;
  #graphLedger: SqliteGraphLedger | null = null;
  #transactions = 0;
  // The fault of the latest write, if it failed, and the first sign of damage, which stays until the store is closed.
  #writeFault: Refusal | null = null;
  #damage: Refusal | null = null;

  /** A read that may look at more than `fewRows`, or with several conditions at fewer, runs in a thread. */
  constructor(path: string, warn: Warn, telemetry: Telemetry | null = null, fewRows = FEW_ROWS) {
    this.#database = openSqliteFile(path, warn);
    addFunctions(this.#database);
    this.#checkSchema = schemaCheck(this.#database);
    this.#watch = new ForeignCommits(this.#database, () => this.#notify('all'));
    this.#checkpointer = new Checkpointer(this.#database, (run) => this.#snapshots.betweenReads(run));
    this.#latestTime = new LatestTime(this.#database);
    this.#statements = new TenantStatements(this.#database);
    this.#snapshots = new Snapshots(this.#database, this.#statements, this.#turns, fewRows, telemetry);
    this.#prepared = prepareAll(this.#statements);
    this.#checkObject = this.#database.transaction((tenantId: string, id: string) =>
      checkObject(this.#prepared, tenantId, id),
    );
    this.#log = new LogReader(this.#prepared, this.#statements, this.#queries);
    this.#writer = new BatchWriter(this.#database, this.#prepared);
    const sizeOf = ({ changes }: Job) => changes.length;
    const onBatch = telemetry && reportBatches(telemetry);
    this.#queue = new GroupCommit({ run: (jobs) => this.#write(jobs), sizeOf, isBusy, onBatch });
    observeQueue(telemetry, () => this.#queue.length);
    observeFiles(telemetry, path);
  }

  /** The number of durable transactions since the store was opened. */
  get transactions(): number {
    return this.#transactions;
  }

  /** Made when it is first used: without a connection to Graph it costs nothing. */
  get graphLedger(): GraphLedger {
    this.#graphLedger ??= new SqliteGraphLedger(this.#database);
    return this.#graphLedger;
  }

  async find(tenantId: string, id: string, asOf: number | null = null): Promise<DerivedCredentialSettings | null> {
    return this.#read(tenantId, () => {
      if (asOf !== null) return this.#findAsOf(tenantId, id, asOf);
      const settings = settingsOf(this.#prepared, tenantId, id);
      if (settings === null) this.#checkObject(tenantId, id);
      return settings;
    });
  }

  list(
    tenantId: string,
    { filter, order, page }: SettingsQuery,
    asOf: number | null = null,
    reading?: Reading,
  ): Promise<Page<DerivedCredentialSettings>> {
    const scope = { tenantId, asOf };
    const counts = page.withTotalCount === true && !isEverything(filter);
    const rows = readsMany(filter, order) || counts ? 'all' : (page.skip ?? 0);
    return this.#readLong(async () =>
      readPage(await this.#settingsIn(scope, filter, rows, reading?.clientGone), page, {
        select: (slice) => this.#queries.selectSettings(scope, filter, order, slice),
        count: () => this.#queries.countSettings(scope, filter),
        read: (row) => SETTINGS.read(tenantId, row),
      }),
    );
  }

  async count(tenantId: string, filter: Filter, asOf: number | null = null, reading?: Reading): Promise<number> {
    const scope = { tenantId, asOf };
    return this.#readLong(async () => {
      const rows = isEverything(filter) ? 0 : 'all';
      const snapshot = await this.#settingsIn(scope, filter, rows, reading?.clientGone);
      return countIn(snapshot, this.#queries.countSettings(scope, filter));
    });
  }

  async head(tenantId: string): Promise<Head> {
    return this.#read(tenantId, () => headOf(this.#prepared, tenantId));
  }

  async positionAt(tenantId: string, time: number): Promise<number> {
    return this.#read(tenantId, () => this.#log.positionAt(tenantId, time));
  }

  async latestAt(): Promise<number> {
    return this.#read(NO_TENANT, () => this.#latestTime.find());
  }

  async findChange(tenantId: string, settingsId: string, version: number): Promise<RecordedChange | null> {
    return this.#read(tenantId, () =>
      readOrNull(CHANGE, tenantId, this.#prepared.findChange.get(tenantId, settingsId, version)),
    );
  }

  async findLatestChange(tenantId: string, settingsId: string, kind?: ChangeKind): Promise<RecordedChange | null> {
    return this.#read(tenantId, () =>
      readOrNull(CHANGE, tenantId, this.#prepared.findLatestChange.get(tenantId, settingsId, kind ?? null)),
    );
  }

  listChanges(tenantId: string, query: ChangesQuery, reading?: Reading): Promise<Page<RecordedChange>> {
    const { filter, page } = query;
    const readsMany = scansLog(filter) || (page.withTotalCount === true && countsByRow(filter));
    return this.#readLong(async () =>
      this.#log.list(tenantId, query, await this.#logIn(tenantId, readsMany, reading?.clientGone)),
    );
  }

  async countChanges(tenantId: string, filter: ChangesFilter, reading?: Reading): Promise<number> {
    return this.#readLong(async () =>
      this.#log.count(tenantId, filter, await this.#logIn(tenantId, countsByRow(filter), reading?.clientGone)),
    );
  }

  async readChangesAfter(
    tenantId: string,
    position: number,
    limit: number,
    filter: ChangesFilter = {},
  ): Promise<Stretch> {
    return this.#read(tenantId, () => this.#log.readAfter(tenantId, position, limit, filter));
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
    this.#checkSchema();
    await this.#read(NO_TENANT, () => this.#database.prepare('SELECT 1 FROM shutdown').get());
    if (this.#writeFault !== null) this.#retryWrite();
    return (this.#damage ?? this.#writeFault)?.message ?? null;
  }

  async close(): Promise<void> {
    this.#watch.stop();
    await this.#queue.idle();
    await this.#graphLedger?.idle();
    await Promise.all([this.#checkpointer.close(), this.#snapshots.close()]);
    closeSqliteFile(this.#database, this.#damage !== null);
  }

  /** Tries a write that changes nothing, so that the end of a fault is noticed without a client's write. */
  #retryWrite(): void {
    try {
      writeNothing(this.#database);
      this.#writeFault = null;
    } catch (error) {
      const refusal = this.#refusalOf(error);
      if (refusal instanceof Refusal) this.#writeFault = refusal;
    }
  }

  #write(jobs: readonly Job[]): readonly Settled<CommitResult>[] {
    for (const { options } of jobs) options.onTransaction?.();
    const results = this.#writer.write(jobs);
    this.#transactions += 1;
    this.#checkpointer.committed(jobs.reduce((sum, { changes }) => sum + changes.length, 0));
    this.#onWritten(results);
    return results;
  }

  #findAsOf(tenantId: string, id: string, asOf: number): DerivedCredentialSettings | null {
    const last = readOrNull(CHANGE, tenantId, this.#prepared.findChangeUpTo.get(tenantId, id, asOf));
    return last && settingsAfter(last);
  }

  /** A state of the file in which to look at `rows` settings with a filter. The past is read from the log. */
  async #settingsIn(
    { tenantId, asOf }: Scope,
    filter: Filter,
    rows: number | 'all',
    clientGone?: ClientGone,
  ): Promise<Snapshot> {
    const all = async () => (await this.head(tenantId))[asOf === null ? 'size' : 'position'];
    const scanned = asOf === null && rows !== 'all' ? rows : await all();
    return this.#snapshots.of(scanned * filterWork(filter), tenantId, clientGone);
  }

  async #logIn(tenantId: string, readsMany: boolean, clientGone?: ClientGone): Promise<Snapshot> {
    return this.#snapshots.of(readsMany ? (await this.head(tenantId)).position : 0, tenantId, clientGone);
  }

  async #readLong<Result>(read: () => Promise<Result>): Promise<Result> {
    try {
      return await read();
    } catch (error) {
      throw this.#refusalOf(error);
    }
  }

  async #read<Result>(tenantId: string, read: () => Result): Promise<Result> {
    try {
      return await this.#turns.take(tenantId, read);
    } catch (error) {
      throw this.#refusalOf(error);
    }
  }

  #refusalOf(error: unknown): unknown {
    if (!this.#database.open) return SHUTTING_DOWN;
    const refusal = this.#schemaRefusal(error) ?? storageRefusal(error);
    if (isDamage(error) && refusal instanceof Refusal) this.#damage = refusal;
    return refusal;
  }

  /** If a newer release has migrated the file, statements may fail because it has other columns. */
  #schemaRefusal(error: unknown): unknown {
    if ((error as { readonly code?: unknown }).code !== 'SQLITE_ERROR') return null;
    try {
      this.#checkSchema();
      return null;
    } catch (refusal) {
      return refusal;
    }
  }

  #onWritten(results: readonly Settled<CommitResult>[]): void {
    const tenantIds = new Set<string>();
    for (const result of results) {
      if ('value' in result && result.value.outcome === 'committed') {
        for (const { tenantId, at } of result.value.changes) {
          tenantIds.add(tenantId);
          this.#latestTime.committed(at);
        }
      }
    }
    if (tenantIds.size > 0) this.#notify(tenantIds);
  }

  #notify(touched: ReadonlySet<string> | 'all'): void {
    for (const listener of this.#listeners) queueMicrotask(() => listener(touched));
  }
}
