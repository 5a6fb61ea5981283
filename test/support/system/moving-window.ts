/** States of a tenant, each a hundred changes from the next: objects that come, that change, and that go. */
import { expect } from 'vitest';
import { carryOut } from '../../../src/cli/desired/carry-out.js';
import { makePlan } from '../../../src/cli/desired/make-plan.js';
import { readTenant } from '../../../src/cli/remote/read-tenant.js';
import type { Service } from '../../../src/cli/remote/service.js';
import { readDesiredFile } from '../../../src/cli/settings-file/desired-file.js';
import { ChangesPageDocument } from '../../../src/client/documents.js';
import { desired, quietly } from '../cli/desired-tenant.js';
import { manyObject } from '../graphql/many-changes.js';

const OBJECTS = 70;
const COMING_AND_GOING = 30;
/** From each state to the next: 30 created, 40 updated, 30 deleted. */
export const CHANGES_BETWEEN = OBJECTS + COMING_AND_GOING;

/** A state as a file wants it. */
export function windowAt(state: number): object {
  const first = state * COMING_AND_GOING;
  const numbers = Array.from({ length: OBJECTS }, (_, index) => first + index);
  return desired(...numbers.map((number) => ({ ...manyObject(number), renewalThresholdPercentage: (state % 99) + 1 })));
}

/** Plans to make the tenant as a file wants it; what is returned carries it out. */
export async function planned(service: Service, file: string) {
  const plan = await makePlan(service, await readDesiredFile(file), { prune: true, replace: false }, quietly);
  return { changes: plan.parts.flat().length, carryOut: () => carryOut(plan, quietly) };
}

/** Which of two neighbouring states the tenant is in, to the last object and log entry; throws where it is in neither. */
export async function stateOf(service: Service, state: number): Promise<number> {
  const before = await countChanges(service);
  const { objects } = await readTenant(service, quietly);
  // What a killed command had sent may be made just now.
  if ((await countChanges(service)) !== before) return stateOf(service, state);
  const found = (before - OBJECTS) / CHANGES_BETWEEN;
  expect([state, state + 1]).toContain(found);
  const { derivedCredentials: wanted } = windowAt(found) as { derivedCredentials: readonly object[] };
  expect(objects).toHaveLength(wanted.length);
  expect(objects).toEqual(expect.arrayContaining(wanted.map((object) => expect.objectContaining(object))));
  return found;
}

async function countChanges(service: Service): Promise<number> {
  return (await service.ask(ChangesPageDocument, { last: 1 })).changes.totalCount;
}
