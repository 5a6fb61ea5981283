/// <reference lib="dom" />
/** Intune in the console in a real browser: each state with its reason, what is refused, by keyboard and on a phone. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  CONNECTED_TENANT,
  type ConnectedService,
  connectedService,
} from '../../support/connector/connected-service.js';
import { findings } from '../../support/explorer/accessibility.js';
import { visit } from '../../support/explorer/browser.js';

const CREATE = `mutation ($displayName: String!) { createDerivedCredentialSettings(input: {
  displayName: $displayName, helpUrl: null, issuer: INTERCEDE, notificationType: EMAIL
}) { derivedCredentialSettings { id } } }`;
const UPDATE = `mutation ($id: ID!, $percentage: Int!) { updateDerivedCredentialSettings(input: {
  id: $id, renewalThresholdPercentage: $percentage
}) { userErrors { message } } }`;
const DELETE = 'mutation ($id: ID!) { deleteDerivedCredentialSettings(input: { id: $id }) { userErrors { message } } }';
const BATCH = `mutation ($changes: [DerivedCredentialSettingsChangeInput!]!) {
  applyDerivedCredentialSettingsChanges(input: { changes: $changes }) { userErrors { message } }
}`;

async function openIntune(page: Page, { service }: ConnectedService): Promise<void> {
  await page.goto(`${service.url}/overview?view=intune#token=${await service.token()}`);
}

/** Creates settings here, waits until Intune has them too, and returns their ids here by name. */
async function created({ service, graph }: ConnectedService, names: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const displayName of names) {
    const { data } = await service.graphql<{
      readonly createDerivedCredentialSettings: { readonly derivedCredentialSettings: { readonly id: string } };
    }>(CREATE, { displayName });
    ids.set(displayName, data?.createDerivedCredentialSettings.derivedCredentialSettings.id ?? '');
  }
  const thereNames = async () => (await graph.objects(CONNECTED_TENANT)).map(({ displayName }) => displayName).sort();
  await expect.poll(thereNames, { timeout: 20_000 }).toEqual([...names].sort());
  return ids;
}

async function idInIntune({ graph }: ConnectedService, name: string): Promise<string> {
  return (await graph.objects(CONNECTED_TENANT)).find(({ displayName }) => displayName === name)?.id ?? '';
}

function rowOf(page: Page, name: string) {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
}

/** The badge of a state, not a message that has the same word. */
function stateOf(page: Page, name: string, word: string) {
  return rowOf(page, name).locator('.pill').filter({ hasText: word });
}

function itemOf(page: Page, name: string) {
  return page
    .getByRole('region', { name: /^Intune/ })
    .getByRole('listitem')
    .filter({ hasText: name });
}

const dialog = (page: Page) => page.getByRole('dialog');

/** Presses the button of a decision, and the same in the dialog that says what it does. */
async function decide(page: Page, name: string, decision: string): Promise<void> {
  await itemOf(page, name).getByRole('button', { name: decision }).click();
  await dialog(page).getByRole('button', { name: decision }).click();
}

/** Whether nothing but what scrolls by itself is wider than the window. */
function fits(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
}

test('a refused change shows its reason and its versions, and a button sends it again', async () => {
  const world = await connectedService();
  await world.adopt();
  const ids = await created(world, ['Field staff']);
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    await stateOf(page, 'Field staff', 'in sync').waitFor();
    world.proxy.always('400', { method: 'PATCH' });
    await world.service.graphql(UPDATE, { id: ids.get('Field staff'), percentage: 40 });
    const row = rowOf(page, 'Field staff');
    await stateOf(page, 'Field staff', 'refused').waitFor();
    await row.getByText('Made by the test: 400.').waitFor();
    await row.getByText('Version 2 wanted, 1 confirmed').waitFor();
    expect(await findings(page)).toEqual([]);
    world.proxy.heal();
    await itemOf(page, 'Field staff').getByRole('button', { name: 'Send again' }).click();
    await stateOf(page, 'Field staff', 'in sync').waitFor();
    await itemOf(page, 'Field staff').getByRole('button', { name: 'Send again' }).waitFor({ state: 'detached' });
  });
});

