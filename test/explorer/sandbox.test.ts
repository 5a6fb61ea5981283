/// <reference lib="dom" />
/** Apollo Sandbox in local mode: an operation and headers are preset, its frame may send as the user, and never has the token. */
import { expect, test } from 'vitest';
import { boot } from '../support/boot.js';
import { visit } from '../support/browser.js';
import { signedIn } from '../support/explorer-page.js';

const FRAME = 'https://sandbox.embed.apollographql.com/**';
/** Asks the page that holds it to send a request, as Apollo's frame does, and shows what came of it. */
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
  const foreign = /^https:\/\/sandbox\.embed\.apollographql\.com\//;
  await visit(
    service.url,
    async (page) => {
      await page.route(FRAME, (route) => {
        asked.push(route.request().url());
        return route.fulfill({ contentType: 'text/html', body: FRAME_PAGE });
      });
      await page.goto(signedIn(service.url, token, '/sandbox'));
      await page.getByText('needs internet', { exact: true }).waitFor();
      const shown = page.frameLocator('iframe').locator('pre');
      await shown.filter({ hasText: 'subject' }).waitFor();
      answers.push((await shown.textContent()) ?? '');
    },
    { allowedElsewhere: foreign, provoked: [/status of 404/] },
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
