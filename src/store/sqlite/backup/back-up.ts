/** Makes a backup of a database file while a service may use it. A backup is checked before it gets its name. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SetupError } from '../../../domain/errors.js';
import { makeFolder, moveIntoPlace } from '../../../files/durable.js';
import type { Backup, BackupOptions } from '../../sql/backup.js';
import { backupName, partialOf, prune, removeAbandoned } from './backup-folder.js';
import { copyDatabase, copyFault, removeCopy } from './copy-database.js';
import { finishCopy, isBackup } from './finish-copy.js';

/** Throws a `SetupError` if no backup can be made. Nothing is left of it then, and no other backup is removed. */
export async function backUp(path: string, options: BackupOptions): Promise<Backup> {
  try {
    return await makeBackup(path, options);
  } catch (error) {
    throw copyFault(error, path, options.to);
  }
}

async function makeBackup(path: string, { to, keep, onPages }: BackupOptions): Promise<Backup> {
  const isFolder = /[/\\]$/.test(to) || (statSync(to, { throwIfNoEntry: false })?.isDirectory() ?? false);
  if (keep !== null && !isFolder) {
    throw new SetupError(
      `--keep removes old backups of a folder, and ${to} is a file. Give a folder, such as backups/.`,
    );
  }
  const now = Date.now();
  const file = isFolder ? join(to, backupName(now)) : to;
  checkReplaceable(file);
  makeFolder(dirname(file));
  if (isFolder) removeAbandoned(to, now);
  const partial = partialOf(file);
  await copyDatabase(path, partial, onPages);
  try {
    const tenants = await finishCopy(partial, path);
    const { size: bytes } = statSync(partial);
    moveIntoPlace(partial, file);
    const removed = keep === null ? [] : prune(to, basename(file), keep).map((name) => join(to, name));
    return { file, bytes, tenants, removed };
  } finally {
    removeCopy(partial);
  }
}

/** Only a backup is replaced: any other file may be needed, above all the database itself. */
function checkReplaceable(file: string): void {
  if (!existsSync(file) || (statSync(file).isFile() && isBackup(file))) return;
  throw new SetupError(`${file} exists and is not a backup, so it is not replaced. Give another file, or a folder.`);
}
