/** Where the key of local mode is kept. Reads and makes none. */
import { pathOfFileUrl } from '../files/file-url.js';

/** For databases that are not files. */
const ELSEWHERE = 'data/local-key.json';

export interface KeyFileSettings {
  /** Null for the default: beside the database file. */
  readonly localKeyFile: string | null;
  readonly databaseUrl: string;
}

export function localKeyFileOf({ localKeyFile, databaseUrl }: KeyFileSettings): string {
  const database = pathOfFileUrl(databaseUrl);
  return localKeyFile ?? (database === null ? ELSEWHERE : `${database}.key.json`);
}
