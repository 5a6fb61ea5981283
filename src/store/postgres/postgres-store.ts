/** The `Store` on PostgreSQL, for several processes of the service over one database. */
import type { Reading } from '../../domain/caller.js';
import { type Change, type ChangeKind, type Head, type RecordedChange, settingsAfter } from '../../domain/change.js';
import type { DerivedCredentialSettings } from '../../domain/derived-credential-settings.js';
import { Refusal } from '../../domain/errors.js';
import type { ChangesFilter, ChangesQuery, Filter, Page, SettingsQuery, Stretch } from '../../domain/query.js';
import type { CommitListener, CommitOptions, CommitResult, Store } from '../../domain/store.js';
import type { Telemetry } from '../../domain/telemetry.js';
import { observeQueue, reportBatches } from '../sql/commit-metrics.js';
import { type CompiledQueries, compiledQueries } from '../sql/compiled-queries.js';
import { NEWER_SCHEMA } from '../sql/newer-schema.js';
import { countIn, countOf, readPage } from '../sql/pagination.js';
import { CHANGE, readOrNull, SETTINGS } from '../sql/rows.js';
import type { Row } from '../sql/snapshot.js';
import type { Results } from './commit/batch-writer.js';
import { Committer } from './commit/committer.js';
import { readConnectionUrl, readReplicaUrl } from './connections/connection-url.js';
import { Connections } from './connections/connections.js';
import { observePools } from './connections/pool-metrics.js';
import { readRefusal } from './connections/postgres-errors.js';
import { run, type Statement } from './connections/statement.js';
import { type Followed, ForeignCommits } from './foreign-commits.js';
import { PostgresGraphLedger } from './graph-ledger/postgres-graph-ledger.js';
import { LogReader } from './log-reader.js';
import { MIGRATIONS } from './migrations/index.js';
import { POSTGRES_DIALECT } from './postgres-dialect.js';
import { type Freshness, freshnessOf, Reads } from './reads.js';
import { Replica } from './replica/replica.js';
import { prepareDatabase, refuseCopy, type Server, setupError } from './schema.js';
import { STATEMENTS } from './statements.js';
import { changesWithoutNul, holdsNul, withoutNul } from './without-nul.js';

// Each tenant has a batch of its own on the way.
const WRITERS_OF_TENANTS = 16;
const READ_ONLY = 'The storage does not take writes.';

export interface OpenOptions {
  readonly warn: (message: string) => void;
  readonly telemetry: Telemetry | null;
  /** The `DATABASE_READ_URL`; null without a replica. */
  readonly readUrl: string | null;
}

interface Opened extends Server {
  readonly connections: Connections;
  readonly writers: number;
  readonly replica: Replica | null;
}

type ObjectKey = readonly [tenantId: string, id: string, ...others: readonly (string | number)[]];

export class PostgresStore implements Store {
  readonly graphLedger: PostgresGraphLedger;
  readonly #connections: Connections;
  readonly #replica: Replica | null;
  readonly #reads: Reads;
  readonly #queries: CompiledQueries = compiledQueries(POSTGRES_DIALECT);
  readonly #log: LogReader;
  readonly #committer: Committer;
  readonly #foreign: ForeignCommits;
  readonly #listeners = new Set<CommitListener>();
  // The fault of the latest write, if it failed.
  #writeFault: Refusal | null = null;
  #closing: Promise<void> | null = null;

