/// <reference lib="dom" />
/** Code injected into a page does not run: the CSP forbids inline scripts, and names are shown as text. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { visit } from '../support/explorer/browser.js';
import { editorIsReady, openTab, runOperation, signedIn } from '../support/explorer/explorer-page.js';
import { boot } from '../support/service/boot.js';

const HOSTILE_NAME = '<img src=x onerror=alert(1)>';
const CREATE = `mutation ($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { userErrors { message } }
}`;
const INPUT = {
  displayName: HOSTILE_NAME,
  helpUrl: 'https://example.com/%3Cscript%3E',
  issuer: 'PUREBRED',
  notificationType: 'EMAIL',
};
const FORBIDDEN = /Content Security Policy|TrustedScript/;

/** Inserts a script and an element with an event handler into the page. Returns which of them ran. */
function inject(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const ran: string[] = [];
    Object.assign(globalThis, { ran });
    const script = document.createElement('script');
    const image = document.createElement('img');
    // If trusted types are required, the browser refuses even these assignments.
    try {
      script.textContent = 'ran.push("script")';
      image.setAttribute('onerror', 'ran.push("handler")');
    } catch {}
    const over = new Promise((resolve) => image.addEventListener('error', resolve));
    document.body.append(script, image);
    image.src = '/nothing.png';
    await over;
    return ran;
  });
}

const PROVOKED = { provoked: [FORBIDDEN, /status of 404/] };

describe.each(['/', '/overview', '/sandbox'])('on %s', (path) => {
  test('no injected script or handler runs', async () => {
    const { url } = await boot();
    const attack = async (page: Page) => {
      await page.goto(url + path);
      expect(await inject(page)).toEqual([]);
    };
    await visit(url, attack, PROVOKED);
  });

  test('both would run without the Content-Security-Policy', async () => {
    const { url } = await boot();
    const attack = async (page: Page) => {
      await page.goto(url + path);
      expect(await inject(page)).toEqual(['script', 'handler']);
    };
    await visit(url, attack, { ...PROVOKED, bypassCSP: true });
  });
});

test('the explorer shows a name that is HTML as text', async () => {
  const service = await boot();
  await service.graphql(CREATE, { input: INPUT });
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await editorIsReady(page);
    await openTab(page, 'List');
    await runOperation(page, `"displayName": "${HOSTILE_NAME}"`);
    await openTab(page, 'History');
    await runOperation(page, `"displayName": "${HOSTILE_NAME}"`);
    expect(await page.locator('img').count()).toBe(0);
  });
});
