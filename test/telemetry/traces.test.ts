/** The traces of a running service: which spans a request has, whose traces it continues, what they leave out. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import { SPANS } from '../../src/domain/tracing.js';
import { CONNECTED_TENANT, connectedService } from '../support/connector/connected-service.js';
import { TRANSPORTS } from '../support/graphql/follower.js';
import { rawFollower } from '../support/graphql/raw-follower.js';
import { freePorts } from '../support/http/free-ports.js';
import { startService } from '../support/service/started-service.js';
import { tableRows } from '../support/system/markdown.js';
import { type ReceivedSpan, traceCollector, tracedService, treeOf } from '../support/telemetry/trace-collector.js';

const CREATE = `mutation NameOfTheClient($name: String!) {
  createDerivedCredentialSettings(input: {
    displayName: $name, helpUrl: null, issuer: PUREBRED, notificationType: EMAIL
  }) { derivedCredentialSettings { id } userErrors { message } }
}`;
const REST = '/beta/deviceManagement/derivedCredentials';
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT_ID = '00f067aa0ba902b7';

interface Created {
  readonly createDerivedCredentialSettings: { readonly derivedCredentialSettings: { readonly id: string } };
}

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const span = spans.find((each) => each.name === name);
  if (span === undefined) throw new Error(`There is no span ${name} among ${spans.map((each) => each.name)}.`);
  return span;
}

describe('the trace of a request', () => {
  test('shows where a mutation spends its time', async () => {
    const { graphql, spans } = await tracedService();
    const { headers } = await graphql(CREATE, { name: 'Traced' });
    await graphql(CREATE, { name: 'Traced again' });
    const received = await spans();
    const [first, second] = [...new Set(received.map(({ traceId }) => traceId))].map((traceId) =>
      received.filter((span) => span.traceId === traceId),
    );
    expect(treeOf(first ?? [])).toEqual([
      'POST /graphql',
      '  verify token',
      '  parse and validate',
      '  execute mutation',
      '    store commit',
    ]);
    expect(treeOf(second ?? [])).toEqual(['POST /graphql', '  execute mutation', '    store commit']);
    const request = named(first ?? [], 'POST /graphql');
    expect(request).toMatchObject({ kind: 'server', parentSpanId: null, failed: false });
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'url.scheme': 'http',
      'http.response.header.x-request-id': [headers.get('x-request-id')],
      'http.response.status_code': 200,
    });
    expect(named(received, 'execute mutation').attributes).toEqual({
      'graphql.operation.type': 'mutation',
      'derived_credentials.fields': ['createDerivedCredentialSettings'],
    });
    expect(named(received, 'store commit').events).toEqual(['transaction begins']);
  });

  test('shows an operation of the REST API, and each step of a batch', async () => {
    const { url, token, spans } = await tracedService();
    const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' };
    await fetch(`${url}${REST}?$top=5`, { headers });
    const requests = [
      { id: '1', method: 'GET', url: '/deviceManagement/derivedCredentials/$count' },
      { id: '2', method: 'GET', url: '/deviceManagement/derivedCredentials/none' },
    ];
    await fetch(`${url}/beta/$batch`, { method: 'POST', headers, body: JSON.stringify({ requests }) });
    const received = await spans();
    expect(treeOf(received)).toEqual([
      'GET /beta/*',
      '  verify token',
      '  REST list',
      '    store list',
      'POST /beta/$batch',
      '  REST count',
      '    store count',
      '  REST get',
    ]);
    expect(received.some(({ failed }) => failed)).toBe(false);
  });

  test('shows that a request was refused', async () => {
    const { url, spans } = await tracedService();
    await fetch(`${url}/nothing`);
    const { status } = await fetch(`${url}${REST}`);
    const [unknown, refused] = (await spans()).filter(({ kind }) => kind === 'server');
    expect(unknown).toMatchObject({ name: 'GET', attributes: { 'http.response.status_code': 404 } });
    expect(refused).toMatchObject({ name: 'GET /beta/*', attributes: { 'http.response.status_code': status } });
  });

  test('is not made for a health check', async () => {
    const { url, graphql, spans } = await tracedService();
    for (const path of ['/livez', '/readyz']) await fetch(url + path);
    await graphql('{ viewer { subject } }');
    expect((await spans()).filter(({ kind }) => kind === 'server').map(({ name }) => name)).toEqual(['POST /graphql']);
  });

  test('ends when a subscription waits for events', async () => {
    const { url, token, collector } = await tracedService();
    const operation = { query: 'subscription { changes { cursor } }' };
    const authorization = `Bearer ${await token()}`;
    for (const transport of TRANSPORTS) rawFollower({ url, transport, authorization, operation });
    const ended = () => collector.spans().map(({ name }) => name);
    await expect.poll(ended).toEqual(expect.arrayContaining(['POST /graphql/stream', 'subscribe']));
    expect(named(collector.spans(), 'POST /graphql/stream').attributes).toMatchObject({
      'http.response.status_code': 200,
    });
  });
});

describe('a request with a traceparent', () => {
  const send = async (environment: NodeJS.ProcessEnv, ...traceparents: readonly string[]) => {
    const { url, token, spans } = await tracedService(environment);
    const authorization = `Bearer ${await token()}`;
    for (const traceparent of traceparents) {
      const { status } = await fetch(`${url}${REST}`, { headers: { authorization, traceparent } });
      expect(status).toBe(200);
    }
    return (await spans()).filter(({ kind }) => kind === 'server');
  };
  const never = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' };

  test('that is sampled belongs to the same trace', async () => {
    const [request, ...others] = await send(never, `00-${TRACE_ID}-${PARENT_ID}-01`);
    expect(request).toMatchObject({ traceId: TRACE_ID, parentSpanId: PARENT_ID });
    expect(others).toEqual([]);
  });

  test('that is not sampled is not traced', async () => {
    expect(await send({}, `00-${TRACE_ID}-${PARENT_ID}-00`)).toEqual([]);
  });

  test('that is malformed begins a new trace', async () => {
    const malformed = [
      'nonsense',
      `00-${TRACE_ID}-${PARENT_ID}`,
      `00-${'0'.repeat(32)}-${PARENT_ID}-01`,
      'x'.repeat(4000),
    ];
    const requests = await send({}, ...malformed);
    expect(requests).toHaveLength(malformed.length);
    expect(requests.map(({ parentSpanId }) => parentSpanId)).toEqual(malformed.map(() => null));
    expect(new Set(requests.map(({ traceId }) => traceId)).size).toBe(malformed.length);
  });

  test('does not decide if the sampler is not to ask the parent', async () => {
    expect(await send({ OTEL_TRACES_SAMPLER: 'always_off' }, `00-${TRACE_ID}-${PARENT_ID}-01`)).toEqual([]);
    expect(await send({ OTEL_TRACES_SAMPLER: 'always_on' }, `00-${TRACE_ID}-${PARENT_ID}-00`)).toHaveLength(1);
  });
});

describe('a change that is delivered to Graph', () => {
  test('is delivered in the trace of its request, which Graph continues', async () => {
    const collector = await traceCollector();
    const ofGraph = await traceCollector();
    const standIn = { ...ofGraph.environment, OTEL_TRACES_SAMPLER: 'parentbased_always_off' };
    const connected = await connectedService(collector.environment, { standIn });
    const { service, graph, adopt } = connected;
    await adopt();
    const response = await fetch(`${service.url}${REST}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await service.token()}`,
        'content-type': 'application/json',
        prefer: 'wait=20',
        traceparent: `00-${TRACE_ID}-${PARENT_ID}-01`,
        tracestate: 'vendor=value',
      },
      body: JSON.stringify({ displayName: 'Delivered', helpUrl: null, issuer: 'purebred', notificationType: 'email' }),
    });
    expect(response.status).toBe(201);
    await service.stop();
    await graph.stop();
    const received = collector.spans().filter(({ traceId }) => traceId === TRACE_ID);
    expect(treeOf(received)).toEqual([
      'POST /beta/*',
      '  verify token',
      '  REST create',
      '    store commit',
      '    deliver create',
      `      POST ${REST}`,
      '    wait for Graph',
    ]);
    expect(named(received, 'deliver create').attributes).toEqual({
      'derived_credentials.operation': 'create',
      'derived_credentials.outcome': 'done',
    });
    const call = named(received, `POST ${REST}`);
    expect(call).toMatchObject({ kind: 'client', attributes: { 'http.response.status_code': 201 } });
    const [inGraph] = ofGraph.spans().filter(({ parentSpanId }) => parentSpanId === call.spanId);
    expect(inGraph).toMatchObject({ name: 'POST /beta/*', traceId: TRACE_ID });
    expect(call.attributes['http.response.header.request-id']).toEqual(
      inGraph?.attributes['http.response.header.x-request-id'],
    );
    expect(ofGraph.bodies.join()).toContain('vendor=value');
    const reads = collector.spans().filter(({ name }) => name === 'read Graph');
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.every(({ parentSpanId }) => parentSpanId === null)).toBe(true);
  });
});

test('an attempt whose outcome is not known has failed, in the trace of its request', async () => {
  const collector = await traceCollector();
  const { service, graph, proxy, adopt } = await connectedService(collector.environment);
  await adopt();
  proxy.fail('drop after', { method: 'POST' });
  await service.graphql(CREATE, { name: 'Lost' });
  await expect.poll(async () => (await graph.objects(CONNECTED_TENANT)).length).toBe(1);
  await service.stop();
  const delivery = named(collector.spans(), 'deliver create');
  expect(delivery).toMatchObject({ failed: true, attributes: { 'derived_credentials.outcome': 'unknown' } });
  const request = collector.spans().find(({ traceId, kind }) => traceId === delivery.traceId && kind === 'server');
  expect(request?.name).toBe('POST /graphql');
  expect(named(collector.spans(), `POST ${REST}`)).toMatchObject({
    failed: true,
    attributes: { 'error.type': 'lost' },
  });
});

test('the traces hold nothing of a tenant', async () => {
  const collector = await traceCollector();
  const { service } = await connectedService(collector.environment);
  const { url, graphql, token } = service;
  const name = 'Secret name of a customer';
  const { data } = await graphql<Created>(CREATE, { name });
  const id = data?.createDerivedCredentialSettings.derivedCredentialSettings.id ?? 'none';
  const authorization = `Bearer ${await token()}`;
  await graphql(
    `query Planted { planted: derivedCredentials(filter: { displayName: { contains: "${name}" } }) { totalCount } }`,
  );
  await graphql('{ planted }');
  await fetch(`${url}/planted/${id}?name=${encodeURIComponent(name)}`, { headers: { authorization } });
  await fetch(`${url}${REST}/${id}?$filter=displayName eq 'Planted'`, { headers: { authorization } });
  await fetch(`${url}${REST}`, { headers: { authorization: 'Bearer planted' } });
  await service.stop();
  const text = collector.bodies.join();
  expect(text).toContain('createDerivedCredentialSettings');
  const secrets = [
    name,
    'Secret',
    id,
    DEVELOPMENT_TENANT,
    'planted',
    'Planted',
    'NameOfTheClient',
    authorization.slice(7),
  ];
  for (const secret of secrets) expect(text).not.toContain(secret);
});

test('every span has a name and attributes that docs/operations/monitoring.md shows', () => {
  const page = readFileSync(new URL('../../docs/operations/monitoring.md', import.meta.url), 'utf8');
  const rows = Object.values(SPANS).map(({ name, kind, attributes, meaning }) => [
    `\`${name}\``,
    kind,
    attributes.map((attribute) => `\`${attribute}\``).join(', '),
    meaning,
  ]);
  expect(tableRows(page, '| span | kind | attributes | meaning |')).toEqual(rows);
});

describe('the built program', () => {
  test('names the trace in the lines of its log', async () => {
    const collector = await traceCollector();
    const service = await startService({ ...collector.environment, LOG_LEVEL: 'info' });
    await fetch(`${service.url}${REST}`, { headers: { authorization: `Bearer ${service.token}` } });
    service.child.kill('SIGTERM');
    const { stderr } = await service.ended;
    const line = stderr.split('\n').find((each) => each.includes('"msg":"request"')) ?? '{}';
    const { traceId, spanId } = named(collector.spans(), 'GET /beta/*');
    expect(JSON.parse(line)).toMatchObject({ traceId, spanId });
  });

  test.each([
    ['cannot be reached', async () => freePorts()],
    ['never answers', silentServer],
  ])('works, stops in time and logs one line if the collector %s', async (_case, portOf) => {
    const endpoint = `http://127.0.0.1:${await portOf()}/v1/traces`;
    const service = await startService({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint,
      OTEL_TRACES_SAMPLER: 'always_on',
      LOG_LEVEL: 'warn',
    });
    const authorization = `Bearer ${service.token}`;
    // Until the first spans were lost, and the next are to be sent.
    for (const until = performance.now() + 12_000; performance.now() < until; ) {
      expect((await fetch(`${service.url}${REST}`, { headers: { authorization } })).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const began = performance.now();
    service.child.kill('SIGTERM');
    const { code, stderr } = await service.ended;
    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(stderr.split('\n').filter(Boolean)).toEqual([expect.stringContaining('Traces cannot be sent')]);
  });
});

/** Accepts connections and requests, and answers nothing. Returns its port. */
async function silentServer(): Promise<number> {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}
