/** Checks for `doctor` whether a database file can be used. Creates and changes nothing. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SetupError } from '../../../domain/errors.js';
import { megabytes, migrationsDue } from '../../sql/migrations-due.js';
import type { StoreCheck } from '../../sql/store-check.js';
import { type DueMigrations, dueMigrations } from '../file-schema.js';
import { logOf } from '../sqlite-file.js';
import { describeLog } from './describe-log.js';
import { type Inspection, inspectSqliteFile } from './inspect-sqlite-file.js';
import { isDamaged, type LogReading } from './log-reading.js';

type Sentence = StoreCheck['sentences'][number];

/** Throws a `SetupError` if the file cannot be used. */
export function checkDatabaseFile(path: string): StoreCheck {
  checkWritable(path);
  const found = inspectSqliteFile(path);
  const facts = { latestAt: found?.latestAt ?? null, tenants: found?.tenants ?? [] };
  return { sentences: sentences(path, found), exists: found !== null, ...facts };
}

function sentences(path: string, found: Inspection | null): readonly Sentence[] {
  if (found === null) return [['note', `${path} is not there yet. The first start makes it.`]];
  const lines: Sentence[] = [
    ['ok', `The pages and the schema of ${path} are sound: ${found.bytes} bytes, schema ${found.schema}.`],
  ];
  const due = dueMigrations(found.schema, path);
  if (due !== null) lines.push(migrationSentence(due));
  if (isReadableByOthers(path))
    lines.push([
      'note',
      `${path} can be read by other users of this machine. Run "chmod 600" on it and the files beside it.`,
    ]);
  if (!found.isClosed)
    lines.push(['note', 'It is in use now, or was not closed in order; then the next start checks its pages.']);
  if (found.log !== null) lines.push(logSentence(logOf(path), found.log));
  else if (!found.isClosed)
    lines.push(['note', `Its write-ahead log ${logOf(path)} is gone, and with it what the file did not hold yet.`]);
  return lines;
}

function migrationSentence({ count, neededBytes, freeBytes }: DueMigrations): Sentence {
  const space = `which may write up to ${megabytes(neededBytes)} (${megabytes(freeBytes)} are free)`;
  return [freeBytes < neededBytes ? 'fault' : 'note', migrationsDue(count, space)];
}

/** This release creates files that only their owner can read; earlier releases did not. */
function isReadableByOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
}

function logSentence(path: string, log: LogReading): Sentence {
  const text = describeLog(path, log);
  if (!isDamaged(log)) return ['note', text];
  return [
    'fault',
    `${text} Copy the log before the next start, which throws it away. Restore a backup if its changes are needed.`,
  ];
}

/** The service writes to the file, creates other files beside it, and creates missing folders. */
function checkWritable(path: string): void {
  const folder = nearestExisting(dirname(resolve(path)));
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

function nearestExisting(place: string): string {
  return existsSync(place) ? place : nearestExisting(dirname(place));
}
