/** The port behind which settings and their log are kept. Every read names a tenant, and there is one door for writes. */
import type { Change, ChangeKind, Head, RecordedChange } from './change.js';
import type { DerivedCredentialSettings } from './derived-credential-settings.js';
import type { ChangesFilter, ChangesQuery, Filter, Page, SettingsQuery, Stretch } from './query.js';

/**
 * `stale`: something the plan was made from has changed since, and nothing was written. Plan again. `behind`: the time of the
 * changes is further behind the log than `maxBehindMs` allows, and nothing was written.
 */
export type CommitResult =
  | { readonly outcome: 'committed'; readonly changes: readonly RecordedChange[] }
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'behind'; readonly behindMs: number };

export interface CommitOptions {
  /** The tenant's position that the plan was made at, for a plan that read more than the rows it changes. */
  readonly ifPosition?: number;
  /** By how many milliseconds the time of the changes may be behind the tenant's log; by any number where left out. */
  readonly maxBehindMs?: number;
}

/** Told of the tenants that a commit touched; of `all` where another program wrote and nobody knows which. */
export type CommitListener = (touched: ReadonlySet<string> | 'all') => void;

/**
 * Everything that one call returns is read from one state of the database. Every method may throw a `Refusal` with `UNAVAILABLE` where the storage fails. Where a position is asked for as `asOf`,
 * the answer is what stood right after the change there; left out or null, what stands now.
 */
export interface Store {
  find(tenantId: string, id: string, asOf?: number | null): Promise<DerivedCredentialSettings | null>;
  list(tenantId: string, query: SettingsQuery, asOf?: number | null): Promise<Page<DerivedCredentialSettings>>;
  count(tenantId: string, filter: Filter, asOf?: number | null): Promise<number>;

  /** Where the tenant's log stands; `EMPTY_HEAD` where it has none. */
  head(tenantId: string): Promise<Head>;
  /** The position of the last change recorded at a time or before, in milliseconds since the epoch; 0 where there is none. */
  positionAt(tenantId: string, time: number): Promise<number>;
  /** The time of the latest change of any tenant, in milliseconds since the epoch; 0 where there is none. */
  latestAt(): Promise<number>;
  findChange(tenantId: string, settingsId: string, version: number): Promise<RecordedChange | null>;
  /** The latest change of one object, or its latest of one kind. */
  findLatestChange(tenantId: string, settingsId: string, kind?: ChangeKind): Promise<RecordedChange | null>;
  listChanges(tenantId: string, query: ChangesQuery): Promise<Page<RecordedChange>>;
  countChanges(tenantId: string, filter: ChangesFilter): Promise<number>;
  /**
   * The next changes after a position that a filter matches, at most `limit`. It looks at no more than a part of the log,
   * so there may be more after `upTo` although none was found; at the end of the log `upTo` is where it ends.
   */
  readChangesAfter(tenantId: string, position: number, limit: number, filter?: ChangesFilter): Promise<Stretch>;

  /**
   * Writes changes of one tenant, all or none, each with its row, position and log entry, and answers once they are
   * durable. `stale` where a change's version is not the next one of its object, or `ifPosition` no longer holds.
   */
  commit(changes: readonly [Change, ...Change[]], options?: CommitOptions): Promise<CommitResult>;
  /** Calls back after each durable commit, soon also after those of other programs. Returns the way to stop. */
  onCommit(listener: CommitListener): () => void;

  /** What keeps the store from working in full, in words for anybody; null where nothing does. Throws where it cannot read. */
  check(): Promise<string | null>;
  /** Finishes what has been asked for, then closes. */
  close(): Promise<void>;
}
