/** The `Store` on PostgreSQL, for several processes of the service over one database. */
import type { ClientGone } from '../../domain/caller.js';
import { type Change, type ChangeKind, type Head, type RecordedChange, settingsAfter } from '../../domain/change.js';
import type { DerivedCredentialSettings } from '../../domain/derived-credential-settings.js';
import { Refusal } from '../../domain/errors.js';
import type { ChangesFilter, ChangesQuery, Filter, Page, SettingsQuery, Stretch } from '../../domain/query.js';
import type { CommitListener, CommitOptions, CommitResult, Store } from '../../domain/store.js';
import { type CompiledQueries, compiledQueries } from '../sql/compiled-queries.js';
import { countIn, countOf, readPage } from '../sql/pagination.js';
import { CHANGE, readOrNull, SETTINGS } from '../sql/rows.js';
import type { Results } from './commit/batch-writer.js';
import { Committer } from './commit/committer.js';
import { type Connecting, readConnectionUrl } from './connections/connection-url.js';
import { Connections } from './connections/connections.js';
import { readRefusal } from './connections/postgres-errors.js';
import { run, type Statement } from './connections/statement.js';
import { type Followed, ForeignCommits } from './foreign-commits.js';
import { PostgresGraphLedger } from './graph-ledger/postgres-graph-ledger.js';
import { LogReader } from './log-reader.js';
import { POSTGRES_DIALECT } from './postgres-dialect.js';
import { postgresSnapshot } from './postgres-snapshot.js';
import { prepareDatabase, type Server } from './schema.js';
import { STATEMENTS } from './statements.js';
import { changesWithoutNul, holdsNul, withoutNul } from './without-nul.js';

// Each tenant has a batch of its own on the way.
const WRITERS_OF_TENANTS = 16;
const READ_ONLY = 'The storage does not take writes.';

export class PostgresStore implements Store {
  readonly graphLedger: PostgresGraphLedger;
  readonly #connections: Connections;
  readonly #queries: CompiledQueries = compiledQueries(POSTGRES_DIALECT);
  readonly #log: LogReader;
  readonly #committer: Committer;
  readonly #foreign: ForeignCommits;
  readonly #listeners = new Set<CommitListener>();
  // The fault of the latest write, if it failed.
  #writeFault: Refusal | null = null;
  #closing: Promise<void> | null = null;

  private constructor(connecting: Connecting, { batches }: Server) {
    const writers = batches === 'tenant' ? Math.max(WRITERS_OF_TENANTS, connecting.writers) : connecting.writers;
    const connections = new Connections({ ...connecting, writers });
    this.#connections = connections;
    this.#log = new LogReader(connections, this.#queries);
    const onWritten = (results: Results) => this.#onWritten(results);
    this.#committer = new Committer({ connections, batches, lanes: writers, onWritten });
    this.#foreign = new ForeignCommits(connections, (touched) => this.#notify(touched));
    this.graphLedger = new PostgresGraphLedger(connections);
  }

  /** Opens the database and brings its schema up to date. Throws a `SetupError` if it cannot be used. */
  static async open(databaseUrl: string): Promise<PostgresStore> {
    const connecting = readConnectionUrl(databaseUrl);
    return new PostgresStore(connecting, await prepareDatabase(connecting));
  }

  async find(tenantId: string, id: string, asOf: number | null = null): Promise<DerivedCredentialSettings | null> {
    if (asOf === null) {
      const [row] = await this.#byKey(STATEMENTS.findSettings, tenantId, id);
      return this.#decoded(() => readOrNull(SETTINGS, tenantId, row));
    }
    const last = await this.#change(STATEMENTS.findChangeUpTo, tenantId, id, asOf);
    return last && settingsAfter(last);
  }

  list(
    tenantId: string,
    { filter, order, page }: SettingsQuery,
    asOf: number | null = null,
    clientGone?: ClientGone,
  ): Promise<Page<DerivedCredentialSettings>> {
    const [scope, selected] = [{ tenantId, asOf }, withoutNul(filter)];
    return this.#read(() =>
      readPage(postgresSnapshot(this.#connections, clientGone), page, {
        select: (slice) => this.#queries.selectSettings(scope, selected, order, slice),
        count: () => this.#queries.countSettings(scope, selected),
        read: (row) => SETTINGS.read(tenantId, row),
      }),
    );
  }

  count(tenantId: string, filter: Filter, asOf: number | null = null, clientGone?: ClientGone): Promise<number> {
    const query = this.#queries.countSettings({ tenantId, asOf }, withoutNul(filter));
    return this.#read(() => countIn(postgresSnapshot(this.#connections, clientGone), query));
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

  findChange(tenantId: string, settingsId: string, version: number): Promise<RecordedChange | null> {
    return this.#change(STATEMENTS.findChange, tenantId, settingsId, version);
  }

  findLatestChange(tenantId: string, settingsId: string, kind?: ChangeKind): Promise<RecordedChange | null> {
    return kind === undefined
      ? this.#change(STATEMENTS.findLatestChange, tenantId, settingsId)
      : this.#change(STATEMENTS.findLatestChangeOfKind, tenantId, settingsId, kind);
  }

  listChanges(tenantId: string, query: ChangesQuery, clientGone?: ClientGone): Promise<Page<RecordedChange>> {
    const selected = { ...query, filter: changesWithoutNul(query.filter) };
    return this.#read(() => this.#log.list(tenantId, selected, clientGone));
  }

  countChanges(tenantId: string, filter: ChangesFilter, clientGone?: ClientGone): Promise<number> {
    return this.#read(() => this.#log.count(tenantId, changesWithoutNul(filter), clientGone));
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
    const [[isReadOnly] = []] = await this.#read(() => this.#connections.read(STATEMENTS.isReadOnly, []));
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
    await this.#connections.close();
  }

  /** Tries a write that changes nothing, so that the end of a fault is noticed without a client's write. */
  async #retryWrite(): Promise<void> {
    const text = 'UPDATE schema_migration SET applied_at = applied_at WHERE number = 1';
    const { writers } = this.#connections;
    const written = await this.#connections.withClient(writers, (client) => run(client, { text })).catch(() => null);
    if (written !== null) this.#writeFault = null;
  }

  async #change(statement: Statement, tenantId: string, id: string, ...values: readonly unknown[]) {
    const [row] = await this.#byKey(statement, tenantId, id, ...values);
    return this.#decoded(() => readOrNull(CHANGE, tenantId, row));
  }

  async #byKey(statement: Statement, tenantId: string, id: string, ...values: readonly unknown[]) {
    // No stored id holds U+0000, and PostgreSQL cannot be asked for one.
    if (holdsNul(tenantId) || holdsNul(id)) return [];
    return this.#read(() => this.#connections.read(statement, [tenantId, id, ...values]));
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
