/** Database files as operators find them: after a clean close, a kill, or a fault of the disk. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { commit, creation, uuid } from '../domain/changes.js';

export const PAGE_SIZE = 4096;

/** A file with this many objects, closed cleanly. */
export async function closedFile(path: string, objects: number): Promise<void> {
  const store = new SqliteStore(path, () => {});
  await commitMany(store, objects);
  await store.close();
}

/** A file with this many objects as a killed program leaves it: with a WAL, or with the WAL merged into the file. */
export async function killedFile(path: string, objects: number, { merged = false } = {}): Promise<void> {
  const open = `${path}.open`;
  const store = new SqliteStore(open, () => {});
  await commitMany(store, objects);
  if (merged) {
    const other = new Database(open);
    other.pragma('wal_checkpoint(TRUNCATE)');
    other.close();
  }
  for (const suffix of ['', '-wal']) copyFileSync(`${open}${suffix}`, `${path}${suffix}`);
  await store.close();
}

/** How many pages the file has. */
export function pagesOf(path: string): number {
  return readFileSync(path).length / PAGE_SIZE;
}

/** Overwrites pages, which count from 1, with zeroes. */
export function zeroPages(path: string, pages: readonly number[]): void {
  const bytes = readFileSync(path);
  for (const page of pages) bytes.fill(0, (page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  writeFileSync(path, bytes);
}

/** Copies a database with its log, if it has one. */
export function copyDatabase(from: string, to: string): void {
  for (const suffix of ['', '-wal'])
    if (existsSync(`${from}${suffix}`)) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
}

async function commitMany(store: SqliteStore, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await commit(store, creation(uuid(index)));
}
