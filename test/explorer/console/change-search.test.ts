/** The search in the log and the slider over it, without a browser. */
import { expect, test } from 'vitest';
import {
  EVERYTHING,
  filterOf,
  isEverything,
  matches,
} from '../../../src/explorer/page/console/history/change-search.js';
import { momentAt, partsOf, STEPS, stepOf } from '../../../src/explorer/page/console/history/moments.js';

const CONTENT = {
  displayName: 'Field staff',
  helpUrl: null,
  issuer: 'PUREBRED',
  notificationType: 'EMAIL',
  renewalThresholdPercentage: 20,
} as const;
const CHANGE = {
  id: 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb:2',
  kind: 'UPDATED',
  settingsId: 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb',
  version: 2,
  at: '2026-11-22T09:30:00.000Z',
  recordedAt: '2026-11-22T09:30:00.000Z',
  actor: { subject: 'somebody', clientId: null, kind: 'USER' },
  origin: 'REST',
  requestId: 'one',
  before: CONTENT,
  after: { ...CONTENT, renewalThresholdPercentage: 40 },
  touchedFields: ['RENEWAL_THRESHOLD_PERCENTAGE'],
} as const;
const DAY = { from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z' };

test('an empty search finds everything', () => {
  expect(isEverything(EVERYTHING)).toBe(true);
  expect(filterOf(EVERYTHING, null)).toEqual({});
  expect(matches(EVERYTHING, null, CHANGE)).toBe(true);
});

test('the filter has all conditions but the field, which only updates can match', () => {
  const search = { ...EVERYTHING, ...DAY, actor: 'somebody', origin: 'REST', field: 'HELP_URL' } as const;
  expect(isEverything(search)).toBe(false);
  expect(filterOf(search, [CHANGE.settingsId])).toEqual({
    settingsId: { in: [CHANGE.settingsId] },
    kind: { eq: 'UPDATED' },
    actor: { subject: { eq: 'somebody' } },
    origin: { eq: 'REST' },
    at: { gte: DAY.from, lt: DAY.to },
  });
});

test.each([
  ['kind', { kind: 'DELETED' }],
  ['person', { actor: 'somebody else' }],
  ['origin', { origin: 'CLI' }],
  ['field', { field: 'HELP_URL' }],
  ['later time', { from: '2026-11-22T09:30:00.001Z' }],
  ['earlier time', { to: CHANGE.at }],
  ['object', { of: '00000000-0000-4000-8000-000000000001' }],
] as const)('a change of another %s does not match', (_what, part) => {
  expect(matches({ ...EVERYTHING, ...part }, null, CHANGE)).toBe(false);
});

test('a change matches by its field and by the ids that a name stands for', () => {
  expect(matches({ ...EVERYTHING, ...DAY, field: 'RENEWAL_THRESHOLD_PERCENTAGE' }, null, CHANGE)).toBe(true);
  expect(matches(EVERYTHING, [CHANGE.settingsId], CHANGE)).toBe(true);
  expect(matches(EVERYTHING, [], CHANGE)).toBe(false);
});

test('each step of the slider stands for a moment, from the first change to now', () => {
  const span = { from: Date.parse(DAY.from), to: Date.parse(DAY.to) };
  expect(momentAt(0, span)).toBe(DAY.from);
  expect(momentAt(STEPS, span)).toBe(DAY.to);
  for (const step of [0, 1, 500, 999, STEPS]) expect(stepOf(momentAt(step, span), span)).toBe(step);
  expect(stepOf('2020-01-01T00:00:00.000Z', span)).toBe(0);
  expect(stepOf('2030-01-01T00:00:00.000Z', span)).toBe(STEPS);
  expect(stepOf(DAY.from, { from: 5, to: 5 })).toBe(STEPS);
  const parts = partsOf(span, 4);
  expect(parts.map(({ to }) => to)).toEqual([...parts.slice(1).map(({ from }) => from), DAY.to]);
});
