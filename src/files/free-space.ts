/** How much room a disk has, and how a full one is reported. */
import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PassingSetupError } from '../domain/errors.js';

// Beside a database SQLite makes an index of the WAL of this size.
const LEAST_BYTES = 32 * 1024;

/** The bytes that are free for a file, which need not be there yet. Its folder must be. */
export function freeBytes(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
}

/** Whether a small file can still be made beside this one: of some file systems the inodes are used up before the space. */
export function hasRoom(file: string): boolean {
  const { files, ffree } = statfsSync(dirname(file));
  // Where inodes are made as they are needed, both numbers are 0.
  return freeBytes(file) >= LEAST_BYTES && (files === 0 || ffree > 0);
}

/** Whether an error of Node.js says that the disk is full, or what this user may use of it. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(String((error as NodeJS.ErrnoException).code));
}

/** The error for the operator of a disk that is full. */
export function diskFull(file: string, cause?: unknown, remedy = 'Free some space and try again.'): PassingSetupError {
  return new PassingSetupError(`The disk of ${dirname(resolve(file))} is full. ${remedy}`, { cause });
}
