/** Proves over HTTP that every endpoint accepts all valid tokens and no hostile one, in production and in local mode. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { READ_PERMISSION } from '../../src/domain/caller.js';
import { BROKEN_KEY_SERVERS, SLOW_KEY_SERVERS } from '../support/auth/broken-key-servers.js';
import { FORGED_TOKENS, MISSHAPEN_HEADERS } from '../support/auth/forged-tokens.js';
import { SOUND_CLAIMS, SPOILT_CLAIMS, UNSERVED_TENANT } from '../support/auth/invalid-claims.js';
import { jsonAnswer } from '../support/auth/key-server.js';
import { type TokenEndpoint, tokenEndpoints } from '../support/auth/token-entry-points.js';
import { localTokenForge, part, type TokenForge } from '../support/auth/token-forge.js';
import { answeringServer, closedPortUrl } from '../support/http/answering-server.js';
import { exchange, openSocket } from '../support/http/raw-http.js';
import { type Booted, boot } from '../support/service/boot.js';
import { bootProduction } from '../support/service/boot-production.js';

type Header = readonly [title: string, header: string | null];

const PERMITTED = { scp: READ_PERMISSION };

/** Every hostile header, forged in the issuer's name. */
async function hostileHeaders(forge: TokenForge): Promise<Header[]> {
  const headers: Header[] = [];
  for (const [title, , claims] of SPOILT_CLAIMS) {
    headers.push([title, `Bearer ${await forge.sign({ ...PERMITTED, ...claims(forge) })}`]);
  }
  for (const [title, , token] of FORGED_TOKENS) headers.push([title, `Bearer ${await token(forge)}`]);
  for (const [title, , header] of MISSHAPEN_HEADERS) headers.push([title, await header(forge)]);
  return headers;
}

/** The valid headers, all with the permission to read. */
async function soundHeaders(forge: TokenForge): Promise<Header[]> {
  const headers: Header[] = [];
  for (const [title, claimsOf] of SOUND_CLAIMS) {
    const claims = claimsOf(forge);
    const delegated = !('scp' in claims) || claims['scp'] !== undefined;
    const permitted = delegated ? PERMITTED : { roles: [READ_PERMISSION] };
    headers.push([title, `Bearer ${await forge.sign({ ...claims, ...permitted })}`]);
  }
  return headers;
}

/** The headers that some endpoint did not answer as expected. */
async function exceptions(
  service: Booted,
  headers: readonly Header[],
  expected: 'refused' | 'accepted' | 'unavailable',
) {
  const found: string[] = [];
  const ask = async (endpoint: TokenEndpoint, [title, header]: Header) => {
    const answer = await endpoint.answerTo(header);
    if (answer !== endpoint[expected]) found.push(`${endpoint.name}, ${title}: ${answer}`);
  };
  const endpoints = tokenEndpoints(service);
  await Promise.all(endpoints.flatMap((endpoint) => headers.map((header) => ask(endpoint, header))));
  return found;
}

test('in production mode every good token is accepted and every hostile one refused', async () => {
  const service = await bootProduction();
  const { forge } = service;
  const [, , unserved] = UNSERVED_TENANT;
  const v1 = { ...PERMITTED, iss: `https://sts.example/${forge.tenantId}/` };
  const hostile: Header[] = [
    ...(await hostileHeaders(forge)),
    ['an unserved tenant', `Bearer ${await forge.sign(unserved(forge))}`],
  ];
  expect(hostile.length).toBeGreaterThanOrEqual(60);
  expect(await exceptions(service, hostile, 'refused')).toEqual([]);
  const sound: Header[] = [...(await soundHeaders(forge)), ['a token of version 1', `Bearer ${await forge.sign(v1)}`]];
  expect(await exceptions(service, sound, 'accepted')).toEqual([]);
});

test('in local mode every good token is accepted and every hostile one refused', async () => {
  const service = await boot();
  const forge = await localTokenForge(service);
  expect(await exceptions(service, await hostileHeaders(forge), 'refused')).toEqual([]);
  expect(await exceptions(service, await soundHeaders(forge), 'accepted')).toEqual([]);
});

