/// <reference lib="dom" />
/** Signing in with Microsoft Entra ID in a real browser, against a login page that checks what Entra ID checks. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LOGIN_HOST } from '../support/auth/login-page.js';
import { findings } from '../support/explorer/accessibility.js';
import { visit } from '../support/explorer/browser.js';
import { editorIsReady, openTab, responseHolds, runOperation } from '../support/explorer/explorer-page.js';
import { pathProxy } from '../support/http/path-proxy.js';
import { boot } from '../support/service/boot.js';
import { bootWithSignIn, READER, type WithSignIn, WRITER } from '../support/service/boot-with-sign-in.js';

const LOGIN = new RegExp(`^https://${LOGIN_HOST.replaceAll('.', '\\.')}/`);
const TYPED = '# typed';
// The clock of the test replaces the browser's, and forgets what the editor measures.
const CLOCK = /reading 'duration'/;
/** A state that MSAL can read, but did not make. */
const FORGED = Buffer.from('{"id":"forged","meta":{"interactionType":"redirect"}}').toString('base64');
const CREATE = `mutation { createDerivedCredentialSettings(input: {
  displayName: "Field staff", helpUrl: "https://example.com/", issuer: PUREBRED, notificationType: EMAIL
}) { userErrors { message } } }`;

/** Opens a page of the service in a browser that knows the login page, and checks that nothing breaks the CSP. */
async function visitWithLogin(
  service: WithSignIn,
  use: (page: Page) => Promise<void>,
  provoked: readonly RegExp[] = [],
  options = {},
): Promise<void> {
  const violations: string[] = [];
  await visit(
    service.url,
    async (page) => {
      await page.exposeFunction('reportViolation', (text: string) => violations.push(text));
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
          (globalThis as unknown as { reportViolation(text: string): void }).reportViolation(
            `${violatedDirective} ${blockedURI}`,
          );
        });
      });
      await use(page);
    },
    {
      ...options,
      allowedElsewhere: LOGIN,
      standIn: { host: LOGIN_HOST, port: service.login.port },
      ignoreHTTPSErrors: true,
      provoked: [...provoked, CLOCK],
    },
  );
  expect(violations).toEqual([]);
}

function dialog(page: Page) {
  return page.getByRole('dialog', { name: /^Sign in/ });
}

async function signIn(page: Page, address: string, name = WRITER.name): Promise<void> {
  await page.goto(address);
  await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText(name).waitFor();
}

function stored(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
}