test('a change that waits says since when, and one that Intune has not answered says that too', async () => {
  const world = await connectedService({ GRAPH_SETTLE_SECONDS: '120' });
  await world.adopt();
  const ids = await created(world, ['Field staff', 'Head office']);
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    await stateOf(page, 'Head office', 'in sync').waitFor();
    world.proxy.always('504', { method: 'PATCH' });
    await world.service.graphql(UPDATE, { id: ids.get('Field staff'), percentage: 40 });
    await stateOf(page, 'Field staff', 'being sent').waitFor();
    await rowOf(page, 'Field staff').getByText('Whether Graph did the last request is not known yet.').waitFor();
    await world.service.graphql(UPDATE, { id: ids.get('Head office'), percentage: 40 });
    const waiting = rowOf(page, 'Head office');
    await stateOf(page, 'Head office', 'pending').waitFor();
    await waiting.getByText('Waiting since').waitFor();
    const intune = page.getByRole('region', { name: /^Intune/ });
    await intune.getByText('2 not confirmed yet').waitFor();
    // Nobody has to decide about what is sent by itself.
    expect(await intune.getByRole('listitem').count()).toBe(0);
    expect(await findings(page)).toEqual([]);
  });
});

test('an object that was deleted here while Intune’s was changed can be restored with its content', async () => {
  const world = await connectedService();
  await world.adopt();
  const ids = await created(world, ['Field staff']);
  const there = await idInIntune(world, 'Field staff');
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    await stateOf(page, 'Field staff', 'in sync').waitFor();
    await world.graph.update(there, { displayName: 'Edited there' }, CONNECTED_TENANT);
    // Until then the deletion could be sent on the reading before the edit.
    await stateOf(page, 'Field staff', 'drifted').waitFor();
    await world.service.graphql(DELETE, { id: ids.get('Field staff') });
    const item = itemOf(page, 'Deletion of');
    await item.getByText('conflict').waitFor();
    await decide(page, 'Deletion of', 'Restore it here');
    await stateOf(page, 'Edited there', 'in sync').waitFor();
  });
  expect(await world.graph.objects(CONNECTED_TENANT)).toHaveLength(1);
});

test('a decision about differences that have changed since is refused, and the page says why', async () => {
  const world = await connectedService();
  await world.adopt();
  await created(world, ['Field staff']);
  const there = await idInIntune(world, 'Field staff');
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    await stateOf(page, 'Field staff', 'in sync').waitFor();
    await world.graph.update(there, { renewalThresholdPercentage: 33 }, CONNECTED_TENANT);
    const item = itemOf(page, 'Field staff');
    await item.getByText('33').waitFor();
    // The page sends what it shows. Here it is made to show what is no longer so.
    await page.route('**/graphql', async (route) => {
      const body = route.request().postData() ?? '';
      await route.continue({ postData: body.replace('"inGraph":"33"', '"inGraph":"34"') });
    });
    await decide(page, 'Field staff', 'Keep ours');
    await item.getByRole('alert').filter({ hasText: 'It has been changed meanwhile.' }).waitFor();
    await page.unroute('**/graphql');
    await decide(page, 'Field staff', 'Keep ours');
    await stateOf(page, 'Field staff', 'in sync').waitFor();
  });
  const [object] = await world.graph.objects(CONNECTED_TENANT);
  expect(object).toMatchObject({ renewalThresholdPercentage: 20 });
});

/** What the dialog compares, row by row. */
async function compared(page: Page): Promise<readonly string[]> {
  await dialog(page).getByRole('table').waitFor();
  return dialog(page)
    .getByRole('row')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map(({ textContent }) => textContent).join(' | ')));
}

