/**
 * Bundles the program, src/main.ts and everything it imports, into one file of dist/program, and OpenTelemetry into another one,
 * which is loaded only if it is configured. A command runs only the modules that it imports. Does not check types: `npm run
 * typecheck` does.
 */
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { buildStamp } from './build-stamp.js';
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

const COMMON = {
  absWorkingDir: ROOT,
  // One folder deep, like src/*/*.ts: paths relative to import.meta.url are the same in the sources and in the bundle.
  outdir: 'dist/program',
  entryNames: '[name]-[hash]',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  // V8 can cache the code of CommonJS only.
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  // Not minified, so that stack traces are readable; with --enable-source-maps they point to the sources.
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions;

/** Writes the bundle, which loads the telemetry from the given file beside it. Returns esbuild's metafile. */
export async function buildProgram(telemetryFile: string): Promise<Metafile> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: ['src/main.ts'],
    define: { 'import.meta.url': 'bundleUrl', BUILD: JSON.stringify(buildStamp()) },
    plugins: [oneGraphql, threadPrograms, noJsonSerializer, telemetryIn(telemetryFile)],
    // Migrations.
    loader: { '.sql': 'text' },
    alias: { 'sha.js': NODE_HASHES },
    external: [...NOT_BUNDLED, ...NEVER_LOADED],
    // V8 does not import from code that was compiled before, so the second file is required.
    supported: { 'dynamic-import': false },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  return metafile;
}

/** Writes the second bundle. Returns its name, and esbuild's metafile. */
export async function buildTelemetry(): Promise<{ readonly file: string; readonly metafile: Metafile }> {
  const { metafile } = await build({ ...COMMON, entryPoints: ['src/telemetry/open-telemetry.ts'] });
  const file = Object.keys(metafile.outputs).find((path) => path.endsWith('.cjs'));
  if (file === undefined) throw new Error('There is no bundle of the telemetry.');
  return { file: basename(file), metafile };
}

function telemetryIn(file: string): Plugin {
  return {
    name: 'telemetry-in-another-file',
    setup: ({ onResolve }) =>
      onResolve({ filter: /\/open-telemetry\.js$/ }, () => ({ path: `./${file}`, external: true })),
  };
}
