/** Proves which spellings a desired-state file may have, and that every fault is reported with its place. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDesiredFile } from '../../../src/cli/settings-file/read-file.js';
import { DataError } from '../../../src/domain/errors.js';
import { desired } from '../../support/cli/desired-tenant.js';
import { uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { EXAMPLE } from '../../support/graphql/settings-client.js';

const CONTENT = { ...EXAMPLE, renewalThresholdPercentage: 20 };
const entry = (displayName: string, more: object = {}) => ({ ...CONTENT, displayName, ...more });

/** Reads a content: texts and bytes as they are, everything else as JSON. */
async function read(content: unknown) {
  const folder = scratchFolder();
  const file = join(folder, 'desired.yaml');
  const isRaw = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(file, isRaw ? content : JSON.stringify(content));
  const told = (error: unknown) => {
    if (!(error instanceof DataError)) throw error;
    return error.message.replaceAll(`${folder}/`, '').split('\n');
  };
  return readDesiredFile(file).then(
    ({ entries }) => ({ entries, told: [] }),
    (error) => ({ entries: [], told: told(error) }),
  );
}

const SPELLINGS: readonly (readonly [what: string, content: unknown])[] = [
  [
    'names of GraphQL',
    desired({ ...CONTENT, displayName: 'One', issuer: 'X_TEC', notificationType: 'COMPANY_PORTAL_AND_EMAIL' }),
  ],
  [
    'names of Graph, as a page of it',
    {
      '@odata.context': 'https://graph.microsoft.com/beta/$metadata',
      value: [
        {
          '@odata.type': '#microsoft.graph.deviceManagementDerivedCredentialSettings',
          ...CONTENT,
          displayName: 'One',
          issuer: 'xTec',
          notificationType: 'email,companyPortal',
        },
      ],
    },
  ],
  [
    'names of Microsoft365DSC, as it exports JSON',
    [
      {
        ResourceName: 'IntuneDerivedCredential',
        ResourceInstanceName: 'IntuneDerivedCredential-One',
        DisplayName: 'One',
        HelpUrl: CONTENT.helpUrl,
        Issuer: 'XTEC',
        NotificationType: 'companyPortal,email',
        RenewalThresholdPercentage: 20,
        Ensure: 'Present',
        ApplicationSecret: '$ConfigurationData.NonNodeData.ApplicationSecret',
        TenantId: 'contoso.example',
      },
    ],
  ],
  [
    'YAML with what it lets be left out',
    `# How it is to be
derivedCredentials:
  - displayName: One
    helpUrl: ${CONTENT.helpUrl}
    issuer: X_TEC
    notificationType: COMPANY_PORTAL_AND_EMAIL
`,
  ],
  [
    'UTF-16, as Windows PowerShell writes it',
    Buffer.from(
      `\ufeff${JSON.stringify(desired({ ...CONTENT, displayName: '  One ', issuer: 'X_TEC', notificationType: 'companyPortal,email' }))}`,
      'utf16le',
    ),
  ],
];

test.each(SPELLINGS)('%s are read', async (_what, content) => {
  const wanted = { ...CONTENT, displayName: 'One', issuer: 'X_TEC', notificationType: 'COMPANY_PORTAL_AND_EMAIL' };
  const { entries, told } = await read(content);
  expect(told).toEqual([]);
  expect(entries).toMatchObject([{ id: null, displayName: 'One', content: wanted }]);
});

test('content is read as it is stored, so that it can be compared', async () => {
  const { entries } = await read(
    desired(entry(' Cafe\u0301 ', { id: uuid(10).toUpperCase(), helpUrl: 'HTTPS://Example.com' })),
  );
  expect(entries).toMatchObject([{ id: uuid(10), content: { displayName: 'Café', helpUrl: 'https://example.com/' } }]);
});

test('several entries that have ids may share one name', async () => {
  const { entries, told } = await read(desired(entry('Twin', { id: uuid(1) }), entry('Twin', { id: uuid(2) })));
  expect([entries.length, told]).toEqual([2, []]);
});

/** The right beginnings of a file, in each of which the fault is in line 3 or after. */
const yaml = (...lines: readonly string[]) =>
  `derivedCredentials:\n  - displayName: One\n${lines.map((line) => `    ${line}\n`).join('')}`;
const REST = ['helpUrl: https://example.com', 'issuer: X_TEC', 'notificationType: NONE'];
const WITHOUT = (name: string) => yaml(...REST.filter((line) => !line.startsWith(name)));
const AT = 'derivedCredentials[0]';

