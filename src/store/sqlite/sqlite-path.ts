/** Reads the path of the file from `DATABASE_URL`. Opens nothing. */
import { SetupError } from '../../domain/errors.js';
import { pathOfFileUrl } from '../../files/file-url.js';

/** Throws a `SetupError` if the URL names no file, or a database in memory. */
export function sqlitePath(databaseUrl: string): string {
  const path = pathOfFileUrl(databaseUrl);
  if (path === null || path === ':memory:') {
    throw new SetupError('DATABASE_URL names no database file. Give one such as file:data/derived-credentials.sqlite.');
  }
  return path;
}
