/** Every kind of database keeps the contract of the `GraphLedger` port. */
import { ledgerContract } from '../support/store/ledger-contract.js';
import { DATABASES } from '../support/store/open-store.js';

for (const database of DATABASES) ledgerContract(database);