const FAULTY: readonly (readonly [what: string, content: string, told: readonly string[]])[] = [
  ['nothing', '', ['1:1: The file is empty. Give {"derivedCredentials": [...]}, as export writes it.']],
  ['a text', 'settings', ['1:1: The file holds a text. Give {"derivedCredentials": [...]}, as export writes it.']],
  [
    'no list',
    'settings: []',
    ['1:1: The file has no derivedCredentials. Give {"derivedCredentials": [...]}, as export writes it.'],
  ],
  [
    'something else than a list',
    'derivedCredentials: 5',
    ['1:1: derivedCredentials is a number, and not a list. Give {"derivedCredentials": [...]}, as export writes it.'],
  ],
  [
    'more than the list',
    'derivedCredentials: []\nsettings: 1',
    ['2:11: settings: "settings" is not known. Give {"derivedCredentials": [...]}, as export writes it.'],
  ],
  [
    'a key given twice',
    yaml('issuer: X_TEC', 'issuer: X_TEC'),
    ['4:5: "issuer" is given twice in one object. Remove one of them.'],
  ],
  [
    'no help page',
    WITHOUT('helpUrl'),
    [`2:5: ${AT}: helpUrl is missing. Give an address such as https://example.com/help, or null for none.`],
  ],
  [
    'no issuer',
    WITHOUT('issuer'),
    [`2:5: ${AT}: issuer is missing. Give one of INTERCEDE, ENTRUST_DATACARD, PUREBRED, X_TEC.`],
  ],
  [
    'an unknown key',
    yaml(...REST, 'color: red'),
    [
      `6:12: ${AT}.color: "color" is not known. An entry has id, displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage.`,
    ],
  ],
  [
    'two spellings of a key',
    yaml(...REST, 'Issuer: X_TEC'),
    [`6:13: ${AT}.Issuer: issuer is given twice, in two spellings, issuer and Issuer. Remove one.`],
  ],
  ['a wrong Ensure', yaml(...REST, 'Ensure: Gone'), [`6:13: ${AT}.Ensure: Ensure is "Gone". Give Present or Absent.`]],
  [
    'entries that are none',
    'derivedCredentials: [5, null, []]',
    [
      '1:22: derivedCredentials[0]: The entry is a number, and not an object.',
      '1:25: derivedCredentials[1]: The entry is null, and not an object.',
      '1:31: derivedCredentials[2]: The entry is a list, and not an object.',
    ],
  ],
  [
    'an absence of nothing',
    'derivedCredentials: [{Ensure: Absent}]',
    ['1:22: derivedCredentials[0]: The entry has neither id nor displayName. Give one of them.'],
  ],
  [
    'characters that drive a terminal',
    '{"derivedCredentials": [{"\\u001b[2J": 1, "id": "\\u202e", "displayName": "x", "Ensure": "Absent"}]}',
    [
      `1:39: ${AT}.�[2J: "\\u001b[2J" is not known. An entry has id, displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage.`,
      `1:48: ${AT}.id: "�" is not a UUID. Give a UUID, or leave it out.`,
    ],
  ],
  [
    'a key of several lines',
    JSON.stringify(desired({ 'a\nb': 1, displayName: 'x', Ensure: 'Absent' })),
    [
      `1:32: ${AT}.a�b: "a\\nb" is not known. An entry has id, displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage.`,
    ],
  ],
  [
    'many faults at once',
    `derivedCredentials:
  - displayName: 12
    helpUrl: nope
    issuer: purebredd
    notificationType: [1]
    renewalThresholdPercentage: "20"
  - id: x
    displayName: " "
    helpUrl: null
    issuer: xTec
    notificationType: none
    renewalThresholdPercentage: 100
`,
    [
      `2:18: ${AT}.displayName: displayName is 12, a number. Give a name of 1 to 256 characters, in quotes if it looks like a number or another type.`,
      `3:14: ${AT}.helpUrl: helpUrl "nope" is not an absolute http or https address.`,
      `4:13: ${AT}.issuer: issuer "purebredd" is not known. Give one of INTERCEDE, ENTRUST_DATACARD, PUREBRED, X_TEC.`,
      `5:23: ${AT}.notificationType: notificationType is a list. Give one of NONE, COMPANY_PORTAL, EMAIL, COMPANY_PORTAL_AND_EMAIL.`,
      `6:33: ${AT}.renewalThresholdPercentage: renewalThresholdPercentage is "20", a text. Give a whole number from 1 to 99, without quotes.`,
      '7:9: derivedCredentials[1].id: "x" is not a UUID. Give a UUID, or leave it out.',
      '8:18: derivedCredentials[1].displayName: displayName " " is blank. Give a name of 1 to 256 characters.',
      '12:33: derivedCredentials[1].renewalThresholdPercentage: renewalThresholdPercentage 100 is not a whole number from 1 to 99.',
    ],
  ],
  [
    'two entries for one object',
    JSON.stringify(
      desired(
        entry('One'),
        entry('Two', { id: uuid(1) }),
        entry(' One'),
        entry('Three', { id: uuid(1).toUpperCase() }),
      ),
      null,
      1,
    ),
    [
      '18:3: derivedCredentials[2]: It has the same name "One" as derivedCredentials[0]. Remove one of them, or tell them apart by id.',
      `25:3: derivedCredentials[3]: It has the same id ${uuid(1)} as derivedCredentials[1]. Remove one of them, or tell them apart by id.`,
    ],
  ],
];

test.each(FAULTY)('%s is reported with its place', async (_what, content, told) => {
  const sum = told.length === 1 ? 'One fault.' : `${told.length} faults.`;
  const lines = [...told.map((line) => `desired.yaml:${line}`), `${sum} Nothing was changed.`];
  expect((await read(content)).told).toEqual(lines);
});

test('of very many faults the first hundred are reported, and the number of the others', async () => {
  const { told } = await read(Array(150).fill(null));
  expect(told).toHaveLength(102);
  expect(told.slice(-2)).toEqual(['… and 50 more.', '150 faults. Nothing was changed.']);
});

test('a file that is missing, or is not text, is reported', async () => {
  await expect(readDesiredFile('/not/there.yaml')).rejects.toThrow(/^\/not\/there\.yaml cannot be read\./);
  expect((await read(new Uint8Array([0x61, 0xff]))).told).toEqual([
    expect.stringMatching(/^desired\.yaml:1:2: The byte 0xFF, .* is not UTF-8\./),
  ]);
});
