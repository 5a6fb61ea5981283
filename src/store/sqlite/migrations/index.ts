/** The migrations in order. The file's `user_version` says how many have been applied. */
import { settingsAndChanges } from './0001-settings-and-changes.js';
import { recordedAt } from './0002-recorded-at.js';

export const MIGRATIONS: readonly string[] = [settingsAndChanges, recordedAt];
