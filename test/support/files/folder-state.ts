/** Snapshot of a folder, for comparing two states of it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Mode, modification time and content digest of every file below a folder, by path. */
export function folderState(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(paths.map((path) => [path, fileState(join(folder, path))]));
}

function fileState(path: string): string {
  const { mode, mtimeMs } = statSync(path);
  const digest = statSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'a folder';
  return `${mode.toString(8)} ${mtimeMs} ${digest}`;
}
