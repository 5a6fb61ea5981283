/** What the contract does not say of commits: batches of several tenants, commits that fit no batch, and both ways to group. */
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/domain/change.js';
import { EVERYTHING } from '../../../src/domain/query.js';
import type { Store } from '../../../src/domain/store.js';
import { CONTENT, creation, deletion, outcome, TENANT, update, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { openStore, POSTGRESQL } from '../../support/store/open-store.js';
import { changesSource, readAll } from '../../support/store/read-all.js';
import { commitContract } from '../../support/store/store-contract/commits.js';

const open = async (parameters = '') => openStore((await POSTGRESQL.urlIn(scratchFolder())) + parameters);

describe('with a batch for each tenant', () => commitContract(() => open('&batches=tenant')));

test('commits of many tenants that are asked for together are all written, each in its own log', async () => {
  const store = await open('&writers=1');
  const tenants = Array.from({ length: 50 }, (_, index) => uuid(600 + index));
  const asked = tenants.flatMap((tenantId) =>
    [1, 2, 3].map((number) => outcome(store, [creation(uuid(number), {}, { tenantId })])),
  );
  const positions = (await Promise.all(asked)).map((result) =>
    result.outcome === 'committed' ? result.changes[0] : null,
  );
  expect(positions.map((change) => change?.position)).toEqual(tenants.flatMap(() => [1, 2, 3]));
  for (const tenantId of tenants) expect(await store.head(tenantId)).toMatchObject({ position: 3, size: 3 });
});

test('a stale commit is told alone, and those of other clients in its batch are written', async () => {
  const store = await open('&writers=1');
  await store.commit([creation(uuid(1))]);
  const results = await Promise.all([
    outcome(store, [creation(uuid(2))]),
    outcome(store, [creation(uuid(1))]),
    outcome(store, [creation(uuid(3), {}, { tenantId: uuid(700) })]),
    outcome(store, [creation(uuid(4))], { ifPosition: 1 }),
  ]);
  expect(results.map((result) => result.outcome)).toEqual(['committed', 'stale', 'committed', 'stale']);
  expect((await store.head(TENANT)).position).toBe(2);
});

test('two processes that begin the log of a tenant at once are told the positions that the log has', async () => {
  const url = await POSTGRESQL.urlIn(scratchFolder());
  const stores = [await openStore(url), await openStore(url)];
  const tenants = Array.from({ length: 50 }, (_, index) => uuid(600 + index));
  const asked = tenants.flatMap((tenantId) =>
    stores.map((store, number) =>
      outcome(store, [creation(uuid(number), {}, { tenantId })], { ifIssuer: CONTENT.issuer }),
    ),
  );
  for (const result of await Promise.all(asked)) {
    if (result.outcome !== 'committed') throw new Error('A commit is stale.');
    const [change] = result.changes;
    expect(await stores[0]?.findChange(change?.tenantId ?? '', change?.settingsId ?? '', 1)).toEqual(change);
  }
});

test('a commit is told by how much its clock is behind, also within a batch', async () => {
  const store = await open('&writers=1');
  const late = (id: string, at: number) => outcome(store, [creation(id, {}, { at })], { maxBehindMs: 100 });
  const results = await Promise.all([late(uuid(1), 1000), late(uuid(2), 950), late(uuid(3), 800)]);
  expect(results.map((result) => result.outcome)).toEqual(['committed', 'committed', 'behind']);
  expect(results[2]).toEqual({ outcome: 'behind', behindMs: 200 });
  expect(await late(uuid(3), 850)).toEqual({ outcome: 'behind', behindMs: 150 });
});

test('a change with U+0000 is refused alone', async () => {
  const store = await open('&writers=1');
  const actor = { subject: 'some\0body', clientId: null, kind: 'USER' } as const;
  const results = await Promise.allSettled([
    outcome(store, [creation(uuid(1))]),
    outcome(store, [creation(uuid(2), {}, { actor })]),
    outcome(store, [creation(uuid(3))]),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await store.count(TENANT, EVERYTHING)).toBe(2);
});

test('an object can be created, changed, deleted and created again in one batch', async () => {
  const store = await open('&writers=1');
  await store.commit([creation(uuid(9), {}, { at: 5000 })]);
  const at = (version: number) => ({ id: uuid(1), version, createdAt: 1000, updatedAt: 1000 });
  const content = creation(uuid(1)).after;
  if (content === null) throw new Error('A creation has content.');
  const steps: readonly Change[] = [
    creation(uuid(1), {}, { at: 4000 }),
    update({ ...content, ...at(1) }, { displayName: 'Second' }, { at: 4500 }),
    deletion({ ...content, ...at(2) }, { at: 4500 }),
    creation(uuid(1), { displayName: 'Again' }, { version: 4, at: 6000 }),
    update({ ...content, ...at(4), createdAt: 6000 }, { displayName: 'Last' }, { at: 7000 }),
  ];
  await Promise.all(steps.map((step) => outcome(store, [step])));
  expect(await store.find(TENANT, uuid(1))).toMatchObject({
    displayName: 'Last',
    version: 5,
    createdAt: 6000,
    updatedAt: 7000,
  });
  const log = await readAll(changesSource(store, uuid(1)));
  expect(log.map(({ position, at: time }) => [position, time])).toEqual([
    [2, 5000],
    [3, 5000],
    [4, 5000],
    [5, 6000],
    [6, 7000],
  ]);
  expect(await names(store)).toEqual([[], ['Display Name value'], ['Second'], [], ['Again'], ['Last']]);
});

/** The names of the object after each change of the log, from the first on. */
async function names(store: Store): Promise<string[][]> {
  const pages = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((asOf) => {
      const filter = { op: 'eq', field: 'id', value: uuid(1) } as const;
      return store.list(
        TENANT,
        { filter, order: [], page: { size: 5, from: 'start', after: null, before: null } },
        asOf,
      );
    }),
  );
  return pages.map(({ items }) => items.map(({ displayName }) => displayName));
}
