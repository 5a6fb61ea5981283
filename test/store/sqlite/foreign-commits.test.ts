/** Commits of other programs to the same file notify the listeners, own commits are not mistaken for them, and a stop ends both. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { commit, creation, TENANT, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { openStore, SQLITE } from '../../support/store/open-store.js';

// Longer than the polling interval.
const A_WHILE_MS = 2_000;

test('commits of another program notify for all tenants, own commits for their tenant', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const url = SQLITE.urlIn(scratchFolder());
  const [ours, theirs] = [await openStore(url), await openStore(url)];
  const notified: unknown[] = [];
  const stop = ours.onCommit((touched) => notified.push(touched === 'all' ? touched : [...touched]));

  await commit(ours, creation(uuid(1)));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(notified).toEqual([[TENANT]]);
  await commit(theirs, creation(uuid(2)), creation(uuid(3)));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(notified).toEqual([[TENANT], 'all']);
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(notified).toHaveLength(2);

  stop();
  await commit(theirs, creation(uuid(4)));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(notified).toHaveLength(2);
  // Commits made while there was no listener are not reported to the next one, which reads the log itself.
  ours.onCommit((touched) => notified.push(touched));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(notified).toHaveLength(2);
  await commit(theirs, creation(uuid(5)));
  await vi.advanceTimersByTimeAsync(A_WHILE_MS);
  expect(notified).toEqual([[TENANT], 'all', 'all']);
});
