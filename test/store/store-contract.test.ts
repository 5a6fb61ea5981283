/** Every kind of database keeps the contract of the `Store` port. */
import { DATABASES } from '../support/store/open-store.js';
import { storeContract } from '../support/store/store-contract.js';

for (const database of DATABASES) storeContract(database);
