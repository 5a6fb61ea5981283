/** Tests run against the sources; those that start the program as a process run what `npm run build` made. */
import { defineConfig, type Plugin } from 'vitest/config';

/** Imports a `.sql` file as its text, as the builds do. */
const sqlFiles: Plugin = {
  name: 'sql-files',
  transform: (text, id) => (id.endsWith('.sql') ? `export default ${JSON.stringify(text)}` : null),
};

export default defineConfig({
  plugins: [sqlFiles],
  // One copy of graphql: its two builds do not know each other's errors and types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    // For what hangs, not for what is slow: several of these run beside each other.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Most tests wait for disks, sockets and processes rather than for a core.
    maxWorkers: 4,
  },
});
