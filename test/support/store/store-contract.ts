/** The contract of the `Store` port, as one suite that runs unchanged on every kind of database. */
import { describe } from 'vitest';
import { scratchFolder } from '../files/scratch.js';
import { type OpenStore, openStore, type TestDatabase } from './open-store.js';
import { asOfContract } from './store-contract/as-of.js';
import { commitContract } from './store-contract/commits.js';
import { filterContract } from './store-contract/filters.js';
import { listContract } from './store-contract/lists.js';
import { logContract } from './store-contract/log.js';
import { propertyContract } from './store-contract/properties.js';
import { searchedLogContract } from './store-contract/searched-log.js';
import { snapshotContract } from './store-contract/snapshots.js';

/** Runs the whole suite on one kind of database. */
export function storeContract({ name, urlIn }: TestDatabase): void {
  contractOf(name, async () => openStore(await urlIn(scratchFolder())));
}

/** The same for stores that are opened in another way. */
export function contractOf(name: string, open: OpenStore): void {
  describe(`the store on ${name}`, () => {
    commitContract(open);
    logContract(open);
    searchedLogContract(open);
    listContract(open);
    filterContract(open);
    asOfContract(open);
    snapshotContract(open);
    propertyContract(open);
  });
}