test('a token is taken from the header alone, and from one header alone', async () => {
  const service = await bootProduction();
  const token = await service.token();
  const paths = [
    `/graphql?query={viewer{subject}}&access_token=${token}`,
    `/beta/deviceManagement/derivedCredentials?access_token=${token}`,
  ];
  for (const path of paths)
    expect((await fetch(service.url + path, { headers: { cookie: `access_token=${token}` } })).status).toBe(401);
  for (const path of paths.map((each) => each.replace(/[?&]access_token.*/, ''))) {
    const lines = (count: number) => Array(count).fill(`Authorization: Bearer ${token}`);
    const ask = async (headers: readonly string[]) =>
      exchange(
        await openSocket(service.url),
        [`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n'),
      );
    expect((await ask(lines(1))).status).toBe(200);
    expect((await ask(lines(2))).status).toBe(401);
    expect((await ask([...lines(1), 'authorization: Basic eDp5'])).status).toBe(401);
    expect((await ask(['AUTHORIZATION: Bearer a.b.c', ...lines(1)])).status).toBe(401);
  }
});

test('a header that is longer than any token is refused before it is looked at', async () => {
  const service = await bootProduction();
  const { status } = await fetch(`${service.url}/graphql?query={viewer{subject}}`, {
    headers: { authorization: `Bearer ${await service.forge.sign({ x: 'x'.repeat(16_384) })}` },
  });
  expect(status).toBe(431);
});

test.each(['jku', 'x5u'])('an address of keys that a token names as %s is not asked', async (parameter) => {
  const service = await bootProduction();
  const { forge } = service;
  const attacker = await answeringServer(jsonAnswer({ keys: [forge.strangerJwk] }));
  const header = `Bearer ${await forge.strangerSign({}, { [parameter]: `${attacker.url}/keys` })}`;
  expect(await exceptions(service, [[parameter, header]], 'refused')).toEqual([]);
  expect(attacker.requests()).toBe(0);
});

test('no token is judged while the keys of its issuer cannot be fetched', async () => {
  const servers = [...BROKEN_KEY_SERVERS, ...SLOW_KEY_SERVERS];
  const { url } = await answeringServer((request, response) => {
    const [, listener] = servers[Number(request.url?.slice(1))] ?? [];
    listener?.(request, response);
  });
  const addresses = [...servers.map((_server, index) => `${url}/${index}`), await closedPortUrl()];
  const issuers = addresses.map((_address, index) => `https://issuer-${index}.example/{tenantid}`);
  const service = await bootProduction({ AUTH_ISSUER: issuers.join(','), AUTH_JWKS_URI: addresses.join(',') });
  const { forge } = service;
  const titles = [...servers.map(([title]) => title), 'no connection'];
  const good: Header[] = [];
  const forged: Header[] = [];
  for (const [index, title] of titles.entries()) {
    const claims = { iss: `https://issuer-${index}.example/${forge.tenantId}` };
    good.push([title, `Bearer ${await forge.sign(claims)}`]);
    forged.push([title, `Bearer ${await forge.strangerSign(claims)}`]);
  }
  expect(await exceptions(service, good, 'unavailable')).toEqual([]);
  expect(await exceptions(service, forged, 'unavailable')).toEqual([]);
  // A fault that does not depend on the keys is still reported.
  expect(await exceptions(service, [['no token', null]], 'refused')).toEqual([]);
});

test('keys that cannot be fetched are answered with 503, Retry-After and nothing of the cause', async () => {
  const service = await bootProduction();
  service.keyServer.answer((request) => void request.socket.destroy());
  const authorization = `Bearer ${await service.token()}`;
  const answer = await fetch(`${service.url}/graphql?query={viewer{subject}}`, { headers: { authorization } });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  const extensions = { code: 'UNAVAILABLE', requestId: answer.headers.get('x-request-id') };
  expect(await answer.json()).toEqual({
    errors: [{ message: "The issuer's keys cannot be fetched. Try again.", extensions }],
  });
});

test('a thousand tokens with made-up key ids are refused and cause a handful of fetches', async () => {
  const service = await bootProduction();
  const [, claims, signature] = (await service.token()).split('.');
  const headers = Array.from({ length: 250 }, (_, index): Header => {
    const header = part({ alg: 'RS256', typ: 'JWT', kid: randomUUID() });
    return [`token ${index}`, `Bearer ${header}.${claims}.${signature}`];
  });
  // Four endpoints turn these into a thousand requests.
  expect(tokenEndpoints(service)).toHaveLength(4);
  expect(await exceptions(service, headers, 'refused')).toEqual([]);
  expect(await exceptions(service, [['a good token', `Bearer ${await service.token()}`]], 'accepted')).toEqual([]);
  expect(service.keyServer.requests()).toBeGreaterThan(0);
  expect(service.keyServer.requests()).toBeLessThanOrEqual(6);
});
