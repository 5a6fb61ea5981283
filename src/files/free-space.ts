/** How much room a disk has. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** The bytes that are free for a file, which need not be there yet. Its folder must be. */
export function freeBytes(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
}
