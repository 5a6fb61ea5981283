/** Proves that created files are readable only by their owner, and synced together with their folders. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFile, makeFolder, syncFolder } from '../../src/files/durable.js';
import { scratchFolder } from '../support/files/scratch.js';
import { PROGRAM, start } from '../support/service/built-program.js';
import { startService } from '../support/service/started-service.js';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

// Windows has no such modes.
describe.skipIf(process.platform === 'win32')('the files of the database', () => {
  test('are readable by their owner alone, as are the folders made for them', async () => {
    const folder = scratchFolder();
    chmodSync(folder, 0o755);
    await startService({}, join(folder, 'made', 'deeper'));
    expect([modeOf(folder), modeOf(join(folder, 'made')), modeOf(join(folder, 'made', 'deeper'))]).toEqual([
      '755',
      '700',
      '700',
    ]);
    const names = readdirSync(join(folder, 'made', 'deeper')).sort();
    expect(names).toEqual(['test.sqlite', 'test.sqlite-shm', 'test.sqlite-wal', 'test.sqlite.key.json']);
    for (const name of names) expect(modeOf(join(folder, 'made', 'deeper', name)), name).toBe('600');
  });

  test('keep the permissions that an operator has given them', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'theirs'), { mode: 0o750 });
    const file = join(folder, 'theirs', 'test.sqlite');
    writeFileSync(file, '', { mode: 0o640 });
    const { code } = await start(['seed'], { DATABASE_URL: `file:${file}` }).ended;
    expect([code, modeOf(join(file, '..')), modeOf(file)]).toEqual([0, '750', '640']);
  });
});

// strace exists only on Linux.
describe.skipIf(process.platform !== 'linux' || spawnSync('strace', ['-V']).status !== 0)('the first start', () => {
  test.each([
    ['token', 'test.sqlite.key.json'],
    ['seed', 'test.sqlite'],
  ])('by %s syncs %s and every folder on the way to it', (command, name) => {
    const folder = scratchFolder();
    const DATABASE_URL = `file:${join(folder, 'made', 'deeper', 'test.sqlite')}`;
    const traced = ['-f', '-y', '-e', 'trace=fsync,fdatasync', process.execPath, PROGRAM, command];
    const env = { PATH: process.env['PATH'], DATABASE_URL };
    const { stderr, status } = spawnSync('strace', traced, { env, encoding: 'utf8' });
    expect(status).toBe(0);
    const synced = new Set([...stderr.matchAll(/f(?:data)?sync\(\d+<([^>]+)>/g)].map(([, path]) => path));
    const folders = [folder, join(folder, 'made'), join(folder, 'made', 'deeper')];
    const files = [...synced].filter((path) => path?.startsWith(join(folder, 'made', 'deeper', name)));
    expect([...synced]).toEqual(expect.arrayContaining(folders));
    expect(files).not.toEqual([]);
  });
});

describe('a folder and a file', () => {
  test('that are there already stay as they are', () => {
    const folder = scratchFolder();
    const file = join(folder, 'file');
    writeFileSync(file, 'content', { mode: 0o644 });
    makeFolder(folder);
    makeFile(file);
    expect(statSync(file)).toMatchObject({ size: 7 });
    expect(modeOf(file)).toBe('644');
  });

  test('that cannot be created are reported, and a failed sync of a folder is ignored', () => {
    const file = join(scratchFolder(), 'file');
    makeFile(file);
    expect(() => makeFolder(join(file, 'below'))).toThrow(/ENOTDIR/);
    expect(() => makeFile(join(file, 'below'))).toThrow(/ENOTDIR/);
    expect(() => syncFolder(join(file, 'below'))).not.toThrow();
  });
});
