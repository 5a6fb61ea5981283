/** The path of local mode's key file. Neither reads nor creates the file. */
import { pathOfFileUrl } from '../files/file-url.js';

/** The default if the database is not a file. */
const DEFAULT_KEY_FILE = 'data/local-key.json';

interface KeyFileConfig {
  /** Null for the default: next to the database file. */
  readonly localKeyFile: string | null;
  readonly databaseUrl: string;
}

export function localKeyFileOf({ localKeyFile, databaseUrl }: KeyFileConfig): string {
  const database = pathOfFileUrl(databaseUrl);
  return localKeyFile ?? (database === null ? DEFAULT_KEY_FILE : `${database}.key.json`);
}
