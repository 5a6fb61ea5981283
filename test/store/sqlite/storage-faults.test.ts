/** Faults of SQLite become refusals that carry none of its text. */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/domain/errors.js';
import { DamagedRow } from '../../../src/store/sql/damaged-row.js';
import { isBusy, isDamage, storageRefusal } from '../../../src/store/sqlite/storage-faults.js';

/** Each with a part of its message, and the seconds until a retry. */
const FAULTS = [
  ['SQLITE_BUSY', 'in use by another program', 1],
  ['SQLITE_BUSY_SNAPSHOT', 'in use by another program', 1],
  ['SQLITE_LOCKED', 'in use by another program', 1],
  ['SQLITE_FULL', 'The storage is full', 30],
  ['SQLITE_READONLY_DBMOVED', 'does not take writes', 30],
  ['SQLITE_CORRUPT_INDEX', 'damaged', null],
  ['SQLITE_NOTADB', 'damaged', null],
  ['SQLITE_CONSTRAINT_DATATYPE', 'damaged', null],
  ['SQLITE_IOERR_FSYNC', 'Nothing was acknowledged', 30],
  ['SQLITE_CANTOPEN', 'cannot be opened', 30],
] as const;

describe('a fault of the storage', () => {
  test.each(FAULTS)('%s gets a message of the service', (code, words, retryAfterSeconds) => {
    const fault = new Database.SqliteError('near "secret": text of the library', code);
    const refusal = storageRefusal(fault);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining(words),
      cause: fault,
      retryAfterSeconds,
    });
    expect(String(refusal)).not.toMatch(/SQLITE|secret|library/);
  });

  test.each([
    ['a broken constraint', new Database.SqliteError('constraint', 'SQLITE_CONSTRAINT_CHECK')],
    ['an error of the program', new TypeError('no function')],
    ['what is no error', 'text'],
  ])('%s stays what it is', (_, error) => {
    expect(storageRefusal(error)).toBe(error);
  });

  test('is worth another try only where another connection holds the lock', () => {
    const busy = FAULTS.filter(([code]) => isBusy(new Database.SqliteError('', code))).map(([code]) => code);
    expect(busy).toEqual(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT']);
    expect(isBusy(new Error('SQLITE_BUSY'))).toBe(false);
  });

  test('shows damage where the file no longer holds what was written to it', () => {
    const damage = FAULTS.filter(([code]) => isDamage(new Database.SqliteError('', code))).map(([code]) => code);
    expect(damage).toEqual(['SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB', 'SQLITE_CONSTRAINT_DATATYPE']);
    const row = new DamagedRow('A row of text that is for the log alone.');
    expect(isDamage(row)).toBe(true);
    expect(storageRefusal(row)).toMatchObject({ message: 'The storage is damaged.', retryAfterSeconds: null });
  });
});
