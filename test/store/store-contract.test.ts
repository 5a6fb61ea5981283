/** Every kind of database keeps the contract of the `Store` port. */

import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { scratchFolder } from '../support/files/scratch.js';
import { DATABASES } from '../support/store/open-store.js';
import { contractOf, storeContract } from '../support/store/store-contract.js';

for (const database of DATABASES) storeContract(database);

// As in a large tenant, where any read that may be long runs in a thread.
contractOf('SQLite with long reads in threads', async () => {
  const store = new SqliteStore(join(scratchFolder(), 'test.sqlite'), () => {}, null, 0);
  onTestFinished(() => store.close());
  return store;
});
