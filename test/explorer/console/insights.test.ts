/// <reference lib="dom" />
/** The insights in a real browser: every number is what the API says, and its link leads to exactly that many. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readAddress } from '../../../src/explorer/page/console/address.js';
import { filterOf as changeFilterOf, EVERYTHING } from '../../../src/explorer/page/console/history/change-search.js';
import { filterOf } from '../../../src/explorer/page/console/settings/query.js';
import { CONNECTED_TENANT, connectedService } from '../../support/connector/connected-service.js';
import { uuid } from '../../support/domain/changes.js';
import { findings } from '../../support/explorer/accessibility.js';
import { visit } from '../../support/explorer/browser.js';
import { signedIn } from '../../support/explorer/explorer-page.js';
import { applyAll, creations, manyObject, updates } from '../../support/graphql/many-changes.js';
import { type Booted, boot } from '../../support/service/boot.js';

const DAY_MS = 86_400_000;
const PLACE = '/overview?view=insights';
const COUNT = `query ($changes: ChangeFilter, $settings: DerivedCredentialSettingsFilter) {
  changes(first: 0, filter: $changes) { totalCount }
  derivedCredentials(first: 0, filter: $settings) { totalCount }
}`;
const WHEN = 'When do settings change?';
const WHO = 'Who issues, and how are users told?';
const RENEWED = 'When must credentials be renewed?';
const STATES = 'Does Intune have what is kept here?';
const REACHED = 'Have the changes reached Intune?';

const card = (page: Page, question: string) => page.getByRole('region', { name: question });

async function open(page: Page, service: Booted, place = PLACE): Promise<void> {
  await page.goto(signedIn(service.url, await service.token(), place));
}

/** Settings of two issuers with many thresholds, and changes of each kind. */
async function vary(service: Booted): Promise<void> {
  const thresholds = [1, 9, 10, 19, 20, 20, 20, 29, 45, 50, 99, 99];
  const created = thresholds.map((renewalThresholdPercentage, index) => ({
    create: {
      ...manyObject(index),
      renewalThresholdPercentage,
      notificationType: index % 3 === 0 ? 'NONE' : 'COMPANY_PORTAL_AND_EMAIL',
      issuer: index < 9 ? 'PUREBRED' : 'X_TEC',
    },
  }));
  const updated = updates([0, 1, 2], { helpUrl: 'https://example.com/other' });
  await applyAll(service, [...created, ...updated, { delete: { id: uuid(11) } }]);
}

interface Linked {
  readonly count: number;
  readonly query: string;
}

/** The numbers of a chart and where they lead. */
async function linksOf(page: Page, question: string, number: RegExp): Promise<readonly Linked[]> {
  const links = await card(page, question)
    .getByRole('link')
    .evaluateAll((all) =>
      all.map((link) => [link.getAttribute('aria-label') ?? link.textContent, link.getAttribute('href')]),
    );
  return links.flatMap(([name, href]) => {
    const [, count] = number.exec(name ?? '') ?? [];
    return count === undefined ? [] : [{ count: Number(count), query: href?.replace('/overview', '') ?? '' }];
  });
}

/** How many the API says are in the list to which a link leads. */
async function countBehind({ graphql }: Booted, query: string): Promise<number> {
  const address = readAddress(query);
  const { of, kind, actor, origin, field, from, to } = address;
  const changes = changeFilterOf({ ...EVERYTHING, of, kind, actor, origin, field, from, to }, null);
  const { data } = await graphql<Record<'changes' | 'derivedCredentials', { readonly totalCount: number }>>(COUNT, {
    changes,
    settings: filterOf(address),
  });
  return (address.view === 'changes' ? data?.changes : data?.derivedCredentials)?.totalCount ?? -1;
}

