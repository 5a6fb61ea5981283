/**
 * Takes the screenshots docs/*.webp for the README and the guide, from the built program with demo data. Needs Chromium, as
 * the tests do. Run `npm run screenshots` after a visible change.
 */
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromium, type Page } from 'playwright-core';

const PROGRAM = 'dist/main.js';
const DEMO = 'scripts/dist/demo-graph.js';
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
    await takeIntune(colorScheme);
  }
} finally {
  await browser.close();
  service.kill();
  await stopped;
  rmSync(folder, { recursive: true });
}

/** Address and token from the link that the service prints once it listens. */
async function started(): Promise<{ readonly url: string; readonly token: string }> {
  const [, url = '', token = ''] = await printed(service, /signed in: (\S+)\/#token=(\S+)$/m);
  return { url, token };
}

/** The overview of a connected tenant, with objects in most states. The demo plays Intune, and its keys let it misbehave. */
async function takeIntune(colorScheme: 'light' | 'dark'): Promise<void> {
  const demo = spawn(process.execPath, [DEMO], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => demo.once('exit', resolve));
  const page = await browser.newPage({ colorScheme, locale: 'en-GB', viewport: { width: 1440, height: 1000 } });
  try {
    const [, url = '', token = ''] = await printed(demo, /The service:\s+(\S+)\/overview#token=(\S+)/);
    const send = sender(url, token);
    const key = (name: string) => demo.stdin.write(`${name}\n`);
    const shown = (state: string) => page.getByRole('cell', { name: state }).first().waitFor();
    await page.goto(`${url}/overview#token=${token}`);
    const harbour = await send(CREATE, { ...AIR, displayName: 'Harbour', notificationType: 'NONE' });
    await page.getByRole('row', { name: /Harbour.*in sync/ }).waitFor();
    await send(CREATE, { ...TRAINING, issuer: 'PUREBRED', notificationType: 'EMAIL' });
    await page.getByRole('row', { name: /Training centre.*in sync/ }).waitFor();
    key('e');
    await shown('drifted');
    key('r');
    await send(CREATE, { ...AIR, notificationType: 'COMPANY_PORTAL_AND_EMAIL' });
    await shown('refused');
    key('n');
    await page.getByText('Only in Intune').waitFor();
    await send(CREATE, { ...AIR, displayName: 'Border guard', notificationType: 'NONE' });
    await shown('conflict');
    key('h');
    await send(UPDATE, { id: harbour, renewalThresholdPercentage: 35 });
    await page
      .getByRole('cell', { name: /pending|unknown/ })
      .first()
      .waitFor();
    await take(page, `overview-intune-${colorScheme}`);
  } finally {
    await page.close();
    demo.stdin.write('q\n');
    await ended;
  }
}

/** The first match in what a process prints. */
function printed(
  { stdout }: ChildProcessByStdio<Writable | null, Readable, null>,
  wanted: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((resolve) => {
    let text = '';
    stdout.on('data', (chunk) => {
      text += chunk;
      const found = wanted.exec(text);
      if (found !== null) resolve(found);
    });
  });
}

/** Posts a mutation with this input. Returns the id of the object that it created, if any. */
function sender(url: string, token: string) {
  return async (query: string, input: object) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const body = JSON.stringify({ query, variables: { input } });
    const { data } = await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).json();
    return data.createDerivedCredentialSettings?.derivedCredentialSettings.id;
  };
}

/** Makes some changes in addition to those of `seed`, at least one of each kind. */
async function change(url: string, token: string): Promise<void> {
  const send = sender(url, token);
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
