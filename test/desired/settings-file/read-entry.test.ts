/** Proves what one entry may say in which spelling, and that nothing in it is dropped without a word. */
import { expect, test } from 'vitest';
import { shownPath } from '../../../src/desired/settings-file/parse-text.js';
import { readEntries } from '../../../src/desired/settings-file/read-entries.js';
import { uuid } from '../../support/domain/changes.js';

const GRAPH = {
  displayName: 'One',
  helpUrl: 'https://example.com/help',
  issuer: 'xTec',
  notificationType: 'companyPortal,email',
  renewalThresholdPercentage: 30,
};
const DSC = {
  DisplayName: 'One',
  HelpUrl: 'https://example.com/help',
  Issuer: 'xTec',
  NotificationType: 'companyPortal,email',
  RenewalThresholdPercentage: 30,
};
const TYPE = '#microsoft.graph.deviceManagementDerivedCredentialSettings';
const CONTENT = {
  displayName: 'One',
  helpUrl: 'https://example.com/help',
  issuer: 'X_TEC',
  notificationType: 'COMPANY_PORTAL_AND_EMAIL',
  renewalThresholdPercentage: 30,
};

function told(value: unknown): string[] {
  return readEntries(value).faults.map(({ path, message }) => `${shownPath(path)}: ${message}`);
}

const SPELLINGS: readonly (readonly [what: string, entry: object])[] = [
  [
    'annotations and read-only properties of Graph',
    {
      '@odata.type': TYPE,
      '@odata.etag': 'W/"3"',
      'helpUrl@odata.type': '#Edm.String',
      createdDateTime: '2026-01-01T00:00:00Z',
      lastModifiedDateTime: '2026-01-01T00:00:00Z',
      version: 3,
      ...GRAPH,
    },
  ],
  [
    'the type with the address of its schema',
    { '@odata.type': `https://graph.microsoft.com/beta/$metadata${TYPE}`, ...GRAPH },
  ],
  [
    'what this service says of an object',
    {
      __typename: 'DerivedCredentialSettings',
      version: 1,
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: null,
      ...CONTENT,
    },
  ],
  ['additional properties beside the own ones', { ...DSC, AdditionalProperties: { '@odata.context': 'x' } }],
  [
    'additional properties in the place of the own ones',
    { Id: uuid(1), DisplayName: null, AdditionalProperties: { '@odata.type': TYPE, ...GRAPH } },
  ],
  [
    'additional data of a generated client',
    { odataType: TYPE, additionalData: { version: 1 }, backingStore: {}, ...GRAPH },
  ],
  [
    'all with which Microsoft365DSC signs in',
    {
      ResourceName: 'IntuneDerivedCredential',
      ResourceInstanceName: 'IntuneDerivedCredential-One',
      ...DSC,
      Ensure: 'Present',
      Credential: '$Credential',
      ApplicationId: 'x',
      TenantId: 'x',
      ApplicationSecret: 'x',
      CertificateThumbprint: 'x',
      CertificatePath: 'C:\\certificate.pfx',
      CertificatePassword: 'x',
      ManagedIdentity: true,
      AccessTokens: ['x'],
    },
  ],
];

test.each(SPELLINGS)('%s are taken', (_what, entry) => {
  const { entries, faults } = readEntries([entry]);
  expect([entries.map(({ content }) => content), faults]).toEqual([[CONTENT], []]);
});

const { helpUrl: _help, ...WITHOUT_HELP } = GRAPH;
const { HelpUrl: _Help, ...DSC_WITHOUT_HELP } = DSC;
const NO_HELP: readonly (readonly [what: string, value: unknown])[] = [
  ['null', { derivedCredentials: [{ ...CONTENT, helpUrl: null }] }],
  ['an empty text', { derivedCredentials: [{ ...CONTENT, helpUrl: '' }] }],
  ['spaces', { derivedCredentials: [{ ...CONTENT, helpUrl: '  ' }] }],
  ['nothing in a page of Graph', { value: [WITHOUT_HELP] }],
  ['nothing in an object of Graph', { '@odata.type': TYPE, ...WITHOUT_HELP }],
  ['nothing among the fields of Microsoft365DSC', [DSC_WITHOUT_HELP]],
];

test.each(NO_HELP)('%s means no help page', (_what, value) => {
  const { entries, faults } = readEntries(value);
  expect([entries.map(({ content }) => content), faults]).toEqual([[{ ...CONTENT, helpUrl: null }], []]);
});

test('a hand-written file must not leave out the help page', () => {
  const missing = 'helpUrl is missing. Give an address such as https://example.com/help, or null for none.';
  const present = { ...WITHOUT_HELP, Ensure: 'Present' };
  for (const value of [{ derivedCredentials: [WITHOUT_HELP] }, [WITHOUT_HELP], [present]])
    expect(told(value)).toEqual([expect.stringContaining(`[0]: ${missing}`)]);
});

