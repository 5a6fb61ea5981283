/** For random histories on a real database: the past is the fold of the log, reverts restore it, and batches add up. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Call } from '../../src/domain/caller.js';
import type { RecordedChange } from '../../src/domain/change.js';
import { contentOf, type DerivedCredentialSettings } from '../../src/domain/derived-credential-settings.js';
import type { ChangeRequest } from '../../src/domain/draft.js';
import { EVERYTHING, type Moment, type Order, settingsKey } from '../../src/domain/query.js';
import type { SettingsService } from '../../src/domain/settings-service.js';
import { orderArbitrary } from '../support/domain/arbitraries.js';
import { uuid } from '../support/domain/changes.js';
import { compareSettings } from '../support/domain/filter-oracle.js';
import { positionAt, stateAsOf } from '../support/domain/history-oracle.js';
import { callOf, openService } from '../support/domain/open-service.js';
import { changeRequestArbitrary, HISTORY_IDS, make, readLog } from '../support/domain/random-history.js';
import { scratchFolder } from '../support/files/scratch.js';
import { readAll } from '../support/store/read-all.js';

/** How far the clock goes from one request to the next; now and then it runs backwards. */
const pauseArbitrary = fc.constantFrom(0, 0, 1, 5, -3);
const historyArbitrary = fc.array(fc.tuple(changeRequestArbitrary, pauseArbitrary), {
  minLength: 14,
  maxLength: 40,
});
const shortHistoryArbitrary = fc.array(fc.tuple(changeRequestArbitrary, pauseArbitrary), {
  minLength: 3,
  maxLength: 8,
});
type History = readonly (readonly [ChangeRequest, number])[];

/** A service with a clock of ours, and a new tenant for each history. */
async function opened() {
  let [now, tenants] = [1_000_000, 500];
  const service = await openService(scratchFolder(), { clock: () => now });
  const live = async (history: History) => {
    tenants += 1;
    const call = callOf(uuid(tenants));
    for (const [request, pause] of history) {
      now += pause;
      await make(service, call, request);
    }
    return { call, log: await readLog(service, call) };
  };
  return { service, live };
}

function listed(service: SettingsService, call: Call, order: Order, asOf: Moment | null) {
  return readAll({
    page: (page) => service.list(call, { filter: EVERYTHING, order, page: { ...page, size: 2 } }, asOf),
    settingsKey: (settings: DerivedCredentialSettings) => settingsKey(settings, order),
  });
}

/** Positions without a gap, versions of each object from 1 on, each beginning where the one before it ended. */
function expectWhole(log: readonly RecordedChange[]): void {
  expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => index + 1));
  for (const id of HISTORY_IDS) {
    const own = log.filter(({ settingsId }) => settingsId === id);
    expect(own.map(({ version }) => version)).toEqual(own.map((_, index) => index + 1));
    expect(own.map(({ before }) => before)).toEqual(
      [null, ...own.slice(0, -1).map(({ after }) => after)].slice(0, own.length),
    );
  }
}

test('as of every change and every time, lists, objects and counts are the fold of the log up to there', async () => {
  const { service, live } = await opened();
  let moments = 0;
  await fc.assert(
    fc.asyncProperty(historyArbitrary, orderArbitrary, async (history, order) => {
      const { call, log } = await live(history);
      expectWhole(log);
      const expectState = async (position: number, asOf: Moment | null) => {
        const state = stateAsOf(log, position).sort((one, other) => compareSettings(order, one, other));
        expect(await listed(service, call, order, asOf)).toEqual(state);
        expect(await service.count(call, EVERYTHING, asOf)).toBe(state.length);
        for (const id of HISTORY_IDS) {
          expect(await service.find(call, id, asOf)).toEqual(state.find((settings) => settings.id === id) ?? null);
        }
        moments += 1;
      };
      for (const { position } of log) await expectState(position, { position });
      for (const time of new Set(log.flatMap(({ at }) => [at - 1, at, at + 1]))) {
        await expectState(positionAt(log, time), { time });
      }
      await expectState(log.length, null);
      await expect(service.count(call, EVERYTHING, { position: log.length + 1 })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
    }),
    { numRuns: 25 },
  );
  expect(moments).toBeGreaterThan(250);
});

test('a revert to any version yields the content of that version, or is refused because it has none', async () => {
  const { service, live } = await opened();
  const counts = { restored: 0, unchanged: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(historyArbitrary, fc.nat(), async (history, choice) => {
      const { call, log } = await live(history);
      for (const target of log) {
        const { settingsId: id, version: toVersion } = target;
        const latest = log.findLast(({ settingsId }) => settingsId === id);
        const outcome = await service.revert(call, { id, toVersion, dryRun: true });
        const otherIssuer = latest?.after && target.after && latest.after.issuer !== target.after.issuer;
        if (target.after === null || otherIssuer) {
          const fault = { code: 'NOT_ALLOWED', field: 'toVersion', message: expect.any(String) };
          expect(outcome).toMatchObject({ ok: false, faults: [fault] });
          counts.refused += 1;
          continue;
        }
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
        expect(contentOf(outcome.settings)).toEqual(target.after);
        expect(outcome.change === null).toBe(
          latest?.after !== null && JSON.stringify(latest?.after) === JSON.stringify(target.after),
        );
        counts[outcome.change === null ? 'unchanged' : 'restored'] += 1;
      }
      const target = log[choice % Math.max(1, log.length)];
      if (target === undefined) return;
      const made = await service.revert(call, { id: target.settingsId, toVersion: target.version });
      const after = await readLog(service, call);
      expectWhole(after);
      expect(after.slice(log.length)).toEqual(made.ok && made.change ? [made.change] : []);
      if (made.ok) expect(await service.find(call, target.settingsId)).toMatchObject(target.after ?? {});
    }),
    { numRuns: 40 },
  );
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(10);
});

test('a batch is the same changes made one by one, or is refused and none of them', async () => {
  const { service, live } = await opened();
  const counts = { made: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      shortHistoryArbitrary,
      fc.array(changeRequestArbitrary, { minLength: 1, maxLength: 4 }),
      async (history, requests) => {
        const [together, singly] = [await live(history), await live(history)];
        const foreseen = await service.apply(together.call, requests, { dryRun: true });
        expect(await readLog(service, together.call)).toEqual(together.log);
        const batch = await service.apply(together.call, requests);
        expect(foreseen).toEqual(batch);
        const first = batch.ok ? requests.length : (batch.faults[0]?.index ?? 0);
        const results = [];
        for (const [index, request] of requests.slice(0, first + 1).entries()) {
          const outcome = await make(service, singly.call, request);
          expect(outcome.ok).toBe(index < first);
          if (outcome.ok) results.push({ settings: outcome.settings, change: outcome.change });
          else if (!batch.ok) {
            const own = batch.faults.filter((fault) => fault.index === index);
            expect(own).toEqual(outcome.faults.map((fault) => ({ ...fault, index })));
          }
        }
        const log = await readLog(service, together.call);
        expectWhole(log);
        if (batch.ok) {
          expect(comparable(batch.results)).toBe(comparable(results));
          expect(comparable(log)).toBe(comparable(await readLog(service, singly.call)));
        } else expect(log).toEqual(together.log);
        counts[batch.ok ? 'made' : 'refused'] += 1;
      },
    ),
    { numRuns: 80 },
  );
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
});

/** Without tenants and times, in which the two differ. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (key, inner) => (/^tenantId$|At$|^at$/.test(key) ? undefined : inner));
}
