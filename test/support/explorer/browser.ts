/** Opens pages of the service in a headless Chromium. Every request and every console message of a page is checked. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, expect, vi } from 'vitest';

const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
// No requests by the browser itself.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
// No host resolves but 127.0.0.1: a page's request to another host is noticed.
const NO_HOSTS = 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

// Long, because these tests check no times and must pass on a busy machine.
const PATIENCE_MS = 90_000;
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

export interface Visit extends BrowserContextOptions {
  /** Console errors and warnings that the test provokes. */
  readonly provoked?: readonly RegExp[];
  /** URLs of other origins that the page may request. */
  readonly allowedElsewhere?: RegExp;
  /** A host that this machine stands in for, at a port. */
  readonly standIn?: { readonly host: string; readonly port: number };
}

/** By the rules with which they resolve hosts. */
const browsers = new Map<string, Promise<Browser>>();

afterAll(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});

/** One browser for all tests of a file that have the same stand-in, with a new profile. */
function sharedBrowser({ standIn }: Visit): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`${EXECUTABLE} does not exist. Install Debian's package chromium, or set CHROMIUM_PATH.`);
  }
  const mapped = standIn === undefined ? '' : `MAP ${standIn.host}:443 127.0.0.1:${standIn.port}, `;
  const rules = `--host-resolver-rules=${mapped}${NO_HOSTS}`;
  const browser = browsers.get(rules) ?? chromium.launch({ executablePath: EXECUTABLE, args: [...ARGUMENTS, rules] });
  browsers.set(rules, browser);
  return browser;
}

/**
 * Opens a page in a new browser context and calls `use`. Then checks what holds for every page: no request to another
 * origin, no error or warning on the console, no dialog box.
 */
export async function visit(url: string, use: (page: Page) => Promise<void>, options: Visit = {}): Promise<void> {
  const { provoked = [], allowedElsewhere, standIn: _standIn, ...context } = options;
  const window = await (await sharedBrowser(options)).newContext({ locale: 'en-GB', ...context });
  window.setDefaultTimeout(PATIENCE_MS);
  const [requests, complaints]: [string[], string[]] = [[], []];
  window.on('request', (request) => requests.push(request.url()));
  window.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  window.on('weberror', (error) => complaints.push(String(error.error())));
  window.on('dialog', (dialog) => {
    complaints.push(`A dialog box: ${dialog.message()}`);
    void dialog.dismiss();
  });
  try {
    await use(await window.newPage());
  } finally {
    await window.close();
  }
  const elsewhere = requests.filter((request) => !/^(?:data|blob):/.test(request) && new URL(request).origin !== url);
  expect(elsewhere.filter((request) => !allowedElsewhere?.test(request))).toEqual([]);
  expect(complaints.filter((complaint) => !provoked.some((pattern) => pattern.test(complaint)))).toEqual([]);
}
