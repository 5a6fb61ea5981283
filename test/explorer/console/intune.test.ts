/// <reference lib="dom" />
/** Intune in the console in a real browser: the connection is confirmed, states follow live, and differences are decided. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import {
  CONNECTED_TENANT,
  type ConnectedService,
  connectedService,
} from '../../support/connector/connected-service.js';
import { findings } from '../../support/explorer/accessibility.js';
import { visit } from '../../support/explorer/browser.js';
import { boot } from '../../support/service/boot.js';

const CREATE = `mutation { createDerivedCredentialSettings(input: {
  displayName: "Field staff", helpUrl: null, issuer: INTERCEDE, notificationType: EMAIL
}) { derivedCredentialSettings { id } } }`;

async function openIntune(page: Page, { service }: Pick<ConnectedService, 'service'>, token?: string): Promise<void> {
  await page.goto(`${service.url}/overview?view=intune#token=${token ?? (await service.token())}`);
}

/** The part of the page that is about Intune. */
function intuneOf(page: Page) {
  return page.getByRole('region', { name: /^Intune/ });
}

test('the connection is confirmed on the page, and an object is shown in sync once Intune has it', async () => {
  const world = await connectedService();
  await world.graph.create({ displayName: 'From Intune' }, CONNECTED_TENANT);
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    await page.getByText('are not sent to Microsoft Intune until the connection is confirmed').waitFor();
    await page.getByRole('button', { name: 'Show what would happen' }).click();
    await page.getByText('0 linked, 1 taken over from Intune, 0 to be created').waitFor();
    await page.getByRole('button', { name: 'Confirm the connection' }).click();
    await page.getByRole('cell', { name: 'in sync' }).waitFor();
    await world.service.graphql(CREATE);
    await expect.poll(() => page.getByRole('cell', { name: 'in sync' }).count(), { timeout: 10_000 }).toBe(2);
    expect(await findings(page)).toEqual([]);
  });
  expect(await world.graph.objects(CONNECTED_TENANT)).toHaveLength(2);
});

test('a difference is shown with both sides, and a button decides about it', async () => {
  const world = await connectedService();
  await world.adopt();
  await world.service.graphql(CREATE);
  await expect.poll(() => world.graph.objects(CONNECTED_TENANT), { timeout: 10_000 }).toHaveLength(1);
  const [object] = await world.graph.objects(CONNECTED_TENANT);
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    await page.getByRole('cell', { name: 'in sync' }).waitFor();
    await world.graph.update(object?.id ?? '', { displayName: 'Edited there' }, CONNECTED_TENANT);
    await page.getByRole('cell', { name: 'drifted' }).waitFor();
    const item = intuneOf(page).getByRole('listitem').filter({ hasText: 'Edited there' });
    await item.getByText('Different').waitFor();
    expect(await findings(page)).toEqual([]);
    await item.getByRole('button', { name: 'Take Intune’s' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take Intune’s' }).click();
    await page.getByRole('rowheader', { name: 'Edited there' }).waitFor();
    await page.getByRole('cell', { name: 'in sync' }).waitFor();
    await item.waitFor({ state: 'detached' });
  });
});

test('deleting in Intune takes a second click, in a dialog that says what it means', async () => {
  const world = await connectedService();
  await world.adopt();
  await world.graph.create({ displayName: 'Stranger' }, CONNECTED_TENANT);
  await visit(world.service.url, async (page) => {
    await openIntune(page, world);
    const item = intuneOf(page).getByRole('listitem').filter({ hasText: 'Stranger' });
    await item.getByRole('button', { name: 'Delete in Intune' }).click();
    await page.getByText('must enrol again').waitFor();
    expect(await world.graph.objects(CONNECTED_TENANT)).toHaveLength(1);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete in Intune' }).click();
    await item.waitFor({ state: 'detached' });
  });
  await expect.poll(() => world.graph.objects(CONNECTED_TENANT), { timeout: 10_000 }).toEqual([]);
});

test('a token that can only read shows states and no buttons', async () => {
  const world = await connectedService();
  await world.graph.create({ displayName: 'Stranger' }, CONNECTED_TENANT);
  const reader = await world.service.token({ permissions: [READ_PERMISSION] });
  await visit(world.service.url, async (page) => {
    await openIntune(page, world, reader);
    await page.getByText('Only in Intune').waitFor();
    expect(await intuneOf(page).getByRole('button').count()).toBe(0);
  });
});

test('without a connection the page says that changes stay here', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await openIntune(page, { service });
    await page.getByText('Changes made here stay in this service').waitFor();
    expect(await page.getByRole('heading', { name: /^Intune/ }).count()).toBe(0);
  });
});
