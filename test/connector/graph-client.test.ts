/** Proves what each answer of Graph, and each way of having none, means to the client, over real HTTP. */
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TokenSource } from '../../src/connector/client/access-token.js';
import { httpDate, retryAfterMs } from '../../src/connector/client/exchange/retry-after.js';
import type { GraphApi, WriteOutcome } from '../../src/connector/client/graph-api.js';
import { GraphClient } from '../../src/connector/client/graph-client.js';
import { TokenFailure } from '../../src/connector/client/token/token-failure.js';
import type { SettingsContent } from '../../src/domain/derived-credential-settings.js';
import { TENANT } from '../support/auth/test-issuer.js';
import { certificateAuthority } from '../support/connector/certificates.js';
import { type FaultProxyOptions, faultProxy } from '../support/connector/fault-proxy.js';
import type { Fault } from '../support/connector/faults.js';
import { GRAPH_PATH, type GraphStandIn, graphStandIn, SAMPLE } from '../support/connector/graph-stand-in.js';
import { scratchFolder } from '../support/files/scratch.js';
import { answeringServer, closedPortUrl } from '../support/http/answering-server.js';

const ID = 'aaaaaaaa-1111-4222-8333-444444444444';
const CALL = { tenantId: TENANT, clientRequestId: 'bbbbbbbb-1111-4222-8333-444444444444' };
// Long enough for a loaded machine: a request without a fault must never meet it.
const TIMEOUT_MS = 1_500;
const CONTENT: SettingsContent = {
  displayName: 'Sample',
  helpUrl: 'https://example.com/help',
  issuer: 'INTERCEDE',
  notificationType: 'EMAIL',
  renewalThresholdPercentage: 20,
};
const FIXED: TokenSource = { token: async () => ({ value: 'fixed', access: 'write' }) };

function tokensOf(graph: GraphStandIn): TokenSource {
  return { token: async (tenantId) => ({ value: await graph.token(tenantId), access: 'write' }) };
}

async function started(options: FaultProxyOptions = {}) {
  const graph = await graphStandIn();
  const proxy = await faultProxy(graph.url, options);
  const client = new GraphClient({ url: proxy.url, tokens: tokensOf(graph), timeoutMs: TIMEOUT_MS });
  return { graph, proxy, client };
}

function clientAt(url: string, tokens = FIXED): GraphClient {
  return new GraphClient({ url, tokens, timeoutMs: TIMEOUT_MS });
}

/** A client of a server that gives every request this answer. */
async function answeredWith(status: number, body: unknown, headers: Record<string, string> = {}) {
  const { url, requests } = await answeringServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { client: clientAt(url), requests };
}

const WRITES = {
  create: (client: GraphApi) => client.create(CALL, null, CONTENT),
  update: (client: GraphApi, id = ID) => client.update(CALL, id, { displayName: 'New' }),
  delete: (client: GraphApi, id = ID) => client.delete(CALL, id),
};
type Operation = keyof typeof WRITES;
const METHODS = { create: 'POST', update: 'PATCH', delete: 'DELETE' } as const;

