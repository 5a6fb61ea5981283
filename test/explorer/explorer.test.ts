/** The explorer in a real browser: signing in and signing in again, reading the schema, changing objects, refusals. */
/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION } from '../../src/domain/caller.js';
import { newExamples } from '../../src/explorer/page/explorer/examples.js';
import { findings } from '../support/explorer/accessibility.js';
import { visit } from '../support/explorer/browser.js';
import { editorIsReady, openTab, responseHolds, runOperation, signedIn } from '../support/explorer/explorer-page.js';
import { scratchFolder } from '../support/files/scratch.js';
import { boot } from '../support/service/boot.js';
import { bootProduction } from '../support/service/boot-production.js';
import { start } from '../support/service/built-program.js';

const LIST = '{ derivedCredentials { nodes { displayName } } }';
interface Listed {
  readonly derivedCredentials: { readonly nodes: readonly { readonly displayName: string }[] };
}
const REFUSED = /status of 401/;

function kept(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify({ ...localStorage }));
}

function signInDialog(page: Page) {
  return page.getByRole('dialog', { name: /^Sign in/ });
}

async function paste(page: Page, token: string): Promise<void> {
  await page.getByLabel('Bearer token').fill(token);
  await signInDialog(page).getByRole('button', { name: 'Sign in' }).click();
}

describe('the link that is printed', () => {
  test('opens the explorer signed in, where the first example creates an object that the list then shows', async () => {
    const environment = { PORT: '0', DATABASE_URL: `file:${scratchFolder()}/test.sqlite`, LOG_LEVEL: 'silent' };
    const { child } = start(['serve'], environment);
    const link = await new Promise<string>((resolve) => {
      let printed = '';
      child.stdout?.on('data', (chunk) => {
        printed += chunk;
        const [, found] = /^Explorer, signed in: (\S+)$/m.exec(printed) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    const url = new URL(link).origin;
    await visit(url, async (page) => {
      await page.goto(link);
      await page.getByText('local-developer').waitFor();
      await page.getByText('Read and write').waitFor();
      expect(page.url()).toBe(`${url}/`);
      await editorIsReady(page);
      await runOperation(page, '"displayName": "Display Name value"');
      await openTab(page, 'List');
      await runOperation(page, '"displayName": "Display Name value"');
      await page.reload();
      await page.getByText('local-developer').waitFor();
      const [, token = ''] = link.split('#token=');
      expect(await kept(page)).toContain('graphiql:');
      expect(await kept(page)).not.toContain(token);
    });
  });

  test('signs in again in a tab that is already open', async () => {
    const service = await boot();
    const [writer, reader] = [await service.token(), await service.token({ permissions: [READ_PERMISSION] })];
    await visit(service.url, async (page) => {
      await page.goto(signedIn(service.url, writer));
      await page.getByText('Read and write').waitFor();
      await page.goto(signedIn(service.url, reader));
      await page.getByText('Read only').waitFor();
      expect(page.url()).toBe(`${service.url}/`);
    });
  });
});

test('the schema with its descriptions can be read without a token and without introspection', async () => {
  const { url } = await bootProduction();
  await visit(url, async (page) => {
    await page.goto(url);
    await signInDialog(page).getByText('Microsoft Entra ID').waitFor();
    await page.getByRole('button', { name: 'Continue without signing in' }).click();
    await page
      .getByRole('button', { name: 'Show Documentation Explorer' })
      .or(page.getByText('Root Types'))
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Mutation', exact: true }).click();
    await page.getByRole('link', { name: 'updateDerivedCredentialSettings', exact: true }).waitFor();
    await page.getByRole('link', { name: 'UpdateDerivedCredentialSettingsInput' }).click();
    await page.getByText('New values for an existing settings object.').waitFor();
    expect(await page.getByRole('link', { name: 'Apollo Sandbox' }).count()).toBe(0);
    await runOperation(page, 'Sign in first.');
    await signInDialog(page).waitFor();
  });
});

describe('signing in', () => {
  test('shows how to get a token, and accepts a pasted one', async () => {
    const service = await boot();
    const token = await service.token();
    await visit(service.url, async (page) => {
      await page.goto(service.url);
      await signInDialog(page).getByText('node dist/main.js token').waitFor();
      await paste(page, 'nonsense');
      await page.getByText('This is not an access token.').waitFor();
      await paste(page, `Bearer ${token}\n`);
      await page.getByText('local-developer').waitFor();
      await editorIsReady(page);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await signInDialog(page).waitFor();
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    });
  });

  test('is required again if the token in the link has expired', async () => {
    const service = await boot();
    const token = await service.token({ lifetimeSeconds: -3600 });
    const look = async (page: Page) => {
      await page.goto(signedIn(service.url, token));
      await signInDialog(page).getByText('The access token has expired. Get a new one.').waitFor();
    };
    await visit(service.url, look, { provoked: [REFUSED] });
  });

  test('is required again once the token expires, and the editor keeps its content', async () => {
    const service = await boot();
    const token = await service.token({ lifetimeSeconds: 600 });
    await visit(service.url, async (page) => {
      await page.clock.install();
      await page.goto(signedIn(service.url, token));
      await page.getByText('local-developer').waitFor();
      await editorIsReady(page);
      await runOperation(page, '"displayName": "Display Name value"');
      await page.clock.fastForward(601_000);
      await signInDialog(page).getByText('Your token has expired.').waitFor();
      await responseHolds(page, '"displayName": "Display Name value"');
      await paste(page, await service.token());
      await page.getByText('local-developer').waitFor();
      await responseHolds(page, '"displayName": "Display Name value"');
    });
  });

  test('is required again if the service refuses the token before that', async () => {
    const service = await boot();
    const [token, expired] = [await service.token(), await service.token({ lifetimeSeconds: -3600 })];
    const look = async (page: Page) => {
      await page.goto(signedIn(service.url, token));
      await page.getByText('local-developer').waitFor();
      await editorIsReady(page);
      await page.evaluate((value) => sessionStorage.setItem('token', value), expired);
      await runOperation(page, 'UNAUTHENTICATED');
      await signInDialog(page).getByText('The access token has expired. Get a new one.').waitFor();
      await page.getByText('Not signed in').waitFor();
    };
    await visit(service.url, look, { provoked: [REFUSED] });
  });
});

test('a read-only token shows what it cannot do and which permission it lacks', async () => {
  const service = await boot();
  const token = await service.token({ permissions: [READ_PERMISSION] });
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, token));
    await page.getByText('Read only').waitFor();
    await editorIsReady(page);
    await runOperation(page, 'FORBIDDEN');
    const alert = page.getByRole('alert').filter({ hasText: 'This token can only read.' });
    await alert.getByText('DeviceManagementServiceConfig.ReadWrite.All').waitFor();
    await openTab(page, 'List');
    await runOperation(page, '"totalCount": 0');
    await alert.waitFor({ state: 'detached' });
  });
  const { data } = await service.graphql<Listed>(LIST);
  expect(data?.derivedCredentials.nodes).toEqual([]);
});

