/** Proves that every response carries its request id and the security headers, whatever fails and at whatever stage. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { exchange, openSocket, type RawAnswer, request } from '../support/http/raw-http.js';
import { boot } from '../support/service/boot.js';

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const AUTHORIZED = 'Authorization: Bearer {token}';
const QUERY = '/graphql?query=%7Bviewer%7BtenantId%7D%7D';
const JSON_BODY = ['Content-Type: application/json', 'Content-Length: 0'];

/** A request line with headers, and the expected status. */
const REQUESTS: readonly [line: string, headers: readonly string[], status: number][] = [
  ['GET /livez', [], 200],
  ['GET /readyz', [], 200],
  ['GET /version', [], 200],
  [`GET ${QUERY}`, [AUTHORIZED], 200],
  [`GET ${QUERY}`, [], 401],
  ['GET /graphql', [AUTHORIZED], 400],
  ['GET /graphql?query=%7Bnope%7D', [AUTHORIZED], 400],
  ['GET /nothing', [], 404],
  ['GET /nothing/here?x=%00', [], 404],
  ['GET /graphql/', [], 401],
  [`GET ${QUERY.replace('?', '/?')}`, [AUTHORIZED], 200],
  ['POST /graphql/stream/', [], 401],
  ['GET /overview/', [], 404],
  ['GET /graphql//', [AUTHORIZED], 404],
  [`GET /${'a/'.repeat(3000)}`, [], 404],
  ['GET /%ZZ', [], 400],
  ['GET /graphql%', [], 400],
  ['GET http://localhost/livez', [], 200],
  ['OPTIONS *', [], 404],
  ['OPTIONS /graphql', [AUTHORIZED], 405],
  ['HEAD /graphql', [AUTHORIZED], 405],
  ['HEAD /livez', [], 200],
  ['HEAD /nothing', [], 404],
  ['TRACE /graphql', [], 404],
  ['PROPFIND /graphql', [], 404],
  ['PUT /graphql', [AUTHORIZED], 405],
  ['DELETE /livez', [], 404],
  ['BREW /coffee', [], 400],
  ['GET /livez', ['Expect: a-miracle'], 200],
  ['QUERY /livez', [], 400],
  ['GET /livez', [`X-Large: ${'x'.repeat(20_000)}`], 431],
  ['GET /livez', ['No colon'], 400],
  ['POST /graphql', ['Content-Length: 1', 'Transfer-Encoding: chunked'], 400],
  [`GET ${QUERY}`, ['Content-Encoding: gzip', AUTHORIZED], 415],
  ['POST /graphql', ['Content-Encoding: gzip', AUTHORIZED, ...JSON_BODY], 415],
  ['POST /nowhere', ['Content-Encoding: br', ...JSON_BODY], 415],
  [`GET ${QUERY}`, ['Content-Encoding: identity', AUTHORIZED], 200],
  ['POST /graphql', [AUTHORIZED, 'Content-Type: text/plain', 'Content-Length: 2'], 415],
  ['POST /graphql', [AUTHORIZED, 'Content-Type: application/json', 'Content-Length: 262145'], 413],
  [`GET ${QUERY}`, [AUTHORIZED, AUTHORIZED], 401],
  [`GET ${QUERY}`, [AUTHORIZED, 'aUTHORIZATION: Bearer other'], 401],
];

describe('on every route', () => {
  test('the status is the expected one and the headers are there', async () => {
    await eachAnswer((answer, expected) => {
      expect({ status: answer.status, headers: answer.headers }).toMatchObject({
        status: expected,
        headers: { ...SECURITY_HEADERS, 'x-request-id': expect.stringMatching(UUID) },
      });
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      expect(answer.headers).not.toHaveProperty('x-powered-by');
    });
  });

  test('an error has its code and request id, and no text of a library', async () => {
    await eachAnswer(({ status, headers, body }, _expected, line) => {
      if (status < 400 || line.startsWith('HEAD ')) return;
      const { error, errors } = JSON.parse(body);
      const told = error ?? { ...errors[0], ...errors[0].extensions };
      expect(told).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/), message: expect.stringMatching(/[.?]$/) });
      expect(told.requestId).toBe(headers['x-request-id']);
      expect(body).not.toMatch(/FST_|HPE_|fastify|statusCode|node_modules|\bat \//i);
    });
  });

  test('no two answers share a request id, and no client chooses one', async () => {
    const ids = new Set<string | undefined>();
    await eachAnswer(({ headers }) => ids.add(headers['x-request-id']), ['X-Request-Id: mine']);
    expect(ids.size).toBe(REQUESTS.length);
    expect(ids).not.toContain('mine');
  });
});

type Judge = (answer: RawAnswer, expected: number, line: string) => void;

