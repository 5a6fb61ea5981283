/// <reference lib="dom" />
/** Import and export in the console: a plan before anything is changed, faults with their places, and a round trip. */
import { readFile } from 'node:fs/promises';
import type { Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import { findings } from '../../support/explorer/accessibility.js';
import { visit } from '../../support/explorer/browser.js';
import { signedIn } from '../../support/explorer/explorer-page.js';
import { type Booted, boot } from '../../support/service/boot.js';

const CREATE = `mutation ($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { userErrors { message } }
}`;
const LIST = `{ derivedCredentials(first: 100, orderBy: { field: DISPLAY_NAME }) {
  nodes { id displayName helpUrl issuer notificationType renewalThresholdPercentage }
} }`;
const PLACE = '/overview?view=transfer';
const OTHER_TENANT = '11111111-2222-4333-8444-555555555555';
const CONTENT = { helpUrl: 'https://example.com/help', issuer: 'PUREBRED', notificationType: 'EMAIL' };

function create({ graphql }: Booted, displayName: string) {
  return graphql(CREATE, { input: { displayName, ...CONTENT } });
}

async function list({ graphql }: Booted, token?: string) {
  const { data } = await graphql<{ derivedCredentials: { nodes: { displayName: string }[] } }>(LIST, {}, token);
  return data?.derivedCredentials.nodes;
}

/** Chooses a file with this text. */
function choose(page: Page, name: string, text: string): Promise<void> {
  return page.getByLabel('Drop a file here').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

const entry = (name: string, threshold: number) =>
  `  - displayName: ${name}\n    helpUrl: https://example.com/help\n    issuer: PUREBRED\n    notificationType: EMAIL\n` +
  `    renewalThresholdPercentage: ${threshold}\n`;
const file = (...entries: readonly string[]) => `derivedCredentials:\n${entries.join('')}`;

test('a file is imported only on a click, after its plan was shown', async () => {
  const service = await boot();
  await create(service, 'Field staff');
  await create(service, 'Visitors');
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), PLACE));
    await choose(page, 'desired.yaml', file(entry('Field staff', 40), entry('New', 20)));
    await page
      .getByText('1 to create, 1 to update, 0 to replace, 0 to delete; 0 unchanged, 1 not in the file')
      .waitFor();
    await page.getByLabel('Delete settings that the file does not list').check();
    await page.getByText('1 to create, 1 to update, 0 to replace, 1 to delete; 0 unchanged.').waitFor();
    const steps = await page.locator('.plan li > p').allTextContents();
    expect(steps.map((step) => step.replace(/ \([-0-9a-f]{36}\)/, '').trim())).toEqual([
      '~ update "Field staff"',
      '+ create "New"',
      '- delete "Visitors": breaks the credentials on devices until users enrol again',
    ]);
    expect((await list(service))?.map(({ displayName }) => displayName)).toEqual(['Field staff', 'Visitors']);
    const what = 'Delete one object and make 2 other changes';
    await page.getByRole('button', { name: `${what}…` }).dblclick();
    const question = page.getByRole('dialog', { name: `${what}?` });
    await question.getByText('until every user enrols again').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await list(service)).toHaveLength(2);
    await page.getByRole('button', { name: `${what}…` }).click();
    await question.getByRole('button', { name: what }).click();
    await page.getByText('3 changes were made.').waitFor();
    expect((await list(service))?.map(({ displayName }) => displayName)).toEqual(['Field staff', 'New']);
  });
});

test('what one tenant exports, an empty one imports, by keyboard alone', async () => {
  const service = await boot();
  for (const name of ['Field staff', 'Visitors', 'Zürich: “East”']) await create(service, name);
  const other = await service.token({ tenantId: OTHER_TENANT });
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), PLACE));
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download all settings' }).focus();
    await page.keyboard.press('Enter');
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/^settings-00000000-\d{4}-\d\d-\d\d\.yaml$/);
    const text = await readFile(await saved.path(), 'utf8');
    await page.getByText('holds 3 objects.').waitFor();
    await page.goto(signedIn(service.url, other, PLACE));
    await choose(page, 'export.yaml', text);
    await page.getByText('3 to create').waitFor();
    await page.getByRole('button', { name: 'Apply 3 changes' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('3 changes were made.').waitFor();
    expect(await list(service, other)).toEqual(await list(service));
  });
});

