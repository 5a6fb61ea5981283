/// <reference lib="dom" />
/** Changing settings in the console with a real browser: forms, previews, conflicts, undo, and nothing typed is ever lost. */
import type { Locator, Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findings } from '../../support/explorer/accessibility.js';
import { visit } from '../../support/explorer/browser.js';
import { signedIn } from '../../support/explorer/explorer-page.js';
import { type Booted, boot } from '../../support/service/boot.js';

const CREATE = `mutation ($displayName: String!) { createDerivedCredentialSettings(input: {
  displayName: $displayName, helpUrl: null, issuer: INTERCEDE, notificationType: EMAIL
}) { derivedCredentialSettings { id } } }`;
const UPDATE = `mutation ($input: UpdateDerivedCredentialSettingsInput!) {
  updateDerivedCredentialSettings(input: $input) { userErrors { message } }
}`;
const LIST = '{ derivedCredentials { nodes { displayName renewalThresholdPercentage notificationType version } } }';
const LOG = '{ changes(first: 10) { nodes { kind } } }';

async function open(page: Page, service: Booted, path = '/overview'): Promise<void> {
  await page.goto(signedIn(service.url, await service.token(), path));
}

async function create(service: Booted, displayName: string): Promise<string> {
  const { data } = await service.graphql<{
    readonly createDerivedCredentialSettings: { readonly derivedCredentialSettings: { readonly id: string } };
  }>(CREATE, { displayName });
  return data?.createDerivedCredentialSettings.derivedCredentialSettings.id ?? '';
}

async function list(service: Booted): Promise<readonly object[]> {
  const { data } = await service.graphql<{ readonly derivedCredentials: { readonly nodes: readonly object[] } }>(LIST);
  return data?.derivedCredentials.nodes ?? [];
}

const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true });
const threshold = (page: Page) => page.getByRole('textbox', { name: 'Renewal threshold in percent' });
const review = (page: Page) => page.getByRole('button', { name: /^Review/ });
const dialogButton = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });

// As long as those of organisations often are.
const HELP_URL = 'https://intranet.example.com/it-service/mobile-devices/derived-credentials/enrol?lang=en';

function focusIsIn(page: Page, selector: string): Promise<void> {
  return expect
    .poll(() => page.evaluate((within) => document.activeElement?.closest(within) != null, selector))
    .toBe(true);
}

/** The cells of a table that are cut off, or whose heading is broken into lines. */
function cutOff(within: Locator): Promise<readonly (string | null)[]> {
  return within.evaluate((root) => {
    const edge = root.getBoundingClientRect().right;
    const lines = (cell: Element) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getClientRects().length;
    };
    return [...root.querySelectorAll('th, td')]
      .filter((cell) => cell.getBoundingClientRect().right > edge || cell.scrollWidth > cell.clientWidth)
      .concat([...root.querySelectorAll('th')].filter((cell) => lines(cell) > 1))
      .map(({ textContent }) => textContent);
  });
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('the first object is created, edited, deleted and restored, and axe finds nothing on the way', async () => {
    const service = await boot();
    const look = async (page: Page) => {
      await open(page, service);
      await nameField(page).fill('Field staff');
      await page.getByRole('radio', { name: /^XTec/ }).check();
      expect(await findings(page)).toEqual([]);
      await review(page).click();
      await dialogButton(page, 'Create').waitFor();
      expect(await list(service)).toEqual([]);
      expect(await findings(page)).toEqual([]);
      await dialogButton(page, 'Create').click();
      await page.getByRole('button', { name: 'Edit' }).click();
      await focusIsIn(page, '.side');
      await threshold(page).fill('44');
      await page.getByRole('textbox', { name: 'Help page' }).fill(HELP_URL);
      await review(page).click();
      await page.getByRole('dialog').getByText('44 %').waitFor();
      expect(await cutOff(page.getByRole('dialog'))).toEqual([]);
      await dialogButton(page, 'Save').click();
      await page.getByRole('row').filter({ hasText: '44 %' }).first().waitFor();
      await focusIsIn(page, '.side');
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').getByText('until every user enrols again').waitFor();
      expect(await findings(page)).toEqual([]);
      await dialogButton(page, 'Delete').click();
      await page.getByRole('status').filter({ hasText: 'It was deleted.' }).waitFor();
      await focusIsIn(page, '.side');
      await page.getByRole('button', { name: 'Restore' }).click();
      await dialogButton(page, 'Restore').click();
      await page.getByRole('button', { name: 'Edit' }).waitFor();
      await focusIsIn(page, '.side');
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await focusIsIn(page, '.list tbody');
    };
    await visit(service.url, look, { colorScheme });
    expect(await list(service)).toMatchObject([
      { displayName: 'Field staff', renewalThresholdPercentage: 44, version: 4 },
    ]);
  });
});

