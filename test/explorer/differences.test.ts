/** What the overview shows of a change: the fields that differ and no others, with labels. */
import { expect, test } from 'vitest';
import { differences } from '../../src/explorer/page/overview/differences.js';

const CONTENT = {
  displayName: 'Field staff',
  helpUrl: 'https://example.com/help',
  issuer: 'X_TEC',
  notificationType: 'COMPANY_PORTAL_AND_EMAIL',
  renewalThresholdPercentage: 20,
} as const;
const ALL = ['Field staff', 'XTec', 'Company Portal and email', 'https://example.com/help', '20 %'];

test('a creation tells everything that is there after it', () => {
  expect(differences(null, CONTENT).map(({ before, after }) => [before, after])).toEqual(
    ALL.map((value) => [null, value]),
  );
});

test('a deletion tells everything that was there before it', () => {
  expect(differences(CONTENT, null).map(({ before, after }) => [before, after])).toEqual(
    ALL.map((value) => [value, null]),
  );
});

test('an update tells what it changed, and an address that was taken away as nothing', () => {
  expect(differences(CONTENT, { ...CONTENT, helpUrl: null, notificationType: 'NONE' })).toEqual([
    { field: 'Notification', before: 'Company Portal and email', after: 'None' },
    { field: 'Help page', before: 'https://example.com/help', after: null },
  ]);
});

test('contents that are the same tell nothing', () => {
  expect(differences(CONTENT, { ...CONTENT })).toEqual([]);
});
