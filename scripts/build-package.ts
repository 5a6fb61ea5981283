/**
 * `npm run package`: makes the folder `package`, the npm package that others install. Its dependencies are only the packages
 * that are not bundled and those that the types of the documents import. Needs the output of `npm run build`.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { NOT_BUNDLED } from './build-program.js';

const ROOT = new URL('../', import.meta.url);
const TARGET = new URL('package/', ROOT);

// The program, the pages that the README links to, and the files that these pages link to.
const FILES = [
  'dist',
  'schema.graphql',
  'LICENSE',
  'README.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs',
  'examples',
  'deploy',
  'bench/README.md',
  'bench/results',
];

const DOCUMENT_TYPES = ['@graphql-typed-document-node/core'];

const manifest = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'));
const { name, version, description, license, type, exports, bin, engines, dependencies } = manifest;
const needed = Object.fromEntries([...NOT_BUNDLED, ...DOCUMENT_TYPES].map((each) => [each, dependencies[each]]));

await rm(TARGET, { recursive: true, force: true });
await mkdir(TARGET);
// Includes the source maps, with which --enable-source-maps shows source lines in stack traces.
for (const file of FILES) await cp(new URL(file, ROOT), new URL(file, TARGET), { recursive: true });
const packed = { name, version, description, license, type, exports, bin, engines, dependencies: needed };
await writeFile(new URL('package.json', TARGET), `${JSON.stringify(packed, null, 2)}\n`);
