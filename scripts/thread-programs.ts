/**
 * Turns an import of `./some-thread.js?program` into a text: the TypeScript source of a worker thread and what it imports, as
 * one CommonJS program for `new Worker(text, { eval: true })`. Both builds and Vitest use it, so that the tests of the sources
 * run the same threads. A thread must not import `better-sqlite3`: its path depends on where the program is installed.
 */
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IMPORT = /\.js\?program$/;

/** The plugin for esbuild. What a thread imports must be in the program as well, so that its metafile names all packages. */
export const threadPrograms: Plugin = {
  name: 'thread-programs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: IMPORT }, ({ path, resolveDir }) => ({
      // Relative, because esbuild names it in a comment of the bundle.
      path: relative(ROOT, sourceOf(path, resolveDir)),
      namespace: 'thread-program',
    }));
    onLoad({ filter: /./, namespace: 'thread-program' }, async ({ path }) => ({
      contents: await threadProgram(path),
      loader: 'text',
    }));
  },
};

/** The same for Vite, on which Vitest builds. */
export const viteThreadPrograms = {
  name: 'thread-programs',
  enforce: 'pre',
  // A virtual module: Vite would read the file of a path.
  resolveId: (path: string, importer = '') =>
    IMPORT.test(path) ? `\0thread-program:${sourceOf(path, dirname(importer))}` : null,
  async load(id: string) {
    const [, path] = /^\0thread-program:(.*)$/.exec(id) ?? [];
    return path === undefined ? null : `export default ${JSON.stringify(await threadProgram(path))}`;
  },
} as const;

function sourceOf(path: string, folder: string): string {
  return resolve(folder, path.replace(IMPORT, '.ts'));
}

async function threadProgram(path: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
