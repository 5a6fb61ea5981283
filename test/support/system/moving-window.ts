/**
 * A sequence of states of one tenant for tests of `apply`: 70 numbered objects, of which the next state deletes the first 30,
 * updates 40, and adds 30. So each state is 100 changes from the next, and a state applied by half is recognised.
 */
import { expect } from 'vitest';
import type { RemoteService } from '../../../src/cli/remote/remote-service.js';
import { readDesiredFile } from '../../../src/cli/settings-file/read-file.js';
import { ChangesPageDocument } from '../../../src/client/documents.js';
import { applyPlan } from '../../../src/desired/plan/apply-plan.js';
import { makePlan } from '../../../src/desired/plan/make-plan.js';
import { readTenant } from '../../../src/desired/plan/read-tenant.js';
import { desired, quietly } from '../cli/desired-tenant.js';
import { manyObject } from '../graphql/many-changes.js';

const OBJECTS = 70;
const COMING_AND_GOING = 30;
/** From each state to the next: 30 created, 40 updated, 30 deleted. */
export const CHANGES_BETWEEN = OBJECTS + COMING_AND_GOING;

/** The content of a file for `apply` that describes a state. */
export function windowAt(state: number): object {
  const first = state * COMING_AND_GOING;
  const numbers = Array.from({ length: OBJECTS }, (_, index) => first + index);
  return desired(...numbers.map((number) => ({ ...manyObject(number), renewalThresholdPercentage: (state % 99) + 1 })));
}

/** Plans the changes from the tenant's objects to a file; `applyPlan` applies them. */
export async function planned(service: RemoteService, file: string) {
  const plan = await makePlan(service, await readDesiredFile(file), { prune: true, replace: false }, quietly);
  return { changes: plan.parts.flat().length, applyPlan: () => applyPlan(plan, quietly) };
}

/** Which of the states `state` and `state + 1` the tenant is in; objects and number of log entries must fit. Throws if neither. */
export async function stateOf(service: RemoteService, state: number): Promise<number> {
  const before = await countChanges(service);
  const { objects } = await readTenant(service, quietly);
  // A request that a killed command had sent may be committed just now.
  if ((await countChanges(service)) !== before) return stateOf(service, state);
  const found = (before - OBJECTS) / CHANGES_BETWEEN;
  expect([state, state + 1]).toContain(found);
  const { derivedCredentials: wanted } = windowAt(found) as { derivedCredentials: readonly object[] };
  expect(objects).toHaveLength(wanted.length);
  expect(objects).toEqual(expect.arrayContaining(wanted.map((object) => expect.objectContaining(object))));
  return found;
}

async function countChanges(service: RemoteService): Promise<number> {
  return (await service.execute(ChangesPageDocument, { last: 1 })).changes.totalCount;
}
