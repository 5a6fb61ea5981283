/** Commits of other processes: each is told to those who follow its tenant, within a few looks. */
import { expect, test } from 'vitest';
import { Feed } from '../../../src/feed/feed.js';
import { commit, creation, OTHER_TENANT, TENANT, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { openStore, POSTGRESQL } from '../../support/store/open-store.js';

async function openTwo() {
  const url = await POSTGRESQL.urlIn(scratchFolder());
  return [await openStore(url), await openStore(url)] as const;
}

test('a follower in another process gets every change once, in the order of the log', async () => {
  const [here, there] = await openTwo();
  const iterator = new Feed(there).follow(TENANT, 0)[Symbol.asyncIterator]();
  const written = (async () => {
    for (let number = 0; number < 60; number += 1)
      await commit(number % 3 === 0 ? there : here, creation(uuid(number)));
  })();
  const positions: number[] = [];
  while (positions.length < 60) positions.push((await iterator.next()).value.position);
  await written;
  await iterator.return?.();
  expect(positions).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});

test('only the tenants that are followed are looked at, and each commit to one of them is told', async () => {
  const [here, there] = await openTwo();
  const heard: string[] = [];
  const stop = there.onCommit(
    (touched) => heard.push(...touched),
    () => [TENANT],
  );
  await expect.poll(() => heard).toEqual([TENANT]);
  await commit(here, creation(uuid(1), {}, { tenantId: OTHER_TENANT }));
  await commit(here, creation(uuid(1)));
  await expect.poll(() => heard).toEqual([TENANT, TENANT]);
  stop();
});
