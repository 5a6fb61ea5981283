/** `npm run build:bench`: the benchmark's programs and what they import of the sources, into bench/dist. Checks no types. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TARGET = 'bench/dist';

await rm(new URL(`../${TARGET}`, import.meta.url), { recursive: true, force: true });
await build({
  absWorkingDir: ROOT,
  entryPoints: ['bench/main.ts', 'bench/load/generator-program.ts', 'bench/peers/*.ts'],
  outdir: TARGET,
  outbase: '.',
  // Beside bench/main.js, so that what a file finds by its own address it finds from its chunk as well.
  chunkNames: 'bench/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: true,
  sourcesContent: false,
  loader: { '.sql': 'text' },
  logLevel: 'warning',
});
