/** Configuration of the tests. Most test the sources; those that start the program need `npm run build` first. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Load only one copy of graphql: its CommonJS and ESM builds do not recognise each other's errors and types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    // Long, to catch tests that hang, not those that are slow on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // More than there are cores, because most tests wait for disks, sockets and processes.
    maxWorkers: 4,
  },
});
