/** Proves that pages of configured origins may use both APIs from a browser, and no other pages and no other routes. */
import { describe, expect, test } from 'vitest';
import { SECURITY_HEADERS } from '../../src/http/security-headers.js';
import { type Booted, boot } from '../support/service/boot.js';
import { bootProduction } from '../support/service/boot-production.js';
import { startService } from '../support/service/started-service.js';

const APP = 'https://app.example.com';
const SANDBOX = 'https://studio.apollographql.com';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ASKED = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type',
};

async function asked({ url }: Booted, method: string, headers: Record<string, string>, path = '/graphql') {
  const body = method === 'POST' ? '{"query":"{__typename}"}' : null;
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  await response.text();
  const told = Object.fromEntries(response.headers);
  const cors = Object.keys(told).filter((name) => name.startsWith('access-control-'));
  return { status: response.status, headers: told, cors };
}

describe('a preflight', () => {
  test('from a named origin is allowed its methods and headers, in every response and without a token', async () => {
    const { status, headers } = await asked(await boot({ CORS_ORIGINS: `${APP}, http://localhost:3000` }), 'OPTIONS', {
      origin: APP,
      ...ASKED,
    });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      ...SECURITY_HEADERS,
      'x-request-id': expect.stringMatching(UUID),
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'GET, POST',
      'access-control-max-age': '600',
      vary: 'origin',
    });
    expect(headers['access-control-allow-headers']?.split(', ').toSorted()).toEqual([
      'accept',
      'apollo-require-preflight',
      'apollographql-client-name',
      'apollographql-client-version',
      'authorization',
      'baggage',
      'content-type',
      'traceparent',
      'tracestate',
      'x-apollo-operation-name',
      'x-graphql-cost',
      'x-tenant-position',
    ]);
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
    expect(headers).not.toHaveProperty('access-control-allow-private-network');
  });

  test('that asks for a service on a private network is allowed', async () => {
    const { headers } = await asked(await boot(), 'OPTIONS', {
      origin: SANDBOX,
      ...ASKED,
      'access-control-request-private-network': 'true',
    });
    expect(headers).toMatchObject({ 'access-control-allow-private-network': 'true' });
  });

  test.each([
    ['another origin', 'https://evil.example.com'],
    ['an origin that begins like a named one', `${APP}.evil.example`],
    ['another port', `${APP}:8443`],
    ['another scheme', 'http://app.example.com'],
    ['a page without an origin', 'null'],
  ])('from %s gets no CORS headers', async (_name, origin) => {
    const { status, headers, cors } = await asked(await boot({ CORS_ORIGINS: APP }), 'OPTIONS', { origin, ...ASKED });
    expect(status).toBe(401);
    expect(cors).toEqual([]);
    expect(headers['vary']).toBe('origin');
  });

  test('to the rest of the service gets no CORS headers', async () => {
    const service = await boot({ CORS_ORIGINS: APP });
    for (const path of ['/', '/livez', '/readyz', '/explorer/x.js']) {
      expect(await asked(service, 'OPTIONS', { origin: APP, ...ASKED }, path)).toMatchObject({ cors: [] });
    }
  });
});

describe('a request', () => {
  test('from a named origin needs a token like any other, and may read why it was refused', async () => {
    const service = await boot({ CORS_ORIGINS: APP });
    const readable = {
      'access-control-allow-origin': APP,
      'access-control-expose-headers': expect.stringContaining('x-request-id'),
    };
    expect(await asked(service, 'POST', { origin: APP })).toMatchObject({ status: 401, headers: readable });
    const authorization = `Bearer ${await service.token()}`;
    expect(await asked(service, 'POST', { origin: APP, authorization })).toMatchObject({
      status: 200,
      headers: readable,
    });
  });

  test('from another origin gets nothing that its page could read', async () => {
    const service = await boot({ CORS_ORIGINS: APP });
    const authorization = `Bearer ${await service.token()}`;
    const answer = await asked(service, 'POST', { origin: 'https://evil.example.com', authorization });
    expect(answer).toMatchObject({ cors: [], headers: { vary: 'origin' } });
  });

  test('without an origin, as of programs, is answered as ever', async () => {
    const service = await boot({ CORS_ORIGINS: APP });
    expect(await asked(service, 'POST', { authorization: `Bearer ${await service.token()}` })).toMatchObject({
      status: 200,
      cors: [],
    });
  });
});

test("Apollo's hosted Sandbox is let in in local mode, and otherwise only where it is named", async () => {
  const origin = { origin: SANDBOX, ...ASKED };
  expect(await asked(await boot(), 'OPTIONS', origin)).toMatchObject({ status: 204 });
  expect(await asked(await bootProduction(), 'OPTIONS', origin)).toMatchObject({ status: 401, cors: [] });
  expect(await asked(await bootProduction({ CORS_ORIGINS: SANDBOX }), 'OPTIONS', origin)).toMatchObject({
    status: 204,
  });
});

const LOOPBACK = ['http://localhost:5173', 'https://localhost', 'http://127.0.0.1:3000', 'http://[::1]:8080'];

test('Pages that this machine serves are allowed in local mode, and otherwise only if configured', async () => {
  const local = await boot();
  const production = await bootProduction({ CORS_ORIGINS: 'http://localhost:5173' });
  for (const origin of LOOPBACK) {
    expect(await asked(local, 'OPTIONS', { origin, ...ASKED })).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': origin },
    });
    const status = origin === 'http://localhost:5173' ? 204 : 401;
    expect(await asked(production, 'OPTIONS', { origin, ...ASKED })).toMatchObject({ status });
  }
});

test.each([
  'http://localhost.evil.example',
  'http://127.0.0.1.evil.example',
  'https://evil.example:5173',
  'http://10.0.0.1',
  'null',
  'file://',
  'chrome-extension://localhost',
  'http://localhost:5173/',
  'http://LOCALHOST:5173',
  'http://user@localhost:5173',
])('Pages of %s are not let in in local mode', async (origin) => {
  expect(await asked(await boot(), 'OPTIONS', { origin, ...ASKED })).toMatchObject({ status: 401, cors: [] });
});

test('A preflight that is refused is logged with its origin and the setting that lets it in', async () => {
  const service = await startService({ LOG_LEVEL: 'warn' });
  const preflight = (origin: string) =>
    fetch(`${service.url}/graphql`, { method: 'OPTIONS', headers: { origin, ...ASKED } });
  await preflight('https://app.example.com');
  await preflight(`https://${'long.'.repeat(100)}example.com`);
  await preflight('http://localhost:5173');
  service.child.kill('SIGTERM');
  const lines = (await service.ended).stderr.split('\n').filter(Boolean);
  const told = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.includes('CORS_ORIGINS'));
  expect(told).toMatchObject([
    {
      origin: 'https://app.example.com',
      msg: 'a page was refused: add its origin to CORS_ORIGINS if it may use the API',
      requestId: expect.stringMatching(UUID),
    },
    { origin: `https://${'long.'.repeat(38)}lo` },
  ]);
});
