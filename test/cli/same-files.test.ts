/** Proves that `import` and `plan` read the same files: what one takes, both take, and what one refuses, both refuse alike. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXPORT_FORMATS } from '../../src/desired/export-text.js';
import { desired, desiredTenant } from '../support/cli/desired-tenant.js';
import { uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { EXAMPLE, settingsClient } from '../support/graphql/settings-client.js';
import { boot } from '../support/service/boot.js';
import { type Ended, start } from '../support/service/built-program.js';

const GRAPH = {
  displayName: 'Zürich – Field staff',
  helpUrl: 'https://example.com/help',
  issuer: 'purebred',
  notificationType: 'companyPortal,email',
  renewalThresholdPercentage: 25,
};
const ID = uuid(1);
const TYPE = '#microsoft.graph.deviceManagementDerivedCredentialSettings';
const CONTEXT = 'https://graph.microsoft.com/beta/$metadata#deviceManagement/derivedCredentials';
const PAGE = { '@odata.context': CONTEXT, value: [{ '@odata.type': TYPE, id: ID, ...GRAPH }] };
const DSC = {
  ResourceName: 'IntuneDerivedCredential',
  Id: ID,
  DisplayName: GRAPH.displayName,
  HelpUrl: GRAPH.helpUrl,
  Issuer: 'purebred',
  NotificationType: 'companyPortal,email',
  RenewalThresholdPercentage: 25,
  Ensure: 'Present',
  CertificatePath: 'x',
  CertificatePassword: 'x',
};
const YAML = `defaults: &defaults
  helpUrl: https://example.com/help
  issuer: PUREBRED
derivedCredentials:
  - <<: *defaults
    id: ${ID}
    displayName: "Zürich – Field staff" # with a comment
    notificationType: COMPANY_PORTAL_AND_EMAIL
    renewalThresholdPercentage: 25
`;
const json = JSON.stringify(PAGE, null, 2);
const utf16le = (text: string) => Buffer.from(text, 'utf16le');

/** Runs both commands on a content, each in a tenant in which nothing is. What they print names files without a folder. */
async function both(content: unknown): Promise<{ readonly planned: Ended; readonly imported: Ended }> {
  const { plan, run, file } = await desiredTenant();
  const DATABASE_URL = `file:${join(scratchFolder(), 'test.sqlite')}`;
  const [planned, imported] = await Promise.all([
    plan(content),
    run(['import', file('desired.yaml', content)], { DATABASE_URL }),
  ]);
  return { planned, imported };
}

const TAKEN: readonly (readonly [what: string, content: unknown])[] = [
  ['a page', PAGE],
  ['a list of pages', [{ ...PAGE, '@odata.nextLink': CONTEXT }, { value: [] }]],
  ['one object', { '@odata.type': TYPE, id: ID, ...GRAPH }],
  ['a list', [{ id: ID, ...GRAPH }]],
  ['a list that Windows PowerShell counted', { value: PAGE.value, Count: 1 }],
  ['the list of export', desired({ id: ID, ...GRAPH })],
  ['fields of Microsoft365DSC', [DSC]],
  ['one resource of Microsoft365DSC', DSC],
  ['an object of an SDK', { Id: ID, AdditionalProperties: { '@odata.type': TYPE, ...GRAPH } }],
  ['YAML with a merge key', YAML],
  ['YAML with line breaks of Windows', YAML.replaceAll('\n', '\r\n')],
  ['UTF-8 with a byte order mark', `\ufeff${json}`],
  ['UTF-16LE', utf16le(json)],
  ['UTF-16LE with a byte order mark', utf16le(`\ufeff${json}`)],
  ['UTF-16BE', utf16le(YAML).swap16()],
  ['UTF-16BE with a byte order mark', utf16le(`\ufeff${YAML}`).swap16()],
];

test.each(TAKEN)('%s is taken by both', async (_what, content) => {
  const { planned, imported } = await both(content);
  expect([planned.code, imported.code, imported.stderr]).toEqual([2, 0, '']);
  expect(planned.stdout).toContain(`+ create "${GRAPH.displayName}" (${ID})\n`);
  expect(planned.stdout).toContain('    renewalThresholdPercentage: 25\n');
  expect(imported.stdout).toContain(`created: ${GRAPH.displayName} (${ID})\n`);
});

const REFUSED: readonly (readonly [what: string, content: unknown])[] = [
  ['an incomplete list', { ...PAGE, '@odata.nextLink': CONTEXT }],
  ['a key given twice', '{"displayName": "a", "displayName": "b"}'],
  ['an error of Graph', { error: { code: 'Forbidden', message: 'Insufficient privileges' } }],
  ['the answer of a batch', { responses: [{ id: '1', status: 200, body: PAGE }] }],
  ['a page in a value', { value: { value: PAGE.value, Count: 1 } }],
  ['a tab', YAML.replace('    id', '\tid')],
  ['a value with a colon', YAML.replace('"Zürich – Field staff"', 'Field: west')],
  ['a page of HTML', '<!DOCTYPE html>\n<html><body>Sign in</body></html>\n'],
  ['CSV', '"Id","DisplayName"\r\n"1","x"\r\n'],
  ['a script of PowerShell', '# Generated\r\nparam (\r\n)\r\nConfiguration M365TenantConfig\r\n{\r\n}\r\n'],
  ['bytes that are no text', Buffer.from('{"displayName": "Zürich"}', 'latin1')],
];

test.each(REFUSED)('%s is refused by both in the same words, once, and nothing is changed', async (_what, content) => {
  const { planned, imported } = await both(content);
  expect([planned.code, imported.code, imported.stdout]).toEqual([65, 65, '']);
  expect(imported.stderr).toBe(planned.stderr);
  expect(planned.stderr.trimEnd().split('\n').length, planned.stderr).toBeLessThanOrEqual(2);
});

test('both commands report a faulty entry, and import takes the others', async () => {
  const near = { id: uuid(2), ...GRAPH, displayName: 'Near', renewalThresholdPercent: 30 };
  const { planned, imported } = await both({ value: [...PAGE.value, near] });
  const told = '"renewalThresholdPercent" is not known. Did you mean renewalThresholdPercentage?';
  expect([planned.code, planned.stderr]).toEqual([
    65,
    expect.stringContaining(`value[1].renewalThresholdPercent: ${told}`),
  ]);
  expect([imported.code, imported.stdout]).toEqual([65, expect.stringContaining(`refused: Near (${told})\n`)]);
  expect(imported.stdout).toContain('1 created, 0 already there, 0 skipped, 1 refused\n');
});

test.each(EXPORT_FORMATS)('what export writes as %s can be imported into another tenant', async (format) => {
  const { client, run, folder } = await desiredTenant();
  for (const number of [1, 2])
    await client.create({ ...EXAMPLE, id: uuid(number), renewalThresholdPercentage: number });
  const file = join(folder, 'export');
  expect((await run(['export', '--format', format, '--output', file])).code).toBe(0);
  const other = scratchFolder();
  const ended = await start(['import', file], { DATABASE_URL: `file:${join(other, 'test.sqlite')}` }).ended;
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  const contents = (objects: readonly object[]) =>
    objects.map((each) => ({ ...each, createdAt: null, updatedAt: null }));
  expect(contents(await settingsClient(await boot({}, other)).list())).toEqual(contents(await client.list()));
});
