/**
 * `npm run package`: the folder `package`, which is what others install. Its manifest names only what is loaded when the
 * program runs or a client imports the documents; all else is bundled. Needs what `npm run build` makes.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { LOADED } from './build-program.js';

const ROOT = new URL('../', import.meta.url);
const TARGET = new URL('package/', ROOT);

// What runs, and what its README leads to.
const FILES = ['dist', 'schema.graphql', 'README.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE', 'docs', 'examples'];
/** What the types of the documents import. */
const DOCUMENT_TYPES = ['@graphql-typed-document-node/core'];

const manifest = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'));
const { name, version, description, license, type, exports, bin, engines, dependencies } = manifest;
const loaded = Object.fromEntries([...LOADED, ...DOCUMENT_TYPES].map((needed) => [needed, dependencies[needed]]));

await rm(TARGET, { recursive: true, force: true });
await mkdir(TARGET);
// The bundles keep their source maps, which name the lines of a stack trace.
for (const file of FILES) await cp(new URL(file, ROOT), new URL(file, TARGET), { recursive: true });
const packed = { name, version, description, license, type, exports, bin, engines, dependencies: loaded };
await writeFile(new URL('package.json', TARGET), `${JSON.stringify(packed, null, 2)}\n`);
