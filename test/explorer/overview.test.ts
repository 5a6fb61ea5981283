/// <reference lib="dom" />
/** The overview in a real browser: objects are listed, counted and their history shown, live; content is never trusted as HTML. */
import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLEnumType } from 'graphql';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION } from '../../src/domain/caller.js';
import { findings } from '../support/explorer/accessibility.js';
import { visit } from '../support/explorer/browser.js';
import { editorIsReady, runOperation, signedIn } from '../support/explorer/explorer-page.js';
import { type Booted, boot } from '../support/service/boot.js';
import { start } from '../support/service/built-program.js';

const CREATE = `mutation ($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { derivedCredentialSettings { id } userErrors { message } }
}`;
const UPDATE = `mutation ($input: UpdateDerivedCredentialSettingsInput!) {
  updateDerivedCredentialSettings(input: $input) { userErrors { message } }
}`;
const DELETE = `mutation ($input: DeleteDerivedCredentialSettingsInput!) {
  deleteDerivedCredentialSettings(input: $input) { userErrors { message } }
}`;
const OTHER_TENANT = '11111111-2222-4333-8444-555555555555';
const HOSTILE_NAME = '<img src=x onerror=alert(1)>';

/** Creates an object with this name. Returns its id. */
async function create({ graphql }: Booted, displayName: string, further = {}): Promise<string> {
  const content = { displayName, helpUrl: 'https://example.com/help', issuer: 'PUREBRED', notificationType: 'EMAIL' };
  const { data } = await graphql<{ createDerivedCredentialSettings: { derivedCredentialSettings: { id: string } } }>(
    CREATE,
    { input: { ...content, ...further } },
  );
  return data?.createDerivedCredentialSettings.derivedCredentialSettings.id ?? '';
}

/** The cells of the table, row by row. */
function rows(page: Page): Promise<string[][]> {
  return page
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? '')));
}

/** The bars of a chart, as `label number`. */
function bars(page: Page, title: string): Promise<string[]> {
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: title }) });
  return card
    .getByRole('listitem')
    .evaluateAll((all) =>
      all.map((bar) => Array.from(bar.querySelectorAll('span'), (part) => part.textContent).join(' ')),
    );
}

test('what the explorer creates shows up in the table, the counts and the history', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await editorIsReady(page);
    await runOperation(page, '"displayName": "Display Name value"');
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('1–1 of 1').waitFor();
    const [[name, issuer, notification, helpPage, threshold, version] = []] = await rows(page);
    expect({ name, issuer, notification, helpPage, threshold, version }).toEqual({
      name: 'Display Name value',
      issuer: 'DISA Purebred',
      notification: 'Email',
      helpPage: 'example.com/help',
      threshold: '25 %',
      version: '1',
    });
    await page.getByText('New changes appear automatically.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Created Display Name value version 1' }).waitFor();
    expect(await bars(page, 'By issuer')).toEqual(['Intercede 0', 'Entrust Datacard 0', 'DISA Purebred 1', 'XTec 0']);
    expect(await bars(page, 'By notification')).toContain('Email 1');
  });
});

test('changes appear automatically, with their differences', async () => {
  const service = await boot();
  const id = await create(service, 'Field staff');
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), '/overview'));
    await page.getByText('1–1 of 1').waitFor();
    const entry = (text: string) => page.getByRole('listitem').filter({ hasText: text });
    await entry('Created Field staff').waitFor();
    await service.graphql(UPDATE, { input: { id, helpUrl: null, renewalThresholdPercentage: 40 } });
    const update = entry('Updated Field staff version 2');
    await update.waitFor();
    expect(await update.locator('dt').allTextContents()).toEqual(['Help page', 'Threshold']);
    expect(await update.locator('dd').allTextContents()).toEqual(['https://example.com/help', '20 % → 40 %']);
    await page.getByRole('row').filter({ hasText: '40 %' }).getByText('none').waitFor();
    await service.graphql(DELETE, { input: { id } });
    await entry('Deleted Field staff version 3').waitFor();
    await page.getByText('There are no settings yet.').waitFor();
    await page.getByText('Field staff').first().waitFor();
  });
});

test('a change by a command shows its origin once', async () => {
  const service = await boot();
  await start(['seed'], { DATABASE_URL: `file:${service.databaseFile}` }).ended;
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), '/overview'));
    await page.getByText('1–5 of 5').waitFor();
    const entry = page.getByRole('listitem').filter({ hasText: 'Created' }).first();
    expect(await entry.locator('p.detail').textContent()).toMatch(/, \d\d:\d\d on the command line$/);
    await create(service, 'Field staff');
    const created = page.getByRole('listitem').filter({ hasText: 'Created Field staff' }).first();
    await created.getByText('by local-developer through GraphQL').waitFor();
  });
});