test('a percentage that a program of Microsoft’s leaves empty is the usual one', () => {
  const { entries } = readEntries({ value: [{ ...GRAPH, renewalThresholdPercentage: null }] });
  expect(entries).toMatchObject([{ content: { renewalThresholdPercentage: 20 } }]);
  expect(told([{ ...GRAPH, renewalThresholdPercentage: null }])).toEqual([
    expect.stringContaining('renewalThresholdPercentage is null. Give a whole number'),
  ]);
});

const NEARLY: readonly (readonly [key: string, meant: string])[] = [
  ['renewalThresholdPercent', 'renewalThresholdPercentage'],
  ['renewalThreshold', 'renewalThresholdPercentage'],
  ['RenewalThresholdPercent', 'RenewalThresholdPercentage'],
  ['renewal_threshold_percentage', 'renewalThresholdPercentage'],
  ['helpUri', 'helpUrl'],
  ['help-url', 'helpUrl'],
  ['url', 'helpUrl'],
  ['isuer', 'issuer'],
  ['Name', 'DisplayName'],
  ['dispalyName', 'displayName'],
  ['notification', 'notificationType'],
  ['_id', 'id'],
];

test.each(NEARLY)('%s is refused, and %s is named', (key, meant) => {
  expect(told([{ ...GRAPH, [key]: 1 }])).toEqual([`[0].${key}: "${key}" is not known. Did you mean ${meant}?`]);
});

test.each(['color', 'roleScopeTagIds', 'constructor', '__proto__', '<<'])(
  '%s is refused, and no other name is named',
  (key) => {
    const entry = JSON.parse(`{"${key}": 1, ${JSON.stringify(GRAPH).slice(1)}`);
    expect(told([entry])).toEqual([
      `[0].${key}: "${key}" is not known. An entry has id, ${Object.keys(GRAPH).join(', ')}.`,
    ]);
  },
);

const OTHER_KINDS: readonly (readonly [entry: object, told: string])[] = [
  [
    { '@odata.type': '#microsoft.graph.iosVpnConfiguration', displayName: 'One', color: 'red' },
    `[0].@odata.type: @odata.type is "#microsoft.graph.iosVpnConfiguration", and not ${TYPE}. Remove the entry from the file.`,
  ],
  [
    { Id: uuid(1), AdditionalProperties: { '@odata.type': '#microsoft.graph.user' } },
    `[0].AdditionalProperties.@odata.type: @odata.type is "#microsoft.graph.user", and not ${TYPE}. Remove the entry from the file.`,
  ],
  [
    { ResourceName: 'IntuneDeviceCategory', DisplayName: 'One' },
    '[0].ResourceName: ResourceName is "IntuneDeviceCategory", and not IntuneDerivedCredential. Remove the entry from the file.',
  ],
  [
    { id: uuid(1), '@removed': { reason: 'deleted' } },
    '[0]: The entry is a deletion of a delta query ("@removed"). Remove it, or give "Ensure": "Absent" to have the object deleted.',
  ],
];

test.each(OTHER_KINDS)('%j is reported as another kind of object, and nothing else', (entry, message) => {
  expect(told([entry])).toEqual([message]);
});

test('messages show values and names as the file spells them', () => {
  const entry = { ...DSC, DisplayName: 7, HelpUrl: 'example.com', Issuer: 'Entrust', RenewalThresholdPercentage: '20' };
  expect(told([entry])).toEqual([
    '[0].DisplayName: DisplayName is 7, a number. Give a name of 1 to 256 characters, in quotes if it looks like a number or another type.',
    '[0].Issuer: Issuer "Entrust" is not known. Give one of "intercede", "entrustDatacard", "purebred", "xTec".',
    '[0].RenewalThresholdPercentage: RenewalThresholdPercentage is "20", a text. Give a whole number from 1 to 99, without quotes.',
    '[0].HelpUrl: HelpUrl "example.com" is not an absolute http or https address.',
  ]);
  const { Issuer: _issuer, ...withoutIssuer } = DSC;
  expect(told([withoutIssuer])).toEqual([expect.stringMatching(/^\[0\]: Issuer is missing\. Give one of "intercede"/)]);
});

test('of a long value the beginning is repeated, and of one that may hold a password nothing', () => {
  const long = 'x'.repeat(300);
  expect(told([{ ...GRAPH, displayName: long, issuer: long, [long]: 1 }])).toEqual([
    `[0].${'x'.repeat(64)}: "${'x'.repeat(99)}… is not known. An entry has id, ${Object.keys(GRAPH).join(', ')}.`,
    `[0].issuer: issuer "${'x'.repeat(99)}… is not known. Give one of INTERCEDE, ENTRUST_DATACARD, PUREBRED, X_TEC.`,
    `[0].displayName: displayName "${'x'.repeat(99)}… is longer than 256 characters.`,
  ]);
  expect(told([{ ...GRAPH, helpUrl: 'https://me:secret@example.com' }])).toEqual([
    '[0].helpUrl: helpUrl carries a user name or password. Remove it.',
  ]);
});

test('a property that is given inside and outside is refused', () => {
  expect(told([{ ...GRAPH, AdditionalProperties: { displayName: 'Two' } }])).toEqual([
    '[0].AdditionalProperties.displayName: displayName is given twice, in two places. Remove one.',
  ]);
});
