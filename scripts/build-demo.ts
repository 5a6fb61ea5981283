/** Bundles the demo of `npm run demo:graph`, with the sources that it imports, into scripts/dist. Checks no types. */
import { build } from 'esbuild';
import { FROM_SOURCES } from './bundle-sources.js';

await build({
  ...FROM_SOURCES,
  entryPoints: ['scripts/demo-graph/demo-graph.ts'],
  // As deep as the sources, so that paths relative to import.meta.url are the same.
  outdir: 'scripts/dist',
});