/** Sends the next request to the service with a token that it does not accept, as if the user's had just expired. */
async function expireToken(page: Page): Promise<void> {
  const refuse = (route: Route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer a.b.c' } });
  await page.route('**/graphql', refuse, { times: 1 });
}

async function signInAgain(page: Page, token: string): Promise<void> {
  await page.getByLabel('Bearer token').fill(token);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

test('an import and an export go on after a new sign-in', async () => {
  const service = await boot();
  const look = async (page: Page) => {
    await page.goto(signedIn(service.url, await service.token(), PLACE));
    await choose(page, 'desired.yaml', file(entry('One', 20), entry('Two', 40)));
    await page.getByText('2 to create').waitFor();
    await expireToken(page);
    await page.getByRole('button', { name: 'Apply 2 changes' }).click();
    await signInAgain(page, await service.token());
    await page.getByText('2 changes were made.').waitFor();
    await expireToken(page);
    await page.getByRole('button', { name: 'Download all settings' }).click();
    await signInAgain(page, await service.token());
    await page.getByText('holds 2 objects.').waitFor();
  };
  await visit(service.url, look, { provoked: [/401/, /WebSocket/] });
  expect(await list(service)).toHaveLength(2);
});

test('an import whose connection is lost says how many changes were made, and its button makes the rest', async () => {
  const service = await boot();
  const entries = Array.from({ length: 150 }, (_, index) => entry(`Settings ${index}`, 20));
  const look = async (page: Page) => {
    await page.goto(signedIn(service.url, await service.token(), PLACE));
    await choose(page, 'many.yaml', file(...entries));
    await page.getByText('150 to create').waitFor();
    let parts = 0;
    await page.route('**/graphql', (route) => {
      if (route.request().postData()?.includes('"dryRun":false')) parts += 1;
      return parts === 2 ? route.abort() : route.continue();
    });
    await page.getByRole('button', { name: 'Apply 150 changes' }).click();
    await page.getByRole('heading', { name: 'The import of many.yaml has stopped' }).waitFor();
    await page.getByText(/100 of 150 changes were made\. .* Press “Plan again” to make what is left\./).waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Plan again' }).click();
    await page.getByRole('button', { name: 'Apply 50 changes' }).click();
    await page.getByText('50 changes were made.').waitFor();
  };
  await visit(service.url, look, { provoked: [/Failed to load resource/] });
});

test('a file is imported by drag and drop, and one that is dropped beside the place is not opened', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), PLACE));
    const drop = async (target: string, text: string) => {
      const dataTransfer = await page.evaluateHandle((content) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], 'desired.yaml'));
        return transfer;
      }, text);
      await page.dispatchEvent(target, 'dragover', { dataTransfer });
      await page.dispatchEvent(target, 'drop', { dataTransfer });
    };
    await page.getByText('Drop a file here').waitFor();
    await drop('h2#export', file(entry('Beside', 20)));
    await drop('label.drop', file(entry('One', 20)));
    await page.getByText('1 to create').waitFor();
    expect(await page.getByText('Beside').count()).toBe(0);
  });
});

test.each([
  ['faults of entries', file(entry('One', 200), entry('Two', 20).replace('issuer', 'isuer')), 'desired.yaml:6:33'],
  ['another kind of file', '<!doctype html><p>Sign in', 'a page of HTML or XML'],
  ['no settings', '{"users": []}', 'The file has no derivedCredentials.'],
])('%s are reported, and nothing is changed', async (_what, text, told) => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), PLACE));
    await choose(page, 'desired.yaml', text);
    await page.locator('.faults').getByText(told).first().waitFor();
    expect(await page.getByRole('button', { name: /^Apply/ }).count()).toBe(0);
    expect(await list(service)).toEqual([]);
  });
});

test('a token that may only read shows the plan, and no button that would fail', async () => {
  const service = await boot();
  const token = await service.token({ permissions: [READ_PERMISSION] });
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, token, PLACE));
    await choose(page, 'desired.yaml', file(entry('New', 20)));
    await page.getByText('Your token may only read, so the service has not checked this.').waitFor();
    expect(await page.getByRole('button', { name: /^Apply/ }).count()).toBe(0);
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('axe finds nothing, and nothing is cut off on a phone', async () => {
    const service = await boot();
    await create(service, 'Field staff');
    await create(service, 'Visitors');
    const look = async (page: Page) => {
      await page.goto(signedIn(service.url, await service.token(), PLACE));
      await choose(page, 'desired.yaml', file(entry('Field staff', 40), entry('x'.repeat(200), 20)));
      await page.getByText('1 to create').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.getByLabel('Delete settings that the file does not list').check();
      await page.getByText('1 to delete').waitFor();
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await choose(page, 'desired.yaml', file(entry('Field staff', 400)));
      await page.getByText('has faults').waitFor();
      expect(await findings(page)).toEqual([]);
    };
    await visit(service.url, look, { colorScheme, viewport: { width: 390, height: 844 } });
  });
});