test('all faults are shown at once, and each link leads to its field', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await open(page, service);
    await page.getByRole('textbox', { name: 'Help page' }).fill('ftp://example.com');
    await threshold(page).fill('many');
    await review(page).click();
    const summary = page.getByRole('alert').filter({ hasText: 'Nothing was changed.' });
    await expect.poll(() => summary.getByRole('link').count()).toBe(4);
    await expect.poll(() => summary.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await findings(page)).toEqual([]);
    // In the words of the form, not in those of the API.
    await summary
      .getByRole('link')
      .filter({ hasText: 'Help page is not an absolute http or https address.' })
      .waitFor();
    await summary.getByRole('link').filter({ hasText: 'whole number' }).click();
    expect(await threshold(page).evaluate((field) => field === document.activeElement)).toBe(true);
  });
});

test('the first object takes two clicks, and what it begins with can be edited first', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await open(page, service);
    await page.getByRole('button', { name: 'XTec', exact: true }).click();
    await dialogButton(page, 'Cancel').click();
    expect(await nameField(page).inputValue()).toBe('Derived credentials');
    await nameField(page).fill('Field staff');
    await page.getByRole('button', { name: 'DISA Purebred', exact: true }).click();
    await dialogButton(page, 'Create').click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
  });
  expect(await list(service)).toMatchObject([{ displayName: 'Field staff', version: 1 }]);
});

test('an object is created by keyboard alone, and undone', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await open(page, service);
    await nameField(page).waitFor();
    await nameField(page).focus();
    await page.keyboard.type('Harbour');
    // “More” of the name's help is on the way to the issuers.
    for (const key of ['Tab', 'Tab', 'Space', 'Enter']) await page.keyboard.press(key);
    await dialogButton(page, 'Create').waitFor();
    for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);
    const undo = page.getByRole('status').getByRole('button', { name: 'Undo' });
    await undo.focus();
    await page.keyboard.press('Enter');
    await page.getByText('It was deleted.').waitFor();
  });
  expect(await list(service)).toEqual([]);
});

test('a question says that it is on its way, Escape closes only the question, and the focus is never lost', async () => {
  const service = await boot();
  const id = await create(service, 'Field staff');
  await service.graphql(UPDATE, { input: { id, renewalThresholdPercentage: 41 } });
  await visit(service.url, async (page) => {
    await open(page, service, `/overview?id=${id}`);
    const remove = page.getByRole('button', { name: 'Delete' });
    let answer: () => void = () => {};
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('"dryRun":true'))
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
      await route.continue();
    });
    await remove.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => remove.getAttribute('aria-busy')).toBe('true');
    answer();
    await dialogButton(page, 'Delete').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await remove.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.getByRole('navigation').getByRole('link', { name: 'Changes' }).click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => undo.getAttribute('aria-busy')).toBe('true');
    answer();
    await dialogButton(page, 'Undo').waitFor();
    for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);
    await page.getByText('version 3').waitFor();
    await focusIsIn(page, '#history');
  });
});

test('what an object takes to load does not take the focus from a reader who has gone on', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await open(page, service);
    let load: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      load = resolve;
    });
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('query SettingsById')) await held;
      await route.fallback();
    });
    await page.getByRole('button', { name: 'XTec', exact: true }).click();
    await dialogButton(page, 'Create').click();
    const undo = page.getByRole('status').getByRole('button', { name: 'Undo' });
    await undo.focus();
    load();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    expect(await undo.evaluate((button) => button === document.activeElement)).toBe(true);
  });
});