describe('without a fault', () => {
  test('objects are created, read, updated and deleted, and Graph’s ids of the requests are known', async () => {
    const { graph, proxy, client } = await started();
    const created = await client.create(CALL, ID, CONTENT);
    expect(created).toMatchObject({ kind: 'done', object: { id: ID, content: CONTENT, faults: [], raw: SAMPLE } });
    expect(created).toMatchObject({ answer: { status: 201, requestId: expect.any(String), date: expect.any(Number) } });
    expect(await client.get(CALL, ID)).toMatchObject({ kind: 'read', object: { id: ID, content: CONTENT } });
    expect(
      await client.update(CALL, ID, { helpUrl: null, notificationType: 'COMPANY_PORTAL_AND_EMAIL' }),
    ).toMatchObject({
      kind: 'done',
      object: { content: { ...CONTENT, helpUrl: null, notificationType: 'COMPANY_PORTAL_AND_EMAIL' } },
    });
    expect(await client.list(CALL)).toMatchObject({ kind: 'read', objects: [{ id: ID }] });
    expect(await client.delete(CALL, ID)).toMatchObject({ kind: 'done', object: null, answer: { status: 204 } });
    expect([await graph.objects(), await client.get(CALL, ID)]).toEqual([
      [],
      expect.objectContaining({ kind: 'not found' }),
    ]);
    const ids = new Set(proxy.requests.map(({ headers }) => headers['client-request-id']));
    expect(ids).toEqual(new Set([CALL.clientRequestId]));
  });

  test('bodies hold what is asked for and nothing more', async () => {
    const { proxy, client } = await started();
    await client.create(CALL, null, { ...CONTENT, version: 3 } as SettingsContent);
    await client.create(CALL, ID, CONTENT);
    await client.update(CALL, ID, { helpUrl: null });
    const [first, second, third] = proxy.requests.map(({ body }) => JSON.parse(body));
    const type = '#microsoft.graph.deviceManagementDerivedCredentialSettings';
    expect(first).toEqual({ '@odata.type': type, ...SAMPLE });
    expect(second).toEqual({ '@odata.type': type, id: ID, ...SAMPLE });
    expect(third).toEqual({ '@odata.type': type, helpUrl: null });
  });

  test('all pages make one list', async () => {
    const { graph, proxy, client } = await started();
    for (let number = 0; number < 120; number += 1) await graph.create({ displayName: `Number ${number}` });
    const list = await client.list(CALL);
    expect(list.kind === 'read' && new Set(list.objects.map(({ id }) => id)).size).toBe(120);
    expect(proxy.requests.length).toBeGreaterThan(1);
  });

  test('an id may be replaced or refused', async () => {
    const { proxy, client } = await started({ keepsIds: false });
    const created = await client.create(CALL, ID, CONTENT);
    expect(created.kind === 'done' && created.object?.id !== ID).toBe(true);
    proxy.behaviour.refusesIds = true;
    const refused = await client.create(CALL, ID, CONTENT);
    expect(refused).toMatchObject({ kind: 'refused', problem: { status: 400, graphCode: 'BadRequest' } });
    expect('problem' in refused && refused.problem.message).toContain("The property 'id' is read-only");
  });

  test('an update that makes another object is told apart', async () => {
    const { graph, client } = await started({ patchMakesNew: true });
    const { id } = await graph.create();
    const outcome = await client.update(CALL, id, { displayName: 'New' });
    expect(outcome).toMatchObject({ kind: 'forked', object: { content: { displayName: 'New' } } });
    expect(await graph.objects()).toHaveLength(2);
  });

  test('Graph’s reason is passed on, of a refusal and of a conflict, which leaves the outcome unknown', async () => {
    const { graph, client } = await started();
    await graph.create();
    const long = await client.create(CALL, null, { ...CONTENT, displayName: 'x'.repeat(300) });
    expect(long).toMatchObject({ kind: 'refused', problem: { code: 'REFUSED', status: 400 } });
    expect('problem' in long && long.problem.message).toContain('Graph says: displayName is longer than 256');
    const other = await client.create(CALL, null, { ...CONTENT, issuer: 'PUREBRED' });
    expect(other).toMatchObject({ kind: 'unknown', problem: { code: 'OUTCOME_UNKNOWN', status: 409 } });
    expect('problem' in other && other.problem.message).toContain('Graph says: ');
  });
});

/** Each fault, what it means to each operation, and whether the stand-in did what was asked for. */
const FAULTS: readonly [Fault, Partial<Record<Operation, WriteOutcome['kind']>> | WriteOutcome['kind'], boolean][] = [
  ['drop before', 'unknown', false],
  ['drop after', 'unknown', true],
  ['hang', 'unknown', false],
  ['hang after', 'unknown', true],
  [['delay', TIMEOUT_MS + 200], 'unknown', true],
  ['half', { create: 'unknown', update: 'unknown', delete: 'unknown' }, true],
  ['half json', { create: 'unknown', update: 'unknown', delete: 'done' }, true],
  ['other json', 'unknown', true],
  ['html 200', 'unknown', false],
  ['html 200 after', 'unknown', true],
  ['huge', 'unknown', false],
  ['redirect', 'unknown', false],
  ['429', 'not done', false],
  ['429 bare', 'not done', false],
  ['500', 'unknown', false],
  ['500 after', 'unknown', true],
  ['502', 'unknown', false],
  ['502 after', 'unknown', true],
  ['503', 'unknown', false],
  ['503 after', 'unknown', true],
  ['504', 'unknown', false],
  ['504 after', 'unknown', true],
  ['408', 'unknown', false],
  ['409', 'unknown', false],
  ['423', 'unknown', false],
  ['404', { create: 'unknown', update: 'not found', delete: 'not found' }, false],
  ['404 after', { create: 'unknown', update: 'not found', delete: 'not found' }, true],
  ['400', 'refused', false],
  ['403', 'not done', false],
];

