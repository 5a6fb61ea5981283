/** Two contents are compared field by field. */
import { describe, expect, test } from 'vitest';
import { CONTENT_FIELDS, differingFields, type SettingsContent } from '../../src/domain/derived-credential-settings.js';
import { CONTENT } from '../support/domain/changes.js';

describe('the fields in which two contents differ', () => {
  const cases: readonly (readonly [title: string, after: Partial<SettingsContent>, fields: readonly string[]])[] = [
    ['none', {}, []],
    ['the name', { displayName: 'Other' }, ['displayName']],
    ['the help URL that was cleared', { helpUrl: null }, ['helpUrl']],
    ['the issuer', { issuer: 'X_TEC' }, ['issuer']],
    ['the notification type', { notificationType: 'NONE' }, ['notificationType']],
    ['the threshold', { renewalThresholdPercentage: 21 }, ['renewalThresholdPercentage']],
    ['two of them, in the order of the schema', { helpUrl: null, displayName: 'x' }, ['displayName', 'helpUrl']],
  ];
  test.each(cases)('are %s', (_, after, fields) => {
    expect(differingFields(CONTENT, { ...CONTENT, ...after })).toEqual(fields);
    expect(differingFields({ ...CONTENT, ...after }, CONTENT)).toEqual(fields);
  });

  test('are all of them if one is missing, as before a creation and after a deletion', () => {
    expect(differingFields(null, CONTENT)).toEqual(CONTENT_FIELDS);
    expect(differingFields({ ...CONTENT, helpUrl: null }, null)).toEqual(CONTENT_FIELDS);
  });
});
