/** The migrations in order, each the text of a file. The table `schema_migration` says which have been applied. */
import settingsAndChanges from './0001-settings-and-changes.sql';
import graphLedger from './0002-graph-ledger.sql';
import proofOfHistory from './0003-proof-of-history.sql';

export const MIGRATIONS: readonly string[] = [settingsAndChanges, graphLedger, proofOfHistory];
