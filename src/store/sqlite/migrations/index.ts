/** The migrations in order, each the text of a file. The database's `user_version` says how many have been applied. */
import settingsAndChanges from './0001-settings-and-changes.sql';
import recordedAt from './0002-recorded-at.sql';
import graphLedger from './0003-graph-ledger.sql';
import writeLess from './0004-write-less.sql';

export const MIGRATIONS: readonly string[] = [settingsAndChanges, recordedAt, graphLedger, writeLess];