test('a decision says first what it changes and where, and a change here can be undone at once', async () => {
  const world = await connectedService();
  await world.adopt();
  await created(world, ['Field staff']);
  const there = await idInIntune(world, 'Field staff');
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    await stateOf(page, 'Field staff', 'in sync').waitFor();
    await world.graph.update(there, { notificationType: 'companyPortal' }, CONNECTED_TENANT);
    const item = itemOf(page, 'Field staff');
    await item.getByText('here Email, in Intune Company Portal').waitFor();
    await item.getByRole('button', { name: 'Keep ours' }).click();
    await dialog(page).getByRole('heading', { name: 'Change “Field staff” in Intune?' }).waitFor();
    expect(await compared(page)).toEqual(['Field | Before | After', 'Notification | Company Portal | Email']);
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await item.getByRole('button', { name: 'Take Intune’s' }).click();
    await dialog(page).getByRole('heading', { name: 'Change “Field staff” here?' }).waitFor();
    expect(await compared(page)).toEqual(['Field | Before | After', 'Notification | Email | Company Portal']);
    await dialog(page).getByText('It can be undone').waitFor();
    await dialog(page).getByRole('button', { name: 'Take Intune’s' }).click();
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect
      .poll(() => world.graph.objects(CONNECTED_TENANT), { timeout: 20_000 })
      .toMatchObject([{ notificationType: 'email' }]);
  });
});

test('a decision whose answer was lost is not taken for one that was not made', async () => {
  const world = await connectedService();
  await world.adopt();
  await created(world, ['Field staff']);
  const there = await idInIntune(world, 'Field staff');
  const look = async (page: Page) => {
    await openIntune(page, world);
    await stateOf(page, 'Field staff', 'in sync').waitFor();
    await world.graph.update(there, { renewalThresholdPercentage: 33 }, CONNECTED_TENANT);
    await itemOf(page, 'Field staff').getByText('33').waitFor();
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('ResolveGraphDrift')) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await decide(page, 'Field staff', 'Take Intune’s');
    // The difference is gone, and the question about it.
    await itemOf(page, 'Field staff').waitFor({ state: 'detached' });
    await dialog(page).waitFor({ state: 'detached' });
    await stateOf(page, 'Field staff', 'in sync').waitFor();
  };
  await visit(world.service.url, look, { provoked: [/net::ERR_FAILED/] });
  expect(await world.graph.objects(CONNECTED_TENANT)).toMatchObject([{ renewalThresholdPercentage: 33 }]);
});

test('a double click deletes nothing in Intune, and a deletion can be cancelled', async () => {
  const world = await connectedService();
  await world.adopt();
  await world.graph.create({ displayName: 'Stranger' }, CONNECTED_TENANT);
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    const item = itemOf(page, 'Stranger');
    await item.getByRole('button', { name: 'Delete in Intune' }).dblclick();
    await dialog(page).getByText('must enrol again').waitFor();
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await decide(page, 'Stranger', 'Leave alone');
    await item.waitFor({ state: 'detached' });
  });
  expect(await world.graph.objects(CONNECTED_TENANT)).toHaveLength(1);
});

test('deletions that are held are confirmed with a button, which is there only until then', async () => {
  const world = await connectedService({ GRAPH_MAX_DELETIONS: '1' });
  await world.adopt();
  const ids = await created(world, ['Field staff', 'Head office']);
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    await stateOf(page, 'Head office', 'in sync').waitFor();
    await world.service.graphql(BATCH, { changes: [...ids.values()].map((id) => ({ delete: { id } })) });
    const confirm = page.getByRole('button', { name: 'Confirm the deletions' });
    await confirm.waitFor();
    await confirm.click();
    await dialog(page).getByRole('heading', { name: 'Delete 2 objects in Intune?' }).waitFor();
    await expect
      .poll(() => dialog(page).getByRole('listitem').allTextContents())
      .toEqual(expect.arrayContaining(['Field staff', 'Head office']));
    await dialog(page).getByText('must enrol again').waitFor();
    expect(await findings(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Confirm the deletions' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await confirm.waitFor({ state: 'detached' });
  });
  await expect.poll(() => world.graph.objects(CONNECTED_TENANT), { timeout: 20_000 }).toEqual([]);
});

