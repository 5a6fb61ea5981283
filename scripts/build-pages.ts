/**
 * Bundles the pages of src/explorer/page into dist/explorer/page: scripts and styles with a hash in their names, compressed
 * copies of them, and the HTML that loads them. Needs no network.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type BuildOptions, build, type Metafile } from 'esbuild';

const SOURCES = fileURLToPath(new URL('../src/explorer/page/', import.meta.url));
const TARGET = fileURLToPath(new URL('../dist/explorer/page/', import.meta.url));

// Qualities 10 and 11 would take as long as the rest of the build and save only a tenth.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const COMPRESSED = /\.(?:js|css|svg|ttf)$/;

// Pages other than GraphiQL's run on Preact instead of React, which is smaller.
const PREACT = {
  react: 'preact/compat',
  'react/jsx-runtime': 'preact/jsx-runtime',
  'react-dom/client': 'preact/compat/client',
};

/** The output files of a bundle, by path. */
type Outputs = Metafile['outputs'];

interface Page {
  readonly name: string;
  readonly title: string;
  /** Sources whose chunks the page imports dynamically. The HTML preloads them, so that they are fetched in parallel. */
  readonly preloaded: readonly string[];
  readonly fonts: readonly string[];
  readonly alias?: Record<string, string>;
}

const PAGES: readonly Page[] = [
  {
    name: 'explorer',
    title: 'Explorer',
    preloaded: [
      'src/explorer/page/explorer/graphiql.tsx',
      'node_modules/monaco-graphql/esm/monaco-editor.js',
      'node_modules/monaco-graphql/esm/lite.js',
      'node_modules/monaco-graphql/esm/graphqlMode.js',
    ],
    fonts: ['inter-latin', 'fira-code-latin'],
  },
  { name: 'console', title: 'Console', preloaded: [], fonts: ['inter-latin'], alias: PREACT },
  { name: 'sign-in', title: 'Signing in', preloaded: [], fonts: ['inter-latin'] },
  { name: 'sandbox', title: 'Apollo Sandbox', preloaded: [], fonts: ['inter-latin'], alias: PREACT },
];

const WORKERS = {
  editor: 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
  graphql: 'src/explorer/page/explorer/editor/graphql-worker.ts',
  json: 'node_modules/monaco-editor/esm/vs/language/json/json.worker.js',
  transfer: 'src/explorer/page/console/transfer/worker/transfer-worker.ts',
};

const COMMON: BuildOptions = {
  bundle: true,
  minify: true,
  target: 'es2022',
  jsx: 'automatic',
  legalComments: 'external',
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  outdir: `${TARGET}assets`,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.graphql': 'text', '.woff2': 'file', '.ttf': 'file', '.svg': 'file' },
  logLevel: 'warning',
};

/** Writes all pages. Returns esbuild's metafile of each bundle. */
export async function buildPages(): Promise<Metafile[]> {
  await mkdir(`${TARGET}assets`, { recursive: true });
  const workers = await bundle({
    ...COMMON,
    format: 'iife',
    entryPoints: Object.fromEntries(Object.entries(WORKERS).map(([name, source]) => [`${name}.worker`, source])),
  });
  const names = workerNames(workers.outputs);
  const pages = await Promise.all(PAGES.map((page) => buildPage(page, names)));
  return [workers, ...pages.flat()];
}

type Names = Readonly<Record<string, string>>;

async function buildPage({ name, title, preloaded, fonts, alias = {} }: Page, workers: Names): Promise<Metafile[]> {
  const styleBundle = await bundle({ ...COMMON, entryPoints: [`${SOURCES}${name}/${name}.css`] });
  const scriptBundle = await bundle({
    ...COMMON,
    format: 'esm',
    splitting: true,
    alias,
    entryPoints: { [name]: `${SOURCES}${name}/main.tsx` },
    // Styles are a separate bundle, which the HTML links to.
    loader: { ...COMMON.loader, '.css': 'empty' },
    define: { ...COMMON.define, ...workers },
  });
  const [styles, scripts] = [styleBundle.outputs, scriptBundle.outputs];
  const entry = outputOf(scripts, `src/explorer/page/${name}/main.tsx`);
  const style = outputOf(styles, `src/explorer/page/${name}/${name}.css`);
  const icon = Object.keys(styles).find((path) => basename(path).startsWith('icon-')) ?? '';
  const fontFiles = Object.keys(styles).filter((path) => fonts.some((font) => basename(path).startsWith(font)));
  const chunks = new Set(preloaded.flatMap((source) => [...withImports(scripts, outputOf(scripts, source))]));
  const links = [
    `<link rel="icon" href="${address(icon)}" />`,
    `<link rel="stylesheet" href="${address(style)}" />`,
    ...fontFiles.map((path) => `<link rel="preload" as="font" crossorigin href="${address(path)}" />`),
    ...[...chunks].map((path) => `<link rel="modulepreload" href="${address(path)}" />`),
    `<script type="module" src="${address(entry)}"></script>`,
  ];
  const template = await readFile(`${SOURCES}page.html`, 'utf8');
  const html = template.replace('{{title}}', title).replace('{{links}}', links.join('\n    '));
  await writeFile(`${TARGET}${name}.html`, html);
  return [styleBundle, scriptBundle];
}

/** Bundles, and writes each output file with compressed copies. Returns esbuild's metafile. */
async function bundle(options: BuildOptions): Promise<Metafile> {
  const { outputFiles, metafile } = await build({ ...options, metafile: true, write: false });
  await Promise.all(outputFiles.map(({ path, contents }) => writeCompressed(path, contents)));
  return metafile;
}

async function writeCompressed(path: string, contents: Uint8Array): Promise<void> {
  await writeFile(path, contents);
  if (!COMPRESSED.test(path)) return;
  await writeFile(`${path}.br`, await promisify(brotliCompress)(contents, BROTLI));
  await writeFile(`${path}.gz`, await promisify(gzip)(contents, { level: 9 }));
}

function outputOf(outputs: Outputs, source: string): string {
  const [path] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source) ?? [];
  if (path === undefined) throw new Error(`The bundle has no entry point ${source}.`);
  return path;
}

/** A file and all files that it imports statically. */
function withImports(outputs: Outputs, path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const imported = outputs[path]?.imports ?? [];
  for (const { path: next, kind } of imported) if (kind === 'import-statement') withImports(outputs, next, seen);
  return seen;
}

/** The values of `EDITOR_WORKER` etc. in the sources: the file names of the workers. */
function workerNames(workers: Outputs): Names {
  const names = Object.entries(WORKERS).map(([name, source]) => {
    return [`${name.toUpperCase()}_WORKER`, JSON.stringify(basename(outputOf(workers, source)))];
  });
  return Object.fromEntries(names);
}

/** A relative URL, so that a page also works if a proxy serves it below a path. */
function address(path: string): string {
  return `explorer/${basename(path)}`;
}
