/**
 * Takes the screenshots docs/*.webp for the README and the guide, from the built program with demo data. Needs Chromium, as
 * the tests do. Run `npm run screenshots` after a visible change.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const PROGRAM = 'dist/main.js';
const CREATE = `mutation ($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { derivedCredentialSettings { id } }
}`;
const UPDATE = `mutation ($input: UpdateDerivedCredentialSettingsInput!) {
  updateDerivedCredentialSettings(input: $input) { change { id } }
}`;
const DELETE = `mutation ($input: DeleteDerivedCredentialSettingsInput!) {
  deleteDerivedCredentialSettings(input: $input) { change { id } }
}`;
const AIR = { displayName: 'Air operations', helpUrl: 'https://example.com/air', issuer: 'PUREBRED' };
const TRAINING = { displayName: 'Training centre', helpUrl: 'https://example.com/training', issuer: 'INTERCEDE' };

const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
const env = { ...process.env, PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: `file:${join(folder, 'demo.sqlite')}` };
execFileSync(process.execPath, [PROGRAM, 'seed'], { env });
const service = spawn(process.execPath, [PROGRAM, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
const stopped = new Promise((resolve) => service.once('exit', resolve));
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' });
try {
  const { url, token } = await started();
  await change(url, token);
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme, locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    await page.goto(`${url}/#token=${token}`);
    await page.getByRole('link', { name: 'Mutation', exact: true }).click();
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.getByText('"totalCount"').waitFor();
    await take(page, `explorer-${colorScheme}`);
    await page.goto(`${url}/overview`);
    await page.getByText('1–6 of 6').waitFor();
    await page.getByText('Training centre').first().waitFor();
    await take(page, `overview-${colorScheme}`);
    await page.close();
  }
} finally {
  await browser.close();
  service.kill();
  await stopped;
  rmSync(folder, { recursive: true });
}

/** Address and token from the link that the service prints once it listens. */
function started(): Promise<{ readonly url: string; readonly token: string }> {
  return new Promise((resolve) => {
    let printed = '';
    service.stdout.on('data', (chunk) => {
      printed += chunk;
      const [, url, token] = /signed in: (\S+)\/#token=(\S+)$/m.exec(printed) ?? [];
      if (url !== undefined && token !== undefined) resolve({ url, token });
    });
  });
}

/** Makes some changes in addition to those of `seed`, at least one of each kind. */
async function change(url: string, token: string): Promise<void> {
  const send = async (query: string, input: object) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const body = JSON.stringify({ query, variables: { input } });
    const { data } = await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).json();
    return data.createDerivedCredentialSettings?.derivedCredentialSettings.id;
  };
  const training = await send(CREATE, { ...TRAINING, notificationType: 'EMAIL' });
  const air = await send(CREATE, { ...AIR, notificationType: 'COMPANY_PORTAL_AND_EMAIL' });
  await send(DELETE, { id: training });
  await send(UPDATE, { id: air, displayName: 'Air operations and crews', renewalThresholdPercentage: 35 });
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  // Wait until tooltips and scroll bars have faded out.
  await page.waitForTimeout(1500);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 90 });
  await writeFile(`docs/${name}.webp`, Buffer.from(data, 'base64'));
}
