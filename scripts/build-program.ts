/**
 * Bundles the program, src/main.ts and everything it imports, into one file of dist/program. A command runs only the modules
 * that it imports. Does not check types: `npm run typecheck` does.
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
    // One folder deep, like src/*/*.ts: paths relative to import.meta.url are the same in the sources and in the bundle.
    outdir: 'dist/program',
    entryNames: '[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    // V8 can cache the code of CommonJS only.
    format: 'cjs',
    define: { 'import.meta.url': 'bundleUrl' },
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    plugins: [oneGraphql, threadPrograms, noJsonSerializer],
    // Migrations.
    loader: { '.sql': 'text' },
    alias: { 'sha.js': NODE_HASHES },
    external: [...NOT_BUNDLED, ...NEVER_LOADED],
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    // Not minified, so that stack traces are readable; with --enable-source-maps they point to the sources.
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}
