/** Proves that every command uses the key file of `LOCAL_KEY_FILE`, or by default the one next to the database file. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localKeyFileOf } from '../../src/auth/local-key-file.js';
import { scratchFolder } from '../support/files/scratch.js';
import { start } from '../support/service/built-program.js';
import { startKillableService } from '../support/service/killable-service.js';

test.each([
  [null, 'file:data/a.sqlite', 'data/a.sqlite.key.json'],
  [null, 'file:///var/lib/a.sqlite', '/var/lib/a.sqlite.key.json'],
  [null, 'postgres://localhost/db', 'data/local-key.json'],
  ['keys/mine.json', 'file:data/a.sqlite', 'keys/mine.json'],
])('%j beside %s is %s', (localKeyFile, databaseUrl, file) => {
  expect(localKeyFileOf({ localKeyFile, databaseUrl })).toBe(file);
});

test('a token of a key elsewhere is accepted by a service with that key, and doctor names its file', async () => {
  const folder = scratchFolder();
  const file = join(folder, 'keys', 'mine.json');
  const environment = { DATABASE_URL: `file:${folder}/test.sqlite`, LOCAL_KEY_FILE: file };
  const service = await startKillableService(environment);
  expect((await service.graphql('{ viewer { tenantId } }')).errors).toBeUndefined();
  expect([statSync(file).mode & 0o777, statSync(join(folder, 'keys')).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(existsSync(`${folder}/test.sqlite.key.json`)).toBe(false);
  const { stdout } = await start(['doctor'], environment).ended;
  expect(stdout).toMatch(/^ok +keys +\S+mine\.json holds the key of local mode\.$/m);
});
