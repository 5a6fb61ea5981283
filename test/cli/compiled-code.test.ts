/** The code that V8 compiled when the program was built makes the start faster, and nothing else. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { programScript } from '../../scripts/program-loader/program-script.js';
import { scratchFolder } from '../support/files/scratch.js';
import { PROGRAM } from '../support/service/built-program.js';
import { copyWithoutPackages } from '../support/service/installed-copy.js';

const CODE = /\.code$/;

function run(program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function fileOf(program: string, ending: RegExp): string {
  const folder = join(dirname(program), 'program');
  return join(folder, readdirSync(folder).find((name) => ending.test(name)) ?? 'none');
}

test('V8 accepts it, and rejects the code of anything else', () => {
  const bundle = fileOf(PROGRAM, /\.cjs$/);
  expect(programScript(bundle, readFileSync(fileOf(PROGRAM, CODE))).cachedDataRejected).toBe(false);
  expect(programScript(bundle, new Script('1 + 1').createCachedData()).cachedDataRejected).toBe(true);
});

const SPOILT: readonly (readonly [what: string, spoil: (file: string, code: Buffer) => void])[] = [
  ['missing', (file) => rmSync(file)],
  ['empty', (file) => writeFileSync(file, '')],
  ['cut off', (file, code) => writeFileSync(file, code.subarray(0, code.length / 2))],
  ['damaged', (file, code) => writeFileSync(file, code.fill(0x55, code.length / 2, code.length / 2 + 1_000))],
  ['that of another script', (file) => writeFileSync(file, new Script('1 + 1').createCachedData())],
];

test.each(SPOILT)('the program does the same if it is %s', (_what, spoil) => {
  const program = copyWithoutPackages(scratchFolder());
  const file = fileOf(program, CODE);
  expect(existsSync(file)).toBe(true);
  spoil(file, readFileSync(file));
  expect(run(program, ['--version'])).toEqual(run(PROGRAM, ['--version']));
  expect(run(program, ['token', '--help'])).toMatchObject({ status: 0, stderr: '' });
});
