/** Proves that `export` writes what a tenant holds, in one order and of one moment, and that `plan` reads it as no change. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXPORT_FORMATS, exportText } from '../../../src/desired/export-text.js';
import { readTenant } from '../../../src/desired/plan/read-tenant.js';
import { parseText } from '../../../src/desired/settings-file/parse-text.js';
import { readEntries } from '../../../src/desired/settings-file/read-entries.js';
import { desiredTenant, quietly, serviceOf } from '../../support/cli/desired-tenant.js';
import { contentArbitrary } from '../../support/domain/arbitraries.js';
import { uuid } from '../../support/domain/changes.js';
import { applyAll, creations, updates } from '../../support/graphql/many-changes.js';
import { boot } from '../../support/service/boot.js';

const CONTENT = { helpUrl: 'https://example.com/help', issuer: 'ENTRUST_DATACARD', notificationType: 'NONE' };

const FORMATS: Readonly<Record<string, string>> = {
  json: `{
  "derivedCredentials": [
    {
      "id": "${uuid(2)}",
      "displayName": "Alpha",
      "helpUrl": "https://example.com/help",
      "issuer": "ENTRUST_DATACARD",
      "notificationType": "NONE",
      "renewalThresholdPercentage": 20
    },
    {
      "id": "${uuid(1)}",
      "displayName": "yes",
      "helpUrl": null,
      "issuer": "X_TEC",
      "notificationType": "COMPANY_PORTAL_AND_EMAIL",
      "renewalThresholdPercentage": 33
    }
  ]
}
`,
  yaml: `derivedCredentials:
  - id: ${uuid(2)}
    displayName: Alpha
    helpUrl: https://example.com/help
    issuer: ENTRUST_DATACARD
    notificationType: NONE
    renewalThresholdPercentage: 20
  - id: ${uuid(1)}
    displayName: "yes"
    helpUrl: null
    issuer: X_TEC
    notificationType: COMPANY_PORTAL_AND_EMAIL
    renewalThresholdPercentage: 33
`,
  m365dsc: `[
  {
    "DisplayName": "Alpha",
    "Id": "${uuid(2)}",
    "HelpUrl": "https://example.com/help",
    "RenewalThresholdPercentage": 20,
    "Issuer": "entrustDatacard",
    "NotificationType": "none",
    "Ensure": "Present"
  },
  {
    "DisplayName": "yes",
    "Id": "${uuid(1)}",
    "HelpUrl": null,
    "RenewalThresholdPercentage": 33,
    "Issuer": "xTec",
    "NotificationType": "companyPortal,email",
    "Ensure": "Present"
  }
]
`,
};

test('every format has a fixed form and order, also in a file, and is no change to plan', async () => {
  const { service, client, run, plan, folder, file } = await desiredTenant();
  await client.create({
    ...CONTENT,
    id: uuid(1),
    displayName: 'yes',
    helpUrl: null,
    issuer: 'X_TEC',
    notificationType: 'COMPANY_PORTAL_AND_EMAIL',
    renewalThresholdPercentage: 33,
  });
  await client.create({ ...CONTENT, id: uuid(2), displayName: 'Alpha' });
  expect(Object.keys(FORMATS)).toEqual([...EXPORT_FORMATS]);
  for (const [format, text] of Object.entries(FORMATS)) {
    expect(await run(['export', '--format', format])).toMatchObject({ code: 0, stdout: text, stderr: '' });
    expect(await plan(text, '--prune')).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes') });
    // Another tenant takes it as well, the object without a help page included.
    const other = { SERVICE_TOKEN: await service.token({ tenantId: randomUUID() }) };
    expect(await run(['apply', file(`${format}.txt`, text)], other)).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['export', '--format', format], other)).toMatchObject({ code: 0, stdout: text });
  }
  const output = join(folder, 'out.json');
  expect(await run(['export', '--output', output])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(output, 'utf8')).toBe(FORMATS['json']);
});

test('an empty tenant is an empty list, which is no change to plan', async () => {
  const { run, plan } = await desiredTenant();
  const { code, stdout } = await run(['export']);
  expect([code, stdout]).toEqual([0, '{\n  "derivedCredentials": []\n}\n']);
  expect((await plan(stdout, '--prune')).code).toBe(0);
});

test('all pages of a tenant are read, and standard error shows the progress', async () => {
  const { service, run } = await desiredTenant();
  await applyAll(service, creations(250));
  const { code, stdout, stderr } = await run(['export']);
  const names = (JSON.parse(stdout) as { derivedCredentials: { displayName: string }[] }).derivedCredentials;
  expect([code, names.length]).toEqual([0, 250]);
  expect(names.map(({ displayName }) => displayName)).toEqual(names.map(({ displayName }) => displayName).toSorted());
  expect(stderr).toBe('Reading settings: 100 of 250\nReading settings: 200 of 250\nReading settings: 250 of 250\n');
});

test('pages that are read while others write are of one moment', async () => {
  const booted = await boot();
  await applyAll(booted, creations(150));
  const service = await serviceOf(booted);
  let reading = true;
  // The first and the last object, which are on different pages, always have the same content.
  const writing = (async () => {
    for (let round = 0; reading; round += 1)
      await applyAll(booted, updates([0, 149], { renewalThresholdPercentage: (round % 99) + 1 }));
  })();
  try {
    for (let times = 0; times < 20; times += 1) {
      const { objects } = await readTenant(service, quietly);
      const ends = [objects.at(0), objects.at(149)].map((object) => object?.renewalThresholdPercentage);
      expect([objects.length, ends[0]]).toEqual([150, ends[1]]);
    }
  } finally {
    reading = false;
    await writing;
  }
});

test('a file that cannot be written is reported', async () => {
  const { run } = await desiredTenant();
  const ended = await run(['export', '--output', '/not/there.json']);
  expect([ended.code, ended.stderr]).toEqual([
    65,
    expect.stringMatching(/^\/not\/there\.json cannot be written \(ENOENT\)\. /),
  ]);
});

test('random objects read back as they are, in an order that does not depend on how they came', () => {
  const object = fc.record({ id: fc.uuid(), content: contentArbitrary });
  const objects = fc.uniqueArray(object, { selector: ({ id }) => id, maxLength: 6 });
  fc.assert(
    fc.property(objects, fc.constantFrom(...EXPORT_FORMATS), (given, format) => {
      const exported = given.map(({ id, content }) => ({ id, ...content }));
      const text = exportText(exported, format);
      expect(text.endsWith('\n')).toBe(true);
      expect(exportText(exported.toReversed(), format)).toBe(text);
      const parsed = parseText(text);
      const { entries, faults } = readEntries(parsed.ok ? parsed.value : undefined);
      expect(faults).toEqual([]);
      const read = entries.map(({ id, content }) => ({ id: id ?? '', ...content }));
      const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
      expect(read.toSorted(byId)).toEqual(exported.toSorted(byId));
    }),
    { numRuns: 500 },
  );
});
