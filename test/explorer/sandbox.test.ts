/// <reference lib="dom" />
/**
 * Apollo Sandbox in local mode: an operation and headers are preset, its frame may send as the user, and never has the
 * token. A sentence stands in for a frame that cannot be reached.
 */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findings } from '../support/explorer/accessibility.js';
import { visit } from '../support/explorer/browser.js';
import { signedIn } from '../support/explorer/explorer-page.js';
import { boot } from '../support/service/boot.js';

const FRAME = 'https://sandbox.embed.apollographql.com/**';
const FOREIGN = /^https:\/\/sandbox\.embed\.apollographql\.com\//;
const UNREACHABLE = 'Apollo Sandbox cannot be reached.';
/** Asks the embedding page to send a request, as Apollo's frame does, and shows the response. */
const FRAME_PAGE = `<pre></pre><script>
  addEventListener('message', ({ data }) => {
    if (data.name === 'ExplorerResponse') document.querySelector('pre').textContent = JSON.stringify(data.response);
  });
  parent.postMessage({
    name: 'ExplorerRequest', operationId: '1', operation: '{ viewer { subject } }', operationName: null,
    variables: {}, headers: {}, endpointUrl: 'https://elsewhere.example/graphql', sandboxEndpointUrl: 'https://elsewhere.example/graphql',
  }, '*');
</script>`;

test('the page says that it needs internet, and shows a frame with presets and without the token', async () => {
  const service = await boot();
  const token = await service.token();
  const [asked, answers]: [string[], string[]] = [[], []];
  await visit(
    service.url,
    async (page) => {
      await page.route(FRAME, (route) => {
        asked.push(route.request().url());
        return route.fulfill({ contentType: 'text/html', body: FRAME_PAGE });
      });
      await page.goto(signedIn(service.url, token, '/sandbox'));
      await page.getByText('needs internet access', { exact: true }).waitFor();
      const shown = page.frameLocator('iframe').locator('pre');
      await shown.filter({ hasText: 'subject' }).waitFor();
      answers.push((await shown.textContent()) ?? '');
    },
    { allowedElsewhere: FOREIGN, provoked: [/status of 404/] },
  );
  const [address = ''] = asked;
  const presets = new URL(address).searchParams;
  expect(presets.get('endpoint')).toBe(`${service.url}/graphql`);
  expect(presets.get('defaultDocument')).toContain('mutation Create(');
  expect(presets.get('defaultHeaders')).toBe('{"x-graphql-cost":"1"}');
  expect(presets.get('runTelemetry')).toBe('false');
  expect(address).not.toContain(token);
  expect(answers.join()).toContain('local-developer');
  expect(answers.join()).not.toContain(token);
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([390, 1280, 2560])(
    'without internet, a sentence is there instead of the frame, at %i px',
    async (width) => {
      const service = await boot();
      const look = async (page: Page) => {
        await page.goto(`${service.url}/sandbox`);
        await page.getByText('Sign in to use Apollo Sandbox.').waitFor();
        // The test browser resolves no host name, so this is what happens without internet access.
        await page.goto(signedIn(service.url, await service.token(), '/sandbox'));
        await page.getByRole('status').getByText('Loading Apollo Sandbox').waitFor();
        expect(await page.locator('iframe').isVisible()).toBe(false);
        await page.getByRole('status').getByText(UNREACHABLE).waitFor();
        expect(await page.locator('iframe').isVisible()).toBe(false);
        expect(await page.locator('iframe').getAttribute('title')).toBe('Apollo Sandbox');
        expect(await findings(page)).toEqual([]);
      };
      await visit(service.url, look, {
        allowedElsewhere: FOREIGN,
        provoked: [/Failed to load resource/],
        colorScheme,
        viewport: { width, height: 800 },
      });
    },
  );
});

test('a frame that loads but does not run is reported too, and a retry shows one that runs', async () => {
  const service = await boot();
  const look = async (page: Page) => {
    let body = '<p>A proxy wants you to sign in first.</p>';
    await page.route(FRAME, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(signedIn(service.url, await service.token(), '/sandbox'));
    await page.getByText(UNREACHABLE).waitFor();
    body = FRAME_PAGE;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('iframe').waitFor({ state: 'visible' });
    await page.getByText(UNREACHABLE).waitFor({ state: 'detached' });
  };
  await visit(service.url, look, { allowedElsewhere: FOREIGN, provoked: [/status of 404/] });
});
