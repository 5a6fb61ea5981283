/// <reference lib="dom" />
/** The explorer on a phone, a laptop zoomed to 200 %, a laptop and a large screen: its panes and tabs can be read. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { newExamples } from '../../src/explorer/page/explorer/examples.js';
import { findings } from '../support/explorer/accessibility.js';
import { visit } from '../support/explorer/browser.js';
import { editorIsReady, openTab, runOperation, signedIn } from '../support/explorer/explorer-page.js';
import { boot } from '../support/service/boot.js';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxes(page: Page, selector: string): Promise<Box[]> {
  return page.locator(selector).evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()));
}

/** The tabs that are cut off or covered. */
function hiddenTabs(page: Page): Promise<string[]> {
  return page.locator('.graphiql-tab-button').evaluateAll((all) =>
    all
      .filter((button) => {
        const { left, right, top, bottom } = button.getBoundingClientRect();
        const corners = [left + 2, right - 30].map((x) => document.elementFromPoint(x, (top + bottom) / 2));
        return corners.some((element) => !button.contains(element));
      })
      .map((button) => button.textContent ?? ''),
  );
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([
    [390, 844],
    [640, 360],
    [1280, 720],
    [2560, 1440],
  ])(
    'editors and response are large enough, and a response scrolls into view, at %i × %i px',
    async (width, height) => {
      const service = await boot();
      const look = async (page: Page) => {
        await page.goto(signedIn(service.url, await service.token()));
        await page.getByText('local-developer').waitFor();
        await editorIsReady(page);
        await runOperation(page, '"displayName": "Display Name value"');
        const [editor, answer] = [
          ...(await boxes(page, '.graphiql-query-editor .monaco-editor')),
          ...(await boxes(page, '.graphiql-response .monaco-editor')),
        ] as [Box, Box];
        for (const { left, right, top, bottom } of [editor, answer]) {
          expect(right - left).toBeGreaterThan(250);
          expect(bottom - top).toBeGreaterThan(200);
        }
        expect(answer.top).toBeLessThan(height - 100);
        if (width < 1000) expect(answer.top).toBeGreaterThan(editor.bottom);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(await findings(page)).toEqual([]);
      };
      await visit(service.url, look, { colorScheme, viewport: { width, height } });
    },
  );
});

test.each([1280, 2560])('all tabs are visible at %i px, next to the documentation', async (width) => {
  const service = await boot();
  const look = async (page: Page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await editorIsReady(page);
    await page.getByText('Root Types').waitFor();
    expect(await page.locator('.graphiql-tab').count()).toBe(newExamples().length);
    expect(await hiddenTabs(page)).toEqual([]);
  };
  await visit(service.url, look, { viewport: { width, height: 800 } });
});

test('on a phone an opened example scrolls into view', async () => {
  const service = await boot();
  const look = async (page: Page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await page.getByText('local-developer').waitFor();
    await editorIsReady(page);
    await page.getByRole('button', { name: 'Show Examples' }).click();
    await page.getByRole('button', { name: /^Retry safely/ }).click();
    const [editor] = (await boxes(page, '.graphiql-query-editor')) as [Box];
    expect(Math.ceil(editor.top)).toBeGreaterThanOrEqual(0);
    expect(Math.floor(editor.bottom)).toBeLessThanOrEqual(844);
  };
  await visit(service.url, look, { viewport: { width: 390, height: 844 } });
});

test('on a phone the tabs are one row that scrolls, with the current one visible', async () => {
  const service = await boot();
  const look = async (page: Page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await page.getByText('local-developer').waitFor();
    await editorIsReady(page);
    await openTab(page, 'Viewer');
    await runOperation(page, '"subject": "local-developer"');
    const last = newExamples().length - 1;
    await page.waitForFunction((index) => {
      return JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}').activeTabIndex === index;
    }, last);
    await page.reload();
    await editorIsReady(page);
    await page.locator('.graphiql-tab-active').getByText('Viewer').waitFor();
    expect(await hiddenTabs(page)).not.toContain('Viewer');
    const rows = new Set((await boxes(page, '.graphiql-tab')).map(({ top }) => Math.round(top)));
    expect(rows.size).toBe(1);
  };
  await visit(service.url, look, { viewport: { width: 390, height: 844 } });
});
