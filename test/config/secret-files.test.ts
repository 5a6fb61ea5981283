/** A secret may be in a file, named by another variable. Faults name the file and show nothing of the secret. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readClientConfig, readConfig } from '../../src/config.js';
import { SetupError } from '../../src/domain/errors.js';
import { scratchFolder } from '../support/files/scratch.js';

const URL_WITH_PASSWORD = 'postgres://me:s3cret@db.example/settings';

function fileWith(content: string): string {
  const path = join(scratchFolder(), 'secret');
  writeFileSync(path, content);
  return path;
}

function faultsOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
  return '';
}

test('a secret is the content of its file without the line break at the end', () => {
  expect(readConfig({ DATABASE_URL_FILE: fileWith(`${URL_WITH_PASSWORD}\n`) }).databaseUrl).toBe(URL_WITH_PASSWORD);
  const both = { DATABASE_URL: URL_WITH_PASSWORD, DATABASE_READ_URL_FILE: fileWith(`${URL_WITH_PASSWORD}\n`) };
  expect(readConfig(both).databaseReadUrl).toBe(URL_WITH_PASSWORD);
  expect(readClientConfig({ SERVICE_TOKEN_FILE: fileWith('a.b.c\r\n') }).serviceToken).toBe('a.b.c');
});

test('a file that is missing or empty is reported with all other faults', () => {
  expect(faultsOf(() => readConfig({ DATABASE_URL_FILE: '/nowhere', PORT: 'x' })).split('\n')).toEqual([
    'DATABASE_URL_FILE names /nowhere, which cannot be read (ENOENT).',
    'PORT is not a port number from 0 to 65535.',
  ]);
  const empty = fileWith(' \n');
  expect(faultsOf(() => readConfig({ DATABASE_URL_FILE: empty }))).toBe(
    `DATABASE_URL_FILE names ${empty}, which is empty.`,
  );
  expect(faultsOf(() => readClientConfig({ SERVICE_TOKEN_FILE: '/nowhere', SERVICE_URL: 'x' })).split('\n')).toEqual([
    'SERVICE_TOKEN_FILE names /nowhere, which cannot be read (ENOENT).',
    'SERVICE_URL is not an http or https address.',
  ]);
});

test('a secret that is given twice is refused', () => {
  expect(faultsOf(() => readConfig({ DATABASE_URL_FILE: fileWith(URL_WITH_PASSWORD), DATABASE_URL: 'file:x' }))).toBe(
    'DATABASE_URL_FILE and DATABASE_URL are both set. Keep one of them.',
  );
});

test('a secret that is wrong is not shown', () => {
  expect(faultsOf(() => readConfig({ DATABASE_URL_FILE: fileWith(URL_WITH_PASSWORD.replace('postgres', 'db')) }))).toBe(
    'DATABASE_URL does not begin with file:, postgres: or postgresql:.',
  );
});