test.each(FAULTS)('the fault %j means what the table says, and nothing is sent twice', async (fault, kinds, isDone) => {
  const { graph, proxy, client } = await started();
  for (const operation of ['create', 'update', 'delete'] as const) {
    const id = operation === 'create' ? ID : (await graph.create()).id;
    const before = await graph.objects();
    proxy.fail(fault, { method: METHODS[operation] });
    const sent = proxy.requests.length;
    const outcome = await WRITES[operation](client, id);
    expect([operation, outcome.kind]).toEqual([operation, typeof kinds === 'string' ? kinds : kinds[operation]]);
    if ('problem' in outcome) expect(outcome.problem).toMatchObject({ clientRequestId: CALL.clientRequestId });
    expect(proxy.requests.length - sent).toBe(1);
    if (fault[0] === 'delay') await expect.poll(() => proxy.requests.at(-1)?.forwarded).not.toBe(null);
    const after = await graph.objects();
    expect([operation, JSON.stringify(after) !== JSON.stringify(before)]).toEqual([operation, isDone]);
    for (const object of after) await graph.delete(object.id);
  }
  // No fault makes a read say that something is missing.
  const { id } = await graph.create();
  proxy.fail(fault, { method: 'GET' });
  expect((await client.list(CALL)).kind).toBe('failed');
  proxy.fail(fault, { method: 'GET' });
  expect((await client.get(CALL, id)).kind).toBe(String(fault).startsWith('404') ? 'not found' : 'failed');
  expect(await client.get(CALL, id)).toMatchObject({ kind: 'read', object: { id } });
});

describe('a request that never left is told apart', () => {
  test.each([
    ['nothing listens', closedPortUrl, 'ECONNREFUSED'],
    ['there is no such name', async () => 'http://nowhere.invalid', /ENOTFOUND|EAI_AGAIN/],
    ['the certificate is not trusted', untrustedServer, /CERT|SIGNATURE/],
  ])('%s', async (_name, address, reason) => {
    const client = clientAt(await address());
    for (const write of Object.values(WRITES)) {
      const outcome = await write(client);
      expect(outcome).toMatchObject({ kind: 'not sent', problem: { code: 'UNREACHABLE', status: null } });
      expect('problem' in outcome && outcome.problem.message).toMatch(reason);
    }
    expect(await client.list(CALL)).toMatchObject({ kind: 'failed', problem: { code: 'UNREACHABLE' } });
  });

  test('a connection that breaks is another thing: the request may have arrived', async () => {
    const client = clientAt(await rawServer((socket) => socket.destroy()));
    for (const write of Object.values(WRITES)) {
      expect(await write(client)).toMatchObject({ kind: 'unknown', problem: { code: 'OUTCOME_UNKNOWN' } });
    }
  });

  test('a shutdown leaves the outcome unknown', async () => {
    const { proxy, client } = await started();
    proxy.always('hang');
    const stop = new AbortController();
    const outcome = client.create({ ...CALL, signal: stop.signal }, null, CONTENT);
    await expect.poll(() => proxy.requests.length).toBe(1);
    stop.abort();
    expect(await outcome).toMatchObject({
      kind: 'unknown',
      problem: { message: expect.stringContaining('is stopping') },
    });
  });
});

