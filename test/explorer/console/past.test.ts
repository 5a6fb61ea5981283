/// <reference lib="dom" />
/** The console's log in a real browser: all settings as of a moment, and a search whose address reproduces what is shown. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findings } from '../../support/explorer/accessibility.js';
import { visit } from '../../support/explorer/browser.js';
import { signedIn } from '../../support/explorer/explorer-page.js';
import { type Booted, boot } from '../../support/service/boot.js';

const CREATE = `mutation ($displayName: String!) { createDerivedCredentialSettings(input: {
  displayName: $displayName, helpUrl: null, issuer: INTERCEDE, notificationType: EMAIL
}) { derivedCredentialSettings { id } change { at } } }`;
const UPDATE = `mutation ($input: UpdateDerivedCredentialSettingsInput!) {
  updateDerivedCredentialSettings(input: $input) { change { at } }
}`;
const DELETE = `mutation ($id: ID!) { deleteDerivedCredentialSettings(input: { id: $id }) { change { at } } }`;

/** “Field staff” is created, its threshold set to 40; “Visitors” is created, and deleted. Returns the times of the four changes. */
async function fourChanges({ graphql }: Booted): Promise<readonly string[]> {
  type Changed = {
    readonly change: { readonly at: string };
    readonly derivedCredentialSettings: { readonly id: string };
  };
  const make = async (document: string, variables: Readonly<Record<string, unknown>>) => {
    const { data } = await graphql<Record<string, Changed>>(document, variables);
    const [changed] = Object.values(data ?? {});
    if (changed === undefined) throw new Error('The change was not made.');
    // So that each change has a time of its own.
    await new Promise((resolve) => setTimeout(resolve, 20));
    return changed;
  };
  const staff = await make(CREATE, { displayName: 'Field staff' });
  const update = { id: staff.derivedCredentialSettings.id, renewalThresholdPercentage: 40 };
  const updated = await make(UPDATE, { input: update });
  const visitors = await make(CREATE, { displayName: 'Visitors' });
  const deleted = await make(DELETE, { id: visitors.derivedCredentialSettings.id });
  return [staff, updated, visitors, deleted].map(({ change }) => change.at);
}

const cells = (page: Page) =>
  page.locator('tbody tr').evaluateAll((all) =>
    all.map((row) =>
      Array.from(row.children, (cell) => cell.textContent)
        .slice(0, 2)
        .join(': '),
    ),
  );

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('all settings are shown as of a moment, by mouse and by keyboard, and a link shows the same', async () => {
    const service = await boot();
    const [created = '', , , deleted = ''] = await fourChanges(service);
    const look = async (page: Page) => {
      await page.goto(signedIn(service.url, await service.token(), '/overview?view=changes'));
      await page.getByRole('button', { name: 'Go back in time' }).click();
      await expect.poll(() => cells(page)).toEqual(['Field staff: Unchanged']);
      await page.getByRole('button', { name: 'Previous change' }).click();
      await expect.poll(() => cells(page)).toEqual(['Field staff: Unchanged', 'Visitors: Deleted']);
      expect(await findings(page)).toEqual([]);
      // The beginning of the slider is the first change.
      await page.getByRole('slider', { name: 'Moment' }).focus();
      await page.keyboard.press('Home');
      await expect.poll(() => cells(page)).toEqual(['Field staff: Threshold20 % → 40 %']);
      expect(new URL(page.url()).searchParams.get('asOf')).toBe(created);
      await page.reload();
      await expect.poll(() => cells(page)).toEqual(['Field staff: Threshold20 % → 40 %']);
      await page.getByRole('button', { name: 'Next change' }).focus();
      for (const _ of [1, 2]) {
        await page.keyboard.press('Enter');
        await page.waitForTimeout(300);
      }
      await expect.poll(() => cells(page)).toEqual(['Field staff: Unchanged', 'Visitors: Deleted']);
      await page.keyboard.press('Enter');
      await expect.poll(() => new URL(page.url()).searchParams.get('asOf')).toBe(deleted);
      await page.getByRole('link', { name: 'Back to now' }).click();
      await page.getByRole('link', { name: 'Field staff' }).waitFor();
    };
    await visit(service.url, look, { colorScheme });
  });
});

test('a search in the log finds who changed what, and its address finds the same again', async () => {
  const service = await boot();
  await fourChanges(service);
  const shown = (page: Page) =>
    expect
      .poll(() =>
        page.locator('.history ol > li').evaluateAll((all) => all.map((each) => each.textContent?.slice(0, 20))),
      )
      .toEqual([expect.stringMatching(/^Updated\s*Field staff/)]);
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token(), '/overview?view=changes'));
    await page.getByText('4 changes.').waitFor();
    await page.getByLabel('Field', { exact: true }).selectOption('Threshold');
    await shown(page);
    await page.getByLabel('By whom').fill('local-developer');
    await page.getByLabel('When').selectOption('Last 7 days');
    await shown(page);
    await page.reload();
    await shown(page);
    await page.getByLabel('By whom').fill('somebody-else');
    await page.getByText('No change matches.').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Show all changes' }).click();
    await page.getByText('4 changes.').waitFor();
    // Only the update is still the latest of an object that exists.
    await page.getByRole('listitem').filter({ hasText: 'Updated' }).getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('dialog').getByText('20 %').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('5 changes.').waitFor();
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('row').getByRole('link', { name: 'Field staff' }).click();
    await page.getByRole('link', { name: 'local-developer' }).first().click();
    await page.getByRole('heading', { name: 'Changes' }).waitFor();
    expect(await page.getByLabel('By whom').inputValue()).toBe('local-developer');
  });
});
