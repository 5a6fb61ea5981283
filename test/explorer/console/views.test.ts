/// <reference lib="dom" />
/** The console in a real browser: objects are listed, counted and their history shown, live; content is never trusted as HTML. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import { findings } from '../../support/explorer/accessibility.js';
import { visit } from '../../support/explorer/browser.js';
import { editorIsReady, runOperation, signedIn } from '../../support/explorer/explorer-page.js';
import { type Booted, boot } from '../../support/service/boot.js';
import { start } from '../../support/service/built-program.js';

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

/** Opens another view of the console. */
async function openView(page: Page, label: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Views of the console' }).getByRole('link', { name: label }).click();
}

/** The cells of the table, row by row. */
function rows(page: Page): Promise<string[][]> {
  return page
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? '')));
}

test('what the explorer creates shows up in the table, the counts and the history', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await editorIsReady(page);
    await runOperation(page, '"displayName": "Display Name value"');
    await page.getByRole('link', { name: 'Console' }).click();
    await page.getByText('1 object').waitFor();
    const [[name, issuer, notification, helpPage, threshold] = []] = await rows(page);
    expect({ name, issuer, notification, helpPage, threshold }).toEqual({
      name: 'Display Name valueDISA Purebred, 25 %',
      issuer: 'DISA Purebred',
      notification: 'Email',
      helpPage: 'example.com/help',
      threshold: '25 %',
    });
    await openView(page, 'Changes');
    await page.getByText('New changes appear automatically.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Created Display Name value version 1' }).waitFor();
    await openView(page, 'Insights');
    await page.getByRole('link', { name: '1: DISA Purebred, Email' }).waitFor();
  });
});

test('changes appear automatically, with their differences', async () => {
  const service = await boot();
  const id = await create(service, 'Field staff');
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), '/overview'));
    await page.getByText('1 object').waitFor();
    await openView(page, 'Changes');
    const entry = (text: string) => page.getByRole('listitem').filter({ hasText: text });
    await entry('Created Field staff').waitFor();
    await service.graphql(UPDATE, { input: { id, helpUrl: null, renewalThresholdPercentage: 40 } });
    const update = entry('Updated Field staff version 2');
    await update.waitFor();
    expect(await update.locator('dt').allTextContents()).toEqual(['Help page', 'Threshold']);
    expect(await update.locator('dd').allTextContents()).toEqual(['https://example.com/help', '20 % → 40 %']);
    await openView(page, 'Settings');
    await page.getByRole('row').filter({ hasText: '40 %' }).getByText('none').waitFor();
    await service.graphql(DELETE, { input: { id } });
    await page.getByText('There are no settings yet.').waitFor();
    await openView(page, 'Changes');
    await entry('Deleted Field staff version 3').waitFor();
  });
});

test('a change by a command shows its origin once', async () => {
  const service = await boot();
  await start(['seed'], service.environment).ended;
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), '/overview'));
    await page.getByText('5 objects').waitFor();
    await openView(page, 'Changes');
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
        await page.getByText('2 objects').waitFor();
        const lines = await page
          .locator('td time')
          .evaluateAll((all) => all.map((time) => time.getClientRects().length));
        expect(lines).toEqual(width < 1000 ? [0, 0] : [1, 1]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        // What does not fit is left out, or cut off at the end of its cell: the table is never wider than its place.
        const table = page.getByRole('region', { name: 'Table of settings' });
        expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      };
      await visit(service.url, look, { locale, viewport: { width, height: 800 } });
    },
  );
});

test('the history is shown back to the beginning, with a read-only token that gets no buttons', async () => {
  const service = await boot();
  const names = Array.from({ length: 23 }, (_, index) => `Settings ${String(index + 1).padStart(2, '0')}`);
  for (const name of names) await create(service, name);
  const token = await service.token({ permissions: [READ_PERMISSION] });
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, token, '/overview'));
    await page.getByText('23 objects').waitFor();
    expect((await rows(page)).map(([name]) => name?.slice(0, 11))).toEqual(names);
    expect(await page.getByRole('button', { name: 'Create settings' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Settings 07' }).click();
    await page.getByRole('heading', { name: 'Settings 07' }).waitFor();
    expect(await page.getByRole('button', { name: /Edit|Delete|Undo/ }).count()).toBe(0);
    await openView(page, 'Changes');
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
      await page.getByRole('link', { name: `${HOSTILE_NAME}!` }).waitFor();
      await openView(page, 'Changes');
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
      // The names are links within the console.
      const links = page.getByRole('table').locator('a[target]');
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
    expect(await page.getByText(/Loading|There are no settings/).count()).toBe(0);
    expect(await page.getByRole('navigation', { name: 'Views of the console' }).count()).toBe(0);
    expect(await findings(page)).toEqual([]);
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
      expect(await findings(page)).toEqual([]);
      await openView(page, 'Changes');
      await page.getByText('Nothing has been changed yet.').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.goto(signedIn(service.url, await service.token(), '/overview'));
      for (const [view, shown] of Object.entries({
        Settings: '1 object',
        Changes: 'version 3',
        Insights: 'DISA Purebred',
      })) {
        await openView(page, view);
        await page.getByText(shown).first().waitFor();
        expect(await findings(page)).toEqual([]);
      }
    };
    await visit(service.url, look, { colorScheme });
  });
});

test('a view has an address: a link reproduces it, and the browser goes back and forward', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), '/overview?view=changes'));
    await page.getByText('Nothing has been changed yet.').waitFor();
    expect(page.url()).toBe(`${service.url}/overview?view=changes`);
    expect(await page.title()).toBe('Changes – Derived-credential settings');
    await openView(page, 'Insights');
    await page.getByRole('heading', { name: 'When do settings change?' }).waitFor();
    expect(page.url()).toBe(`${service.url}/overview?view=insights`);
    await page.goBack();
    await page.getByText('Nothing has been changed yet.').waitFor();
    await page.goForward();
    await page.getByRole('heading', { name: 'When do settings change?' }).waitFor();
    const current = page.locator('nav.views [aria-current="page"]');
    expect(await current.allTextContents()).toEqual(['Insights']);
    await page.emulateMedia({ forcedColors: 'active' });
    const backgrounds = await page
      .locator(':is(nav.views, .bar nav) a')
      .evaluateAll((all) => all.map((link) => [link.ariaCurrent, getComputedStyle(link).backgroundColor]));
    const [here, elsewhere] = [true, false].map((isCurrent) =>
      backgrounds.filter(([current]) => (current === 'page') === isCurrent).map(([, background]) => background),
    );
    expect(here).toHaveLength(2);
    expect(elsewhere).not.toContain(here?.[0]);
    await page.goto(`${service.url}/overview?view=nothing&id=x`);
    await page.getByText('There are no settings yet.').waitFor();
    // An object that is gone does not stand in the way of the first one.
    await page.goto(`${service.url}/overview?id=cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb`);
    await page.getByRole('button', { name: 'Create the first' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
    await page.goto(`${service.url}/overview?view=changes&asOf=2999-01-01T00:00:00.000Z`);
    await page.getByText('This moment is yet to come').waitFor();
    // Without a connection there is no such view.
    await page.goto(`${service.url}/overview?view=intune`);
    await page.getByText('There are no settings yet.').waitFor();
  });
});
