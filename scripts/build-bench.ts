/** `npm run build:bench`: bundles the benchmark's programs, with the sources that they import, into bench/dist. Checks no types. */
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { FROM_SOURCES } from './bundle-sources.js';

const TARGET = 'bench/dist';

await rm(new URL(`../${TARGET}`, import.meta.url), { recursive: true, force: true });
await build({
  ...FROM_SOURCES,
  entryPoints: ['bench/main.ts', 'bench/load/*-program.ts', 'bench/peers/*.ts'],
  outdir: TARGET,
  outbase: '.',
  // In the folder of bench/main.js, so that paths relative to import.meta.url are the same in main.js and in a chunk.
  chunkNames: 'bench/[name]-[hash]',
  splitting: true,
});
