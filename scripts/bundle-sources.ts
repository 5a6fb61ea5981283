/** How esbuild bundles programs that run in a clone, with the sources that they import: the demo and the benchmark. */
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { threadPrograms } from './thread-programs.js';

export const FROM_SOURCES = {
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: true,
  sourcesContent: false,
  plugins: [threadPrograms],
  // Migrations.
  loader: { '.sql': 'text' },
  logLevel: 'warning',
} satisfies BuildOptions;
