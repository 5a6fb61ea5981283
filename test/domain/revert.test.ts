/** What the plan to restore an earlier version is, and all that keeps it from being made. */
import { describe, expect, test } from 'vitest';
import type { RecordedChange } from '../../src/domain/change.js';
import type { SettingsContent } from '../../src/domain/derived-credential-settings.js';
import { type Plan, planRevert, type RevertContext, type RevertInput } from '../../src/domain/plans.js';
import { CONTENT, creation, uuid } from '../support/domain/changes.js';

const ID = uuid(1);
const OLD: SettingsContent = { ...CONTENT, displayName: 'Old', helpUrl: null };
const NEW: SettingsContent = { ...CONTENT, displayName: 'New' };

/** A change of the object's history, made at ten times its version. */
function entry(version: number, kind: RecordedChange['kind'], after: SettingsContent | null): RecordedChange {
  const place = { version, position: version, at: 10 * version, recordedAt: 10 * version, createdAt: 10 };
  return { ...creation(ID), kind, before: kind === 'CREATED' ? null : OLD, after, ...place };
}

const CREATED = entry(1, 'CREATED', OLD);
const UPDATED = entry(2, 'UPDATED', NEW);
const DELETED = entry(3, 'DELETED', null);
const RECREATED: RecordedChange = { ...entry(4, 'CREATED', NEW), createdAt: 40 };

type Case = readonly [title: string, input: Partial<RevertInput>, context: Partial<RevertContext>];

function plan(input: Partial<RevertInput>, context: Partial<RevertContext>): Plan {
  return planRevert(
    { id: ID, toVersion: 1, ...input },
    { latest: UPDATED, target: CREATED, usedIssuer: null, ...context },
  );
}

describe('a revert', () => {
  const place = { settingsId: ID, version: 3, createdAt: 10 };
  const again = { settingsId: ID, version: 4, createdAt: null, before: null, kind: 'CREATED' };
  const planned: readonly (readonly [...Case, change: object])[] = [
    ['gives an object the content that it had', {}, {}, { ...place, kind: 'UPDATED', before: NEW, after: OLD }],
    ['takes the version that was expected', { expectedVersion: 2 }, {}, { ...place, after: OLD }],
    ['takes null for no expectation', { expectedVersion: null }, {}, { ...place, after: OLD }],
    ['creates a deleted object anew as it was first', {}, { latest: DELETED }, { ...again, after: OLD }],
    [
      'creates a deleted object anew as it was last',
      { toVersion: 2, expectedVersion: 3 },
      { latest: DELETED, target: UPDATED },
      { ...again, after: NEW },
    ],
    [
      'reaches back beyond a deletion, and keeps when the object was created anew',
      {},
      { latest: RECREATED },
      { settingsId: ID, version: 5, createdAt: 40, kind: 'UPDATED', before: NEW, after: OLD },
    ],
    [
      'brings an old version into today’s canonical form',
      {},
      { target: entry(1, 'CREATED', { ...OLD, displayName: ' Cafe\u0301 ', helpUrl: 'HTTPS://EXAMPLE.com' }) },
      { ...place, after: { ...OLD, displayName: 'Caf\u00e9', helpUrl: 'https://example.com/' } },
    ],
    [
      'minds no other issuer of the tenant where the object exists',
      {},
      { usedIssuer: 'X_TEC' },
      { ...place, after: OLD },
    ],
  ];
  test.each(planned)('%s', (_, input, context, change) => {
    expect(plan(input, context)).toMatchObject({ outcome: 'change', change });
  });

  const unchanged: readonly Case[] = [
    ['to the version that stands', { toVersion: 2 }, { target: UPDATED }],
    ['to the version that stands, which was expected', { toVersion: 2, expectedVersion: 2 }, { target: UPDATED }],
    ['to a version of the same content', {}, { latest: RECREATED, target: UPDATED }],
  ];
  test.each(unchanged)('%s changes nothing', (_, input, context) => {
    expect(plan(input, context)).toEqual({ outcome: 'unchanged' });
  });

  const spoilt = entry(1, 'CREATED', { ...OLD, displayName: ' ', helpUrl: 'ftp://x', renewalThresholdPercentage: 0 });
  const otherIssuer = entry(1, 'CREATED', { ...OLD, issuer: 'X_TEC' });
  const refused: readonly (readonly [...Case, faults: readonly string[]])[] = [
    ['of an object that never was', {}, { latest: null, target: null }, ['id NOT_FOUND']],
    ['of an id that is none', { id: 'none' }, { latest: null, target: null }, ['id MALFORMED']],
    ['to a version that is not there', { toVersion: 9 }, { target: null }, ['toVersion NOT_FOUND']],
    ['to a deletion', { toVersion: 3 }, { latest: RECREATED, target: DELETED }, ['toVersion NOT_ALLOWED']],
    [
      'to the deletion that is its latest change',
      { toVersion: 3 },
      { latest: DELETED, target: DELETED },
      ['toVersion NOT_ALLOWED'],
    ],
    ['from a version that has passed', { expectedVersion: 1 }, {}, ['expectedVersion VERSION_CONFLICT']],
    [
      'of a deleted object from the version before its deletion',
      { expectedVersion: 2 },
      { latest: DELETED },
      ['expectedVersion VERSION_CONFLICT'],
    ],
    [
      'from a version that has passed to one that is not there',
      { toVersion: 9, expectedVersion: 9 },
      { target: null },
      ['expectedVersion VERSION_CONFLICT', 'toVersion NOT_FOUND'],
    ],
    [
      'to content that breaks the rules of today, each of them',
      {},
      { target: spoilt },
      ['toVersion BLANK', 'toVersion MALFORMED', 'toVersion OUT_OF_RANGE'],
    ],
    ['to another issuer than the object’s own', {}, { target: otherIssuer }, ['toVersion NOT_ALLOWED']],
    [
      'of a deleted object where the tenant is kept to another issuer',
      {},
      { latest: DELETED, usedIssuer: 'X_TEC' },
      ['toVersion ISSUER_CONFLICT'],
    ],
    [
      'with every fault at once',
      { expectedVersion: 1 },
      { latest: DELETED, target: spoilt, usedIssuer: 'X_TEC' },
      [
        'expectedVersion VERSION_CONFLICT',
        ...['toVersion BLANK', 'toVersion MALFORMED', 'toVersion OUT_OF_RANGE', 'toVersion ISSUER_CONFLICT'],
      ],
    ],
  ];
  test.each(refused)('%s is refused', (_, input, context, faults) => {
    const result = plan(input, context);
    if (result.outcome !== 'refused') throw new Error(`The plan is ${result.outcome}.`);
    expect(result.faults.map(({ field, code }) => `${field} ${code}`)).toEqual(faults);
    for (const { message } of result.faults) expect(message).toMatch(/^.+\.$/);
  });

  test('of a deleted object may go to another issuer, as a new object may', () => {
    const after = { ...OLD, issuer: 'X_TEC' };
    expect(plan({}, { latest: DELETED, target: otherIssuer })).toMatchObject({ change: { kind: 'CREATED', after } });
  });
});
