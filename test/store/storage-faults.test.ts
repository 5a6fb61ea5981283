/** Faults of SQLite become refusals that carry none of its text. */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/domain/errors.js';
import { isBusy, storageRefusal } from '../../src/store/storage-faults.js';

const FAULTS = [
  ['SQLITE_BUSY', 'in use by another program'],
  ['SQLITE_BUSY_SNAPSHOT', 'in use by another program'],
  ['SQLITE_LOCKED', 'in use by another program'],
  ['SQLITE_FULL', 'The storage is full'],
  ['SQLITE_READONLY_DBMOVED', 'does not take writes'],
  ['SQLITE_CORRUPT_INDEX', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_IOERR_FSYNC', 'Nothing was acknowledged'],
  ['SQLITE_CANTOPEN', 'cannot be opened'],
] as const;

describe('a fault of the storage', () => {
  test.each(FAULTS)('%s is told in words of our own', (code, words) => {
    const fault = new Database.SqliteError('near "secret": text of the library', code);
    const refusal = storageRefusal(fault);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining(words), cause: fault });
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
});
