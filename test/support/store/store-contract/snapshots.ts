/** Pages: their items, what lies beyond them and the total count are of one state. */
import { describe, expect, test } from 'vitest';
import { settingsAfter } from '../../../../src/domain/change.js';
import { EVERYTHING } from '../../../../src/domain/query.js';
import { commit, creation, deletion, TENANT, uuid } from '../../domain/changes.js';
import type { OpenStore } from '../open-store.js';

const PAGE = { size: 10, from: 'start', after: null, before: null, withTotalCount: true } as const;

export function snapshotContract(open: OpenStore): void {
  describe('whatever is committed meanwhile', () => {
    test('a list and its count are of one state', async () => {
      const store = await open();
      await commit(store, creation(uuid(1)));
      let isDone = false;
      const writing = (async () => {
        for (let number = 2; !isDone; number += 1) {
          const [created] = await commit(store, creation(uuid(number)));
          const settings = created && settingsAfter(created);
          if (settings) await commit(store, deletion(settings));
        }
      })();
      const counts = new Set<number>();
      for (let read = 0; read < 50 || counts.size < 2; read += 1) {
        await new Promise(setImmediate);
        const { items, totalCount } = await store.list(TENANT, { filter: EVERYTHING, order: [], page: PAGE });
        expect(totalCount).toBe(items.length);
        counts.add(items.length);
      }
      isDone = true;
      await writing;
    });
  });
}
