/** Every command that needs SQLite reports a missing native module, and how to fix the installation. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../support/files/scratch.js';
import { EXAMPLE_BODY } from '../support/rest/rest-client.js';
import {
  copyWithoutBinding,
  copyWithoutPackages,
  putBinding,
  putOldBinding,
} from '../support/service/installed-copy.js';

const run = promisify(execFile);
const COMMANDS = [['serve'], ['seed'], ['import', 'export.json'], ['doctor']];
const NO_BINDING =
  /SQLite's native module is missing or was built for another version than Node\.js \d+\.\S+\. Run "npm rebuild better-sqlite3"\.\n/;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function ended(folder: string, main: string, args: readonly string[]): Promise<Ended> {
  writeFileSync(join(folder, 'export.json'), JSON.stringify(EXAMPLE_BODY));
  const env = { PATH: process.env['PATH'], DATABASE_URL: `file:${folder}/test.sqlite`, PORT: '0' };
  try {
    return { code: 0, ...(await run(process.execPath, [main, ...args], { cwd: folder, env })) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

const SPOILT: readonly (readonly [how: string, spoil: (folder: string) => void])[] = [
  ['is missing', () => {}],
  ['was built for another version of Node.js', putOldBinding],
];

describe.each(SPOILT)('where the native module %s', (_, spoil) => {
  test('every command that needs it ends with 78 and says what to run, until that has been done', async () => {
    const folder = scratchFolder();
    const main = copyWithoutBinding(folder);
    spoil(folder);
    for (const args of COMMANDS) {
      const { code, stdout, stderr } = await ended(folder, main, args);
      expect([args[0], code]).toEqual([args[0], 78]);
      expect(args[0] === 'doctor' ? stdout : stderr).toMatch(NO_BINDING);
      expect(stdout + stderr).not.toMatch(/Internal error|at .*\.js:/);
    }
    putBinding(folder);
    for (const args of [['seed'], ['doctor']]) {
      expect(await ended(folder, main, args)).toMatchObject({ code: 0, stderr: '' });
    }
  });

  test('the doctor looks at everything else, and commands that need no database work', async () => {
    const folder = scratchFolder();
    const main = copyWithoutBinding(folder);
    spoil(folder);
    const { stdout } = await ended(folder, main, ['doctor']);
    expect(stdout).toMatch(/^ok +configuration .*\nfault +database .*\nnote +keys .*\nok +clock /);
    expect(await ended(folder, main, ['print-schema'])).toMatchObject({ code: 0, stderr: '' });
  });
});

test.each(COMMANDS)(
  'where no package is installed, %s ends with 78 and names the one that is missing',
  async (...args) => {
    const folder = scratchFolder();
    expect(await ended(folder, copyWithoutPackages(folder), args)).toEqual({
      code: 78,
      stdout: '',
      stderr: 'The package better-sqlite3 is not installed. Run "npm ci".\n',
    });
  },
);
