/** Configuration of the tests. Most test the sources; those that start the program need `npm run build` first. */
import { defineConfig, type Plugin } from 'vitest/config';
import { viteThreadPrograms } from './scripts/thread-programs.js';

/** Imports a `.sql` file as its text, as the builds do. */
const sqlFiles: Plugin = {
  name: 'sql-files',
  transform: (text, id) => (id.endsWith('.sql') ? `export default ${JSON.stringify(text)}` : null),
};

// Tests that compare how long something takes. They run one after the other when all others have ended.
const TIMED = ['test/system/stalls.test.ts', 'test/explorer/console/long-list.test.ts'];

export default defineConfig({
  plugins: [sqlFiles, viteThreadPrograms],
  // Load only one copy of graphql: its CommonJS and ESM builds do not recognise each other's errors and types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    globalSetup: ['test/support/store/stop-postgres.ts'],
    // Long, to catch tests that hang, not those that are slow on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts'],
          exclude: TIMED,
          // More than there are cores, because most tests wait for disks, sockets and processes.
          maxWorkers: 4,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'timed', include: TIMED, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
