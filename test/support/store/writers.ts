/** Writers that commit until they are stopped, and a comparison of what they were told with what the log holds. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { type RecordedChange, settingsAfter } from '../../../src/domain/change.js';
import { Refusal } from '../../../src/domain/errors.js';
import { OLDEST_FIRST } from '../../../src/domain/query.js';
import type { Store } from '../../../src/domain/store.js';
import { creation, update, uuid } from '../domain/changes.js';
import { compareSettings } from '../domain/filter-oracle.js';
import { changesSource, readAll, settingsSource } from './read-all.js';

const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 3);
const BETWEEN_FAULTS_MS = 400;

export const TENANTS = [1, 2, 3, 4].map((number) => uuid(900 + number));

export interface Told {
  readonly acknowledged: RecordedChange[];
  /** Commits that ended in an error: how often each message. */
  readonly refused: Map<string, number>;
}

/** Starts writers over the tenants. The returned function stops them and tells what they were told. */
export function startWriters(store: Store, writers: number, name: number): () => Promise<Told> {
  const told: Told = { acknowledged: [], refused: new Map() };
  let isStopped = false;
  const running = Array.from({ length: writers }, async (_, writer) => {
    const tenantId = TENANTS[writer % TENANTS.length] ?? '';
    for (let number = 1; !isStopped; number += 1) {
      await createAndUpdate(store, tenantId, uuid(name * 1e9 + writer * 1e6 + number), told);
    }
  });
  return async () => {
    isStopped = true;
    await Promise.all(running);
    return told;
  };
}

async function createAndUpdate(store: Store, tenantId: string, id: string, told: Told): Promise<void> {
  const created = await committed(told, store.commit([creation(id, {}, { tenantId })]));
  const settings = created && settingsAfter(created);
  if (settings !== null)
    await committed(told, store.commit([update(settings, { displayName: 'Changed' }, { tenantId })]));
}

async function committed(told: Told, commit: ReturnType<Store['commit']>): Promise<RecordedChange | null> {
  try {
    const result = await commit;
    const change = result.outcome === 'committed' ? (result.changes[0] ?? null) : null;
    if (change === null) count(told, result.outcome);
    else told.acknowledged.push(change);
    return change;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    count(told, error.message);
    return null;
  }
}

function count({ refused }: Told, what: string): void {
  refused.set(what, (refused.get(what) ?? 0) + 1);
}

/** Lets writers run on each store while a fault happens again and again, and prints what they were told. */
export async function expectNothingLostUnder(stores: readonly Store[], fault: () => unknown): Promise<void> {
  const stops = stores.map((store, index) => startWriters(store, 8, index + 1));
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(BETWEEN_FAULTS_MS);
    await fault();
  }
  await pause(BETWEEN_FAULTS_MS);
  const told = await Promise.all(stops.map((stopWriters) => stopWriters()));
  const acknowledged = told.reduce((sum, each) => sum + each.acknowledged.length, 0);
  expect(acknowledged).toBeGreaterThan(100);
  const refused = told.flatMap((each) => [...each.refused.keys()]);
  for (const message of refused)
    expect(message).toMatch(/Nothing was written|Whether it was written is not known|stale/);
  const [store] = stores;
  if (store !== undefined) await expectNothingLost(store, told);
  process.stdout.write(
    `${acknowledged} acknowledged, refused: ${JSON.stringify(told.map((each) => [...each.refused]))}\n`,
  );
}

/** Every acknowledged change is in the log as it was acknowledged, positions have no gaps, and the fold of the log stands. */
export async function expectNothingLost(store: Store, told: readonly Told[]): Promise<void> {
  for (const tenantId of TENANTS) {
    const log = await expectWholeTenant(store, tenantId);
    const acknowledged = told.flatMap((each) => each.acknowledged).filter((change) => change.tenantId === tenantId);
    const different = acknowledged.filter(
      (change) => JSON.stringify(entries(change)) !== JSON.stringify(entries(log[change.position - 1])),
    );
    expect(different).toEqual([]);
  }
}

/** What the tenant has is what its log makes of nothing. Returns the log. */
export async function expectWholeTenant(store: Store, tenantId: string): Promise<readonly RecordedChange[]> {
  const log = await readAll(changesSource(store, null, tenantId));
  expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => index + 1));
  const folded = new Map(log.map((change) => [change.settingsId, settingsAfter(change)]));
  const standing = [...folded.values()].filter((settings) => settings !== null);
  standing.sort((one, other) => compareSettings(OLDEST_FIRST, one, other));
  expect(await readAll(settingsSource(store, { tenantId }))).toEqual(standing);
  expect(await store.head(tenantId)).toMatchObject({ position: log.length, size: standing.length });
  return log;
}

function entries(change: RecordedChange | undefined) {
  return change && Object.entries(change).sort(([one], [other]) => one.localeCompare(other));
}