async function untrustedServer(): Promise<string> {
  const { key, certificate } = certificateAuthority(scratchFolder()).issueForLoopback();
  const server = createHttpsServer({ key, cert: certificate }, (_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function rawServer(onData: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => onData(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the access token', () => {
  test('is replaced once after a 401, and the request is sent again', async () => {
    const { graph, proxy } = await started();
    const asked: boolean[] = [];
    const tokens: TokenSource = {
      token: async (tenantId, { fresh = false } = {}) => {
        asked.push(fresh);
        return { value: await graph.token(tenantId), access: 'write' };
      },
    };
    const client = clientAt(proxy.url, tokens);
    proxy.fail('401', { method: 'POST' });
    expect((await client.create(CALL, null, CONTENT)).kind).toBe('done');
    expect([asked, proxy.requests.length]).toEqual([[false, true], 2]);
    proxy.always('401');
    const problem = { code: 'CREDENTIALS', status: 401, graphCode: 'InvalidAuthenticationToken' };
    expect(await client.create(CALL, null, CONTENT)).toMatchObject({ kind: 'not done', problem });
    expect(await client.list(CALL)).toMatchObject({ kind: 'failed', problem });
    expect(proxy.requests.length).toBe(6);
  });

  test('is the reason if there is none: nothing is sent', async () => {
    const { proxy } = await started();
    const failure = new TokenFailure('CREDENTIALS', 'The client secret has expired.', { retryAfterMs: 5 });
    const client = clientAt(proxy.url, { token: () => Promise.reject(failure) });
    const problem = { code: 'CREDENTIALS', message: 'The client secret has expired.', retryAfterMs: 5, status: null };
    for (const write of Object.values(WRITES)) expect(await write(client)).toMatchObject({ kind: 'not sent', problem });
    expect(await client.list(CALL)).toMatchObject({ kind: 'failed', problem });
    expect(await client.get(CALL, ID)).toMatchObject({ kind: 'failed', problem });
    expect(proxy.requests).toEqual([]);
  });

  test('that allows to read only is not used to write', async () => {
    const { graph, proxy } = await started();
    const client = clientAt(proxy.url, {
      token: async (tenantId) => ({ value: await graph.token(tenantId), access: 'read' }),
    });
    expect(await client.create(CALL, null, CONTENT)).toMatchObject({
      kind: 'not sent',
      problem: { code: 'PERMISSION' },
    });
    expect((await client.list(CALL)).kind).toBe('read');
  });

  test('is sent to no other address: neither by a redirect nor by a next link', async () => {
    const other = await answeringServer((_request, response) => response.end('{}'));
    const { client } = await answeredWith(200, { value: [], '@odata.nextLink': `${other.url}${GRAPH_PATH}?$skip=1` });
    const list = await client.list(CALL);
    expect(list.kind === 'failed' && list.problem.message).toContain('a next link of another origin');
    const moved = await answeredWith(307, '', { location: `${other.url}${GRAPH_PATH}` });
    expect((await moved.client.create(CALL, null, CONTENT)).kind).toBe('unknown');
    expect((await moved.client.list(CALL)).kind).toBe('failed');
    expect(other.requests()).toBe(0);
  });

  test('is in no problem, whatever an answer repeats', async () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJ0aWQiOiJ4In0.c2lnbmF0dXJl';
    const message = `Bad header: Bearer ${token}\u0007`;
    const { url } = await answeringServer((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json', 'request-id': `x ${token}` });
      response.end(JSON.stringify({ error: { code: `Bad ${token}`, message } }));
    });
    const outcome = await clientAt(url, { token: async () => ({ value: token, access: 'write' }) }).delete(CALL, ID);
    expect(outcome).toMatchObject({ kind: 'refused', problem: { requestId: null, graphCode: 'Bad …' } });
    expect(JSON.stringify(outcome)).not.toMatch(/eyJ|c2lnb|u0007/);
  });

  test('is asked for before the caller says that the request may still be sent', async () => {
    const { proxy, client } = await started();
    const outcome = await client.create({ ...CALL, maySend: () => false }, null, CONTENT);
    expect([outcome.kind, proxy.requests.length]).toEqual(['not sent', 0]);
    let times = 0;
    proxy.fail('401', { method: 'POST' });
    const second = await client.create({ ...CALL, maySend: () => ++times < 2 }, null, CONTENT);
    expect([second.kind, proxy.requests.length]).toEqual(['not done', 1]);
  });
});

describe('a list', () => {
  test.each<[string, unknown]>([
    ['without value', {}],
    ['whose value is no array', { value: {} }],
    ['that is an array', []],
    ['with an entry that is no object', { value: [7] }],
    ['with an entry without an id', { value: [{ displayName: 'x' }] }],
    [
      'with an object twice',
      {
        value: [
          { ...SAMPLE, id: ID },
          { ...SAMPLE, id: ID.toUpperCase() },
        ],
      },
    ],
    ['with a next link that is no address', { value: [], '@odata.nextLink': '/beta/next' }],
    ['with a next link that is no text', { value: [], '@odata.nextLink': 7 }],
    ['with an error in it', { error: { code: 'x', message: 'y' } }],
  ])('%s is no list', async (_name, body) => {
    const { client, requests } = await answeredWith(200, body);
    expect(await client.list(CALL)).toMatchObject({ kind: 'failed', problem: { code: 'UNREACHABLE', status: 200 } });
    expect(requests()).toBe(1);
  });

  test.each(['text/html', 'text/plain', ''])('of the media type "%s" is no list', async (type) => {
    const { client } = await answeredWith(200, { value: [] }, { 'content-type': type });
    expect((await client.list(CALL)).kind).toBe('failed');
  });

  test.each([201, 204, 206, 304, 404])('with status %i is no list', async (status) => {
    const { client } = await answeredWith(status, status === 204 || status === 304 ? '' : { value: [] });
    expect((await client.list(CALL)).kind).toBe('failed');
  });

  test('that begins well and breaks on its second page is no list', async () => {
    const { graph, proxy, client } = await started();
    for (let number = 0; number < 120; number += 1) await graph.create({ displayName: `Number ${number}` });
    for (const fault of ['503', 'drop after', 'half json', 'html 200', '404'] as const) {
      proxy.fail(fault, { path: /skip/ });
      expect([fault, (await client.list(CALL)).kind]).toEqual([fault, 'failed']);
    }
  });

  test('without an end is given up', async () => {
    const { proxy, client } = await started();
    proxy.always('endless list');
    const endless = await client.list(CALL);
    expect(endless.kind === 'failed' && endless.problem.message).toContain('more than 100 pages');
    expect(proxy.requests).toHaveLength(100);
    const { client: circling, requests } = await circle();
    const list = await circling.list(CALL);
    expect(list.kind === 'failed' && list.problem.message).toContain('leads back');
    expect(requests()).toBe(1);
  });

  async function circle() {
    const { url, requests } = await answeringServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ value: [], '@odata.nextLink': `http://${request.headers.host}${request.url}` }));
    });
    return { client: clientAt(url), requests };
  }

  test('may lag: a new object is not in it, nor found by its id', async () => {
    const { client } = await started({ listLagMs: 60_000, getLagMs: 60_000 });
    await client.create(CALL, ID, CONTENT);
    expect(await client.list(CALL)).toMatchObject({ kind: 'read', objects: [] });
    expect((await client.get(CALL, ID)).kind).toBe('not found');
  });

  test('keeps values that cannot be read, raw and with their faults', async () => {
    const odd = { ...SAMPLE, id: ID, issuer: 'quantum', lastModified: 'today', '@odata.type': 'x' };
    const low = { ...SAMPLE, id: TENANT, renewalThresholdPercentage: 0, displayName: 'x'.repeat(300) };
    const { client } = await answeredWith(200, {
      value: [odd, low, { ...SAMPLE, id: 'not-a-uuid', helpUrl: undefined }],
    });
    const list = await client.list(CALL);
    const { '@odata.type': _type, ...raw } = odd;
    expect(list).toMatchObject({
      kind: 'read',
      objects: [
        { id: ID, content: null, faults: [{ field: 'issuer', message: expect.stringContaining('quantum') }], raw },
        { id: TENANT, content: null, faults: [{ field: 'displayName' }, { field: 'renewalThresholdPercentage' }] },
        { id: 'not-a-uuid', content: { ...CONTENT, helpUrl: null }, faults: [] },
      ],
    });
    expect(list.kind === 'read' && list.objects[0]?.raw).toEqual(raw);
  });

  test('is compared in canonical form', async () => {
    const spelt = { issuer: 'INTERCEDE', notificationType: 'email, companyPortal', helpUrl: 'HTTPS://Example.com' };
    const { client } = await answeredWith(200, { value: [{ ...SAMPLE, ...spelt, id: ID }] });
    expect(await client.list(CALL)).toMatchObject({
      objects: [
        {
          content: {
            issuer: 'INTERCEDE',
            notificationType: 'COMPANY_PORTAL_AND_EMAIL',
            helpUrl: 'https://example.com/',
          },
        },
      ],
    });
  });
});

