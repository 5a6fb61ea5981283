/** Names the backups in a folder by their time, and removes the oldest. Touches no file that has another name. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../../../files/durable.js';
import { removeCopy } from './copy-database.js';

const NAME = /^derived-credentials-\d{8}T\d{6}\.\d{3}Z\.sqlite$/;
const PARTIAL = '.partial';
// No backup is checked for as long as this without a write to it.
const ABANDONED_AFTER_MS = 24 * 3_600_000;

/** `derived-credentials-20261127T001500.000Z.sqlite`: the order of the names is the order of the times. */
export function backupName(now: number): string {
  return `derived-credentials-${new Date(now).toISOString().replace(/[-:]/g, '')}.sqlite`;
}

/** The name of a backup until it is complete. */
export function partialOf(path: string): string {
  return `${path}${PARTIAL}`;
}

/** Keeps the newest backup, which must be complete, and the latest of the others. Returns the names that were removed. */
export function prune(folder: string, newest: string, keep: number): readonly string[] {
  const others = readdirSync(folder).filter((name) => NAME.test(name) && name !== newest);
  const removed = others.sort().slice(0, Math.max(0, others.length - (keep - 1)));
  for (const name of removed) rmSync(join(folder, name), { force: true });
  if (removed.length > 0) syncFolder(folder);
  return removed;
}

/** Removes what a backup that was killed has left behind. */
export function removeAbandoned(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(PARTIAL) || !NAME.test(name.slice(0, -PARTIAL.length))) continue;
    const path = join(folder, name);
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - changedAt > ABANDONED_AFTER_MS) removeCopy(path);
  }
}