  private constructor({ connections, writers, batches, replica }: Opened, telemetry: Telemetry | null) {
    this.#connections = connections;
    this.#replica = replica;
    this.#reads = new Reads(connections, replica);
    this.#log = new LogReader(this.#reads, this.#queries);
    const onWritten = (results: Results) => this.#onWritten(results);
    const onBatch = telemetry && reportBatches(telemetry);
    this.#committer = new Committer({ connections, batches, lanes: writers, onWritten, onBatch });
    observeQueue(telemetry, () => this.#committer.length);
    observePools(telemetry, () => connections.usage());
    this.#foreign = new ForeignCommits(connections, (touched) => this.#notify(touched));
    this.graphLedger = new PostgresGraphLedger(connections);
  }

  /** Opens the database and brings its schema up to date. Throws a `SetupError` if it cannot be used. */
  static async open(databaseUrl: string, { warn, telemetry, readUrl }: OpenOptions): Promise<PostgresStore> {
    const connecting = readConnectionUrl(databaseUrl);
    const ofReplica = readUrl === null ? null : readReplicaUrl(readUrl);
    const { batches } = await prepareDatabase(connecting);
    const writers = batches === 'tenant' ? Math.max(WRITERS_OF_TENANTS, connecting.writers) : connecting.writers;
    const connections = new Connections({ ...connecting, writers });
    try {
      // A copy that began meanwhile has not seen this process.
      await connections.withClient('readers', refuseCopy);
      const replica = ofReplica && (await Replica.open(ofReplica, connections, warn));
      return new PostgresStore({ connections, writers, batches, replica }, telemetry);
    } catch (error) {
      await connections.close();
      throw setupError(error);
    }
  }

  async find(
    tenantId: string,
    id: string,
    asOf: number | null = null,
    reading?: Reading,
  ): Promise<DerivedCredentialSettings | null> {
    const freshness = freshnessAt(asOf, reading);
    if (asOf === null) {
      const [row] = await this.#byKey(STATEMENTS.findSettings, [tenantId, id], freshness);
      return this.#decoded(() => readOrNull(SETTINGS, tenantId, row));
    }
    const last = await this.#change(STATEMENTS.findChangeUpTo, [tenantId, id, asOf], freshness);
    return last && settingsAfter(last);
  }

  list(
    tenantId: string,
    { filter, order, page }: SettingsQuery,
    asOf: number | null = null,
    reading?: Reading,
  ): Promise<Page<DerivedCredentialSettings>> {
    const [scope, selected] = [{ tenantId, asOf }, withoutNul(filter)];
    return this.#read(() =>
      readPage(this.#reads.snapshot(tenantId, freshnessAt(asOf, reading), reading?.clientGone), page, {
        select: (slice) => this.#queries.selectSettings(scope, selected, order, slice),
        count: () => this.#queries.countSettings(scope, selected),
        read: (row) => SETTINGS.read(tenantId, row),
      }),
    );
  }

  count(tenantId: string, filter: Filter, asOf: number | null = null, reading?: Reading): Promise<number> {
    const query = this.#queries.countSettings({ tenantId, asOf }, withoutNul(filter));
    const snapshot = this.#reads.snapshot(tenantId, freshnessAt(asOf, reading), reading?.clientGone);
    return this.#read(() => countIn(snapshot, query));
  }

  head(tenantId: string): Promise<Head> {
    return this.#read(() => this.#log.head(tenantId));
  }

  positionAt(tenantId: string, time: number): Promise<number> {
    return this.#read(() => this.#log.positionAt(tenantId, time));
  }

  async latestAt(): Promise<number> {
    return countOf(await this.#read(() => this.#connections.read(STATEMENTS.latestAt, [])));
  }

  findChange(tenantId: string, settingsId: string, version: number, reading?: Reading): Promise<RecordedChange | null> {
    return this.#change(STATEMENTS.findChange, [tenantId, settingsId, version], freshnessOf(reading));
  }

  findLatestChange(tenantId: string, settingsId: string, kind?: ChangeKind): Promise<RecordedChange | null> {
    return kind === undefined
      ? this.#change(STATEMENTS.findLatestChange, [tenantId, settingsId], 'primary')
      : this.#change(STATEMENTS.findLatestChangeOfKind, [tenantId, settingsId, kind], 'primary');
  }

  listChanges(tenantId: string, query: ChangesQuery, reading?: Reading): Promise<Page<RecordedChange>> {
    const selected = { ...query, filter: changesWithoutNul(query.filter) };
    return this.#read(() => this.#log.list(tenantId, selected, reading));
  }

  countChanges(tenantId: string, filter: ChangesFilter, reading?: Reading): Promise<number> {
    return this.#read(() => this.#log.count(tenantId, changesWithoutNul(filter), reading));
  }

  readChangesAfter(tenantId: string, position: number, limit: number, filter: ChangesFilter = {}): Promise<Stretch> {
    return this.#read(() => this.#log.readAfter(tenantId, position, limit, changesWithoutNul(filter)));
  }

  async commit(changes: readonly [Change, ...Change[]], options: CommitOptions = {}): Promise<CommitResult> {
    try {
      const result = await this.#committer.add(changes, options);
      this.#writeFault = null;
      return result;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'UNAVAILABLE') this.#writeFault = error;
      throw error;
    }
  }

  onCommit(listener: CommitListener, followed?: Followed): () => void {
    this.#listeners.add(listener);
    const stop = followed && this.#foreign.follow(followed);
    return () => {
      this.#listeners.delete(listener);
      stop?.();
    };
  }

  async check(): Promise<string | null> {
    const [[isReadOnly, schema] = []] = await this.#read(() => this.#connections.read(STATEMENTS.state, []));
    if (Number(schema) > MIGRATIONS.length) throw NEWER_SCHEMA;
    if (isReadOnly === 'on') return READ_ONLY;
    if (this.#writeFault !== null) await this.#retryWrite();
    return this.#writeFault?.message ?? null;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#foreign.stop();
    await this.#committer.idle();
    await this.graphLedger.idle();
    await this.#replica?.close();
    await this.#connections.close();
  }

  /** Tries a write that changes nothing, so that the end of a fault is noticed without a client's write. */
  async #retryWrite(): Promise<void> {
    const text = 'UPDATE schema_migration SET applied_at = applied_at WHERE number = 1';
    const written = await this.#connections.withClient('writers', (client) => run(client, { text })).catch(() => null);
    if (written !== null) this.#writeFault = null;
  }

  async #change(statement: Statement, key: ObjectKey, freshness: Freshness): Promise<RecordedChange | null> {
    const [row] = await this.#byKey(statement, key, freshness);
    return this.#decoded(() => readOrNull(CHANGE, key[0], row));
  }

  async #byKey(statement: Statement, key: ObjectKey, freshness: Freshness): Promise<readonly Row[]> {
    // No stored id holds U+0000, and PostgreSQL cannot be asked for one.
    if (key.some(holdsNul)) return [];
    return this.#read(() => this.#reads.byKey(statement, key, freshness));
  }

  #decoded<Item>(decode: () => Item): Promise<Item> {
    return this.#read(async () => decode());
  }

  async #read<Result>(read: () => Promise<Result>): Promise<Result> {
    try {
      return await read();
    } catch (error) {
      throw readRefusal(error);
    }
  }

  #onWritten(results: Results): void {
    const touched = new Set<string>();
    for (const [, result] of results) {
      if (result.outcome !== 'committed') continue;
      for (const { tenantId, position } of result.changes) {
        touched.add(tenantId);
        this.#foreign.own(tenantId, position);
      }
    }
    if (touched.size > 0) this.#notify(touched);
  }

  #notify(touched: ReadonlySet<string>): void {
    for (const listener of this.#listeners) queueMicrotask(() => listener(touched));
  }
}

/** The past never changes: a read of it must show the change of its position, whatever its client has seen. */
function freshnessAt(asOf: number | null, reading: Reading | undefined): Freshness {
  return asOf === null || reading === undefined ? freshnessOf(reading) : asOf;
}