describe.each([
  ['Pacific/Auckland', 0],
  ['America/New_York', 3],
])('for a reader in %s, %i days after the changes', (timezoneId, days) => {
  test('every number is what the API says about its link, and the link leads to that many', async () => {
    const service = await boot();
    await vary(service);
    const look = async (page: Page) => {
      await page.clock.setFixedTime(Date.now() + days * DAY_MS);
      await open(page, service);
      await card(page, WHEN).locator('ol a').first().waitFor();
      await card(page, RENEWED).waitFor();
      const charts = [
        [WHEN, /: (\d+) (?:created|updated|deleted)$/, 14 * 3, 16],
        [WHO, /^(\d+): /, 3 * 5, 44],
        [RENEWED, /(\d+)$/, 10, 11],
      ] as const;
      for (const [question, number, size, sum] of charts) {
        const links = await linksOf(page, question, number);
        expect(links).toHaveLength(size);
        expect(links.reduce((total, { count }) => total + count, 0)).toBe(sum);
        for (const { count, query } of links)
          expect([query, await countBehind(service, query)]).toEqual([query, count]);
      }
      await card(page, RENEWED).getByRole('link', { name: '20–29 %' }).click();
      await page.getByText('4 objects', { exact: true }).waitFor();
      expect(page.url()).toBe(`${service.url}/overview?threshold=20-29`);
      await page.goBack();
      await card(page, WHO).getByRole('link', { name: ': XTec, None' }).click();
      await page.getByText('1 object', { exact: true }).waitFor();
      await page.goBack();
      await card(page, WHEN).getByRole('link', { name: ': 12 created' }).click();
      await page.getByText('12 changes.', { exact: true }).waitFor();
      expect(await page.getByRole('combobox', { name: 'What' }).inputValue()).toBe('CREATED');
    };
    await visit(service.url, look, { timezoneId });
  });
});

test('thresholds that are unusual are marked in words', async () => {
  const service = await boot();
  await vary(service);
  await visit(service.url, async (page) => {
    await open(page, service);
    await card(page, RENEWED).getByText('late', { exact: true }).waitFor();
    const marked = card(page, RENEWED)
      .getByRole('link')
      .filter({ has: page.locator('.pill') });
    const labels = await marked.locator('.label').allTextContents();
    expect(labels).toEqual(['1–9 % late', '50–59 % early', '90–99 % early']);
  });
});

test('the numbers follow new changes, and many changes cause few requests', async () => {
  const service = await boot();
  await applyAll(service, creations(3));
  await visit(service.url, async (page) => {
    const counts = { CountChanges: 0, CountSettings: 0 };
    page.on('request', (request) => {
      const [, name] = /query (Count\w+)/.exec(request.postData() ?? '') ?? [];
      if (name === 'CountChanges' || name === 'CountSettings') counts[name] += 1;
    });
    await open(page, service, `${PLACE}&days=90`);
    await card(page, WHEN).getByRole('link', { name: ': 3 created' }).waitFor();
    await card(page, RENEWED).getByRole('link', { name: '20–29 %' }).getByText('3').waitFor();
    // Ninety days in nine requests, and the kinds of one.
    expect(counts).toEqual({ CountChanges: 10, CountSettings: 3 });
    for (let number = 3; number < 103; number += 1) await applyAll(service, creations(number + 1).slice(-1));
    await card(page, WHEN).getByRole('link', { name: ': 103 created' }).waitFor();
    await card(page, RENEWED).getByRole('link', { name: '20–29 %' }).getByText('103').waitFor();
    expect(counts.CountChanges).toBeLessThan(40);
    expect(counts.CountSettings).toBeLessThan(20);
  });
});

test('at midnight a day is added', async () => {
  const service = await boot();
  await applyAll(service, creations(1));
  const look = async (page: Page) => {
    await page.clock.install({ time: new Date('2026-11-27T23:59:50Z') });
    await open(page, service);
    const days = card(page, WHEN).locator('ol').first().getByRole('link');
    await days.last().waitFor();
    expect(await days.last().getAttribute('aria-label')).toMatch(/^Fri 27 Nov/);
    await page.clock.fastForward(15_000);
    await expect.poll(() => days.last().getAttribute('aria-label')).toMatch(/^Sat 28 Nov/);
    expect(await days.count()).toBe(14);
  };
  await visit(service.url, look, { timezoneId: 'Europe/London' });
});

