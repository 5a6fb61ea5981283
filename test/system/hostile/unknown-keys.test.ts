/** Input with thousands of unknown keys is cheap: above the body limit it is not read, below it the error is short. */
import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { hostile, raw, sendBytes, statusesIn } from '../../support/http/hostile-request.js';
import { COLLECTION } from '../../support/rest/rest-client.js';
import { boot } from '../../support/service/boot.js';

const MAX_EVENT_LOOP_MS = 50;
const MAX_ANSWER = 10_000;
// The minimum of several runs, so that other load on the machine does not count.
const TRIES = 5;
const CREATE = `mutation($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { userErrors { code } }
}`;

/** Where such input can be sent, and the body that contains it. */
const ENDPOINTS: readonly (readonly [where: string, target: string, body: (keys: object) => object])[] = [
  ['in a variable', '/graphql', (input) => ({ query: CREATE, variables: { input } })],
  ['beside the operation', '/graphql', (keys) => ({ query: '{ __typename }', ...keys })],
  ['in an object', COLLECTION, (keys) => keys],
  ['beside the steps of a batch', '/beta/$batch', (keys) => ({ requests: [], ...keys })],
  [
    'in a step of a batch',
    '/beta/$batch',
    (body) => ({ requests: [{ id: '1', method: 'POST', url: COLLECTION, body }] }),
  ],
];

describe.each(ENDPOINTS)('%s', (_where, target, bodyOf) => {
  test('649 kB of unknown keys are refused unread, with Content-Length or chunked', async () => {
    const service = await boot();
    const body = JSON.stringify(bodyOf(unknownKeys(649_000)));
    expect(body.length).toBeGreaterThan(649_000);
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const head = `POST ${target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n`;
    for (const request of [
      hostile('with its length', 413, target, { body }),
      raw('in chunks', [413], `${head}Transfer-Encoding: chunked\r\n\r\n${chunked}`),
    ]) {
      const bytes = request.bytes(await service.token());
      const efforts: number[] = [];
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const before = performance.eventLoopUtilization();
        const received = await sendBytes(service.url, bytes);
        efforts.push(performance.eventLoopUtilization(before).active);
        expect(statusesIn(received)).toEqual(request.answers);
        expect(received.length).toBeLessThan(MAX_ANSWER);
      }
      expect(Math.min(...efforts), request.what).toBeLessThan(MAX_EVENT_LOOP_MS);
    }
  });

  test('255 kB of unknown keys get a short error', async () => {
    const service = await boot();
    const body = JSON.stringify(bodyOf(unknownKeys(254_000)));
    expect(body.length).toBeGreaterThan(254_000);
    const received = await sendBytes(service.url, hostile('', 400, target, { body }).bytes(await service.token()));
    expect(received).toMatch(/^HTTP\/1\.1 (?:200|400) /);
    expect(received.length).toBeLessThan(MAX_ANSWER);
  });
});

/** An object whose JSON has at least this length. */
function unknownKeys(length: number): object {
  const each = '"unknown_input_key_000000":1,'.length;
  const count = Math.ceil(length / each);
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`unknown_input_key_${String(index).padStart(6, '0')}`, 1]),
  );
}
