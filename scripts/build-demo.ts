/** Bundles the demo of `npm run demo:graph`, with the sources that it imports, into scripts/dist. Checks no types. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

await build({
  absWorkingDir: ROOT,
  entryPoints: ['scripts/demo-graph/demo-graph.ts'],
  // As deep as the sources, so that paths relative to import.meta.url are the same.
  outdir: 'scripts/dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: true,
  sourcesContent: false,
  loader: { '.sql': 'text' },
  logLevel: 'warning',
});
