/** Proves the package as a client program gets it: packed, unpacked beside its dependencies, imported and compiled. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import * as documents from '../../src/client/documents.js';
import { scratchFolder } from '../support/files/scratch.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAME = 'derived-credential-settings';
/** What the documents and their types need of those who import them. */
const BESIDE = ['graphql', '@graphql-typed-document-node/core'];
const run = promisify(execFile);

beforeAll(() => run('npx', ['tsx', 'scripts/build-package.ts'], { cwd: ROOT }));

/** A program's folder in which the packed package is installed. */
async function installed(): Promise<string> {
  const folder = scratchFolder();
  const { stdout } = await run('npm', ['pack', './package', '--json', '--pack-destination', folder], { cwd: ROOT });
  const [{ filename }] = JSON.parse(stdout);
  const place = join(folder, 'node_modules', NAME);
  mkdirSync(place, { recursive: true });
  await run('tar', ['-xzf', join(folder, filename), '-C', place, '--strip-components=1']);
  for (const name of BESIDE) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), link);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return folder;
}

/** What a program prints that is run in the folder. */
async function printed(folder: string, program: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: folder });
  return stdout;
}

/** What the compiler says of a program in the folder, at its strictest. */
async function complaints(folder: string, program: string): Promise<string> {
  writeFileSync(join(folder, 'program.ts'), program);
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext', '--types', ''];
  const compiler = join(ROOT, 'node_modules/.bin/tsc');
  return run(compiler, [...options, 'program.ts'], { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { readonly stdout: string }) => stdout,
  );
}

const PROGRAM = `
  import { type DerivedCredentialIssuer, SettingsPageDocument, type SettingsPageQuery } from '${NAME}/documents';
  import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
  declare function ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Data;
  const issuer: DerivedCredentialIssuer = 'PUREBRED';
  const answer: SettingsPageQuery = ask(SettingsPageDocument, { filter: { issuer: { eq: issuer } } });
  export const at: string | undefined = answer.derivedCredentials.nodes[0]?.updatedAt;
`;

test('the packed package gives its documents and its contract to whoever imports them, and nothing else', async () => {
  const folder = await installed();
  const names = await printed(
    folder,
    `import * as documents from '${NAME}/documents'; console.log(JSON.stringify(Object.keys(documents)));`,
  );
  expect(JSON.parse(names)).toEqual(Object.keys(documents).toSorted());
  const policies = await printed(
    folder,
    `import * as policies from '${NAME}/apollo-type-policies'; console.log(JSON.stringify(policies));`,
  );
  expect(Object.keys(JSON.parse(policies))).toEqual(['typePolicies']);
  const contract = await printed(folder, `console.log(import.meta.resolve('${NAME}/schema.graphql'));`);
  const text = readFileSync(fileURLToPath(contract.trim()), 'utf8');
  expect(text).toBe(readFileSync(join(ROOT, 'schema.graphql'), 'utf8'));
  await expect(printed(folder, `await import('${NAME}/dist/app.js');`)).rejects.toThrow(
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
  );
});

test('a typed program compiles against it, and one that asks for what is not there does not', async () => {
  const folder = await installed();
  expect(await complaints(folder, PROGRAM)).toBe('');
  expect(await complaints(folder, PROGRAM.replace('updatedAt', 'planted'))).toMatch(/'planted' does not exist/);
  expect(await complaints(folder, PROGRAM.replace("'PUREBRED'", "'PLANTED'"))).toMatch(/'"PLANTED"' is not assignable/);
});

test('its manifest asks only for what is loaded: the native module, and the types of the documents', () => {
  const { dependencies, ...others } = JSON.parse(readFileSync(join(ROOT, 'package/package.json'), 'utf8'));
  expect(Object.keys(dependencies).toSorted()).toEqual(['@graphql-typed-document-node/core', 'better-sqlite3']);
  expect(Object.keys(others)).not.toEqual(expect.arrayContaining(['scripts', 'devDependencies', 'workspaces']));
});

test('the program runs with nothing beside it but its native module', async () => {
  const folder = await installed();
  symlinkSync(join(ROOT, 'node_modules/better-sqlite3'), join(folder, 'node_modules/better-sqlite3'));
  const program = join(folder, 'node_modules', NAME, 'dist/main.js');
  const environment = { ...process.env, DATABASE_URL: `file:${folder}/test.sqlite` };
  const { stdout } = await run(process.execPath, [program, 'seed'], { cwd: folder, env: environment });
  expect(stdout).not.toBe('');
});
