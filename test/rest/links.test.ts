/** Proves that links in responses begin with a configured URL, whatever the request's Host header says. */
import { expect, test } from 'vitest';
import { exchange, openSocket, type RawAnswer } from '../support/http/raw-http.js';
import { COLLECTION, EXAMPLE_BODY, restClient } from '../support/rest/rest-client.js';
import { type Booted, boot } from '../support/service/boot.js';
import { bootProduction } from '../support/service/boot-production.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const PROXY = '127.0.0.1';

interface Sent {
  readonly host?: string;
  readonly headers?: readonly string[];
  readonly body?: unknown;
}

/** Sends a request with any Host header, or with none. */
async function ask(service: Booted, line: string, { host, headers = [], body }: Sent): Promise<RawAnswer> {
  const content = body === undefined ? '' : JSON.stringify(body);
  const lines = [
    // Only HTTP/1.0 allows a request without Host.
    `${line} HTTP/1.${host === undefined ? 0 : 1}`,
    ...(host === undefined ? [] : [`Host: ${host}`]),
    'Connection: close',
    `Authorization: Bearer ${await service.token()}`,
    ...(body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(content)}`]),
    ...headers,
  ];
  return exchange(await openSocket(service.url), `${lines.join('\r\n')}\r\n\r\n${content}`);
}

/** The URLs with which the links of a response begin. */
async function rootOf(service: Booted, sent: Sent): Promise<string | undefined> {
  const { body } = await ask(service, `GET ${COLLECTION}`, sent);
  const context: string = JSON.parse(body)['@odata.context'];
  return /^(.*)\/beta\/\$metadata#/.exec(context)?.[1];
}

const proxied = (host: string, proto = 'https'): Sent => {
  return { host: '127.0.0.1', headers: [`X-Forwarded-Host: ${host}`, `X-Forwarded-Proto: ${proto}`] };
};

test('without PUBLIC_URL links begin with the listening address, by number or as localhost', async () => {
  // Local mode only answers to loopback hosts.
  const service = await bootProduction();
  const { port } = new URL(service.url);
  const localhost = `http://localhost:${port}`;
  expect(await rootOf(service, { host: `127.0.0.1:${port}` })).toBe(service.url);
  expect(await rootOf(service, { host: `localhost:${port}` })).toBe(localhost);
  expect(await rootOf(service, { host: `LocalHost:${port}` })).toBe(localhost);
  for (const host of [`127.0.0.1:${Number(port) + 1}`, 'localhost', 'dcs.example', '', undefined]) {
    expect(await rootOf(service, host === undefined ? {} : { host }), host).toBe(service.url);
  }
  expect(await rootOf(service, proxied(`localhost:${port}`, 'http'))).toBe(service.url);
});

const PUBLIC_URL = 'https://dcs.example,https://other.example/base/,http://plain.example:8080';
const FIRST = 'https://dcs.example';

const ROOTS: readonly (readonly [what: string, trusted: string, sent: Sent, root: string])[] = [
  ['the host of a public address', '', { host: 'plain.example:8080' }, 'http://plain.example:8080'],
  ['the host in other letters', '', { host: 'PLAIN.example:8080' }, 'http://plain.example:8080'],
  ['the host under another port', '', { host: 'plain.example' }, FIRST],
  ['the host under another scheme', '', { host: 'other.example' }, FIRST],
  ['an unknown host', '', { host: 'evil.example' }, FIRST],
  ['the listening address', '', { host: '127.0.0.1' }, FIRST],
  ['no host', '', {}, FIRST],
  ['a proxy without trust', '', proxied('other.example'), FIRST],
  ['another proxy than the trusted one', '10.0.0.1', proxied('other.example'), FIRST],
  ['a network without the proxy', '10.0.0.0/8,192.168.0.0/16', proxied('other.example'), FIRST],
  ['a trusted proxy', PROXY, proxied('other.example'), 'https://other.example/base'],
  ['a proxy in a trusted network', '127.0.0.0/8', proxied('other.example'), 'https://other.example/base'],
  ['a trusted proxy that says nothing', PROXY, { host: 'plain.example:8080' }, 'http://plain.example:8080'],
  ['a trusted proxy with the default port', PROXY, proxied('dcs.example'), FIRST],
  ['a trusted proxy and a wrong scheme', PROXY, proxied('other.example', 'http'), FIRST],
  ['a trusted proxy and an unknown host', PROXY, proxied('evil.example'), FIRST],
  [
    'a host forged in front of the proxy’s',
    PROXY,
    proxied('evil.example, other.example'),
    'https://other.example/base',
  ],
  ['a host behind the proxy’s', PROXY, proxied('other.example, evil.example'), FIRST],
  ['a scheme that is none', PROXY, proxied('evil.example/', 'https://other.example/?'), FIRST],
];

