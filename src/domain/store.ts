/** The port to the database that stores settings and their log. Every read names a tenant. `commit` is the only write. */
import type { Reading } from './caller.js';
import type { Change, ChangeKind, Head, RecordedChange } from './change.js';
import type { DerivedCredentialSettings, Issuer } from './derived-credential-settings.js';
import type { ChangesFilter, ChangesQuery, Filter, Page, SettingsQuery, Stretch } from './query.js';

/**
 * `stale`: the plan is based on data that has changed since; nothing was written; plan again. `behind`: the time of the
 * changes is further behind the log than `maxBehindMs` allows; nothing was written.
 */
export type CommitResult =
  | { readonly outcome: 'committed'; readonly changes: readonly RecordedChange[] }
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'behind'; readonly behindMs: number };

export interface CommitOptions {
  /** The tenant's position when the plan was made. Needed for a plan that read more than the rows it changes. */
  readonly ifPosition?: number;
  /** The issuer that all objects of the tenant must have right before the commit. Allows commits that `ifPosition` would not. */
  readonly ifIssuer?: Issuer;
  /** The most milliseconds that the changes' time may be behind the tenant's log. Default: no limit. */
  readonly maxBehindMs?: number;
  /** Called when the transaction begins that writes the changes, and again if it has to be repeated. */
  readonly onTransaction?: () => void;
}

/** Called with the tenants that a commit changed, or `all` if another process wrote and the tenants are unknown. */
export type CommitListener = (touched: ReadonlySet<string> | 'all') => void;

/**
 * Everything that one call returns is read from one state of the database. Every method throws a `Refusal` with `UNAVAILABLE`
 * if the storage fails. `asOf` is a position: the answer is the state right after the change there. Left out or null, it is
 * the current state. A read that takes too long is refused with `LIMIT_EXCEEDED`, and one whose client has gone may be given up.
 * `reading` is given for a client's read, which a replica may answer; what a write depends on is read without it.
 */
export interface Store {
  find(
    tenantId: string,
    id: string,
    asOf?: number | null,
    reading?: Reading,
  ): Promise<DerivedCredentialSettings | null>;
  list(
    tenantId: string,
    query: SettingsQuery,
    asOf?: number | null,
    reading?: Reading,
  ): Promise<Page<DerivedCredentialSettings>>;
  count(tenantId: string, filter: Filter, asOf?: number | null, reading?: Reading): Promise<number>;

  /** The end of the tenant's log; `EMPTY_HEAD` if the tenant has no changes. */
  head(tenantId: string): Promise<Head>;
  /** The position of the last change recorded at or before a time, in milliseconds since the epoch; 0 if there is none. */
  positionAt(tenantId: string, time: number): Promise<number>;
  /** The time of the latest change of all tenants, in milliseconds since the epoch; 0 if there is none. */
  latestAt(): Promise<number>;
  findChange(tenantId: string, settingsId: string, version: number, reading?: Reading): Promise<RecordedChange | null>;
  /** The latest change of an object, or its latest change of one kind. */
  findLatestChange(tenantId: string, settingsId: string, kind?: ChangeKind): Promise<RecordedChange | null>;
  listChanges(tenantId: string, query: ChangesQuery, reading?: Reading): Promise<Page<RecordedChange>>;
  countChanges(tenantId: string, filter: ChangesFilter, reading?: Reading): Promise<number>;
  /**
   * The next matching changes after a position, at most `limit`. Searches only a bounded part of the log: there may be more
   * matches after `upTo` even if none was found. At the end of the log, `upTo` is its last position. Refuses a position
   * behind the end of the log with `BAD_REQUEST`.
   */
  readChangesAfter(tenantId: string, position: number, limit: number, filter?: ChangesFilter): Promise<Stretch>;

  /**
   * Writes changes of one tenant in one transaction, each with its row, position and log entry, and resolves once they are
   * durable. `stale` if a change's version is not the next version of its object, or if the tenant's position is not `ifPosition`,
   * or if the tenant has an object of another issuer than `ifIssuer`.
   */
  commit(changes: readonly [Change, ...Change[]], options?: CommitOptions): Promise<CommitResult>;
  /**
   * Calls the listener after each durable commit, with a short delay also after commits of other processes: at least those to
   * the tenants that `followed` names at the time. Returns a function to stop.
   */
  onCommit(listener: CommitListener, followed?: () => Iterable<string>): () => void;

  /** The current problem as a sentence that is safe to publish; null if there is none. Throws if the store cannot read. */
  check(): Promise<string | null>;
  /** Finishes pending work, then closes. */
  close(): Promise<void>;
}

type SettingsReads = 'find' | 'list' | 'count';
type LogReads = 'head' | 'positionAt' | 'findChange' | 'findLatestChange' | 'listChanges';
/** What the use cases of settings need of a store. */
export type SettingsStore = Pick<Store, SettingsReads | LogReads | 'commit'>;
