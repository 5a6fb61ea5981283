/**
 * Creates folders and files so that they survive a power failure: fsync on the file and on its parent folder. Only their
 * owner may read them. Does not know what the files are used for.
 */
import { closeSync, fchownSync, fsyncSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** Creates a folder, and its missing parents. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: OWNER_ONLY_FOLDER });
  if (first === undefined) return;
  let folder = resolve(path);
  for (; folder !== resolve(first); folder = dirname(folder)) syncFolder(dirname(folder));
  syncFolder(dirname(folder));
}

/** Creates an empty file. Leaves an existing file unopened: closing it again would release SQLite's locks on it. */
export function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY_FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  syncFolder(dirname(path));
}

/**
 * Renames a file, and replaces one of the new name. After a power failure the new name has the old file or this one, complete.
 * Root leaves the name to its owner, who could not open it otherwise.
 */
export function moveIntoPlace(from: string, to: string): void {
  const old = process.getuid?.() === 0 ? statSync(to, { throwIfNoEntry: false }) : undefined;
  const file = openSync(from, 'r+');
  try {
    if (old !== undefined) fchownSync(file, old.uid, old.gid);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** Syncs a folder, so that the names in it are durable. Does nothing on systems that cannot sync a folder. */
export function syncFolder(path: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(path, 'r');
    fsyncSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EIO') throw error;
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}
