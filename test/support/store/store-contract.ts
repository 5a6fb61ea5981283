/** What every store does behind the `Store` port, as one suite that any of them runs unchanged. */
import { describe } from 'vitest';
import type { Store } from '../../../src/domain/store.js';
import { asOfContract } from './store-contract/as-of.js';
import { commitContract } from './store-contract/commits.js';
import { filterContract } from './store-contract/filters.js';
import { listContract } from './store-contract/lists.js';
import { logContract } from './store-contract/log.js';
import { propertyContract } from './store-contract/properties.js';
import { searchedLogContract } from './store-contract/searched-log.js';

/** `open` makes a new empty store; the suite closes it. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeps the contract of a store`, () => {
    commitContract(open);
    logContract(open);
    searchedLogContract(open);
    listContract(open);
    filterContract(open);
    asOfContract(open);
    propertyContract(open);
  });
}
