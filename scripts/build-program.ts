/**
 * Bundles the program, src/main.ts and everything it imports, into dist/main.js and dist/chunks. Each command loads only its
 * own chunk and the shared ones. Does not check types: `npm run typecheck` does.
 */
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import { threadPrograms } from './thread-programs.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Packages that the program loads from node_modules, because they contain native code. */
const NOT_BUNDLED = ['better-sqlite3'];
// Fastify loads its JSON schema compilers only if a route has a schema; none has.
const NEVER_LOADED = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler'];

// In a bundle, Apollo Server does not find node:crypto and would fall back to sha.js. Replace that with node:crypto.
const NODE_HASHES = "data:text/javascript,module.exports = require('node:crypto').createHash";

/** graphql-jit imports graphql's CommonJS files. A second copy of graphql would not recognise types and errors of the first. */
const oneGraphql: Plugin = {
  name: 'one-graphql',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^graphql\/.*\.js$/ }, ({ path, resolveDir, kind }) =>
      resolve(path.replace(/\.js$/, '.mjs'), { resolveDir, kind }),
    ),
};

/** graphql-jit loads it for an option that is not used. Loading it would block the event loop for four times as long. */
const noJsonSerializer: Plugin = {
  name: 'no-json-serializer',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^fast-json-stringify$/ }, ({ path }) => ({ path, namespace: 'not-used' }));
    onLoad({ filter: /.*/, namespace: 'not-used' }, () => ({ contents: 'module.exports = undefined' }));
  },
};

/** Writes the bundle. Returns esbuild's metafile. */
export async function buildProgram(): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/main.ts'],
    outdir: 'dist',
    // One folder deep, like src/*/*.ts: paths relative to import.meta.url are the same in the sources and in the bundle.
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    plugins: [oneGraphql, threadPrograms, noJsonSerializer],
    // Migrations.
    loader: { '.sql': 'text' },
    alias: { 'sha.js': NODE_HASHES },
    external: [...NOT_BUNDLED, ...NEVER_LOADED],
    // Bundled CommonJS packages call require() for Node.js modules.
    banner: { js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
    // Not minified, so that stack traces are readable; with --enable-source-maps they point to the sources.
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}
