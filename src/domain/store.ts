/** The port behind which settings and their log are kept. Every read names a tenant, and there is one door for writes. */
import type { Change, ChangeKind, RecordedChange } from './change.js';
import type { DerivedCredentialSettings } from './derived-credential-settings.js';
import type { ChangesQuery, Filter, Page, SettingsQuery } from './query.js';

/** `stale`: something the plan was made from has changed since, and nothing was written. Plan again. */
export type CommitResult =
  | { readonly outcome: 'committed'; readonly changes: readonly RecordedChange[] }
  | { readonly outcome: 'stale' };

export interface CommitOptions {
  /** The tenant's position that the plan was made at, for a plan that read more than the rows it changes. */
  readonly ifPosition?: number;
}

/** Every method may throw a `Refusal` with `UNAVAILABLE` where the storage fails. */
export interface Store {
  find(tenantId: string, id: string): Promise<DerivedCredentialSettings | null>;
  list(tenantId: string, query: SettingsQuery): Promise<Page<DerivedCredentialSettings>>;
  count(tenantId: string, filter: Filter): Promise<number>;

  /** The position of the tenant's latest change; 0 where there is none. */
  position(tenantId: string): Promise<number>;
  findChange(tenantId: string, settingsId: string, version: number): Promise<RecordedChange | null>;
  /** The latest change of one object, or its latest of one kind. */
  findLatestChange(tenantId: string, settingsId: string, kind?: ChangeKind): Promise<RecordedChange | null>;
  listChanges(tenantId: string, query: ChangesQuery): Promise<Page<RecordedChange>>;
  countChanges(tenantId: string, settingsId: string | null): Promise<number>;

  /**
   * Writes changes of one tenant, all or none, each with its row, position and log entry, and answers once they are
   * durable. `stale` where a change's version is not the next one of its object, or `ifPosition` no longer holds.
   */
  commit(changes: readonly [Change, ...Change[]], options?: CommitOptions): Promise<CommitResult>;
  /** Calls back after each durable commit with the tenants it touched. Returns the way to stop. */
  onCommit(listener: (tenantIds: ReadonlySet<string>) => void): () => void;

  /** What keeps the store from working in full, in words for anybody; null where nothing does. Throws where it cannot read. */
  check(): Promise<string | null>;
  /** Finishes what has been asked for, then closes. */
  close(): Promise<void>;
}
