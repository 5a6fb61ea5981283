/** Names and enum members of Microsoft Graph mean what the domain has for them, and nothing else. */
import { describe, expect, test } from 'vitest';
import { ISSUERS, NOTIFICATION_TYPES } from '../../src/domain/derived-credential-settings.js';
import { ENUMS, enumFromGraph, propertyNamed, valuesWithFlags } from '../../src/graph/vocabulary.js';

describe('a member of an enum', () => {
  test.each(ISSUERS)('of the issuers is read as it is written: %s', (issuer) => {
    expect(enumFromGraph(ENUMS.issuer, ENUMS.issuer.toGraph[issuer])).toBe(issuer);
  });

  test.each(NOTIFICATION_TYPES)('of the notification types is read as it is written: %s', (type) => {
    expect(enumFromGraph(ENUMS.notificationType, ENUMS.notificationType.toGraph[type])).toBe(type);
  });

  test.each([
    ['entrustDataCard', 'ENTRUST_DATACARD'],
    ['XTEC', 'X_TEC'],
  ])('is read in any letter case: %s', (text, issuer) => {
    expect(enumFromGraph(ENUMS.issuer, text)).toBe(issuer);
  });

  test.each([
    ['email,companyPortal', 'COMPANY_PORTAL_AND_EMAIL'],
    [' Email , COMPANYPORTAL ', 'COMPANY_PORTAL_AND_EMAIL'],
    ['email,email', 'EMAIL'],
    ['none,email', 'EMAIL'],
  ])('of flags is read in any order: %s', (text, type) => {
    expect(enumFromGraph(ENUMS.notificationType, text)).toBe(type);
  });

  test.each(['', 'sms', 'email,', 'email,sms', 'EMAIL_', '3'])('of flags is undefined for "%s"', (text) => {
    expect(enumFromGraph(ENUMS.notificationType, text)).toBeUndefined();
  });

  test.each(['', 'thales', 'intercede,purebred', '0', 'X_TEC'])('of the issuers is undefined for "%s"', (text) => {
    expect(enumFromGraph(ENUMS.issuer, text)).toBeUndefined();
  });

  test.each([
    ['NONE', NOTIFICATION_TYPES],
    ['EMAIL', ['EMAIL', 'COMPANY_PORTAL_AND_EMAIL']],
    ['COMPANY_PORTAL_AND_EMAIL', ['COMPANY_PORTAL_AND_EMAIL']],
  ] as const)('of flags has others that hold it: %s', (type, holding) => {
    expect(valuesWithFlags(ENUMS.notificationType, type)).toEqual(holding);
  });
});

test('a property is found in any letter case, and nothing else is', () => {
  expect(['displayName', 'DISPLAYNAME', 'Id', 'display', 'version'].map(propertyNamed)).toEqual([
    'displayName',
    'displayName',
    'id',
    undefined,
    undefined,
  ]);
});
