/** Proves for random tenants and files that an applied plan leaves what the file wants, and the next plan nothing to do. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXPORT_FORMATS, exportText } from '../../../src/desired/export-text.js';
import { applyPlan } from '../../../src/desired/plan/apply-plan.js';
import { makePlan, type PlanOptions } from '../../../src/desired/plan/make-plan.js';
import { idForName } from '../../../src/desired/plan/name-based-id.js';
import { readTenant } from '../../../src/desired/plan/read-tenant.js';
import { parseText } from '../../../src/desired/settings-file/parse-text.js';
import { readEntries } from '../../../src/desired/settings-file/read-entries.js';
import type { DesiredFile } from '../../../src/desired/settings-file/settings-file.js';
import { DataError } from '../../../src/domain/errors.js';
import { quietly, serviceOf } from '../../support/cli/desired-tenant.js';
import { contentArbitrary } from '../../support/domain/arbitraries.js';
import { uuid } from '../../support/domain/changes.js';
import { applyAll } from '../../support/graphql/many-changes.js';
import type { Input } from '../../support/graphql/settings-client.js';
import { boot } from '../../support/service/boot.js';

// Few, so that entries and objects often mean one another; two of them are one name as it is stored.
const NAMES = ['One', 'Two', 'Caf\u00e9', ' Cafe\u0301', '\u{1f600} "yes"'];
const IDS = [uuid(1), uuid(2), uuid(3), ...NAMES.slice(0, 2).map((name) => idForName(name))];
const RUNS = 60;

const name = fc.constantFrom(...NAMES);
const issuer = fc.constantFrom('PUREBRED', 'X_TEC');
const content = fc.tuple(contentArbitrary, name, issuer).map(([random, displayName, one]) => {
  return { ...random, displayName, issuer: one };
});
/** What a tenant has been through: ids, the content of each, and what became of it since. */
const history = fc.uniqueArray(
  fc.record({ id: fc.constantFrom(...IDS), content, fate: fc.constantFrom('kept', 'cleared', 'renamed', 'deleted') }),
  { selector: ({ id }) => id, maxLength: 5 },
);
const entry = fc.oneof(
  { weight: 5, arbitrary: fc.record({ id: fc.constantFrom(...IDS, null, null, null), content }) },
  { weight: 1, arbitrary: name.map((displayName) => ({ id: null, content: { displayName, Ensure: 'Absent' } })) },
);
const entries = fc.uniqueArray(
  entry.map(({ id, content: rest }) => ({ ...(id !== null && { id }), ...rest })),
  // Entries that mean one object are a fault of the file, which other tests are about.
  { selector: ({ displayName }) => displayName.normalize('NFC').trim(), maxLength: 4 },
);
const options: fc.Arbitrary<PlanOptions> = fc.record({ prune: fc.boolean(), replace: fc.boolean() });

type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

function changesOf(past: History): Input[] {
  return past.flatMap(({ id, content: created, fate }): Input[] => {
    const create = { create: { id, ...created } };
    if (fate === 'deleted') return [create, { delete: { id } }];
    if (fate === 'cleared') return [create, { update: { id, helpUrl: null } }];
    return fate === 'renamed' ? [create, { update: { id, displayName: 'One' } }] : [create];
  });
}

function fileOf(value: unknown): DesiredFile {
  const { entries: read, faults } = readEntries(value);
  if (faults.length > 0) throw new DataError(faults.map(({ message }) => message).join('\n'));
  return { name: 'desired.yaml', entries: read, placeOf: () => 'desired.yaml' };
}

/** Whether it was done; false where the file, or what the tenant holds beside it, does not allow it. */
async function succeeds(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof DataError) return false;
    throw error;
  }
}

test('plan after apply is empty, and the tenant then has what the file describes', async () => {
  const booted = await boot();
  const seen = { applied: 0, refused: 0 };
  const run = async (past: History, list: readonly object[], chosen: PlanOptions) => {
    const tenantId = randomUUID();
    const service = await serviceOf(booted, { tenantId });
    await applyAll(booted, changesOf(past), await booted.token({ tenantId }));
    const objects = async () => (await readTenant(service, quietly)).objects;
    const before = await objects();
    const planned = () => makePlan(service, fileOf({ derivedCredentials: list }), chosen, quietly);
    const isDone = await succeeds(async () => applyPlan(await planned(), quietly));
    seen[isDone ? 'applied' : 'refused'] += 1;
    const after = await objects();
    if (!isDone) {
      expect(after).toEqual(before);
      return;
    }

    expect((await planned()).steps).toEqual([]);
    const wanted = fileOf(list).entries.flatMap(({ content: one }) => one ?? []);
    expect(after).toEqual(expect.arrayContaining(wanted.map((one) => expect.objectContaining(one))));
    if (chosen.prune) expect(after).toHaveLength(wanted.length);
    // Whatever there is, an export of it is no change.
    for (const format of EXPORT_FORMATS) {
      const parsed = parseText(exportText(after, format));
      const again = fileOf(parsed.ok ? parsed.value : null);
      expect((await makePlan(service, again, { prune: true, replace: false }, quietly)).steps).toEqual([]);
    }
  };
  await fc.assert(fc.asyncProperty(history, entries, options, run), { numRuns: RUNS });
  // Both kinds have been met, or little was proved. About a third is refused.
  expect(Math.min(seen.applied, seen.refused)).toBeGreaterThan(0);
}, 240_000);
