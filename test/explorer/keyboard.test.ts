/// <reference lib="dom" />
/** The explorer by keyboard: few Tabs to the editor and to Run, a way out of every editor, no invisible focus. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visit } from '../support/explorer/browser.js';
import { editorIsReady, responseHolds, signedIn } from '../support/explorer/explorer-page.js';
import { boot } from '../support/service/boot.js';

const HINT = 'Esc, then Tab, leaves an editor';

/** Opens the explorer signed in and calls a function with the page. */
async function explore(use: (page: Page) => Promise<void>): Promise<void> {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await page.getByText('local-developer').waitFor();
    await editorIsReady(page);
    await use(page);
  });
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** The focused element, by its class and label, and whether it is visible. */
function focused(page: Page): Promise<{ readonly name: string; readonly isSeen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    const isWithin = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return {
      name: [element.className, element.getAttribute('aria-label') ?? element.textContent].join(' '),
      isSeen: element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0 && isWithin,
    };
  });
}

function firstLine(page: Page): Promise<string | null> {
  return page.locator('.graphiql-query-editor .view-line').first().textContent();
}

test('Run is two Tabs away, and skip links move the focus to their target', () =>
  explore(async (page) => {
    await press(page, 'Tab', 'Tab');
    expect((await focused(page)).name).toContain('Skip to Run');
    expect((await focused(page)).isSeen).toBe(true);
    await press(page, 'Enter');
    expect((await focused(page)).name).toContain('Execute query');
    await press(page, 'Enter');
    await responseHolds(page, '"displayName": "Display Name value"');
    await page.getByRole('button', { name: 'Skip to the response' }).focus();
    await press(page, 'Enter');
    expect((await focused(page)).name).toContain('Result Window');
  }));

test('an editor is entered with Enter and left with Escape and Tab, as the page says', () =>
  explore(async (page) => {
    await press(page, 'Tab', 'Enter');
    const frame = page.locator('.graphiql-query-editor .graphiql-editor');
    const hint = await frame.getAttribute('aria-describedby');
    expect(await page.locator(`#${hint}`).textContent()).toContain(HINT);
    expect(await page.getByText(HINT).isVisible()).toBe(true);
    await press(page, 'Enter', '#', 'Tab', '!');
    await expect.poll(() => firstLine(page)).toMatch(/^#\s+!mutation/);
    await press(page, 'Escape', 'Tab');
    expect((await focused(page)).name).toContain('Execute query');
  }));

test('Escape first closes an open widget of the editor', () =>
  explore(async (page) => {
    await press(page, 'Tab', 'Enter', 'Enter', 'Control+f');
    await page.locator('.find-widget.visible').waitFor();
    await press(page, 'Escape');
    await page.locator('.find-widget.visible').waitFor({ state: 'detached' });
    await press(page, '#');
    await expect.poll(() => firstLine(page)).toMatch(/^#mutation/);
    await press(page, 'Escape', 'Tab');
    expect((await focused(page)).name).toContain('Execute query');
  }));

test('Tab reaches the whole page, and the focus is always visible', () =>
  explore(async (page) => {
    await page.getByRole('button', { name: 'Hide editor tools' }).click();
    await page.getByRole('button', { name: 'Show editor tools' }).waitFor();
    await page.getByRole('button', { name: 'Skip to the editor' }).focus();
    const stops: string[] = [];
    for (let name = ''; !name.includes('Skip to the editor'); stops.push(name)) {
      await press(page, 'Tab');
      const stop = await focused(page);
      name = stop.name;
      const isPage = await page.evaluate(() => document.activeElement === document.body);
      if (!isPage) expect(stop).toEqual({ name, isSeen: true });
      expect(stops.length).toBeLessThan(200);
    }
    expect(stops.some((name) => name.includes('Close RetrySafely'))).toBe(true);
    expect(stops.some((name) => name.includes('Result Window'))).toBe(true);
  }));
