/** The sources keep to the rules of ARCHITECTURE.md: imports, privileges, no cycles, opening comments. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ALLOWED, breaches, readSources } from '../support/system/architecture.js';
import { tableRows } from '../support/system/markdown.js';

const SOURCES = readSources(fileURLToPath(new URL('../../src', import.meta.url)));
const OPENING = '/** A file of a test. */\n';

describe('the sources', () => {
  test('keep every rule', () => {
    expect(SOURCES.size).toBeGreaterThan(20);
    expect(breaches(SOURCES)).toEqual([]);
  });

  test.each([
    ['an API module that imports the store', 'graphql/planted.ts', "import { openStore } from '../store/open.js';"],
    ['a type imported from a forbidden module', 'http/planted.ts', "import type { Config } from '../config.js';"],
    ['a package inside the domain', 'domain/planted.ts', "import { pino } from 'pino';"],
    ['a built-in module inside the domain', 'domain/planted.ts', "import { randomUUID } from 'node:crypto';"],
    ['an import that runs over several lines', 'feed/planted.ts', "import {\n  callOf,\n} from '../http/call.js';"],
    ['a dynamic import', 'auth/planted.ts', "const later = import('../app.js');"],
    [
      'a page that imports from the service',
      'explorer/page/planted.tsx',
      "import { callOf } from '../../http/call.js';",
    ],
    [
      'a database inside what databases share',
      'store/sql/planted.ts',
      "import { isBusy } from '../sqlite/storage-faults.js';",
    ],
    ['a file of the store in none of its modules', 'store/planted.ts', 'export const nothing = 0;'],
    [
      'the application that opens a database itself',
      'app.ts',
      "import { SqliteStore } from './store/sqlite/sqlite-store.js';",
    ],
    ['an unknown module', 'utils/planted.ts', 'export const nothing = 0;'],
    ['the environment read elsewhere', 'store/open.ts', 'export const url = process.env.DATABASE_URL;'],
    ['an exit called elsewhere', 'cli/planted.ts', 'process.exit(1);'],
  ])('are refused with %s', (_name, path, text) => {
    expect(breaches(new Map([[path, OPENING + text]]))).toHaveLength(1);
  });

  test.each([
    ['values', "import { one } from './one.js';"],
    ['types alone', "import type { One } from './one.js';"],
    ['types and values', "import { type One } from './one.js';"],
    ['types that are handed on', "export type { One } from './one.js';"],
    ['a type within an expression', "export type Two = import('./one.js').One;"],
  ])('are refused with a cycle of %s', (_name, text) => {
    const planted = new Map([
      ['domain/one.ts', `${OPENING}import type { Two } from './two.js';`],
      ['domain/two.ts', OPENING + text],
    ]);
    expect(breaches(planted)).toEqual(['domain/one.ts → domain/two.ts → domain/one.ts is a cycle.']);
  });

  test('are refused with a cycle through a generated file', () => {
    const planted = new Map([
      ['graphql/one.ts', `${OPENING}import type { Two } from './two.generated.js';`],
      ['graphql/two.generated.ts', "import type { One } from './one.js';"],
    ]);
    expect(breaches(planted)).toHaveLength(1);
  });

  test('are refused with a file that does not say what it is', () => {
    expect(breaches(new Map([['domain/planted.ts', 'export const nothing = 0;']]))).toHaveLength(1);
  });
});

describe('ARCHITECTURE.md', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const page = readFileSync(`${root}/ARCHITECTURE.md`, 'utf8');
  const records = readdirSync(`${root}/docs/decisions`);
  const pages = page + records.map((name) => readFileSync(`${root}/docs/decisions/${name}`, 'utf8')).join('\n');

  test('names only files that exist, as do the decisions', () => {
    const named = [...pages.matchAll(/`src\/([\w./-]+\.ts)`/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !SOURCES.has(path))).toEqual([]);
  });

  test('names only symbols that the sources have, as do the decisions', () => {
    const text = [...SOURCES.values()].join('\n');
    const symbols = [...pages.matchAll(/`([A-Za-z]+(?:\.(?!ts`)[a-zA-Z]+)?)`/g)].map(
      ([, name]) => name?.split('.').at(-1) ?? '',
    );
    expect(symbols.length).toBeGreaterThan(20);
    expect(symbols.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });

  test('has the table of imports that is enforced', () => {
    const names = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
    const rows = tableRows(page, '| module | may import |').flatMap(([modules, imports]) =>
      names(modules).map((module) => [module, names(imports).toSorted()]),
    );
    const enforced = Object.entries(ALLOWED).map(([module, imports]) => [module, imports.toSorted()]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(enforced));
    expect(rows).toHaveLength(enforced.length);
  });

  test('leads to an index that has every decision with its title and date', () => {
    const decisions = records.filter((name) => /^\d{4}-/.test(name)).toSorted();
    const titles = decisions.map((name) => {
      const text = readFileSync(`${root}/docs/decisions/${name}`, 'utf8');
      const [, number = '', title = '', date = ''] = /^# (\d{4}): (.*)\n\n(\d{4}-\d\d-\d\d)\n/.exec(text) ?? [];
      return [`[${number}](${name})`, title, date];
    });
    const index = readFileSync(`${root}/docs/decisions/README.md`, 'utf8');
    expect(tableRows(index, '| number | decision | date |')).toEqual(titles);
  });
});
