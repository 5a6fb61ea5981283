/** A request that is still going on when the store is closed is refused, and reported as no fault of the storage. */
import { describe, expect, test } from 'vitest';
import { EVERYTHING, OLDEST_FIRST } from '../../src/domain/query.js';
import { openStore as open } from '../../src/store/open.js';
import { CONTENT, commit, creation, TENANT, uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { DATABASES } from '../support/store/open-store.js';

const PAGE = { size: 10, from: 'start', after: null, before: null } as const;

describe.each(DATABASES)('A closed store on $name', ({ urlIn }) => {
  test('refuses reads and writes because the service is shutting down', async () => {
    const store = await open(await urlIn(scratchFolder()), () => {});
    await commit(store, creation(uuid(1)));
    await store.close();
    for (const use of [
      () => store.find(TENANT, uuid(1)),
      () => store.list(TENANT, { filter: EVERYTHING, order: OLDEST_FIRST, page: PAGE }),
      () => store.listChanges(TENANT, { filter: {}, page: PAGE }),
      () => store.head(TENANT),
      () => store.readChangesAfter(TENANT, 0, 10),
      () => store.commit([creation(uuid(2), CONTENT)]),
    ]) {
      await expect(use(), use.toString()).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: 'The service is shutting down.',
      });
    }
  });
});