describe('an answer that is not Graph’s own', () => {
  test('404 of a gateway says nothing about the object', async () => {
    const { client } = await answeredWith(404, '<html>', { 'content-type': 'text/html' });
    expect([(await client.get(CALL, ID)).kind, (await client.delete(CALL, ID)).kind]).toEqual(['failed', 'unknown']);
  });

  test('another object than the one asked for is no answer to a read', async () => {
    const { client } = await answeredWith(200, { ...SAMPLE, id: TENANT });
    expect((await client.get(CALL, ID)).kind).toBe('failed');
  });

  test.each([200, 202, 205])('a deletion with status %i is not known to be done', async (status) => {
    const { client } = await answeredWith(status, status === 205 ? '' : {});
    expect((await client.delete(CALL, ID)).kind).toBe('unknown');
  });

  test('statuses that the table does not name: 4xx refuse, all others are unknown', async () => {
    for (const [status, kind] of [
      [405, 'refused'],
      [412, 'refused'],
      [422, 'refused'],
      [501, 'unknown'],
      [509, 'unknown'],
      [599, 'unknown'],
      [304, 'unknown'],
    ] as const) {
      const { client } = await answeredWith(status, status === 304 ? '' : { error: { code: 'c', message: 'm' } });
      for (const write of Object.values(WRITES)) expect([status, (await write(client)).kind]).toEqual([status, kind]);
    }
  });
});

