/** The migrations in order, each the text of a file. The database's `user_version` says how many have been applied. */
import type Database from 'better-sqlite3';
import settingsAndChanges from './0001-settings-and-changes.sql';
import recordedAt from './0002-recorded-at.sql';
import graphLedger from './0003-graph-ledger.sql';
import writeLess from './0004-write-less.sql';
import proofOfHistory from './0005-proof-of-history.sql';
import { chainLog } from './chain-log.js';

export const MIGRATIONS: readonly string[] = [settingsAndChanges, recordedAt, graphLedger, writeLess, proofOfHistory];

/** What follows the text of a migration in its transaction, by the migration's number. It must not change the schema. */
export const COMPLETIONS: Readonly<Record<number, (database: Database.Database) => void>> = { 5: chainLog };
