/** What the console calls the state of an object in Intune while a request is under way. */
import { expect, test } from 'vitest';
import type { GraphStatusFieldsFragment } from '../../../src/client/documents.js';
import { labelOf } from '../../../src/explorer/page/console/intune/intune-labels.js';

const SENT = { state: 'UNKNOWN', problem: null, pendingSince: '2026-11-22T09:30:00.000Z' } as const;
const problem = (code: 'OUTCOME_UNKNOWN' | 'STALE') => ({ code }) as GraphStatusFieldsFragment['problem'];

test.each([
  ['being sent', SENT],
  ['being sent', { ...SENT, problem: problem('OUTCOME_UNKNOWN') }],
  ['being checked', { ...SENT, pendingSince: null }],
  ['unknown', { ...SENT, problem: problem('STALE') }],
  ['pending', { ...SENT, state: 'PENDING' }],
] as const)('%s', (word, status) => {
  expect(labelOf(status).word).toBe(word);
});
