/** Proves that a key set that cannot be had is told as unavailable, and never blamed on the token or taken for a crash. */
import type { RequestListener } from 'node:http';
import { createRemoteJWKSet } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { createVerifier } from '../../src/auth/verifier.js';
import type { Authenticate } from '../../src/domain/caller.js';
import { Refusal } from '../../src/domain/errors.js';
import { answeringServer, closedPortUrl } from '../support/answering-server.js';
import { boot } from '../support/boot.js';
import { AUDIENCE, createTestIssuer, ISSUER_TEMPLATE, NOW, TENANT, type TestIssuer } from '../support/test-issuer.js';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await createTestIssuer();
});

function verifierOf(keySetUrl: string): Authenticate {
  const keys = createRemoteJWKSet(new URL(keySetUrl), { timeoutDuration: 200 });
  const issuers = [{ issuer: ISSUER_TEMPLATE, keys }];
  return createVerifier({ issuers, audiences: [AUDIENCE], tenants: '*', clock: () => NOW });
}

const text =
  (status: number, body: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };

const BROKEN: readonly [title: string, listener: RequestListener][] = [
  ['status 500', text(500, '{"keys":[]}')],
  ['status 404', text(404, '')],
  ['a redirect', (_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end()],
  ['no JSON', text(200, '<html>')],
  ['JSON that is no key set', text(200, '{"keys":"none"}')],
  ['a key set whose key is damaged', text(200, '{"keys":[{"kty":"RSA","kid":"key-1","n":"AA","e":"A"}]}')],
  ['nothing at all', () => {}],
  ['a connection that breaks', (request) => void request.socket.destroy()],
];

describe('the token is not judged where the key server answers with', () => {
  test.each(BROKEN)('%s', async (_title, listener) => {
    const { url } = await answeringServer(listener);
    await unavailable(verifierOf(url));
  });
});

test('the token is not judged where nobody listens at the address of the keys', async () => {
  await unavailable(verifierOf(await closedPortUrl()));
});

test('a key server that comes back is used again', async () => {
  let healthy = false;
  const { url } = await answeringServer((request, response) =>
    text(healthy ? 200 : 500, JSON.stringify({ keys: [issuer.publicJwk] }))(request, response),
  );
  const authenticate = verifierOf(url);
  await unavailable(authenticate);
  healthy = true;
  expect(await authenticate(`Bearer ${await issuer.issue()}`)).toMatchObject({ tenantId: TENANT });
});

test('a flood of tokens with unknown keys is refused and fetches the key set once', async () => {
  const server = await answeringServer(text(200, JSON.stringify({ keys: [issuer.publicJwk] })));
  const authenticate = verifierOf(server.url);
  const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => issuer.issue({}, { kid: `no-${index}` })));
  const outcomes = await Promise.all(tokens.map((token) => authenticate(`Bearer ${token}`).catch((error) => error)));
  expect(outcomes.map(({ code }) => code)).toEqual(tokens.map(() => 'UNAUTHENTICATED'));
  expect(server.requests()).toBe(1);
});

test('over HTTP, keys that cannot be had are 503 with Retry-After and nothing of the cause', async () => {
  const { url } = await boot({
    AUTH_ISSUER: ISSUER_TEMPLATE,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_JWKS_URI: await closedPortUrl(),
    AUTH_ALLOWED_TENANTS: '*',
  });
  const answer = await fetch(`${url}/graphql?query={viewer{subject}}`, {
    headers: { authorization: `Bearer ${await issuer.issue()}` },
  });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(await answer.json()).toEqual({
    errors: [
      {
        message: "The issuer's keys cannot be had. Try again.",
        extensions: { code: 'UNAVAILABLE', requestId: answer.headers.get('x-request-id') },
      },
    ],
  });
});

async function unavailable(authenticate: Authenticate): Promise<void> {
  const error = await authenticate(`Bearer ${await issuer.issue()}`).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ code: 'UNAVAILABLE', cause: expect.any(Error) });
}
