/**
 * Folders and files that are still there after a power failure: synced, and with the folder that lists them. What is made
 * is for its owner alone. Knows nothing of what the files are for.
 */
import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** Makes a folder, and those above it that are missing. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: OWNER_ONLY_FOLDER });
  if (first === undefined) return;
  let folder = resolve(path);
  for (; folder !== resolve(first); folder = dirname(folder)) syncFolder(dirname(folder));
  syncFolder(dirname(folder));
}

/** Makes an empty file. Does nothing if there is one already, because closing it would release SQLite's locks on it. */
export function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY_FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes the names in a folder durable, on systems on which folders can be synced. */
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