test('two browsers edit one object: the second sees both sides, chooses by field, and loses nothing', async () => {
  const service = await boot();
  const id = await create(service, 'Field staff');
  await visit(service.url, async (page) => {
    await open(page, service, `/overview?id=${id}&task=edit`);
    await threshold(page).fill('40');
    await visit(service.url, async (other) => {
      await open(other, service, `/overview?id=${id}&task=edit`);
      await threshold(other).fill('60');
      await other.getByRole('radio', { name: /^None/ }).check();
      await review(other).click();
      await dialogButton(other, 'Save').click();
      await other.getByRole('button', { name: 'Edit' }).waitFor();
    });
    await page.getByText('This object has been changed since you began.').waitFor();
    await review(page).click();
    const dialog = page.getByRole('dialog', { name: 'You have changed this object' });
    await dialog.getByText('You, in another tab or program, changed it').waitFor();
    expect(await findings(page)).toEqual([]);
    await dialogButton(page, 'Save').click();
    await dialog.getByText('Choose a side for “Threshold”.').waitFor();
    await dialog.getByRole('group', { name: 'Threshold' }).getByRole('radio', { name: /^Mine/ }).check();
    await dialogButton(page, 'Save').click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
  });
  expect(await list(service)).toMatchObject([{ renewalThresholdPercentage: 40, notificationType: 'NONE', version: 3 }]);
});

test('a token that expires in the middle of an edit loses nothing that was typed', async () => {
  const service = await boot();
  const id = await create(service, 'Field staff');
  const look = async (page: Page) => {
    await page.goto(
      signedIn(service.url, await service.token({ lifetimeSeconds: 12 }), `/overview?id=${id}&task=edit`),
    );
    await nameField(page).fill('Field staff and crews');
    await page.getByText('Your token has expired.').waitFor();
    await page.getByLabel('Bearer token').fill(await service.token());
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await nameField(page).inputValue()).toBe('Field staff and crews');
    await review(page).click();
    await dialogButton(page, 'Save').click();
    await page.getByRole('heading', { name: 'Field staff and crews' }).waitFor();
  };
  await visit(service.url, look, { provoked: [/401/, /WebSocket/] });
});

/** Makes the change that this page sends next, and loses its answer. The page asks for other things meanwhile. */
async function loseNextAnswer(page: Page): Promise<void> {
  let isLost = false;
  const lose = async (route: Route) => {
    if (isLost || !route.request().postData()?.includes('"dryRun":false')) return route.continue();
    isLost = true;
    await route.fetch();
    await route.abort();
  };
  await page.route('**/graphql', lose);
}

