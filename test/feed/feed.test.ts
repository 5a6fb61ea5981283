/** Proves that a feed wakes the right followers, shares reads between them, and frees everything once they have left. */
import { expect, test } from 'vitest';
import type { RecordedChange } from '../../src/domain/change.js';
import type { CommitListener, Store } from '../../src/domain/store.js';
import { Feed } from '../../src/feed/feed.js';
import { commit, creation, OTHER_TENANT, TENANT, uuid } from '../support/domain/changes.js';
import { openStore } from '../support/store/open-store.js';

/** A real store that counts reads of the log and listeners. */
async function counted() {
  const store = await openStore();
  const reads: (readonly [tenantId: string, position: number])[] = [];
  const listeners = new Set<CommitListener>();
  const counting: Pick<Store, 'readChangesAfter' | 'onCommit'> = {
    readChangesAfter: (tenantId, position, limit, filter) => {
      reads.push([tenantId, position]);
      return store.readChangesAfter(tenantId, position, limit, filter);
    },
    onCommit: (listener) => {
      listeners.add(listener);
      const stop = store.onCommit(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
  let ids = 0;
  const write = (tenantId = TENANT, count = 1) =>
    commit(store, ...Array.from({ length: count }, () => creation(uuid(ids++), {}, { tenantId })));
  return { feed: new Feed(counting), reads, listeners, write };
}

const positionOf = async (next: Promise<IteratorResult<RecordedChange>>) => (await next).value?.position;

test('Live followers of a tenant share one read after each commit, however many they are', async () => {
  const { feed, reads, write } = await counted();
  const followers = Array.from({ length: 50 }, () => feed.follow(TENANT, 0));
  for (let position = 1; position <= 20; position += 1) {
    const waiting = followers.map((follower) => positionOf(follower.next()));
    await write();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([position]));
  }
  // Before each commit one that finds nothing, unless the commit is there already, and after it one that finds it.
  expect(reads.length).toBeGreaterThanOrEqual(20);
  expect(reads.length).toBeLessThanOrEqual(2 * 20);
});

test('Followers of quiet tenants read nothing while another is busy', async () => {
  const { feed, reads, write } = await counted();
  const quiet = feed.follow(OTHER_TENANT, 0);
  const busy = feed.follow(TENANT, 0);
  const told = positionOf(quiet.next());
  for (let position = 1; position <= 10; position += 1) {
    const next = positionOf(busy.next());
    await write();
    expect(await next).toBe(position);
  }
  expect(reads.filter(([tenantId]) => tenantId === OTHER_TENANT)).toHaveLength(1);
  await write(OTHER_TENANT);
  expect(await told).toBe(1);
});

test('Followers that begin together replay a long log with one read of each page', async () => {
  const { feed, reads, write } = await counted();
  await write(TENANT, 450);
  const followers = Array.from({ length: 10 }, () => feed.follow(TENANT, 0));
  for (let position = 1; position <= 450; position += 1) {
    const told = await Promise.all(followers.map((follower) => positionOf(follower.next())));
    expect(new Set(told)).toEqual(new Set([position]));
  }
  expect(new Set(reads.map(String)).size).toBe(reads.length);
  expect(reads.length).toBeLessThan(450 / 10);
});

test('A follower whose filter matches nothing searches the log once, in parts, and after each commit only what is new', async () => {
  const { feed, reads, write } = await counted();
  await write(TENANT, 2_500);
  const follower = feed.follow(TENANT, 0, { kinds: ['DELETED'] });
  const next = positionOf(follower.next());
  const places = async (count: number) => {
    while (reads.length < count) await new Promise((resolve) => setImmediate(resolve));
    return reads.splice(0).map(([, position]) => position);
  };
  expect(await places(4)).toEqual([0, 1_000, 2_000, 2_500]);
  await write();
  expect(await places(2)).toEqual([2_500, 2_501]);
  await follower.return?.();
  expect(await next).toBeUndefined();
});

test('Followers with the same filter share their reads, and get no changes that only other filters select', async () => {
  const { feed, reads, write } = await counted();
  const [one, two] = [1, 2].map(() => feed.follow(TENANT, 0, { settingsIds: [uuid(1)] }));
  const other = feed.follow(TENANT, 0, { settingsIds: [uuid(2)] });
  const told = Promise.all([one, two, other].map((follower) => positionOf(follower?.next() ?? Promise.reject())));
  await write(TENANT, 3);
  expect(await told).toEqual([2, 2, 3]);
  // For each filter one read that finds nothing, and one that finds what was committed.
  expect(reads).toHaveLength(2 * 2);
});

test('It listens while somebody follows and not a moment longer', async () => {
  const { feed, listeners } = await counted();
  expect(listeners.size).toBe(0);
  const [one, two, other] = [feed.follow(TENANT, 0), feed.follow(TENANT, 0), feed.follow(OTHER_TENANT, 0)];
  expect(listeners.size).toBe(1);
  await one.return?.();
  await one.return?.();
  await other.return?.();
  expect(listeners.size).toBe(1);
  await two.return?.();
  expect(listeners.size).toBe(0);
  const again = feed.follow(TENANT, 0);
  expect(listeners.size).toBe(1);
  await again.return?.();
});