test('the columns are one stop for Tab, and the arrow keys move between them', async () => {
  const service = await boot();
  await vary(service);
  await visit(service.url, async (page) => {
    await open(page, service);
    await card(page, WHEN).locator('ol a').first().waitFor();
    const name = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      return name();
    };
    await card(page, WHEN).getByRole('link', { name: '90 days' }).focus();
    expect(await press('Tab')).toMatch(/: 12 created$/);
    expect(await press('ArrowDown')).toMatch(/: 3 updated$/);
    expect(await press('ArrowDown', 'ArrowDown')).toMatch(/: 1 deleted$/);
    expect(await press('ArrowLeft', 'ArrowUp')).toMatch(/: 0 updated$/);
    expect(await press('Home', 'ArrowLeft', 'End')).toMatch(/: 3 updated$/);
    expect(await press('Tab')).toBe('Numbers of each day');
    expect(await press('Shift+Tab')).toMatch(/: 3 updated$/);
    await page.keyboard.press('Enter');
    await page.getByText('3 changes.', { exact: true }).waitFor();
  });
});

test('the numbers of each day are a table too, and the address has the period', async () => {
  const service = await boot();
  await vary(service);
  await visit(service.url, async (page) => {
    await open(page, service);
    await card(page, WHEN).getByRole('link', { name: '30 days' }).click();
    await expect.poll(() => card(page, WHEN).locator('ol').first().getByRole('link').count()).toBe(30);
    expect(page.url()).toBe(`${service.url}${PLACE}&days=30`);
    await card(page, WHEN).getByText('Numbers of each day').click();
    const row = page.getByRole('region', { name: 'Changes of each day' }).locator('tbody tr');
    expect(await row.locator('td').allTextContents()).toEqual(['12', '3', '1']);
    await row.getByRole('link').click();
    await page.getByText('16 changes.', { exact: true }).waitFor();
  });
});

test('the states in Intune lead to their objects, and the days to their changes', async () => {
  const world = await connectedService();
  const { service, proxy, graph } = world;
  await world.adopt();
  const create = (count: number) => applyAll(service, creations(count).slice(-1));
  for (const count of [1, 2, 3]) await create(count);
  await expect.poll(async () => (await graph.objects(CONNECTED_TENANT)).length).toBe(3);
  await visit(service.url, async (page) => {
    await open(page, service);
    const state = (word: string, count: number) =>
      card(page, STATES).getByRole('link', { name: new RegExp(`${word} ?${count}$`) });
    await state('in sync', 3).waitFor();
    proxy.always('400', { method: 'POST' });
    await create(4);
    await state('refused', 1).waitFor();
    await card(page, REACHED).getByText('1 refused').waitFor();
    const day = card(page, REACHED).getByRole('link', { name: '3 of 4' });
    expect(await findings(page)).toEqual([]);
    await day.click();
    await page.getByText('4 changes.', { exact: true }).waitFor();
    await page.goBack();
    await state('in sync', 3).click();
    await page.getByRole('heading', { name: 'Objects with the state “in sync”' }).waitFor();
    await expect.poll(() => page.getByRole('table').locator('tbody tr').count()).toBe(3);
    await page.getByText('1–3 of 3').waitFor();
    expect(await page.getByRole('cell', { name: 'in sync' }).count()).toBe(3);
    await page.goBack();
    // The deletion of an object waits for Intune.
    proxy.always('400', { method: 'DELETE' });
    await applyAll(service, [{ delete: { id: uuid(0) } }]);
    await state('refused', 2).click();
    await page.getByRole('row').filter({ hasText: 'Deleted here' }).waitFor();
    await page.getByText('1–2 of 2').waitFor();
  });
});

test('what is empty says what will be there', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await open(page, service);
    await page.getByText('Nothing was changed in the last 14 days.').waitFor();
    await page.getByRole('link', { name: 'Create the first' }).click();
    await page.getByText('There are no settings yet.').waitFor();
    expect(page.url()).toBe(`${service.url}/overview`);
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([390, 1280, 2560])('axe finds nothing and nothing is cut off, at %i px', async (width) => {
    const service = await boot();
    await vary(service);
    const look = async (page: Page) => {
      for (const days of [14, 30, 90]) {
        await open(page, service, `${PLACE}&days=${days}`);
        await card(page, WHEN).locator('ol a').first().waitFor();
        await card(page, RENEWED).waitFor();
        await card(page, WHEN).getByText('Numbers of each day').click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
      expect(await findings(page)).toEqual([]);
    };
    await visit(service.url, look, { colorScheme, viewport: { width, height: 900 } });
  });
});
