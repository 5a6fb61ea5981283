/** Subscribers that stop reading cost the service no memory, however much is written, and miss no change. */
import { expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { type Change, settingsAfter } from '../../../src/domain/change.js';
import { commit, creation, update, uuid } from '../../support/domain/changes.js';
import { TRANSPORTS } from '../../support/graphql/follower.js';
import { type RawFollower, rawFollower } from '../../support/graphql/raw-follower.js';
import { residentMemory } from '../../support/service/resident-memory.js';
import { type StartedService, startService } from '../../support/service/started-service.js';
import { openStore } from '../../support/store/open-store.js';

const CHANGES = 100_000;
const COMMIT = 500;
const WARM_UP = 10_000;
const MAX_GROWTH = 50 * 1024 * 1024;
const FOLLOW = {
  query: 'subscription { changes(after: "") { cursor node { version after { displayName helpUrl } } } }',
};
// Long, so that buffered changes would show in the service's memory.
const HELP_URL = `https://example.com/${'x'.repeat(500)}`;

interface Answer {
  readonly changes: { readonly cursor: string; readonly node: { readonly version: number } };
}

/** Returns a function that changes one object many times from another process, so that the service only has to send. */
async function changer({ environment }: StartedService): Promise<(count: number) => Promise<void>> {
  const store = await openStore(environment.DATABASE_URL);
  const signed = { tenantId: DEVELOPMENT_TENANT };
  let [latest] = await commit(store, creation(uuid(1), { helpUrl: HELP_URL }, signed));
  const next = (): Change => {
    const current = latest && settingsAfter(latest);
    if (!latest || !current) throw new Error('The object is gone.');
    const change = update(current, { displayName: `Version ${latest.version + 1}` }, signed);
    latest = { ...latest, ...change, position: latest.position + 1, createdAt: latest.createdAt };
    return change;
  };
  return async (count) => {
    for (let made = 0; made < count; made += COMMIT) await commit(store, ...Array.from({ length: COMMIT }, next));
  };
}

/** Reads the versions `from` to `to`. Throws at the first answer that is not the next version. */
async function readInOrder(stream: RawFollower<Answer>, from: number, to: number): Promise<void> {
  for (let expected = from; expected <= to; expected += 1) {
    const answer = await stream.next();
    if (answer?.data?.changes.node.version !== expected) {
      throw new Error(`Received ${JSON.stringify(answer)} instead of version ${expected}.`);
    }
  }
}

test('While they do not read the service does not grow, and when they read again they get every change in order', async () => {
  const service = await startService();
  const { url, child } = service;
  const change = await changer(service);
  await change(WARM_UP);
  const streams = TRANSPORTS.map((transport) =>
    rawFollower<Answer>({ url, transport, authorization: `Bearer ${service.token}`, operation: FOLLOW }),
  );
  for (const stream of streams) await readInOrder(stream, 1, WARM_UP + 1);
  for (const stream of streams) stream.pause();
  const before = residentMemory(child.pid ?? 0);
  await change(CHANGES);
  expect(residentMemory(child.pid ?? 0) - before).toBeLessThan(MAX_GROWTH);
  for (const stream of streams) stream.resume();
  await Promise.all(streams.map((stream) => readInOrder(stream, WARM_UP + 2, WARM_UP + CHANGES + 1)));
  expect(residentMemory(child.pid ?? 0) - before).toBeLessThan(2 * MAX_GROWTH);
}, 300_000);
