/**
 * Bundles the program, src/main.ts and all that it imports, into dist/main.js and dist/chunks: what one command alone needs
 * into chunks of its own, what several share into others. Checks no types: `npm run typecheck` does.
 */
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Packages that the bundle loads when it runs, because they hold native code. */
export const LOADED = ['better-sqlite3'];
// Fastify's compilers of JSON schemas: never loaded, because no route has one.
const NEVER_LOADED = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler'];

// Apollo Server looks for the hashes of Node.js in a way that fails in a bundle, and would take those of a browser instead.
const NODE_HASHES = "data:text/javascript,module.exports = require('node:crypto').createHash";

/** graphql-jit asks for files of graphql's CommonJS build, which does not know the types and errors of its modules. */
const oneGraphql: Plugin = {
  name: 'one-graphql',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^graphql\/.*\.js$/ }, ({ path, resolveDir, kind }) =>
      resolve(path.replace(/\.js$/, '.mjs'), { resolveDir, kind }),
    ),
};

/** Writes the bundle, and tells what it is made of. */
export async function buildProgram(): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/main.ts'],
    outdir: 'dist',
    // As deep as the sources, so that what a file finds by its own address it finds from its chunk as well.
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    plugins: [oneGraphql],
    // Migrations.
    loader: { '.sql': 'text' },
    alias: { 'sha.js': NODE_HASHES },
    external: [...LOADED, ...NEVER_LOADED],
    // CommonJS requires modules of Node.js.
    banner: { js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
    // Not minified: a stack trace leads to text that can be read, and with --enable-source-maps to the sources.
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}