test('Intune is read at once with a button', async () => {
  const world = await connectedService({ GRAPH_INTERVAL: '3600' });
  await world.adopt();
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    await page.getByText('Last read').waitFor();
    await world.graph.create({ displayName: 'Stranger' }, CONNECTED_TENANT);
    await page.getByRole('button', { name: 'Read now' }).click();
    await itemOf(page, 'Stranger').waitFor();
  });
});

test('without a connection that sends, nothing is offered that would change Intune', async () => {
  const world = await connectedService({ GRAPH_MODE: 'observe' });
  await world.graph.create({ displayName: 'Stranger' }, CONNECTED_TENANT);
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    const item = itemOf(page, 'Stranger');
    await item.waitFor();
    expect(await item.getByRole('button').allTextContents()).toEqual(['Take over', 'Leave alone']);
  });
});

test('more differences than fit on a page are paged through', async () => {
  const world = await connectedService();
  for (let number = 1; number <= 22; number++) {
    await world.graph.create({ displayName: `Stranger ${number}` }, CONNECTED_TENANT);
  }
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    const intune = page.getByRole('region', { name: /^Intune/ });
    await intune.getByText('1–20 of 22').waitFor();
    await intune.getByRole('button', { name: 'Next' }).click();
    await intune.getByText('21–22 of 22').waitFor();
    expect(await intune.getByRole('listitem').count()).toBe(2);
    // After the page has emptied, the one before is shown.
    for (const left of [1, 0]) {
      await intune.getByRole('listitem').first().getByRole('button', { name: 'Leave alone' }).click();
      await dialog(page).getByRole('button', { name: 'Leave alone' }).click();
      if (left > 0) await intune.getByText('21–21 of 21').waitFor();
    }
    await expect.poll(() => intune.getByRole('listitem').count()).toBe(20);
  });
});

test('the connection is confirmed and a difference decided by keyboard, and the focus is never lost', async () => {
  const world = await connectedService();
  await world.graph.create({ displayName: 'From Intune' }, CONNECTED_TENANT);
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id);
    await page.getByRole('button', { name: 'Show what would happen' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 taken over from Intune').waitFor();
    expect(await focused()).toBe('Confirmation of the connection');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await stateOf(page, 'From Intune', 'in sync').waitFor();
    expect(await focused()).toBe('intune');
    await page.getByText('Changes made here are sent to Microsoft Intune.').waitFor();
    const there = await idInIntune(world, 'From Intune');
    await world.graph.update(there, { renewalThresholdPercentage: 33 }, CONNECTED_TENANT);
    const keep = itemOf(page, 'From Intune').getByRole('button', { name: 'Keep ours' });
    await keep.focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await itemOf(page, 'From Intune').waitFor({ state: 'detached' });
    expect(await focused()).toBe('intune');
  });
});

test.each(['light', 'dark'] as const)(
  'in %s at 390 px nothing is cut off, and axe finds nothing',
  async (colorScheme) => {
    const world = await connectedService();
    await world.adopt();
    await created(world, ['Field staff']);
    const there = await idInIntune(world, 'Field staff');
    await world.graph.update(there, { helpUrl: `https://example.com/${'long'.repeat(60)}` }, CONNECTED_TENANT);
    await world.graph.create({ displayName: 'N'.repeat(120) }, CONNECTED_TENANT);
    const look = async (page: Page) => {
      await openIntune(page, world);
      await itemOf(page, 'Field staff').getByRole('button', { name: 'Keep ours' }).waitFor();
      await stateOf(page, 'Field staff', 'drifted').waitFor();
      expect(await fits(page)).toBe(true);
      expect(await findings(page)).toEqual([]);
      for (const [name, decision] of [
        ['NNN', 'Delete in Intune'],
        ['Field staff', 'Take Intune’s'],
      ] as const) {
        await itemOf(page, name).getByRole('button', { name: decision }).click();
        expect(await fits(page)).toBe(true);
        expect(await dialog(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
        expect(await findings(page)).toEqual([]);
        await page.keyboard.press('Escape');
      }
    };
    await visit(world.service.url, look, { colorScheme, viewport: { width: 390, height: 844 } });
  },
);
