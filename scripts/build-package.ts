/**
 * `npm run package`: makes the folder `package`, the npm package that others install. Needs the output of `npm run build`.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';

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

const manifest = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'));
const { name, version, description, license, type, exports, bin, engines, dependencies } = manifest;

await rm(TARGET, { recursive: true, force: true });
await mkdir(TARGET);
// Includes the source maps, with which --enable-source-maps shows source lines in stack traces.
for (const file of FILES) await cp(new URL(file, ROOT), new URL(file, TARGET), { recursive: true });
const packed = { name, version, description, license, type, exports, bin, engines, dependencies };
await writeFile(new URL('package.json', TARGET), `${JSON.stringify(packed, null, 2)}\n`);
