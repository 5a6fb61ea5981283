/** What the console's address says: it is read back as it was written, and nonsense in it means the default. */
import { describe, expect, test } from 'vitest';
import { readAddress, writeAddress } from '../../../src/explorer/page/console/address.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const DEFAULT = readAddress('');

test('the default view has no query string', () => {
  expect(writeAddress(DEFAULT)).toBe('');
  expect(DEFAULT.view).toBe('settings');
});

test.each([
  '?view=changes',
  `?view=intune&id=${ID}`,
  `?id=${ID}&task=edit`,
  '?search=field+staff&issuer=INTERCEDE&issuer=X_TEC&notification=NONE&order=changed&direction=down',
  '?threshold=1-9&threshold=90-99',
  '?view=intune&state=DRIFTED',
  '?view=insights&days=90',
])('%s is read and written back as it was', (query) => {
  expect(readAddress(query)).not.toEqual(DEFAULT);
  expect(writeAddress(readAddress(query))).toBe(query);
});

describe('the default is taken for', () => {
  test.each([
    '?view=nothing',
    '?view=',
    '?issuer=OTHER',
    '?order=size',
    '?task=destroy',
    '?threshold=1-99',
    '?state=FINE',
    '?days=15',
    `?search=${'x'.repeat(257)}`,
    '?id=1',
    `?id=${ID}x`,
    '?unknown=1',
    '?%E0%A4%A',
    '?view=constructor',
  ])('%s', (query) => {
    expect(readAddress(query)).toEqual(DEFAULT);
  });
});
