/** The service works behind nginx with examples/nginx.conf, and trusts forwarded headers of that proxy only. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { closedPortUrl } from '../support/http/answering-server.js';
import { certificateFor, startNginx } from '../support/http/nginx.js';
import { EXAMPLE_ENTITY } from '../support/rest/graph-client-contract.js';
import { type StartedService, startService } from '../support/service/started-service.js';

const run = promisify(execFile);
const PUBLIC_HOST = 'settings.example.org';
const PATH = '/beta/deviceManagement/derivedCredentials';
// Loopback has many addresses: one is the proxy's, the others are clients'.
const [PROXY, CLIENT, OUTSIDER] = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
const FORGED = '203.0.113.9';

interface Behind {
  readonly service: StartedService;
  readonly certificate: string;
  /** The port on which the proxy listens. */
  readonly port: string;
  /** The service's public URLs. */
  readonly publicUrls: readonly [main: string, other: string];
}

interface Received {
  readonly status: number;
  readonly location: string;
  /** The values of `@odata.context` and `@odata.nextLink`. */
  readonly links: readonly string[];
}

/** Starts the service with TRUSTED_PROXIES and PUBLIC_URL set, and nginx in front of it. */
async function startBehindProxy(): Promise<Behind> {
  const { port } = new URL(await closedPortUrl());
  const publicUrls = [`https://${PUBLIC_HOST}:${port}`, `https://localhost:${port}`] as const;
  const service = await startService({
    LOG_LEVEL: 'info',
    PUBLIC_URL: publicUrls.join(),
    TRUSTED_PROXIES: PROXY,
  });
  const files = certificateFor([PUBLIC_HOST, 'localhost']);
  await startNginx({ PUBLIC_HOST, HTTPS_PORT: port, SERVICE_ADDRESS: new URL(service.url).host, ...files });
  return { service, certificate: files.CERTIFICATE, port, publicUrls };
}

/** Sends a request through the proxy, by default from a client's address to the public host name. */
function askProxy({ certificate, port, service }: Behind, options: RequestOptions = {}, body?: object) {
  const { headers = {}, ...others } = options;
  const host = String((headers as Record<string, string>)['host'] ?? `${PUBLIC_HOST}:${port}`);
  return received(
    httpsRequest({
      host: PROXY,
      port,
      path: `${PATH}?$top=1`,
      ca: readFileSync(certificate),
      servername: PUBLIC_HOST,
      localAddress: CLIENT,
      ...others,
      headers: { authorization: `Bearer ${service.token}`, 'content-type': 'application/json', ...headers, host },
    }),
    body,
  );
}

/** Sends a request directly to the service, not through the proxy. */
function askDirectly({ service }: Behind, localAddress: string, headers: Readonly<Record<string, string>>) {
  const all = { authorization: `Bearer ${service.token}`, ...headers };
  return received(httpRequest(`${service.url}${PATH}?$top=1`, { localAddress, headers: all }));
}

async function received(request: ReturnType<typeof httpRequest>, body?: object): Promise<Received> {
  return new Promise((resolve, reject) => {
    request.once('error', reject).once('response', async (response) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const answer: Record<string, unknown> = JSON.parse(Buffer.concat(chunks).toString());
        const links = [answer['@odata.context'], answer['@odata.nextLink']].filter((link) => link !== undefined);
        const { statusCode: status = 0, headers } = response;
        resolve({ status, location: headers.location ?? '', links: links.map(String) });
      } catch (error) {
        reject(error);
      }
    });
    request.end(body && JSON.stringify(body));
  });
}

/** The client addresses in the log, one for each request. Stops the service. */
async function loggedClients({ child, ended }: StartedService): Promise<unknown[]> {
  child.kill('SIGTERM');
  const lines = (await ended).stderr.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line)).flatMap(({ msg, client }) => (msg === 'request' ? [client] : []));
}

/** The origins of a response's links. */
function originsOf({ links }: Received): string[] {
  return links.map((link) => new URL(link).origin);
}

const FORGERIES = [
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-host': 'localhost', 'x-forwarded-port': '80' },
  { 'x-forwarded-proto': 'http' },
  { 'x-original-host': 'evil.example' },
  { forwarded: 'host=evil.example;proto=http' },
];
const POST: RequestOptions = { method: 'POST', path: PATH };

