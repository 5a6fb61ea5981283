/** A real headless Chromium on pages of the service. Whatever a page asks for or complains of is noted and judged. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, expect, vi } from 'vitest';

const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
// Nothing of the browser's own accord, and no name but addresses: a page that wants to leave the machine is noticed.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

// Nothing here is a matter of time: what is waited for comes, however busy the machine is.
const PATIENCE_MS = 90_000;
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

export interface Visit extends BrowserContextOptions {
  /** What the page may complain of on its console, because the test provokes it. */
  readonly provoked?: readonly RegExp[];
  /** Addresses of other origins that the page may ask for. */
  readonly allowedElsewhere?: RegExp;
}

let browser: Promise<Browser> | undefined;

afterAll(async () => (await browser)?.close());

/** One for all tests of a file, with a profile of its own in an empty folder. */
function theBrowser(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`There is no ${EXECUTABLE}. Install Debian's package chromium, or name another in CHROMIUM_PATH.`);
  }
  browser ??= chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
  return browser;
}

/**
 * Does something in a window of its own that remembers nothing, then holds the page to what every page must keep to:
 * no request to another origin than the service's, no error, no dialog box.
 */
export async function visit(url: string, use: (page: Page) => Promise<void>, options: Visit = {}): Promise<void> {
  const { provoked = [], allowedElsewhere, ...context } = options;
  const window = await (await theBrowser()).newContext({ locale: 'en-GB', ...context });
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
