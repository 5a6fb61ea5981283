/** `doctor` reports what is wrong and how to fix it, then exits with 78. It neither creates nor changes a file. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderState } from '../../support/files/folder-state.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { type Ended, start } from '../../support/service/built-program.js';
import { keepAliveClient, startService } from '../../support/service/started-service.js';
import { killedFile } from '../../support/store/database-files.js';
import { SQLITE } from '../../support/store/open-store.js';

const settingsOf = (folder: string) => ({ DATABASE_URL: `file:${join(folder, 'test.sqlite')}` });

function doctor(environment: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended> {
  return start(['doctor', ...args], environment).ended;
}

/** What is said of one thing: the states and the texts, in order. */
function saidOf(about: string, { stdout }: Ended): string[] {
  const lines = stdout.split('\n').map((line) => /^(\w+) +(\w+) +(.*)$/.exec(line) ?? []);
  return lines.filter(([, , found]) => found === about).map(([, state, , text]) => `${state} ${text}`);
}

describe('nothing is made or changed by looking', () => {
  test('if there is no database yet', async () => {
    const folder = scratchFolder();
    const ended = await doctor({ DATABASE_URL: `file:${join(folder, 'some/folder/test.sqlite')}` });
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(saidOf('database', ended)).toEqual([expect.stringMatching(/^note .* is not there yet\./)]);
    expect(saidOf('keys', ended)).toEqual([expect.stringMatching(/^note .* is not there yet\./)]);
    expect(folderState(folder)).toEqual({});
  });

  test('in a database that was closed', async () => {
    const folder = scratchFolder();
    await start(['seed'], settingsOf(folder)).ended;
    await start(['token'], settingsOf(folder)).ended;
    const before = folderState(folder);
    expect(Object.keys(before)).toHaveLength(2);
    const ended = await doctor(settingsOf(folder));
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(saidOf('database', ended)).toEqual([
      expect.stringMatching(/^ok The pages and the schema of .* are sound: \d+ bytes, schema \d+\.$/),
    ]);
    expect(saidOf('keys', ended)).toEqual([expect.stringMatching(/^ok .* holds the key of local mode\.$/)]);
    expect(folderState(folder)).toEqual(before);
  });

  test('in a database that a killed program has left with its log', async () => {
    const folder = scratchFolder();
    await killedFile(join(folder, 'test.sqlite'), 20);
    const before = folderState(folder);
    const ended = await doctor(settingsOf(folder));
    expect([ended.code, saidOf('database', ended)[1]]).toEqual([
      0,
      expect.stringMatching(/^note .* not closed in order/),
    ]);
    expect(folderState(folder)).toEqual(before);
  });

  test('in a file that a service uses, nor after that was killed', async () => {
    const folder = scratchFolder();
    const service = await startService({}, folder, SQLITE);
    await keepAliveClient(service)('{ viewer { tenantId } }');
    const look = async () => {
      // The index of the log is shared memory, in which even readers note that they are there.
      const { 'test.sqlite-shm': _index, ...before } = folderState(folder);
      expect(Object.keys(before)).toEqual(['test.sqlite', 'test.sqlite-wal', 'test.sqlite.key.json']);
      const ended = await doctor(settingsOf(folder));
      expect([ended.code, saidOf('database', ended)[1]]).toEqual([0, expect.stringMatching(/^note It is in use now/)]);
      const { 'test.sqlite-shm': _after, ...after } = folderState(folder);
      expect(after).toEqual(before);
    };
    await look();
    service.child.kill('SIGKILL');
    await service.ended;
    await look();
  });
});

test('every fault of the configuration is reported, and the exit code shows it', async () => {
  const ended = await doctor({ PORT: '99999', HOST: '0.0.0.0', LOG_LEVEL: 'loud' });
  expect(ended.code).toBe(78);
  expect(ended.stderr).toBe('3 faults. Fix what is reported above and run doctor again.\n');
  expect(saidOf('configuration', ended)).toEqual([
    'fault PORT is not a port number from 0 to 65535.',
    expect.stringMatching(/^fault LOG_LEVEL is none of fatal,/),
    expect.stringMatching(/^fault HOST is 0\.0\.0\.0, .* Use 127\.0\.0\.1, or set AUTH_CLOUD\.$/),
  ]);
});

test('a fault of one thing does not keep the others from being looked at', async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'test.sqlite'));
  const ended = await doctor({ ...settingsOf(folder), TRUSTED_DOCUMENTS: '/not/there.json' }, '--token', 'x');
  expect([ended.code, ended.stderr]).toEqual([78, '2 faults. Fix what is reported above and run doctor again.\n']);
  expect(saidOf('database', ended)).toEqual([
    expect.stringMatching(/^fault .* cannot be a database\. Point DATABASE_URL/),
  ]);
  expect(saidOf('clock', ended)).toEqual([expect.stringMatching(/^ok It is \d{4}-/)]);
  expect(saidOf('token', ended)).toEqual([expect.stringMatching(/^fault There is no key to verify it with\./)]);
});

test('a token is taken from an argument or from standard input', async () => {
  const environment = settingsOf(scratchFolder());
  const { stdout: token } = await start(['token', '--expires', '2h'], environment).ended;
  const given = await doctor(environment, '--token', token.trim());
  const piped = start(['doctor', '--token', '-'], environment);
  piped.child.stdin?.end(token);
  for (const ended of [given, await piped.ended]) {
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(saidOf('token', ended)).toEqual([
      expect.stringMatching(/^ok It is of the tenant 00000000-0000-4000-8000-000000000001, for the user /),
      expect.stringMatching(/^ok It works until .*Z, for 1\d\d more minutes\.$/),
      'ok It may read and write.',
    ]);
    expect(ended.stdout).not.toContain(token.trim().split('.')[2]);
  }
});
