/** Tests the limits that all steps of a batch share, and that a batch leaves the event loop to others between its steps. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { CLIENT_LEFT } from '../../src/domain/errors.js';
import { NotConnected } from '../../src/domain/not-connected.js';
import { respondToBatch } from '../../src/rest/endpoints/batch.js';
import type { RestRequest, RestResponse } from '../../src/rest/messages.js';
import { CALL, openService } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';
import { dataOf } from '../support/graphql/settings-client.js';
import { expectStatus, type GraphError, restClient } from '../support/rest/rest-client.js';
import { type Booted, boot } from '../support/service/boot.js';
import { openStore } from '../support/store/open-store.js';

const LARGE_PAGE = '/deviceManagement/derivedCredentials?$top=999';
const MEBIBYTE = 1024 * 1024;

interface Step {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: GraphError;
}

test('Steps after 8 MiB of responses are not run, and say what to do', async () => {
  const service = await boot();
  await createLargeObjects(service, 999);
  const client = restClient(service);
  const deletion = { ...READING('deletion'), method: 'DELETE', url: '/deviceManagement/derivedCredentials/none' };
  const requests = [...Array.from({ length: 18 }, (_, index) => READING(`${index}`)), deletion];
  const dependent = { ...READING('dependent'), dependsOn: ['17'] };
  const answer = await client.send<{ responses: readonly Step[] }>('POST', '/beta/$batch', {
    body: { requests: [...requests, dependent] },
  });
  const { responses } = expectStatus(200, answer);

  const run = responses.filter(({ status }) => status === 200);
  const sizes = run.map((step) => JSON.stringify(step).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThanOrEqual(8 * MEBIBYTE);
  expect(total - (sizes.at(-1) ?? 0)).toBeLessThan(8 * MEBIBYTE);
  expect(answer.text.length).toBeLessThan(9 * MEBIBYTE + (sizes[0] ?? 0));
  expect(responses.map(({ id }) => id)).toEqual([...requests, dependent].map(({ id }) => id));
  const [refused, ...others] = responses.slice(run.length);
  expect(refused).toMatchObject({
    status: 429,
    headers: { 'Content-Type': 'application/json', 'retry-after': '1' },
    body: {
      error: {
        code: 'TooManyRequests',
        message: 'The responses before this one have 8 MiB already. This step was not run. Send it in another batch.',
      },
    },
  });
  expect(others.map(({ status }) => status)).toEqual([...others.slice(1).map(() => 429), 424]);
});

test('Steps after 30 seconds are not run', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const run: string[] = [];
  const { responses } = await runBatch(['first', 'second', 'third', 'fourth'], async ({ path }) => {
    run.push(path);
    vi.advanceTimersByTime(15_000);
    return { status: 204 };
  });
  expect(run).toEqual(['first', 'second']);
  expect(responses.map(({ status }) => status)).toEqual([204, 204, 503, 503]);
  expect(responses[2]?.body.error).toMatchObject({
    code: 'ServiceUnavailable',
    message: 'The batch has taken 30 seconds already. This step was not run. Send it in another batch.',
  });
});

test('The event loop goes on between two steps', async () => {
  const turns: number[] = [];
  let turn = 0;
  let isOver = false;
  const counting = (async () => {
    for (; !isOver; turn += 1) await nextTurn();
  })();
  await runBatch(['a', 'b', 'c', 'd'], async () => {
    turns.push(turn);
    return { status: 200, body: {} };
  });
  isOver = true;
  await counting;
  expect(new Set(turns).size).toBe(turns.length);
});

test('No step is run after the client has left', async () => {
  const gone = new AbortController();
  const run: string[] = [];
  const batch = runBatch(
    ['first', 'second', 'third'],
    async ({ path }) => {
      run.push(path);
      if (path === 'second') gone.abort();
      return { status: 204 };
    },
    gone.signal,
  );
  await expect(batch).rejects.toBe(CLIENT_LEFT);
  expect(run).toEqual(['first', 'second']);
});

const READING = (id: string) => ({ id, method: 'GET', url: LARGE_PAGE });

/** Runs a batch of reads of these paths, which `respond` answers. */
async function runBatch(
  paths: readonly string[],
  respond: (request: RestRequest) => Promise<RestResponse>,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ readonly responses: readonly Step[] }> {
  const connection = new NotConnected(await openStore(), await openService(scratchFolder()));
  const json = await respondToBatch(
    () => ({ requests: paths.map((path) => ({ id: path, method: 'GET', url: path })) }),
    {
      call: { ...CALL, clientGone: () => signal },
      requestId: 'request',
      clientRequestId: 'request',
      charge: async () => {},
      root: 'http://localhost/beta',
      connection,
      waitsUntil: 0,
      reportFault: (error) => {
        throw error;
      },
      respond,
    },
  );
  return JSON.parse(json.toString());
}

/** Objects with the longest help URL. */
async function createLargeObjects(service: Booted, count: number): Promise<void> {
  const helpUrl = `https://example.com/${'x'.repeat(2000)}`;
  const changes = Array.from({ length: count }, (_, index) => ({
    create: { displayName: `Object ${index}`, helpUrl, issuer: 'X_TEC', notificationType: 'NONE' },
  }));
  const mutation = `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
    applyDerivedCredentialSettingsChanges(input: $input) { userErrors { message } }
  }`;
  for (let index = 0; index < count; index += 50) {
    dataOf(await service.graphql(mutation, { input: { changes: changes.slice(index, index + 50) } }));
  }
}
