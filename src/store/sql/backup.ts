/** What a backup and a restore are told and what they return, the same for every kind of database. */

/** Called while a copy is made. What it throws ends the work; nothing is left of it then. */
export type OnPages = (done: number, total: number) => void;

/** How much of a tenant's log a file holds. */
export interface TenantExtent {
  readonly tenantId: string;
  /** The position of its last change. */
  readonly position: number;
  /** The time of its last change, in milliseconds since the epoch. */
  readonly at: number;
}

export interface BackupOptions {
  /** A file, or a folder in which the backup is named by its time. */
  readonly to: string;
  /** How many backups of the folder to keep; null: all. */
  readonly keep: number | null;
  readonly onPages: OnPages;
}

export interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly tenants: readonly TenantExtent[];
  /** The older backups that were removed. */
  readonly removed: readonly string[];
}

export interface RestoreOptions {
  /** The backup. */
  readonly from: string;
  /** Whether an existing database may be replaced. */
  readonly force: boolean;
  /** Cuts off all later changes; milliseconds since the epoch. Null: keeps all. */
  readonly asOf: number | null;
  readonly onPages: OnPages;
  /** Tells the operator of a problem that does not stop the restore. */
  readonly warn: (message: string) => void;
}

export interface Restored {
  readonly file: string;
  readonly tenants: readonly TenantExtent[];
  /** How many connections to Intune have to be adopted again. */
  readonly heldConnections: number;
  /** Where the database that was replaced is now; null if there was none. */
  readonly kept: string | null;
}
