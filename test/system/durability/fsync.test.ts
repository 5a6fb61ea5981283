/** No create is acknowledged before its commit was synced to disk: if the fsync fails, the create fails. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type FailingSync, failingSync } from '../../support/files/failing-sync.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { startKillableService } from '../../support/service/killable-service.js';
import { createObject, readStored, requestCreate } from '../../support/system/created-objects.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

// A minimal program that writes while fsync fails, with `synchronous` NORMAL or FULL.
const WRITER = `
  const database = require('better-sqlite3')(process.env.FILE);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = ' + process.env.SYNCHRONOUS);
  database.exec('CREATE TABLE note (text)');
  database.exec("INSERT INTO note VALUES ('before')");
  require('node:fs').writeFileSync(process.env.SYNC_FAULT_FILE, '');
  try {
    database.exec("INSERT INTO note VALUES ('while syncs fail')");
    console.log('acknowledged');
  } catch (error) {
    console.log(error.code);
  }
`;

// The library that makes fsync fail is loaded with LD_PRELOAD, which is Linux only.
describe.skipIf(process.platform !== 'linux')('while the disk does not sync', () => {
  test('creates are refused as unavailable and reads go on; once it does, creates go on as well', async () => {
    const folder = scratchFolder();
    const disk = failingSync(folder);
    const environment = { DATABASE_URL: `file:${join(folder, 'test.sqlite')}`, LOG_LEVEL: 'silent' };
    const program = await startKillableService({ ...environment, ...disk.environment });
    const before = await createObject(program, { displayName: 'Before' });

    disk.fail();
    const refused = Array.from({ length: 8 }, (_, index) => ({ id: randomUUID(), displayName: `Refused ${index}` }));
    for (const { data, errors } of await Promise.all(refused.map((object) => requestCreate(program, object)))) {
      expect(data).toBeNull();
      expect(errors).toMatchObject([
        { message: expect.stringMatching(/^The storage failed\./), extensions: { code: 'UNAVAILABLE' } },
      ]);
      expect(JSON.stringify(errors)).not.toMatch(/SQLITE|IOERR|disk/i);
    }
    expect((await readStored(program)).objects).toEqual([before]);

    disk.mend();
    const afterwards = await createObject(program, { displayName: 'After' });
    expect((await readStored(program)).objects).toEqual([before, afterwards]);
    const retried = await Promise.all(refused.map((object) => createObject(program, object)));
    expect(retried).toEqual(refused);
    await program.kill();

    const restarted = await startKillableService(environment, program.token);
    const { objects, changes } = await readStored(restarted);
    const expected = [before, afterwards, ...refused];
    expect(objects).toHaveLength(expected.length);
    expect(objects).toEqual(expect.arrayContaining(expected));
    expect(changes.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => `${id}:1`).sort());
  });

  test('a writer with synchronous=NORMAL acknowledges, so this test would detect a missing fsync', () => {
    expect(writeWhileSyncsFail('NORMAL')).toBe('acknowledged');
    expect(writeWhileSyncsFail('FULL')).toBe('SQLITE_IOERR_FSYNC');
  });
});

function writeWhileSyncsFail(synchronous: 'NORMAL' | 'FULL'): string {
  const folder = scratchFolder();
  const { environment }: FailingSync = failingSync(folder);
  const env = { ...process.env, ...environment, FILE: join(folder, 'test.sqlite'), SYNCHRONOUS: synchronous };
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', WRITER], { cwd: HERE, env, encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return stdout.trim();
}