test('links begin with the public address that the client used, and otherwise with the first', async () => {
  const services = new Map<string, Booted>();
  for (const [what, trusted, sent, root] of ROOTS) {
    const service = services.get(trusted) ?? (await bootProduction({ PUBLIC_URL, TRUSTED_PROXIES: trusted }));
    services.set(trusted, service);
    expect([what, await rootOf(service, sent)]).toEqual([what, root]);
  }
});

test('behind a trusted proxy every link of every answer follows the address that the client used', async () => {
  const service = await boot({ PUBLIC_URL: 'https://dcs.example', TRUSTED_PROXIES: PROXY });
  const sent = proxied('dcs.example');
  const entity = `https://dcs.example${COLLECTION}/${ID}`;
  const created = await ask(service, `POST ${COLLECTION}`, { ...sent, body: { ...EXAMPLE_BODY, id: ID } });
  expect(created.headers['location']).toBe(entity);
  await restClient(service).create();
  const { body } = await ask(service, `GET ${COLLECTION}?$top=1`, sent);
  expect(JSON.parse(body)).toMatchObject({
    '@odata.context': 'https://dcs.example/beta/$metadata#deviceManagement/derivedCredentials',
    '@odata.nextLink': expect.stringMatching(
      /^https:\/\/dcs\.example\/beta\/deviceManagement\/derivedCredentials\?\$top=1&\$skiptoken=/,
    ),
  });
  const delta = await ask(service, `GET ${COLLECTION}/delta`, sent);
  expect(JSON.parse(delta.body)['@odata.deltaLink']).toMatch(/^https:\/\/dcs\.example\/beta\//);
});

const json = (body: unknown, ...headers: readonly string[]) => ({ body, headers });
const step = {
  id: '1',
  method: 'POST',
  url: COLLECTION,
  headers: { 'content-type': 'application/json' },
  body: EXAMPLE_BODY,
};
const REQUESTS: readonly (readonly [line: string, sent?: Sent])[] = [
  [`POST ${COLLECTION}`, json(EXAMPLE_BODY)],
  [`POST ${COLLECTION}`, json(EXAMPLE_BODY, 'Prefer: return=minimal')],
  [`GET ${COLLECTION}?$top=1`],
  [`GET ${COLLECTION}/${ID}`],
  [`GET ${COLLECTION}/$count`],
  [`GET ${COLLECTION}/delta?$top=1`],
  [`PATCH ${COLLECTION}/${ID}`, json({ displayName: 'New' }, 'Prefer: return=minimal')],
  ['POST /beta/$batch', json({ requests: [step] })],
  ['GET /beta/$metadata'],
  [`GET ${COLLECTION}?$top=0`],
  [`GET ${COLLECTION}/none`],
  ['GET /beta/nothing'],
  ['GET /nothing'],
  [`PUT ${COLLECTION}`],
  ['GET /livez'],
  ['POST /graphql', json({ query: '{ viewer { tenantId } }' })],
];

const FORGED = [
  'evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.1:80@evil.example',
  'evil.example/..//',
  'evil.example#',
];

test('a forged Host, X-Forwarded-Host or Forwarded shows in no answer', async () => {
  const services = [
    ...[await boot(), await boot({ PUBLIC_URL, TRUSTED_PROXIES: PROXY })],
    ...[await bootProduction(), await bootProduction({ PUBLIC_URL, TRUSTED_PROXIES: PROXY })],
  ];
  for (const service of services) {
    await restClient(service).create({ id: ID });
    for (const [line, sent = {}] of REQUESTS) {
      for (const host of FORGED) {
        const forging = ['X-Forwarded-Host', 'X-Original-Host', 'X-Forwarded-Server'].map((name) => `${name}: ${host}`);
        const headers = [...(sent.headers ?? []), ...forging, `Forwarded: host=${host};proto=https`];
        const answer = await ask(service, line, { ...sent, host, headers });
        expect(answer.status, `${line} from ${host}`).toBeGreaterThan(0);
        expect(JSON.stringify(answer), `${line} from ${host}`).not.toContain('evil');
      }
    }
  }
});