/** Signs in on the explorer and writes into the editor, with a clock that the test moves. */
async function signInAndType(page: Page, url: string): Promise<void> {
  await page.clock.install();
  await signIn(page, url);
  await editorIsReady(page);
  await page.locator('.graphiql-query-editor .monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.insertText(`${TYPED}\n`);
  await page.locator('.graphiql-query-editor').getByText(TYPED).waitFor();
}

/** The same, and then the sign-in ends and cannot be renewed. */
async function signInAndLapse(page: Page, { url, login }: Awaited<ReturnType<typeof bootWithSignIn>>): Promise<void> {
  await signInAndType(page, url);
  login.answer({ token: { error: 'invalid_grant', description: 'AADSTS700084: It was issued too long ago.' } });
  await page.clock.fastForward(56 * 60_000);
}

test('users sign in from a link, come back to it, and stay signed in when the page is loaded again', async () => {
  const service = await bootWithSignIn();
  const scripts: string[] = [];
  await visitWithLogin(service, async (page) => {
    page.on('request', (request) => scripts.push(request.url()));
    await page.goto(`${service.url}/overview?view=changes&from=link`);
    await dialog(page).waitFor();
    expect(scripts.filter((script) => script.includes('/entra-'))).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText(WRITER.name).waitFor();
    expect(page.url()).toBe(`${service.url}/overview?view=changes&from=link`);
    await page.getByText('Read and write').waitFor();
    await page.reload();
    await page.getByText(WRITER.name).waitFor();
    await page.getByRole('link', { name: 'Explorer', exact: true }).click();
    await page.getByText(WRITER.name).waitFor();
    await editorIsReady(page);
    await runOperation(page, '"displayName": "Display Name value"');
  });
  expect(service.login.authorizations).toHaveLength(1);
  expect(service.login.authorizations[0]).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' });
  expect(service.login.authorizations[0]?.['prompt']).toBeUndefined();
  expect(service.login.tokenRequests[0]).toMatchObject({ grant_type: 'authorization_code' });
});

test('users sign in and out where a proxy serves the service below a path', async () => {
  const service = await bootWithSignIn();
  const address = await pathProxy(service.url, '/settings');
  await visitWithLogin({ ...service, url: new URL(address).origin }, async (page) => {
    await signIn(page, `${address}/overview?from=link`);
    expect(page.url()).toBe(`${address}/overview?from=link`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await dialog(page).getByRole('button', { name: 'Sign out there too' }).click();
    await page.waitForURL(`${address}/`);
    await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  });
  expect(service.login.authorizations[0]?.['redirect_uri']).toBe(`${address}/sign-in`);
  expect(service.login.signOuts[0]?.['post_logout_redirect_uri']).toBe(`${address}/sign-in`);
});

describe('a token that expires', () => {
  test('is renewed before, without the user', async () => {
    const service = await bootWithSignIn();
    await visitWithLogin(service, async (page) => {
      await signInAndType(page, service.url);
      await page.clock.fastForward(56 * 60_000);
      await expect.poll(() => service.login.tokenRequests.at(-1)?.['grant_type']).toBe('refresh_token');
      await page.clock.fastForward(56 * 60_000);
      await expect.poll(() => service.login.tokenRequests.length).toBe(3);
      expect(await dialog(page).count()).toBe(0);
      await runOperation(page, '"displayName": "Display Name value"');
      await page.locator('.graphiql-query-editor').getByText(TYPED).waitFor();
    });
    const [, first, second] = service.login.tokenRequests;
    expect(second?.['refresh_token']).not.toBe(first?.['refresh_token']);
    expect(service.login.authorizations).toHaveLength(1);
  });

  test('and cannot be renewed needs a click and a window, and what was typed stays', async () => {
    const service = await bootWithSignIn();
    const look = async (page: Page) => {
      await signInAndLapse(page, service);
      await dialog(page).getByText('Your sign-in has ended. Sign in again. (AADSTS700084)').waitFor();
      await page.getByText('Not signed in').waitFor();
      expect(service.login.authorizations).toHaveLength(1);
      service.login.answer();
      const window = page.waitForEvent('popup');
      await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click();
      const opened = await window;
      await page.getByText(WRITER.name).waitFor();
      await dialog(page).waitFor({ state: 'hidden' });
      if (!opened.isClosed()) await opened.waitForEvent('close');
      await page.locator('.graphiql-query-editor').getByText(TYPED).waitFor();
      await runOperation(page, '"displayName": "Display Name value"');
    };
    await visitWithLogin(service, look, [/status of 400/]);
    expect(service.login.authorizations[1]).toMatchObject({ login_hint: WRITER.name });
  });

  test('is renewed later if the login page cannot be reached for a while', async () => {
    const service = await bootWithSignIn();
    const look = async (page: Page) => {
      await signInAndType(page, service.url);
      await page.route(LOGIN, (route) => route.abort());
      await page.clock.fastForward(56 * 60_000);
      await page.waitForEvent('requestfailed');
      await page.unroute(LOGIN);
      await page.clock.runFor(60_000);
      await expect.poll(() => service.login.tokenRequests.at(-1)?.['grant_type']).toBe('refresh_token');
      expect(await dialog(page).count()).toBe(0);
    };
    await visitWithLogin(service, look, [/net::ERR_FAILED/]);
  });

  test('does not end what the explorer follows, but a sign-out does', async () => {
    const service = await bootWithSignIn();
    await visitWithLogin(service, async (page) => {
      const [sent, closed]: [string[], Promise<void>[]] = [[], []];
      page.on('websocket', (socket) => {
        socket.on('framesent', ({ payload }) => sent.push(String(payload)));
        closed.push(new Promise((resolve) => socket.once('close', () => resolve())));
      });
      await signInAndType(page, service.url);
      await openTab(page, 'Follow');
      await page.getByRole('button', { name: /^Execute query/ }).click();
      await expect.poll(() => sent.filter((text) => text.includes('"subscribe"')).length).toBe(1);
      await page.clock.fastForward(56 * 60_000);
      await expect.poll(() => sent.filter((text) => text.includes('"ping"')).length).toBe(1);
      const tokens = sent.map((text) => /Bearer ([^"]+)/.exec(text)?.[1]).filter((token) => token !== undefined);
      expect(new Set(tokens).size).toBe(2);
      await service.graphql(CREATE);
      await responseHolds(page, '"kind": "CREATED"');
      expect(closed).toHaveLength(1);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await closed[0];
    });
  });

  test('does not end what the console follows', async () => {
    const service = await bootWithSignIn();
    service.login.lifetime(8);
    await visitWithLogin(service, async (page) => {
      const sockets: boolean[] = [];
      page.on('websocket', (socket) => sockets.push(socket.isClosed()));
      await signIn(page, `${service.url}/overview?view=changes`);
      await expect.poll(() => sockets.length, { timeout: 30_000 }).toBe(2);
      await service.graphql(CREATE);
      await page.getByRole('listitem').filter({ hasText: 'Created Field staff' }).waitFor();
      expect(await dialog(page).count()).toBe(0);
    });
  });
});

describe('the account', () => {
  test('can be another one, and nothing of the first remains', async () => {
    const service = await bootWithSignIn();
    await visitWithLogin(service, async (page) => {
      await signIn(page, `${service.url}/overview`);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await dialog(page).getByRole('button', { name: 'Use another account' }).click();
      await page.getByRole('link', { name: READER.name }).click();
      await page.getByText('Read only').waitFor();
      await page.getByText(READER.name).waitFor();
      expect(await stored(page)).not.toContain(WRITER.oid);
    });
    expect(service.login.authorizations[1]).toMatchObject({ prompt: 'select_account' });
  });

  test('is signed out here, and on a click at the login page too', async () => {
    const service = await bootWithSignIn();
    await visitWithLogin(service, async (page) => {
      await signIn(page, `${service.url}/overview`);
      expect(await stored(page)).toMatch(/refreshtoken/i);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await dialog(page).getByRole('button', { name: 'Sign out there too' }).waitFor();
      await expect.poll(() => stored(page)).not.toMatch(/"secret|refreshtoken-|accesstoken-/i);
      await page.getByText('Sign in to see the settings of your tenant.').waitFor();
      expect(service.login.signOuts).toEqual([]);
      await dialog(page).getByRole('button', { name: 'Sign out there too' }).click();
      await expect.poll(() => service.login.signOuts.length).toBe(1);
      await page.waitForURL((url) => url.origin === service.url);
      await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    });
  });
});

describe('a sign-in that fails says why', () => {
  test.each([
    [
      'the user declines',
      { error: 'access_denied', description: 'AADSTS65004: User declined to consent.' },
      'You did not accept the permissions that this application needs. Sign in again and accept them. (AADSTS65004)',
    ],
    [
      'nobody has granted consent',
      { error: 'consent_required', description: 'AADSTS65001: The user or administrator has not consented.' },
      'Your organisation has not allowed this application yet.',
    ],
    [
      'access is denied',
      { error: 'access_denied', description: 'No.' },
      'Microsoft Entra ID did not allow this sign-in.',
    ],
  ])('if %s', async (_what, authorization, words) => {
    const service = await bootWithSignIn();
    service.login.answer({ authorization });
    await visitWithLogin(service, async (page) => {
      await page.goto(`${service.url}/overview?view=changes`);
      await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click();
      await dialog(page).getByText(words).waitFor();
      expect(page.url()).toBe(`${service.url}/overview?view=changes`);
      service.login.answer();
      await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText(WRITER.name).waitFor();
    });
  });

  test('if its answer is for another sign-in, whose code is not sent anywhere', async () => {
    const service = await bootWithSignIn();
    service.login.answer({ state: FORGED });
    await visitWithLogin(service, async (page) => {
      await page.goto(`${service.url}/overview`);
      await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click();
      await dialog(page).getByText('does not belong to a sign-in that this tab began').waitFor();
    });
    expect(service.login.tokenRequests).toEqual([]);
  });

  test('if its code was given to another browser', async () => {
    const service = await bootWithSignIn();
    const look = async (page: Page) => {
      await page.route(/\/oauth2\/v2\.0\/token\?/, (route) => {
        const postData = String(route.request().postData()).replace(/code_verifier=[^&]*/, 'code_verifier=forged');
        return route.continue({ postData });
      });
      await page.goto(`${service.url}/overview`);
      await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click();
      await dialog(page).getByText('(AADSTS501481)').waitFor();
    };
    await visitWithLogin(service, look, [/status of 400/]);
    expect(service.login.tokenRequests).toHaveLength(1);
  });

  test('if the page to which it returns is opened without one', async () => {
    const service = await bootWithSignIn();
    await visitWithLogin(service, async (page) => {
      for (const address of ['/sign-in', '/sign-in#code=1&state=nonsense']) {
        await page.goto(`${service.url}${address}`);
        await page.getByText('No sign-in has just ended here.').waitFor();
        expect(await findings(page)).toEqual([]);
      }
    });
  });

  test('if the service does not answer at first', async () => {
    const service = await bootWithSignIn();
    const look = async (page: Page) => {
      await page.route('**/explorer-config', (route) => route.abort());
      await page.goto(`${service.url}/overview`);
      await dialog(page).getByText('The service cannot be reached.').waitFor();
      await page.unroute('**/explorer-config');
      await dialog(page).getByRole('button', { name: 'Try again' }).click();
      await dialog(page).getByRole('button', { name: 'Use another account' }).waitFor();
    };
    await visitWithLogin(service, look, [/net::ERR_FAILED/]);
  });

  test('if the browser opens no window', async () => {
    const service = await bootWithSignIn();
    const look = async (page: Page) => {
      await signInAndLapse(page, service);
      await dialog(page).getByText('Your sign-in has ended.').waitFor();
      await page.evaluate(() => {
        window.open = () => null;
      });
      await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click();
      await dialog(page).getByText('Allow windows of this page, then sign in again.').waitFor();
    };
    await visitWithLogin(service, look, [/status of 400/]);
  });
});

test.each(['light', 'dark'] as const)('axe finds nothing in %s, and Enter signs in', async (colorScheme) => {
  const service = await bootWithSignIn();
  const look = async (page: Page) => {
    await page.goto(`${service.url}/overview`);
    await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText(WRITER.name).waitFor();
    expect(await findings(page)).toEqual([]);
  };
  await visitWithLogin(service, look, [], { colorScheme });
});

test('in local mode the pages load nothing for it', async () => {
  const service = await boot();
  const requests: string[] = [];
  await visit(service.url, async (page) => {
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${service.url}/overview`);
    await dialog(page).getByText('node dist/main.js token').waitFor();
  });
  expect(requests.length).toBeGreaterThan(2);
  expect(requests.filter((request) => /entra-|explorer-config/.test(request))).toEqual([]);
});