test('the operation in the tab is what runs, however soon after the tab was opened', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await editorIsReady(page);
    // Both clicks in one turn of the event loop: clicks from outside may come later than GraphiQL's 100 ms.
    const openAndRun = (title: string) =>
      page.evaluate((name) => {
        document.querySelector<HTMLElement>(`.graphiql-tab-button[title="${name}"]`)?.click();
        document.querySelector<HTMLElement>('.graphiql-execute-button')?.click();
      }, title);
    await openAndRun('List');
    await responseHolds(page, '"totalCount": 0');
    const subscribed = page.waitForEvent('websocket').then((socket) =>
      socket.waitForEvent('framesent', ({ payload }) => {
        return String(payload).includes('"subscribe"') && String(payload).includes('"operationName":"Follow"');
      }),
    );
    await openAndRun('Follow');
    await subscribed;
  });
});

test('the variables of an example show no error, because fields with a default may be omitted', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await editorIsReady(page);
    const unknown = '"unknown": 1,';
    const marks = page.locator('section[aria-label="Variables"] .squiggly-error');
    for (const title of ['Create', 'AllOrNone']) {
      await openTab(page, title);
      await page.locator('section[aria-label="Variables"] .monaco-editor').first().click();
      await page.keyboard.press('ControlOrMeta+Home');
      // An unknown variable is marked, which shows that the editor has validated the variables.
      await page.keyboard.press('ArrowRight');
      await page.keyboard.insertText(unknown);
      await marks.first().waitFor();
      for (const _letter of unknown) await page.keyboard.press('Backspace');
      await marks.first().waitFor({ state: 'detached' });
    }
  });
});

test('an example opens in a new tab, and the last active tab is restored the next time', async () => {
  const service = await boot();
  await visit(service.url, async (page) => {
    await page.goto(signedIn(service.url, await service.token()));
    await editorIsReady(page);
    await page.getByRole('button', { name: 'Show Examples' }).click();
    await page.getByRole('button', { name: /^Retry safely/ }).click();
    await runOperation(page, '"change": {');
    await runOperation(page, '"change": null');
    await page.waitForFunction((added) => {
      const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}');
      // They are null until GraphiQL has noticed what was put into the new tab.
      return activeTabIndex === added && Boolean(tabs[added].variables);
    }, newExamples().length);
    await page.reload();
    await editorIsReady(page);
    await runOperation(page, '"change": null');
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('axe finds nothing, with and without the sign-in dialog', async () => {
    const service = await boot();
    const look = async (page: Page) => {
      await page.goto(service.url);
      await editorIsReady(page);
      expect(await findings(page)).toEqual([]);
      await paste(page, await service.token());
      await page.getByText('local-developer').waitFor();
      await runOperation(page, '"displayName": "Display Name value"');
      expect(await findings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Show Examples' }).click();
      await page.getByRole('button', { name: /^Retry safely/ }).waitFor();
      expect(await findings(page)).toEqual([]);
    };
    await visit(service.url, look, { colorScheme, viewport: { width: 1440, height: 900 } });
  });
});
