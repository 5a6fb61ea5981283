/** How often a batch of 100 changes waits for the database: a few times, and not once for each change. */
import { describe, expect, test } from 'vitest';
import type { ChangeRequest } from '../../src/domain/draft.js';
import { MAX_BATCH, SettingsService } from '../../src/domain/settings-service.js';
import type { Store } from '../../src/domain/store.js';
import { Feed } from '../../src/feed/feed.js';
import { CONTENT, uuid } from '../support/domain/changes.js';
import { CALL } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';
import { DATABASES, openStore } from '../support/store/open-store.js';

const IDS = Array.from({ length: MAX_BATCH }, (_, index) => uuid(index));
interface Batch {
  readonly name: string;
  readonly request: (id: string) => ChangeRequest;
  readonly changes: number;
  /** At most. Usually: for the head, for all reads together, and for the commit. */
  readonly waits: number;
}

const BATCHES: readonly Batch[] = [
  { name: 'creates', request: (id) => ({ create: { ...CONTENT, id } }), changes: MAX_BATCH, waits: 3 },
  { name: 'updates', request: (id) => ({ update: { id, displayName: 'Second' } }), changes: MAX_BATCH, waits: 3 },
  // Without a commit, the head is read at the end, for the position that the response names.
  { name: 'retries of the creates', request: (id) => ({ create: { ...CONTENT, id } }), changes: 0, waits: 4 },
  // Which issuer must be the only one is known once the version has been read.
  { name: 'reverts', request: (id) => ({ revert: { id, toVersion: 1 } }), changes: MAX_BATCH, waits: 4 },
  { name: 'deletions', request: (id) => ({ delete: { id } }), changes: MAX_BATCH, waits: 3 },
];

describe.each(DATABASES)('$name', ({ urlIn }) => {
  test('a batch of 100 changes reads all that it needs together', async () => {
    const store = await openStore(await urlIn(scratchFolder()));
    let [waiting, waits] = [0, 0];
    // Calls the store, and counts how often a call is made while no other is on its way.
    const counting = new Proxy(store, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          const result: unknown = member.apply(target, given);
          if (!(result instanceof Promise)) return result;
          if (waiting === 0) waits += 1;
          waiting += 1;
          return result.finally(() => {
            waiting -= 1;
          });
        };
      },
    });
    const service = serviceOver(counting);
    for (const { name, request, changes, waits: most } of BATCHES) {
      waits = 0;
      const outcome = await service.apply(CALL, IDS.map(request));
      if (!outcome.ok) throw new Error(`The ${name} were refused: ${JSON.stringify(outcome.faults)}`);
      expect(outcome.results.filter(({ change }) => change !== null)).toHaveLength(changes);
      expect(waits, name).toBeLessThanOrEqual(most);
    }
  });
});

function serviceOver(store: Store): SettingsService {
  const { follow } = new Feed(store);
  return new SettingsService({ store, follow, clock: Date.now, newId: () => uuid(999), singleIssuer: true });
}
