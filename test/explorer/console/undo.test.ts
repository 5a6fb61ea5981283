/** What undoes a change, without a browser: nothing is offered that the service would refuse. */
import { expect, test } from 'vitest';
import { undoOf } from '../../../src/explorer/page/console/write/undo.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const BEFORE = {
  displayName: 'Field staff',
  helpUrl: null,
  issuer: 'PUREBRED',
  notificationType: 'EMAIL',
  renewalThresholdPercentage: 20,
} as const;
const CREATED = { kind: 'CREATED', settingsId: ID, version: 1, before: null, touchedFields: [] } as const;
const UPDATED = { kind: 'UPDATED', settingsId: ID, version: 2, before: BEFORE, touchedFields: ['HELP_URL'] } as const;
const DELETED = { kind: 'DELETED', settingsId: ID, version: 3, before: BEFORE, touchedFields: [] } as const;

test.each([
  ['a creation by a deletion', CREATED, { delete: { id: ID, expectedVersion: 1 } }],
  ['an update by the version before it', UPDATED, { revert: { id: ID, expectedVersion: 2, toVersion: 1 } }],
  ['a deletion by the version before it', DELETED, { revert: { id: ID, expectedVersion: 3, toVersion: 2 } }],
])('the latest change is undone: %s', (_what, change, step) => {
  expect(undoOf(change, change)).toEqual(step);
});

test('an update that others have followed is undone in its own fields', () => {
  const latest = { kind: 'UPDATED', version: 5 } as const;
  expect(undoOf(UPDATED, latest)).toEqual({ update: { id: ID, expectedVersion: 5, helpUrl: null } });
  expect(undoOf(CREATED, latest)).toBeNull();
});

test('of a deleted object only the deletion can be undone', () => {
  for (const change of [CREATED, UPDATED]) expect(undoOf(change, DELETED)).toBeNull();
});
