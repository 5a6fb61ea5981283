/** SECURITY.md names only tests that exist, and leaves no test of a promise unnamed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tableRows } from '../support/system/markdown.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const named = [...PAGE.matchAll(/`(test\/[\w./-]+\.test\.ts)`/g)].map(([, path]) => path ?? '');

test('Every promise names a test, and every test that is named exists', () => {
  const promises = tableRows(PAGE, '| promise | tested in |');
  expect(promises.length).toBeGreaterThan(8);
  expect(promises.filter(([, tests]) => !tests?.includes('.test.ts'))).toEqual([]);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('Every suite of hostile requests and of durability supports a promise', () => {
  const suites = ['test/system/hostile', 'test/system/durability'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => `${folder}/${name}`),
  );
  expect(suites.filter((path) => !named.includes(path))).toEqual([]);
});