/** Sends every request of the table, with further headers, and checks each response. */
async function eachAnswer(judge: Judge, further: readonly string[] = []): Promise<void> {
  const { url, token } = await boot();
  const bearer = await token();
  for (const [line, headers, status] of REQUESTS) {
    const sent = [...further, ...headers].map((header) => header.replace('{token}', bearer));
    const answer = await request(url, line, sent);
    try {
      judge(answer, status, line);
    } catch (error) {
      throw new Error(`On "${line.slice(0, 80)}" with ${headers.join(', ').slice(0, 80)}: ${answer.body}`, {
        cause: error,
      });
    }
  }
}

test('a 401 names the scheme to use', async () => {
  const { url } = await boot();
  const { headers } = await request(url, 'GET /graphql');
  expect(headers['www-authenticate']).toBe('Bearer realm="derived-credential-settings"');
});

test('several Authorization headers are refused even if each is valid', async () => {
  const { url, token } = await boot();
  const header = `Authorization: Bearer ${await token()}`;
  expect((await request(url, `GET ${QUERY}`, [header])).status).toBe(200);
  const { status, body } = await request(url, `GET ${QUERY}`, [header, header]);
  expect(status).toBe(401);
  expect(JSON.parse(body).errors[0].message).toBe('The Authorization header is not "Bearer" and an access token.');
});

describe('a Host header', () => {
  test('is required in HTTP/1.1', async () => {
    const { url } = await boot();
    const answer = await exchange(await openSocket(url), 'GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(answer).toMatchObject({ status: 400, headers: SECURITY_HEADERS });
    expect(JSON.parse(answer.body).error.requestId).toBe(answer.headers['x-request-id']);
  });

  test('may be missing in HTTP/1.0, as simple health probes send it', async () => {
    const { url } = await boot();
    expect((await exchange(await openSocket(url), 'GET /livez HTTP/1.0\r\n\r\n')).status).toBe(200);
  });
});

test('a body is not read before its token is verified', async () => {
  const { url } = await boot();
  // The rest of the body is never sent, and the response does not wait for it.
  const { status } = await request(url, 'POST /graphql', ['Content-Type: application/json', 'Content-Length: 9999']);
  expect(status).toBe(401);
});

test('headers that arrive too slowly get an error and are cut off', async () => {
  const { url } = await boot();
  const answer = await exchange(await openSocket(url), 'GET /livez HTTP/1.1\r\nHost: loca');
  expect(answer).toMatchObject({ status: 408, headers: { ...SECURITY_HEADERS, connection: 'close' } });
  expect(JSON.parse(answer.body).error).toEqual({
    code: 'LIMIT_EXCEEDED',
    message: 'The request took too long to arrive.',
    requestId: answer.headers['x-request-id'],
  });
});

describe('an idle connection', () => {
  /** Sends a request on a connection that stays open. */
  async function asked(environment: NodeJS.ProcessEnv) {
    const socket = await openSocket((await boot(environment)).url);
    const ask = () => {
      socket.write('GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n');
      return new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
    };
    return { socket, ask, answer: await ask() };
  }

  test('is kept for longer than a minute, which is what most load balancers keep theirs', async () => {
    const { answer } = await asked({});
    expect(answer).toMatch(/^keep-alive: timeout=75\r$/im);
  });

  test('is kept for as long as is set, and then closed', async () => {
    const { socket, ask, answer } = await asked({ KEEP_ALIVE_TIMEOUT: '2' });
    expect(answer).toMatch(/^keep-alive: timeout=2\r$/im);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await pause(1_200);
    expect(await ask()).toMatch(/^HTTP\/1\.1 200 /);
    const start = Date.now();
    await closed;
    expect(Date.now() - start).toBeGreaterThan(1_900);
  });
});

test('HEAD answers probes and browsers as GET does, without the body', async () => {
  const { url } = await boot();
  const page = await (await fetch(`${url}/overview`)).text();
  const asset = `/${/explorer\/[^"]+\.js/.exec(page)?.[0]}`;
  for (const path of ['/livez', '/readyz', '/version', '/', '/overview', '/sandbox', asset]) {
    const told = async (method: string) => {
      const { status, headers, body } = await request(url, `${method} ${path}`);
      return { path, status, type: headers['content-type'], length: headers['content-length'], isEmpty: body === '' };
    };
    const got = await told('GET');
    expect(got).toMatchObject({ status: 200, isEmpty: false });
    expect(await told('HEAD')).toEqual({ ...got, isEmpty: true });
  }
});

test('the version needs no token, and returns only what package.json says, and the build, if there was one', async () => {
  const { url } = await boot();
  const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const answer = await request(url, 'GET /version');
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { name, version, commit: null, builtAt: null }]);
});
