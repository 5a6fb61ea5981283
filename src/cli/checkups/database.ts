/** Whether the database can be used, without making or changing a file. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SetupError } from '../../domain/errors.js';
import { sqlitePath } from '../../store/database-files.js';
import { type Inspection, inspectSqliteFile } from '../../store/inspect-file.js';
import type { Finding, Look } from './finding.js';

/** Finds nothing where there is no database yet. Throws a `SetupError` where it cannot be used. */
export function checkDatabase(databaseUrl: string): Look<Inspection | null> {
  const path = sqlitePath(databaseUrl);
  checkWritable(path);
  const found = inspectSqliteFile(path);
  const findings = sentences(path, found).map(([state, text]) => ({ state, about: 'database', text }) as const);
  return { findings, found };
}

function sentences(path: string, found: Inspection | null): (readonly [Finding['state'], text: string])[] {
  if (found === null) return [['note', `${path} is not there yet. The first start makes it.`]];
  const sound = ['ok', `${path} is sound: ${found.bytes} bytes, schema ${found.schema}.`] as const;
  if (found.isClosed) return [sound];
  return [sound, ['note', 'It is in use now, or was not closed in order; then the next start checks its pages.']];
}

/** The service writes to the file and makes others beside it, and what is not there yet it makes on the way. */
function checkWritable(path: string): void {
  const folder = nearest(dirname(resolve(path)));
  if (!statSync(folder).isDirectory() || statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new SetupError(`${path} cannot be a database. Point DATABASE_URL at a file in a folder.`);
  }
  for (const place of existsSync(path) ? [folder, path] : [folder]) {
    try {
      accessSync(place, constants.R_OK | constants.W_OK);
    } catch (error) {
      throw new SetupError(`${place} cannot be written. Change its permissions, or point DATABASE_URL elsewhere.`, {
        cause: error,
      });
    }
  }
}

function nearest(place: string): string {
  return existsSync(place) ? place : nearest(dirname(place));
}