describe('Retry-After', () => {
  test.each<[Record<string, string>, number | null]>([
    [{ 'retry-after': '2.128' }, 2_128],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '400' }, 400_000],
    [{ 'retry-after': '999999999' }, 86_400_000],
    [{ 'retry-after': 'Thu, 26 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Thu, 26 Nov 2026 12:00:30 GMT', date: 'Thu, 26 Nov 2026 12:00:10 GMT' }, 20_000],
    [{ 'retry-after': 'Thu, 26 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-1' }, null],
    [{ 'retry-after': '1e3' }, null],
    [{}, null],
  ])('%j', (headers, expected) => {
    const now = httpDate('Thu, 26 Nov 2026 12:00:00 GMT') ?? 0;
    expect(retryAfterMs(new Headers(headers), now)).toBe(expected);
  });

  test('is passed on, also of a 503 whose outcome is unknown', async () => {
    const { proxy, client } = await started();
    proxy.fail(['429', '2.128']);
    expect(await client.list(CALL)).toMatchObject({ problem: { code: 'THROTTLED', retryAfterMs: 2_128 } });
    proxy.fail(['503', '7'], { method: 'POST' });
    expect(await client.create(CALL, null, CONTENT)).toMatchObject({
      kind: 'unknown',
      problem: { retryAfterMs: 7_000 },
    });
    proxy.fail('429 bare', { method: 'POST' });
    expect(await client.create(CALL, null, CONTENT)).toMatchObject({
      kind: 'not done',
      problem: {
        code: 'THROTTLED',
        status: 429,
        retryAfterMs: null,
        requestId: 'aaaaaaaa-0000-4000-8000-000000000001',
      },
    });
  });
});

test('after a fault of the server, each connection is used once more at most', async () => {
  const seen: string[] = [];
  const { url } = await answeringServer((request, response) => {
    seen.push(`${request.url?.endsWith(ID) ? 'fault' : 'list'} ${request.headers.connection}`);
    response.writeHead(request.url?.endsWith(ID) ? 503 : 200, { 'content-type': 'application/json' });
    response.end('{"value": []}');
  });
  const client = clientAt(url);
  await client.list(CALL);
  await client.get(CALL, ID);
  await client.list(CALL);
  expect(seen).toEqual(['list keep-alive', 'fault keep-alive', 'list close']);
});
