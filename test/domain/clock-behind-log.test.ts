/** Writes while the clock is behind the log, over a real database: what is recorded, what is refused, and whom it concerns. */
import { expect, test } from 'vitest';
import type { ChangeRequest } from '../../src/domain/draft.js';
import { OTHER_TENANT, uuid } from '../support/domain/changes.js';
import { CALL, callOf, openService } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 15);
const WRONG = Date.UTC(2099, 0, 1);
const ID = uuid(101);
const INPUT = {
  id: ID,
  displayName: 'Name',
  helpUrl: 'https://example.com/',
  issuer: 'PUREBRED',
  notificationType: 'NONE',
  renewalThresholdPercentage: 20,
} as const;
const PAGE = { size: 100, from: 'start', after: null, before: null } as const;

/** A service whose tenant has one object, created while the clock stood at a time. */
async function createdAt(time: number, options: { readonly allowClockBehindLog?: boolean } = {}) {
  const clock = { now: time };
  const service = await openService(scratchFolder(), { ...options, clock: () => clock.now });
  await service.create(CALL, INPUT);
  const times = async () => {
    const { items } = await service.listChanges(CALL, { filter: {}, page: PAGE });
    return items.map(({ at, recordedAt }) => [at, recordedAt]);
  };
  return { clock, service, times };
}

test('Times never run backwards along the log, and what the clock said is kept beside them', async () => {
  const { clock, service, times } = await createdAt(NOW);
  clock.now = NOW - 1000;
  await service.update(CALL, { id: ID, displayName: 'Second' });
  await service.apply(CALL, [{ update: { id: ID, displayName: 'Third' } }, { delete: { id: ID } }]);
  clock.now = NOW + 1000;
  await service.revert(CALL, { id: ID, toVersion: 1 });
  expect(await times()).toEqual([
    [NOW, NOW],
    [NOW, NOW - 1000],
    [NOW, NOW - 1000],
    [NOW, NOW - 1000],
    [NOW + 1000, NOW + 1000],
  ]);
});

test('A clock that is a day behind the log is written by, and one that is further behind is not', async () => {
  const { clock, service, times } = await createdAt(NOW);
  clock.now = NOW - DAY;
  expect(await service.update(CALL, { id: ID, displayName: 'Second' })).toMatchObject({ ok: true });
  clock.now -= 1;
  await expect(service.update(CALL, { id: ID, displayName: 'Third' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(await times()).toEqual([
    [NOW, NOW],
    [NOW, NOW - DAY],
  ]);
});

const WRITES: readonly ChangeRequest[] = [
  { create: { ...INPUT, id: uuid(102) } },
  { create: { ...INPUT, id: null } },
  { update: { id: ID, displayName: 'Second' } },
  { delete: { id: ID } },
];

test('Every kind of write is refused in words that say what to do, dry runs too, and nothing is written', async () => {
  const { clock, service, times } = await createdAt(WRONG);
  clock.now = NOW;
  const batches = [...WRITES.map((request) => [request]), WRITES.slice(0, 3)];
  for (const requests of batches) {
    for (const dryRun of [false, true]) {
      await expect(service.apply(CALL, requests, { dryRun })).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message:
          "The server's clock is 26649 days behind the latest change of this tenant. Nothing was written. Its operator must set the clock, or set ALLOW_CLOCK_BEHIND_LOG=true if the clock is right and the log is not.",
        retryAfterSeconds: 60,
      });
    }
  }
  expect(await times()).toEqual([[WRONG, WRONG]]);
});

test('A deleted object is not brought back by such a clock either', async () => {
  const { clock, service, times } = await createdAt(WRONG);
  await service.delete(CALL, { id: ID });
  clock.now = NOW;
  await expect(service.revert(CALL, { id: ID, toVersion: 1 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(await times()).toHaveLength(2);
});

test('Requests that write nothing are answered by such a clock as by any other', async () => {
  const { clock, service } = await createdAt(WRONG);
  clock.now = NOW;
  for (const dryRun of [false, true]) {
    expect(await service.create(CALL, { ...INPUT, dryRun })).toMatchObject({ ok: true, change: null });
    expect(await service.update(CALL, { id: ID, displayName: '', dryRun })).toMatchObject({ ok: false });
  }
  expect(await service.find(CALL, ID)).toMatchObject({ createdAt: WRONG });
});

test('Another tenant is written to while the log of one is far ahead, also at one and the same moment', async () => {
  const { clock, service } = await createdAt(WRONG);
  clock.now = NOW;
  const [theirs, ours] = await Promise.allSettled([
    service.create(callOf(OTHER_TENANT), INPUT),
    service.update(CALL, { id: ID, displayName: 'Second' }),
  ]);
  expect(theirs).toMatchObject({ value: { ok: true, change: { position: 1, at: NOW, recordedAt: NOW } } });
  expect(ours).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } });
});

test('An operator who means it has the writes recorded, with the true time beside that of the log', async () => {
  const { clock, service, times } = await createdAt(WRONG, { allowClockBehindLog: true });
  clock.now = NOW;
  const dry = await service.update(CALL, { id: ID, displayName: 'Second', dryRun: true });
  expect(dry).toMatchObject({ ok: true, change: { at: WRONG, recordedAt: NOW } });
  await service.update(CALL, { id: ID, displayName: 'Second' });
  clock.now = WRONG + 1;
  await service.delete(CALL, { id: ID });
  expect(await times()).toEqual([
    [WRONG, WRONG],
    [WRONG, NOW],
    [WRONG + 1, WRONG + 1],
  ]);
});
