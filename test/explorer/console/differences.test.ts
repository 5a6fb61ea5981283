/** What the console shows of a change: the fields that differ and no others, with labels. */
import { expect, test } from 'vitest';
import { differences } from '../../../src/explorer/page/console/differences.js';

const CONTENT = {
  displayName: 'Field staff',
  helpUrl: 'https://example.com/help',
  issuer: 'X_TEC',
  notificationType: 'COMPANY_PORTAL_AND_EMAIL',
  renewalThresholdPercentage: 20,
} as const;
const ALL = ['Field staff', 'XTec', 'Company Portal and email', 'https://example.com/help', '20 %'];

test('a creation shows every field after it', () => {
  expect(differences(null, CONTENT).map(({ before, after }) => [before, after])).toEqual(
    ALL.map((value) => [null, value]),
  );
});

test('a deletion shows every field before it', () => {
  expect(differences(CONTENT, null).map(({ before, after }) => [before, after])).toEqual(
    ALL.map((value) => [value, null]),
  );
});

test('an update shows the changed fields, and a cleared URL as null', () => {
  expect(differences(CONTENT, { ...CONTENT, helpUrl: null, notificationType: 'NONE' })).toEqual([
    { field: 'Notification', before: 'Company Portal and email', after: 'None' },
    { field: 'Help page', before: 'https://example.com/help', after: null },
  ]);
});

test('equal contents have no differences', () => {
  expect(differences(CONTENT, { ...CONTENT })).toEqual([]);
});
