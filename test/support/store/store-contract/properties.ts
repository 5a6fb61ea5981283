/** Random filters against a plain evaluation, and random commits against the fold of their log. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, settingsAfter } from '../../../../src/domain/change.js';
import type { DerivedCredentialSettings, SettingsContent } from '../../../../src/domain/derived-credential-settings.js';
import { OLDEST_FIRST } from '../../../../src/domain/query.js';
import type { Store } from '../../../../src/domain/store.js';
import {
  ARBITRARY_IDS,
  contentArbitrary,
  filterArbitrary,
  orderArbitrary,
  timeArbitrary,
} from '../../domain/arbitraries.js';
import { commit, creation, deletion, outcome, update, uuid } from '../../domain/changes.js';
import { compareSettings, matches } from '../../domain/filter-oracle.js';
import { positionAt, stateAsOf } from '../../domain/history-oracle.js';
import type { OpenStore } from '../open-store.js';
import { changesSource, readAll, readPages, settingsSource } from '../read-all.js';

/** One change of a random commit: of which object, how, and whether its plan is out of date. */
interface Step {
  readonly id: string;
  readonly content: SettingsContent | null;
  readonly at: number;
  readonly late: boolean;
}

const TENANTS = 500;

const populationArbitrary = fc.array(fc.tuple(contentArbitrary, timeArbitrary), {
  minLength: 1,
  maxLength: ARBITRARY_IDS.length,
});
const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  id: fc.constantFrom(...ARBITRARY_IDS.slice(0, 4)),
  content: fc.option(contentArbitrary, { freq: 3 }),
  at: timeArbitrary,
  late: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});
const commitArbitrary = fc.uniqueArray(stepArbitrary, { minLength: 1, maxLength: 3, selector: ({ id }) => id });

export function propertyContract(open: OpenStore): void {
  describe('for everything random', () => {
    test('a filtered list and its count are what a plain evaluation gives, page by page', async () => {
      const store = await open();
      const nextTenant = tenants();
      const property = fc.asyncProperty(
        populationArbitrary,
        fc.array(fc.tuple(filterArbitrary, orderArbitrary), { minLength: 4, maxLength: 8 }),
        async (population, queries) => {
          const tenantId = nextTenant();
          const all = await populate(store, tenantId, population);
          for (const [filter, order] of queries) {
            const expected = all.filter((settings) => matches(filter, settings));
            expected.sort((one, other) => compareSettings(order, one, other));
            const pages = await readPages(settingsSource(store, { tenantId, filter, order }), 3);
            expect(pages.flatMap(({ items }) => items)).toEqual(expected);
            expect(await store.count(tenantId, filter)).toBe(expected.length);
          }
        },
      );
      await fc.assert(property, { numRuns: 150 });
    });

    test('the fold of the log is what stands', async () => {
      const store = await open();
      const nextTenant = tenants();
      const property = fc.asyncProperty(fc.array(commitArbitrary, { minLength: 1, maxLength: 12 }), async (commits) => {
        const tenantId = nextTenant();
        let accepted = 0;
        for (const steps of commits) accepted += await commitSteps(store, tenantId, steps);
        const changes = await readAll(changesSource(store, null, tenantId));
        expect(changes.map(({ position }) => position)).toEqual(
          Array.from({ length: accepted }, (_, index) => index + 1),
        );
        const folded = new Map(changes.map((change) => [change.settingsId, settingsAfter(change)]));
        const standing = [...folded.values()].filter((settings) => settings !== null);
        standing.sort((one, other) => compareSettings(OLDEST_FIRST, one, other));
        expect(await readAll(settingsSource(store, { tenantId }))).toEqual(standing);
        for (const id of folded.keys()) await expectWholeHistory(store, tenantId, id);
      });
      await fc.assert(property, { numRuns: 60 });
    });

    test('a filtered list and its count as of any change are what a plain evaluation of the fold gives', async () => {
      const store = await open();
      const nextTenant = tenants();
      const property = fc.asyncProperty(
        fc.array(commitArbitrary, { minLength: 3, maxLength: 12 }),
        fc.array(fc.tuple(filterArbitrary, orderArbitrary, fc.nat(40)), { minLength: 4, maxLength: 8 }),
        async (commits, queries) => {
          const tenantId = nextTenant();
          for (const steps of commits) await commitSteps(store, tenantId, steps);
          const log = await readAll(changesSource(store, null, tenantId));
          for (const [filter, order, number] of queries) {
            const asOf = number % (log.length + 1);
            const expected = stateAsOf(log, asOf).filter((settings) => matches(filter, settings));
            expected.sort((one, other) => compareSettings(order, one, other));
            const pages = await readPages(settingsSource(store, { tenantId, filter, order, asOf }), 2);
            expect(pages.flatMap(({ items }) => items)).toEqual(expected);
            expect(await store.count(tenantId, filter, asOf)).toBe(expected.length);
          }
        },
      );
      await fc.assert(property, { numRuns: 80 });
    });

    test('the position at any time is that of the last change up to it', async () => {
      const store = await open();
      const nextTenant = tenants();
      const property = fc.asyncProperty(
        fc.array(timeArbitrary, { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 998, max: 1014 }), { minLength: 1, maxLength: 17 }),
        async (clock, times) => {
          const tenantId = nextTenant();
          const log = await commit(store, ...clock.map((at, index) => creation(uuid(index), {}, { tenantId, at })));
          for (const time of times) expect(await store.positionAt(tenantId, time)).toBe(positionAt(log, time));
        },
      );
      await fc.assert(property, { numRuns: 60 });
    });
  });
}

/** A tenant that no run before had. */
function tenants(): () => string {
  let next = TENANTS;
  return () => {
    next += 1;
    return uuid(next);
  };
}

async function populate(
  store: Store,
  tenantId: string,
  population: readonly (readonly [SettingsContent, number])[],
): Promise<DerivedCredentialSettings[]> {
  const changes = population.map(([content, at], index) =>
    creation(ARBITRARY_IDS[index] ?? '', content, { tenantId, at }),
  );
  return (await commit(store, ...changes)).map(settingsAfter).filter((settings) => settings !== null);
}

/** Commits steps as the service would plan them, and answers how many changes that added to the log. */
async function commitSteps(store: Store, tenantId: string, steps: readonly Step[]): Promise<number> {
  const changes = await Promise.all(steps.map((step) => planned(store, tenantId, step)));
  const expected = steps.some(({ late }) => late) ? 'stale' : 'committed';
  expect((await outcome(store, changes)).outcome).toBe(expected);
  return expected === 'committed' ? changes.length : 0;
}

/** A creation where there is no object, else an update, or a deletion where the step has no content. */
async function planned(store: Store, tenantId: string, { id, content, at, late }: Step): Promise<Change> {
  const current = await store.find(tenantId, id);
  const last = (await store.findLatestChange(tenantId, id))?.version ?? 0;
  const given = { tenantId, at, version: late ? last + 2 : last + 1 };
  if (current === null) return creation(id, content ?? {}, given);
  return content === null ? deletion(current, given) : update(current, content, given);
}

/** Each version once and in order, each beginning where the one before it ended. */
async function expectWholeHistory(store: Store, tenantId: string, id: string): Promise<void> {
  const history = await readAll(changesSource(store, id, tenantId));
  expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
  expect(history.map(({ before }) => before)).toEqual([null, ...history.slice(0, -1).map(({ after }) => after)]);
  expect(history.map(({ at }) => at)).toEqual(history.map(({ at }) => at).sort((one, other) => one - other));
}
