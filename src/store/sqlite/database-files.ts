/** The file that `DATABASE_URL` names. Opens none. */
import { SetupError } from '../../domain/errors.js';
import { pathOfFileUrl } from '../../files/file-url.js';

/** Throws a `SetupError` if the address names no file that keeps what is written. */
export function sqlitePath(databaseUrl: string): string {
  const path = pathOfFileUrl(databaseUrl);
  if (path === null || path === ':memory:') {
    throw new SetupError('DATABASE_URL names no database file. Give one such as file:data/derived-credentials.sqlite.');
  }
  return path;
}