describe('through the proxy', () => {
  test('links are https and begin with the name that the client used, or else with the first', async () => {
    const behind = await startBehindProxy();
    const [main, other] = behind.publicUrls;
    const created = await askProxy(behind, POST, EXAMPLE_ENTITY);
    expect(created).toMatchObject({ status: 201, location: expect.stringContaining(`${main}${PATH}/`) });
    await askProxy(behind, POST, EXAMPLE_ENTITY);
    expect(originsOf(await askProxy(behind))).toEqual([main, main]);
    expect(originsOf(await askProxy(behind, { headers: { host: new URL(other).host } }))).toEqual([other, other]);
    for (const headers of FORGERIES) {
      expect(originsOf(await askProxy(behind, { headers })), JSON.stringify(headers)).toEqual([main, main]);
    }
    // Local mode refuses requests to host names other than those in PUBLIC_URL.
    expect(await askProxy(behind, { headers: { host: 'evil.example' } })).toMatchObject({ status: 403, links: [] });
  });

  test('the log names the client and not the proxy, whatever the client claims', async () => {
    const behind = await startBehindProxy();
    await askProxy(behind);
    await askProxy(behind, { localAddress: OUTSIDER });
    await askProxy(behind, { headers: { 'x-forwarded-for': FORGED } });
    await askProxy(behind, { headers: { 'x-forwarded-for': `${FORGED}, ${PROXY}`, 'x-real-ip': FORGED } });
    expect(await loggedClients(behind.service)).toEqual([CLIENT, OUTSIDER, CLIENT, CLIENT]);
  });

  test.each(['graph-client', 'kiota', 'pnp'])('examples/%s.mjs works over https, page after page', async (name) => {
    const behind = await startBehindProxy();
    const displayNames = Array.from({ length: 60 }, (_, index) => `${index} Kiota, Graph client and PnP`);
    await Promise.all(displayNames.map((displayName) => askProxy(behind, POST, { ...EXAMPLE_ENTITY, displayName })));
    const example = fileURLToPath(new URL(`../../examples/${name}.mjs`, import.meta.url));
    const { stdout } = await run(process.execPath, [example], {
      env: {
        SERVICE_URL: behind.publicUrls[1],
        TOKEN: behind.service.token,
        NODE_EXTRA_CA_CERTS: behind.certificate,
      },
    });
    const { names, renewalThresholdPercentage } = JSON.parse(stdout);
    expect(names).toHaveLength(61);
    expect(names).toEqual(expect.arrayContaining(displayNames));
    expect(renewalThresholdPercentage).toBe(30);
  });
});

describe('changes are followed through the proxy', () => {
  test.each([
    ['over a WebSocket', 'follow-urql'],
    ['as server-sent events', 'follow-sse'],
  ])('%s', async (_how, name) => {
    const behind = await startBehindProxy();
    await askProxy(behind, POST, EXAMPLE_ENTITY);
    const example = fileURLToPath(new URL(`../../examples/${name}.ts`, import.meta.url));
    const { stdout } = await run('npx', ['tsx', example], {
      env: {
        ...process.env,
        ENDPOINT: `${behind.publicUrls[1]}/graphql`,
        TOKEN: behind.service.token,
        NODE_EXTRA_CA_CERTS: behind.certificate,
      },
    });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'CREATED', displayName: EXAMPLE_ENTITY.displayName });
  });
});

describe('past the proxy', () => {
  test('what a stranger claims to forward is believed neither in the log nor in links', async () => {
    const behind = await startBehindProxy();
    const [main, other] = behind.publicUrls;
    const forwarded = {
      'x-forwarded-for': FORGED,
      'x-forwarded-host': new URL(other).host,
      'x-forwarded-proto': 'https',
    };
    expect(originsOf(await askDirectly(behind, OUTSIDER, forwarded))).toEqual([main]);
    expect(originsOf(await askDirectly(behind, PROXY, forwarded))).toEqual([other]);
    expect(await loggedClients(behind.service)).toEqual([OUTSIDER, FORGED]);
  });

  test('nobody is believed where no proxy is named', async () => {
    const service = await startService({ LOG_LEVEL: 'info' });
    const headers = { authorization: `Bearer ${service.token}`, 'x-forwarded-for': FORGED };
    expect((await fetch(`${service.url}${PATH}`, { headers })).status).toBe(200);
    expect(await loggedClients(service)).toEqual(['127.0.0.1']);
  });
});
