/** Proves that the keys of an issuer without a key set URL are found through its own discovery document, and no other. */
import type { RequestListener } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { remoteIssuer } from '../../src/auth/remote-issuer.js';
import { createVerifier } from '../../src/auth/verifier.js';
import { stoppedKeyClock } from '../support/auth/key-clock.js';
import { jsonAnswer, textAnswer } from '../support/auth/key-server.js';
import { AUDIENCE, createTestIssuer, NOW, TENANT, type TestIssuer } from '../support/auth/test-issuer.js';
import { answeringServer } from '../support/http/answering-server.js';
import { bootProduction } from '../support/service/boot-production.js';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await createTestIssuer();
});

const OF_ANY_TENANT = '/organizations/v2.0/.well-known/openid-configuration';

/** A server with a key set; the given listener, created from the server's URL, answers the discovery requests. */
async function directory(document: (url: string) => RequestListener) {
  const asked: string[] = [];
  const { url } = await answeringServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = request.url === '/keys' ? jsonAnswer({ keys: [issuer.publicJwk] }) : document(url);
    answer(request, response);
  });
  return { url, asked };
}

const template = (url: string) => `${url}/{tenantid}/v2.0`;
const sound = (url: string) => jsonAnswer({ issuer: template(url), jwks_uri: `${url}/keys`, more: 'of no interest' });

/** The tenant of a token from this issuer, or the reason why it is refused. */
function outcomeAt(name: string) {
  const issuers = [remoteIssuer({ issuer: name, jwksUri: null })];
  const authenticate = createVerifier({ issuers, audiences: [AUDIENCE], tenants: '*', clock: () => NOW });
  return async (): Promise<unknown> => {
    const token = await issuer.issue({ iss: name.replace('{tenantid}', TENANT) });
    const found = await Promise.resolve(authenticate(`Bearer ${token}`)).catch((error: unknown) => error);
    const { tenantId, reason } = found as { readonly tenantId?: string; readonly reason?: string };
    return tenantId ?? reason ?? found;
  };
}

test('a template is discovered once, through the name for all organisations', async () => {
  const { url, asked } = await directory(sound);
  const outcome = outcomeAt(template(url));
  expect([await outcome(), await outcome()]).toEqual([TENANT, TENANT]);
  expect(asked).toEqual([OF_ANY_TENANT, '/keys']);
});

test.each(['', '/'])('a single tenant’s issuer that ends in "%s" is discovered under its own name', async (end) => {
  const { url, asked } = await directory((base) =>
    jsonAnswer({ issuer: `${base}/${TENANT}${end}`, jwks_uri: `${base}/keys` }),
  );
  expect(await outcomeAt(`${url}/${TENANT}${end}`)()).toBe(TENANT);
  expect(asked).toEqual([`/${TENANT}/.well-known/openid-configuration`, '/keys']);
});

const inTheClear = (url: string) =>
  jsonAnswer({ issuer: template(url), jwks_uri: url.replace('127.0.0.1', 'localhost') });

const UNSOUND: readonly (readonly [title: string, document: (url: string) => RequestListener])[] = [
  ['of another issuer', (url) => jsonAnswer({ issuer: `${url}/other`, jwks_uri: `${url}/keys` })],
  ['of one tenant', (url) => jsonAnswer({ issuer: `${url}/${TENANT}/v2.0`, jwks_uri: `${url}/keys` })],
  ['of nobody', (url) => jsonAnswer({ jwks_uri: `${url}/keys` })],
  ['without an address of keys', (url) => jsonAnswer({ issuer: template(url) })],
  ['with an address of another protocol', (url) => jsonAnswer({ issuer: template(url), jwks_uri: 'file:///keys' })],
  ['with an address in the clear elsewhere', inTheClear],
  ['that is null', () => jsonAnswer(null)],
  ['that is no JSON', () => textAnswer(200, '<html>')],
  ['that is an error', () => textAnswer(500, '{}')],
  [
    'that is elsewhere',
    (url) => (_request, response) => void response.writeHead(302, { location: `${url}/moved` }).end(),
  ],
  ['without end', (url) => jsonAnswer({ issuer: template(url), jwks_uri: `${url}/keys`, x: 'x'.repeat(600_000) })],
];

describe('keys are not fetched by a document', () => {
  test.each(UNSOUND)('%s', async (_title, document) => {
    const { url, asked } = await directory(document);
    const outcome = outcomeAt(template(url));
    expect([await outcome(), await outcome()]).toEqual(['KEYS_UNAVAILABLE', 'KEYS_UNAVAILABLE']);
    expect(asked).toEqual([OF_ANY_TENANT]);
  });
});

test('a document that could not be fetched is fetched again', async () => {
  const pass = stoppedKeyClock();
  let healthy = false;
  const { url } = await directory((base) => (healthy ? sound(base) : textAnswer(500, '')));
  const outcome = outcomeAt(template(url));
  expect(await outcome()).toBe('KEYS_UNAVAILABLE');
  healthy = true;
  expect(await outcome()).toBe('KEYS_UNAVAILABLE');
  pass(1_000);
  expect(await outcome()).toBe(TENANT);
});

test('a service without AUTH_JWKS_URI discovers the keys of its issuer', async () => {
  const { url, asked } = await directory(sound);
  const { graphql, forge } = await bootProduction({ AUTH_ISSUER: template(url), AUTH_JWKS_URI: '' });
  const times = { iat: forge.now, nbf: forge.now, exp: forge.now + 60 };
  const token = await issuer.issue({ ...times, iss: template(url).replace('{tenantid}', TENANT) });
  const { data } = await graphql('{ viewer { tenantId } }', {}, token);
  expect(data).toEqual({ viewer: { tenantId: TENANT } });
  expect(asked).toEqual([OF_ANY_TENANT, '/keys']);
});
