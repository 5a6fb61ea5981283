/** What the papers say is so: commands run, tables match the code, operations fit the contract and succeed. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../src/config.js';
import { FAULT_CODES } from '../src/domain/errors.js';
import { GRAPHQL_ERROR_CODES } from '../src/graphql/errors.js';
import { boot } from './support/boot.js';
import { serve, start } from './support/process.js';
import { codeBlocks, differences, tableRows } from './support/readme.js';
import { scratchFolder } from './support/scratch.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const README = readPaper('README.md');
const SCHEMA = buildSchema(readPaper('schema.graphql'));
const PACKAGE = JSON.parse(readPaper('package.json'));
const OPERATIONS = codeBlocks(README, 'graphql');
const run = promisify(execFile);

function readPaper(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8');
}

function settingRows(): string[][] {
  return SETTINGS.map(({ name, byDefault, meaning }) => [`\`${name}\``, byDefault && `\`${byDefault}\``, meaning]);
}

function faultsOfOperation(text: string): string[] {
  return validate(SCHEMA, parse(text)).map(({ message }) => message);
}

/** Runs a shell block of the README against a service that the test started. */
async function runBlock(block: string, url: string, databaseFile: string): Promise<string> {
  const command = block.replaceAll('http://127.0.0.1:4000', url);
  const env = { ...process.env, DATABASE_URL: `file:${databaseFile}`, ENDPOINT: `${url}/graphql` };
  const { stdout } = await run('bash', ['-c', command], { cwd: ROOT, env });
  return stdout;
}

describe('the settings table', () => {
  const rows = tableRows(README, '| setting | default | meaning |');

  test('has a row for every setting and no other', () => {
    expect(differences(rows, settingRows())).toEqual([]);
  });

  test('would be refused with a row missing, added or altered', () => {
    const [first = [], ...others] = rows;
    expect(differences(others, settingRows())).toHaveLength(1);
    expect(differences([...rows, ['`PLANTED`', '', 'Nothing.']], settingRows())).toHaveLength(1);
    expect(differences([[first[0] ?? '', '`elsewhere`', first[2] ?? ''], ...others], settingRows())).toHaveLength(2);
  });
});

describe('the chapter on errors', () => {
  test('names every code of an error and no other', () => {
    const named = tableRows(README, '| code | meaning | what to do |').map(([code]) => code?.replaceAll('`', ''));
    expect(named.toSorted()).toEqual([...GRAPHQL_ERROR_CODES].toSorted());
  });

  test('names every code of a user error', () => {
    const chapter = README.slice(README.indexOf('## Errors'), README.indexOf('| code | meaning'));
    expect(FAULT_CODES.filter((code) => !chapter.includes(`\`${code}\``))).toEqual([]);
  });
});

describe('the commands', () => {
  test('in shell blocks are scripts of the package or files that exist', () => {
    const scripts = [...README.matchAll(/npm (?:run )?(start|test|[a-z]+)\b/g)].map(([, name]) => name ?? '');
    expect(scripts.filter((name) => name !== 'ci' && !(name in PACKAGE.scripts))).toEqual([]);
  });

  test('in the table are those of the program and no other', async () => {
    const { stdout } = await start(['--help']).ended;
    const offered = [...stdout.matchAll(/^ {2}([a-z-]+)(?= )/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'help');
    const documented = tableRows(README, '| command | what it does |').map(
      ([cell]) => /main\.js ([a-z-]+)/.exec(cell ?? '')?.[1],
    );
    expect(documented.toSorted()).toEqual(offered.toSorted());
  });

  test('of the first mutation create an object, by curl and by a client', async () => {
    const databaseFile = join(scratchFolder(), 'readme.sqlite');
    const { url } = await serve({ DATABASE_URL: `file:${databaseFile}`, LOG_LEVEL: 'silent' });
    const [curl = '', client = ''] = codeBlocks(README, 'sh').slice(2);
    const created = { data: { createDerivedCredentialSettings: { userErrors: [] } } };
    expect(JSON.parse(await runBlock(curl, url, databaseFile))).toMatchObject(created);
    expect(JSON.parse(await runBlock(client, url, databaseFile))).toMatchObject({ userErrors: [] });
  });
});

describe('the operations', () => {
  test('fit the contract', () => {
    expect(OPERATIONS.length).toBeGreaterThanOrEqual(5);
    expect(OPERATIONS.flatMap(faultsOfOperation)).toEqual([]);
  });

  test('would be refused with a field that is not there', () => {
    expect(faultsOfOperation('{ derivedCredentials { nodes { planted } } }')).toHaveLength(1);
  });

  test('run one after the other without an error', async () => {
    const { graphql } = await boot();
    for (const operation of OPERATIONS) {
      const { data, errors } = await graphql<Record<string, { userErrors?: unknown[] }>>(operation);
      expect(errors).toBeUndefined();
      for (const payload of Object.values(data ?? {})) expect(payload.userErrors ?? []).toEqual([]);
    }
  });
});

describe('CONTRIBUTING.md', () => {
  test('gives every dependency its reason', () => {
    const reasoned = tableRows(readPaper('CONTRIBUTING.md'), '| package | reason |').map(([cell]) =>
      cell?.replaceAll('`', ''),
    );
    expect(reasoned.toSorted()).toEqual(Object.keys(PACKAGE.dependencies).toSorted());
  });

  test('names only files that exist', () => {
    const page = readPaper('CONTRIBUTING.md');
    const named = [...page.matchAll(/`((?:src|test)\/[\w./-]+\.ts)`/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(3);
    for (const path of named) expect(() => readPaper(path)).not.toThrow();
  });
});
