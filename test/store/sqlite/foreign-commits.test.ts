/** Proves that what another program commits to the same file is noticed, what this one commits is not taken for it, and a stop holds. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { commit, creation, TENANT, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { openStore, TEST_DATABASE } from '../../support/store/open-store.js';

// Longer than the store takes until it looks again.
const A_WHILE_MS = 2_000;

test('Another program’s commits wake everybody, and one’s own those of their tenant', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const url = TEST_DATABASE.urlIn(scratchFolder());
  const [ours, theirs] = [await openStore(url), await openStore(url)];
  const told: unknown[] = [];
  const stop = ours.onCommit((touched) => told.push(touched === 'all' ? touched : [...touched]));

  await commit(ours, creation(uuid(1)));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(told).toEqual([[TENANT]]);
  await commit(theirs, creation(uuid(2)), creation(uuid(3)));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(told).toEqual([[TENANT], 'all']);
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(told).toHaveLength(2);

  stop();
  await commit(theirs, creation(uuid(4)));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(told).toHaveLength(2);
  // What came while nobody listened is not told to the next who does: it reads for itself.
  ours.onCommit((touched) => told.push(touched));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(told).toHaveLength(2);
  await commit(theirs, creation(uuid(5)));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(told).toEqual([[TENANT], 'all', 'all']);
});