describe.each([390, 1280, 2560])('at %i px', (width) => {
  test.each(['en-GB', 'en-US', 'de-DE'])(
    'the time of the last change stands on one line, as written in %s',
    async (locale) => {
      const service = await boot();
      await create(service, 'A name that is as long as the names of groups of people in large organisations often are');
      await create(service, 'A'.repeat(200), { helpUrl: `https://example.com/${'h'.repeat(200)}` });
      const look = async (page: Page) => {
        await page.goto(signedIn(service.url, await service.token(), '/overview'));
        await page.getByText('1–2 of 2').waitFor();
        const lines = await page
          .locator('td time')
          .evaluateAll((all) => all.map((time) => time.getClientRects().length));
        expect(lines).toEqual([1, 1]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        const table = page.getByRole('region', { name: 'Table of settings' });
        const isCut = await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
        // Seven columns do not fit on a phone: the table scrolls, also by keyboard.
        expect(isCut).toBe(width < 1280);
      };
      await visit(service.url, look, { locale, viewport: { width, height: 800 } });
    },
  );
});

test('settings are shown page by page and history back to the beginning, with a read-only token', async () => {
  const service = await boot();
  const names = Array.from({ length: 23 }, (_, index) => `Settings ${String(index + 1).padStart(2, '0')}`);
  for (const name of names) await create(service, name);
  const token = await service.token({ permissions: [READ_PERMISSION] });
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, token, '/overview'));
    const shown = async () => (await rows(page)).map(([name]) => name);
    await page.getByText('1–10 of 23').waitFor();
    expect(await shown()).toEqual(names.slice(0, 10));
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('11–20 of 23').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('21–23 of 23').waitFor();
    expect(await shown()).toEqual(names.slice(20));
    expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByText('11–20 of 23').waitFor();
    expect(await shown()).toEqual(names.slice(10, 20));
    const older = page.getByRole('button', { name: 'Show older changes' });
    await older.click();
    await page.getByText('Created Settings 04').waitFor();
    await older.click();
    await page.getByText('Created Settings 01').waitFor();
    await older.waitFor({ state: 'detached' });
  });
});

describe('content', () => {
  test('is shown as text', async () => {
    const service = await boot();
    const id = await create(service, HOSTILE_NAME);
    await service.graphql(UPDATE, { input: { id, displayName: `${HOSTILE_NAME}!` } });
    await visit(service.url, async (page) => {
      await page.goto(signedIn(service.url, await service.token(), '/overview'));
      await page.getByRole('rowheader', { name: `${HOSTILE_NAME}!` }).waitFor();
      await page
        .locator('dd')
        .filter({ hasText: `${HOSTILE_NAME} → ${HOSTILE_NAME}!` })
        .waitFor();
      expect(await page.locator('img').count()).toBe(0);
    });
  });

  test('is a link only if it is an http or https URL', async () => {
    const service = await boot();
    await create(service, 'Good', { helpUrl: 'https://example.com/good' });
    await create(service, 'Bad', { helpUrl: 'https://example.com/bad' });
    await visit(service.url, async (page) => {
      // The service accepts no such URL, but the page must not rely on that.
      await page.route('**/graphql', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replaceAll('https://example.com/bad', 'javascript:alert(1)');
        await route.fulfill({ response, body });
      });
      await page.goto(signedIn(service.url, await service.token(), '/overview'));
      await page.getByRole('row').filter({ hasText: 'Bad' }).getByText('javascript:alert(1)').waitFor();
      const links = page.getByRole('table').getByRole('link');
      expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
        'https://example.com/good',
      ]);
      expect(await links.first().getAttribute('rel')).toBe('noopener noreferrer');
    });
  });

  test('cannot become HTML even by a mistake in the scripts', async () => {
    const { url } = await boot();
    const attack = async (page: Page) => {
      await page.goto(`${url}/overview`);
      const error = await page.evaluate(() => {
        try {
          document.body.innerHTML = '<b>planted</b>';
          return null;
        } catch (thrown) {
          return String(thrown);
        }
      });
      expect(error).toMatch(/TrustedHTML/);
    };
    await visit(url, attack, { provoked: [/TrustedHTML|Trusted Type/] });
  });
});

test('a token without a permission shows a message', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token({ permissions: [] }), '/overview'));
    await page.getByText('No permission').waitFor();
    await page.getByRole('alert').filter({ hasText: 'DeviceManagementServiceConfig.Read.All' }).waitFor();
    expect(await rows(page)).toEqual([]);
  });
});

test('a service that stops is reported on the page', async () => {
  const service = await boot();
  const look = async (page: Page) => {
    await page.goto(signedIn(service.url, await service.token(), '/overview'));
    await page.getByText('There are no settings yet.').waitFor();
    await service.stop();
    await page.getByRole('alert').filter({ hasText: 'The service cannot be reached.' }).waitFor();
  };
  // It asks for the list again, and now and then for the changes as well before the window is closed.
  await visit(service.url, look, { provoked: [/Failed to load resource/, /WebSocket connection .* failed/] });
});

test('every issuer and notification type of the contract is counted', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
  const counted = readFileSync(new URL('../../src/explorer/page/overview/counts.graphql', import.meta.url), 'utf8');
  const members = ['DerivedCredentialIssuer', 'NotificationType'].flatMap((name) =>
    (schema.getType(name) as GraphQLEnumType).getValues().map((value) => value.name),
  );
  expect([...counted.matchAll(/eq: (\w+)/g)].map(([, member]) => member)).toEqual(members);
  expect([...counted.matchAll(/(\w+): derivedCredentials\b/g)].map(([, alias]) => alias)).toEqual(members);
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('axe finds nothing', async () => {
    const service = await boot();
    const id = await create(service, 'Field staff');
    await create(service, 'Head office');
    await service.graphql(UPDATE, { input: { id, renewalThresholdPercentage: 40 } });
    await service.graphql(DELETE, { input: { id } });
    const look = async (page: Page) => {
      await page.goto(`${service.url}/overview`);
      await page.getByText('Sign in to see the settings').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.goto(signedIn(service.url, await service.token({ tenantId: OTHER_TENANT }), '/overview'));
      await page.getByText('There are no settings yet.').waitFor();
      await page.getByText('Nothing has been changed yet.').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.goto(signedIn(service.url, await service.token(), '/overview'));
      await page.getByText('Deleted').waitFor();
      await page.getByText('1–1 of 1').waitFor();
      expect(await findings(page)).toEqual([]);
    };
    await visit(service.url, look, { colorScheme });
  });
});
