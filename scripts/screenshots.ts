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
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PROGRAM = 'dist/main.js';
const DEMO = 'scripts/dist/demo-graph.js';
const DAY_MS = 86_400_000;
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

const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const LARGE = { width: 2560, height: 1440 };

type Theme = 'light' | 'dark';
type Size = typeof LAPTOP;

const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
const env = { ...process.env, PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: `file:${join(folder, 'demo.sqlite')}` };
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' });
try {
  await makePast();
  await serve(0, async (url, token) => {
    for (const theme of ['light', 'dark'] as const) {
      await takeExplorer(theme, `${url}/#token=${token}`);
      await takeConsole(theme, `${url}/overview`, token);
    }
  });
  for (const theme of ['light', 'dark'] as const) await takeIntune(theme);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

async function takeExplorer(theme: Theme, address: string): Promise<void> {
  await onPage(theme, { width: 1440, height: 900 }, async (page) => {
    await page.goto(address);
    await page.getByRole('link', { name: 'Mutation', exact: true }).click();
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.getByText('"totalCount"').waitFor();
    await take(page, `explorer-${theme}`);
  });
}

async function takeConsole(theme: Theme, address: string, token: string): Promise<void> {
  const open = async (page: Page, view: string, shown: string) => {
    await page.goto(`${address}${view}#token=${token}`);
    await page.getByText(shown).first().waitFor();
  };
  const insights = (days: number) => [`?view=insights&days=${days}`, 'DISA Purebred'] as const;
  await onPage(theme, LAPTOP, async (page) => {
    await open(page, '', 'objects');
    await page.getByRole('link', { name: 'Contractors and visitors' }).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await take(page, `overview-${theme}`);
    await open(page, '?view=changes', 'changes.');
    await take(page, `overview-changes-${theme}`);
    await open(page, ...insights(14));
    await take(page, `overview-insights-${theme}`);
  });
  await onPage(theme, PHONE, async (page) => {
    await open(page, '', 'objects');
    await take(page, `overview-phone-${theme}`);
    await open(page, ...insights(14));
    await take(page, `overview-insights-phone-${theme}`);
  });
  await onPage(theme, LARGE, async (page) => {
    await open(page, ...insights(90));
    await take(page, `overview-insights-large-${theme}`);
  });
}

/** The console of a connected tenant, with objects in most states. The demo plays Intune, and its keys let it misbehave. */
async function takeIntune(theme: Theme): Promise<void> {
  const demo = spawn(process.execPath, [DEMO], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => demo.once('exit', resolve));
  const look = async (page: Page) => {
    const [, url = '', token = ''] = await printed(demo, /The service:\s+(\S+)\/overview#token=(\S+)/);
    const send = sender(url, token);
    const key = (name: string) => demo.stdin.write(`${name}\n`);
    const shown = (state: string) => page.getByRole('cell', { name: state }).first().waitFor();
    await page.goto(`${url}/overview?view=intune#token=${token}`);
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
    await take(page, `overview-intune-${theme}`);
  };
  try {
    await onPage(theme, { ...LAPTOP, height: 1000 }, look);
  } finally {
    demo.stdin.write('q\n');
    await ended;
  }
}

/** Changes on several days, at least one of each kind, so that the charts have something to show. */
async function makePast(): Promise<void> {
  execFileSync(process.execPath, [PROGRAM, 'seed'], { env: onEarlierDay(40) });
  const input = { ...TRAINING, notificationType: 'EMAIL' };
  await serve(25, async (url, token) => {
    const send = sender(url, token);
    for (const name of ['Harbour', 'Rescue', 'Range']) await send(CREATE, { ...input, displayName: name });
  });
  await serve(12, async (url, token) => {
    const send = sender(url, token);
    const created = ['Depot', 'Museum', 'Archive', 'Fleet'].map((displayName) => ({ ...input, displayName }));
    for (const [index, each] of created.entries()) {
      await send(CREATE, { ...each, issuer: 'PUREBRED', renewalThresholdPercentage: 15 + 5 * index });
    }
  });
  await serve(6, async (url, token) => {
    const send = sender(url, token);
    const training = await send(CREATE, input);
    const air = await send(CREATE, { ...AIR, notificationType: 'COMPANY_PORTAL_AND_EMAIL' });
    await send(DELETE, { id: training });
    await send(UPDATE, { id: air, renewalThresholdPercentage: 35 });
    await send(UPDATE, { id: air, displayName: 'Air operations and crews' });
  });
  await serve(1, async (url, token) => {
    const send = sender(url, token);
    const desk = await send(CREATE, { ...AIR, displayName: 'Night desk', notificationType: 'NONE' });
    await send(UPDATE, { id: desk, renewalThresholdPercentage: 5 });
    await send(UPDATE, { id: desk, notificationType: 'EMAIL' });
  });
}

/** The environment of a program whose clock shows an earlier day. */
function onEarlierDay(days: number): NodeJS.ProcessEnv {
  const shift = `const { now } = Date; Date.now = () => now() - ${days * DAY_MS};`;
  return { ...env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(shift)}` };
}

/** Runs the service, on an earlier day if need be. `use` gets its address and a token. */
async function serve(daysAgo: number, use: (url: string, token: string) => Promise<void>): Promise<void> {
  const environment = daysAgo === 0 ? env : onEarlierDay(daysAgo);
  const service = spawn(process.execPath, [PROGRAM, 'serve'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stopped = new Promise((resolve) => service.once('exit', resolve));
  try {
    // The link that the service prints once it listens.
    const [, url = '', token = ''] = await printed(service, /signed in: (\S+)\/#token=(\S+)$/m);
    await use(url, token);
  } finally {
    service.kill();
    await stopped;
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

async function onPage(theme: Theme, viewport: Size, use: (page: Page) => Promise<void>): Promise<void> {
  const options: BrowserContextOptions = { colorScheme: theme, locale: 'en-GB', viewport };
  const page = await browser.newPage(options);
  try {
    await use(page);
  } finally {
    await page.close();
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  // Wait until tooltips and scroll bars have faded out.
  await page.waitForTimeout(1500);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
  await writeFile(`docs/${name}.webp`, Buffer.from(data, 'base64'));
}
