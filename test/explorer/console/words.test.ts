/** The words of the console for the service's messages, without a browser. Each message is what the domain says. */
import { expect, test } from 'vitest';
import { readContent } from '../../../src/domain/derived-credential-settings.js';
import { faultInWords, inWords } from '../../../src/explorer/page/console/words.js';

test('the fields of a form have the names that its labels give them', () => {
  const { faults } = readContent({
    displayName: ' ',
    helpUrl: 'ftp://example.com',
    issuer: 'INTERCEDE',
    notificationType: 'NONE',
    renewalThresholdPercentage: 100,
  });
  expect(faults.map(faultInWords)).toEqual([
    'Name is blank. Give a name of 1 to 256 characters.',
    'Help page is not an absolute http or https address.',
    'Threshold is not a whole number from 1 to 99.',
  ]);
});

test('values and decisions have the names of their buttons', () => {
  expect(inWords('The tenant may have only one issuer and already uses X_TEC.')).toBe(
    'The tenant may have only one issuer and already uses XTec.',
  );
  expect(inWords('Take THEIRS, or LINK the object that Intune has now.')).toBe(
    'Take Intune’s, or link the object that Intune has now.',
  );
});

test('ids, versions and operations of the API are not named', () => {
  const message = 'The object is at version 3, not 2. Read it again and decide again.';
  expect(faultInWords({ code: 'VERSION_CONFLICT', message })).toBe(
    'It has been changed meanwhile. Look at it again, then decide.',
  );
});
