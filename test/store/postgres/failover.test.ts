/** A standby takes the place of the primary, both named in `DATABASE_URL`. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { RecordedChange } from '../../../src/domain/change.js';
import { Feed } from '../../../src/feed/feed.js';
import { openStore } from '../../../src/store/open.js';
import { creation, TENANT, uuid } from '../../support/domain/changes.js';
import { type Cluster, databaseUrl, remove, start, startCluster, stop } from '../../support/store/postgres-cluster.js';
import { promote, startStandby } from '../../support/store/postgres-standby.js';
import { changesSource, readAll } from '../../support/store/read-all.js';
import { expectNothingLost, startWriters, TENANTS } from '../../support/store/writers.js';

const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 1);
const [FOLLOWED = ''] = TENANTS;
const RUNNING_MS = 800;

test('after a failover to a synchronous standby nothing that was acknowledged is missing, and followers go on', {
  timeout: 120_000 + ROUNDS * 30_000,
}, async () => {
  for (let round = 0; round < ROUNDS; round += 1) await failOver(`served_${round}`);
});

async function failOver(database: string): Promise<void> {
  const primary = startCluster();
  onTestFinished(() => removeQuietly(primary));
  databaseUrl(primary, database);
  const standby = startStandby(primary, { synchronous: true });
  onTestFinished(() => removeQuietly(standby));
  const url = databaseUrl(primary, database, `${primary.folder},${standby.folder}`);
  const stores = [await openStore(url, () => {}), await openStore(url, () => {})] as const;
  const [, other] = stores;
  const followed: RecordedChange[] = [];
  const follower = new Feed(other).follow(FOLLOWED, 0);
  const following = (async () => {
    for await (const change of follower) followed.push(change);
  })();
  const writers = stores.map((store, index) => startWriters(store, 8, index + 1));
  await pause(RUNNING_MS);
  stop(primary, 'immediate');
  promote(standby);
  await pause(2 * RUNNING_MS);
  const told = await Promise.all(writers.map((stopWriters) => stopWriters()));
  const acknowledged = told.reduce((sum, each) => sum + each.acknowledged.length, 0);
  await expectNothingLost(other, told);
  const log = await readAll(changesSource(other, null, FOLLOWED));
  await expect.poll(() => followed.length).toBe(log.length);
  expect(followed).toEqual(log);
  expect(acknowledged).toBeGreaterThan(100);
  expect(await other.commit([creation(uuid(1))])).toMatchObject({ outcome: 'committed' });
  await follower.return?.();
  await following;
  await Promise.all(stores.map((store) => store.close()));
  const refused = told.map((each) => [...each.refused]);
  process.stdout.write(`${acknowledged} acknowledged, refused: ${JSON.stringify(refused)}\n`);
}

test('a follower that is ahead of a standby which lagged is told so', async () => {
  const primary = startCluster();
  onTestFinished(() => removeQuietly(primary));
  databaseUrl(primary, 'lagging');
  const first = await openStore(databaseUrl(primary, 'lagging'), () => {});
  await first.commit([creation(uuid(1))]);
  await first.close();
  const standby = startStandby(primary, { synchronous: false });
  onTestFinished(() => removeQuietly(standby));
  const store = await openStore(databaseUrl(primary, 'lagging', `${primary.folder},${standby.folder}`), () => {});
  onTestFinished(() => store.close());
  stop(standby);
  await store.commit([creation(uuid(2))]);
  const follower = new Feed(store).follow(TENANT, 2);
  const next = follower.next();
  next.catch(() => {});
  stop(primary, 'immediate');
  start(standby);
  promote(standby);
  await expect(next).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringMatching(/^The log of this tenant ends before this cursor/),
  });
  expect((await store.head(TENANT)).position).toBe(1);
});

/** It may have been stopped already. */
function removeQuietly(cluster: Cluster): void {
  try {
    remove(cluster);
  } catch {
    // Its folder is in the system's temporary folder.
  }
}