test('a change whose answer is lost is tried again, and is made once', async () => {
  const service = await boot();
  const look = async (page: Page) => {
    const makeTwice = async (verb: string) => {
      await dialogButton(page, verb).waitFor();
      await loseNextAnswer(page);
      await dialogButton(page, verb).click();
      await page.getByRole('dialog').getByText('Nothing is lost: try again.').waitFor();
      await dialogButton(page, 'Try again').click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await open(page, service);
    await nameField(page).fill('Field staff');
    await page.getByRole('radio', { name: /^XTec/ }).check();
    await review(page).click();
    await makeTwice('Create');
    await page.getByRole('button', { name: 'Edit' }).click();
    await threshold(page).fill('44');
    await review(page).click();
    await makeTwice('Save');
    await page.getByRole('button', { name: 'Delete' }).click();
    await makeTwice('Delete');
    await page.locator('.toast p').filter({ hasText: 'Deleted Field staff' }).waitFor();
    expect(await page.getByText('does not exist').count()).toBe(0);
    await page.getByRole('button', { name: 'Restore' }).waitFor();
  };
  await visit(service.url, look, { provoked: [/Failed to load resource/] });
  const { data } = await service.graphql<{ readonly changes: { readonly nodes: readonly object[] } }>(LOG);
  expect(data?.changes.nodes).toEqual([{ kind: 'CREATED' }, { kind: 'UPDATED' }, { kind: 'DELETED' }]);
});

test('an undo whose answer is lost is repeated, and is made once', async () => {
  const service = await boot();
  const id = await create(service, 'Field staff');
  const look = async (page: Page) => {
    await open(page, service, `/overview?id=${id}`);
    const toast = page.locator('.toast');
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialogButton(page, 'Delete').click();
    for (const made of ['Created', 'Deleted', 'Created']) {
      await toast.getByRole('button', { name: 'Undo' }).waitFor();
      await loseNextAnswer(page);
      await toast.getByRole('button', { name: 'Undo' }).click();
      await toast.getByText('Nothing is lost: try again.').waitFor();
      await toast.getByRole('button', { name: 'Undo' }).click();
      await toast.getByText(`${made} Field staff`).waitFor();
      expect(await toast.getByText('Not undone').count()).toBe(0);
    }
    // Somebody else has the last word.
    await service.graphql(UPDATE, { input: { id, renewalThresholdPercentage: 41 } });
    await toast.getByRole('button', { name: 'Undo' }).click();
    await toast.getByText('Not undone: It has been changed meanwhile.').waitFor();
  };
  await visit(service.url, look, { provoked: [/Failed to load resource/] });
  const { data } = await service.graphql<{ readonly changes: { readonly nodes: readonly { kind: string }[] } }>(LOG);
  const kinds = data?.changes.nodes.map(({ kind }) => kind);
  expect(kinds).toEqual(['CREATED', 'DELETED', 'CREATED', 'DELETED', 'CREATED', 'UPDATED']);
});

test('a deleted object is opened from the message about its deletion, from its change, and by a search', async () => {
  const service = await boot();
  const id = await create(service, 'Field staff');
  await create(service, 'Head office');
  await visit(service.url, async (page) => {
    const isOpen = async () => {
      await page.getByRole('heading', { name: 'Field staff' }).waitFor();
      await page.getByText('It was deleted.').waitFor();
    };
    await open(page, service, `/overview?id=${id}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialogButton(page, 'Delete').click();
    await isOpen();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('.toast').getByRole('link', { name: 'Field staff' }).click();
    await isOpen();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('searchbox').fill('field');
    await page.getByRole('link', { name: 'Search those that were deleted' }).click();
    const deletion = page.getByRole('listitem').filter({ hasText: 'Deleted' });
    await deletion.getByRole('link', { name: 'Open the object' }).click();
    await isOpen();
    await page.getByRole('button', { name: 'Restore' }).click();
    await dialogButton(page, 'Restore').click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
  });
});

test('the form for the first object stays when somebody else creates one', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await open(page, service);
    await nameField(page).fill('Field staff');
    await create(service, 'Head office');
    await page.getByRole('row').filter({ hasText: 'Head office' }).waitFor();
    expect(await nameField(page).inputValue()).toBe('Field staff');
    await page.getByRole('radio', { name: /^XTec/ }).check();
    await review(page).click();
    await dialogButton(page, 'Create').click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
  });
  expect(await list(service)).toHaveLength(2);
});

test('what was typed stays when another object is opened, until the user signs out', async () => {
  const service = await boot();
  const id = await create(service, 'Field staff');
  await create(service, 'Head office');
  await visit(service.url, async (page) => {
    await open(page, service, `/overview?id=${id}&task=edit`);
    await nameField(page).fill('Crews');
    await page.getByRole('link', { name: 'Head office' }).click();
    await page.getByRole('heading', { name: 'Head office' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Field staff' }).getByText('not saved').waitFor();
    await service.graphql(UPDATE, { input: { id, renewalThresholdPercentage: 41 } });
    await page.getByRole('link', { name: 'Field staff' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    expect(await nameField(page).inputValue()).toBe('Crews');
    await page.locator('summary').filter({ hasText: 'Issuer' }).click();
    await page.getByRole('checkbox', { name: 'XTec' }).focus();
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: 'XTec' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Bearer token').fill(await service.token());
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'Field staff' }).waitFor();
    expect(await page.getByText('not saved').count()).toBe(0);
  });
});
