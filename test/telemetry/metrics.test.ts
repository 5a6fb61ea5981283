/** The metrics of a running service: what they count, how they are read, what they leave out. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import { METRICS } from '../../src/domain/telemetry.js';
import { scratchFolder } from '../support/files/scratch.js';
import { freePorts } from '../support/http/free-ports.js';
import { boot } from '../support/service/boot.js';
import { start } from '../support/service/built-program.js';
import { measured } from '../support/service/measured.js';
import { startService } from '../support/service/started-service.js';
import { tableRows } from '../support/system/markdown.js';
import { sampleValue } from '../support/system/metrics.js';

const CREATE = `mutation ($name: String!) {
  createDerivedCredentialSettings(input: {
    displayName: $name, helpUrl: null, issuer: PUREBRED, notificationType: EMAIL
  }) { derivedCredentialSettings { id } userErrors { message } }
}`;
const OPERATION = 'derived_credentials_operation_duration_seconds_count';
const REST = '/beta/deviceManagement/derivedCredentials';

// Fails as soon as a file of OpenTelemetry is loaded.
const SECOND_FILE_REFUSED = `data:text/javascript,${encodeURIComponent(
  "import module from 'node:module'; const load = module._load; module._load = (name, ...others) => { if (name.includes('open-telemetry')) throw new Error('OpenTelemetry was loaded'); return load(name, ...others); };",
)}`;

describe('the metrics', () => {
  test('count operations of both APIs by their kind and outcome', async () => {
    const { graphql, scrape, url, token } = await measured();
    await graphql(CREATE, { name: 'Counted' });
    await graphql('{ derivedCredentials { nodes { id } } }');
    await graphql('{ derivedCredentials { nodes { id } } }');
    await graphql('{ planted }');
    const headers = { authorization: `Bearer ${await token()}` };
    await fetch(`${url}${REST}`, { headers });
    await fetch(`${url}${REST}/00000000-0000-0000-0000-000000000000`, { headers });
    await fetch(`${url}/beta/deviceManagement/planted`, { headers });
    const text = await scrape();
    const count = (api: string, operation: string, outcome: string) =>
      sampleValue(text, OPERATION, { api, operation, outcome });
    expect(count('graphql', 'mutation', 'ok')).toBe(1);
    expect(count('graphql', 'query', 'ok')).toBe(2);
    expect(count('graphql', 'invalid', 'refused')).toBe(1);
    expect(count('rest', 'list', 'ok')).toBe(1);
    expect(count('rest', 'get', 'refused')).toBe(1);
    expect(count('rest', 'invalid', 'refused')).toBe(1);
    const requests = { method: 'POST', route: '/graphql' };
    const counted = 'derived_credentials_http_request_duration_seconds_count';
    expect(sampleValue(text, counted, { ...requests, status: '200' })).toBe(3);
    expect(sampleValue(text, counted, { ...requests, status: '400' })).toBe(1);
  });

  test('count commits, and their sum and buckets fit', async () => {
    const { graphql, scrape } = await measured();
    await Promise.all([1, 2, 3].map((number) => graphql(CREATE, { name: `Committed ${number}` })));
    const text = await scrape();
    expect(sampleValue(text, 'derived_credentials_commit_batch_size_sum')).toBe(3);
    expect(sampleValue(text, 'derived_credentials_commit_wait_seconds_count')).toBe(3);
    const batches = sampleValue(text, 'derived_credentials_commit_batch_size_count') ?? 0;
    expect(sampleValue(text, 'derived_credentials_commit_write_seconds_count')).toBe(batches);
    expect(sampleValue(text, 'derived_credentials_commit_write_seconds_bucket', { le: '+Inf' })).toBe(batches);
    expect(sampleValue(text, 'derived_credentials_commit_write_seconds_sum')).toBeGreaterThan(0);
    expect(sampleValue(text, 'derived_credentials_commit_queue_length')).toBe(0);
  });

  test('count what callers are charged and refused, and whom the service refuses', async () => {
    const { graphql, scrape, url } = await measured({ RATE_LIMIT: '10' });
    await graphql('{ viewer { subject } }');
    const before = await scrape();
    const charged = sampleValue(before, 'derived_credentials_cost_points_total', { outcome: 'charged' }) ?? 0;
    expect(charged).toBeGreaterThanOrEqual(2);
    const { status } = await graphql('{ derivedCredentials(first: 100) { nodes { id } } }');
    await fetch(`${url}${REST}`);
    const text = await scrape();
    expect(status).toBe(429);
    // The request itself was charged, its operation refused.
    expect(sampleValue(text, 'derived_credentials_cost_points_total', { outcome: 'charged' })).toBe(charged + 1);
    expect(sampleValue(text, 'derived_credentials_cost_points_total', { outcome: 'refused' })).toBeGreaterThan(50);
    expect(sampleValue(text, 'derived_credentials_refusals_total', { reason: 'MISSING' })).toBe(1);
  });

  test('tell known operations from new ones, open streams, and the clock', async () => {
    const { graphql, scrape, url, token } = await measured();
    for (let count = 0; count < 3; count += 1) await graphql(CREATE, { name: `Cached ${count}` });
    const closing = new AbortController();
    const stream = await fetch(`${url}/graphql/stream`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ query: 'subscription { changes { cursor } }' }),
      signal: closing.signal,
    });
    expect(stream.status).toBe(200);
    const text = await scrape();
    expect(sampleValue(text, 'derived_credentials_operation_cache_total', { result: 'hit' })).toBe(2);
    expect(sampleValue(text, 'derived_credentials_operation_cache_total', { result: 'miss' })).toBe(2);
    expect(sampleValue(text, OPERATION, { operation: 'subscription', outcome: 'ok' })).toBe(1);
    expect(sampleValue(text, 'derived_credentials_streams', { kind: 'connection' })).toBe(1);
    expect(sampleValue(text, 'derived_credentials_streams', { kind: 'subscription' })).toBe(1);
    const behind = sampleValue(text, 'derived_credentials_clock_behind_log_seconds') ?? Number.NaN;
    expect(behind).toBeLessThanOrEqual(0);
    expect(behind).toBeGreaterThan(-60);
    closing.abort();
    await expect
      .poll(async () => sampleValue(await scrape(), 'derived_credentials_streams', { kind: 'subscription' }))
      .toBe(0);
  });

  test('hold nothing of a tenant', async () => {
    const { graphql, scrape, url } = await measured();
    const name = 'Secret name of a customer';
    const { data } = await graphql<{ createDerivedCredentialSettings: { derivedCredentialSettings: { id: string } } }>(
      CREATE,
      { name },
    );
    const id = data?.createDerivedCredentialSettings.derivedCredentialSettings.id ?? 'none';
    await fetch(`${url}/planted/${id}?name=${encodeURIComponent(name)}`);
    await fetch(`${url}${REST}/${id}`);
    const text = await scrape();
    for (const secret of [name, 'Secret', id, DEVELOPMENT_TENANT, 'planted']) expect(text).not.toContain(secret);
  });

  test('are read with GET at one address only', async () => {
    const { address } = await measured();
    const response = await fetch(address);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect((await fetch(address, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(address, { method: 'POST' })).status).toBe(405);
    expect((await fetch(address.replace('/metrics', '/'))).status).toBe(404);
  });

  test('are not served by the service itself', async () => {
    const { url } = await measured();
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });

  test('are sent to a collector when the service stops, at the latest', async () => {
    const bodies: { path: string | undefined; text: string }[] = [];
    const collector = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      bodies.push({ path: request.url, text });
      response.setHeader('content-type', 'application/json').end('{}');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void collector.close());
    await new Promise((resolve) => collector.once('listening', resolve));
    const { port } = collector.address() as AddressInfo;
    const { graphql, stop } = await boot({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/` });
    await graphql(CREATE, { name: 'Exported' });
    await stop();
    expect(bodies.map(({ path }) => path)).toContain('/v1/metrics');
    expect(bodies.at(-1)?.text).toContain('derived_credentials_commit_batch_size');
    expect(bodies.at(-1)?.text).toContain('"derived-credential-settings"');
  });

  test('a collector that cannot be reached does not keep the service from working and stopping', async () => {
    const port = await freePorts();
    const { graphql, stop } = await boot({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    expect((await graphql(CREATE, { name: 'Kept' })).status).toBe(200);
    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(12_000);
  });
});

test('docs/operations/monitoring.md has every metric', () => {
  const page = readFileSync(new URL('../../docs/operations/monitoring.md', import.meta.url), 'utf8');
  const rows = Object.entries(METRICS).map(([name, { kind, labels, meaning }]) => [
    `\`${name}\``,
    kind,
    labels.map((label) => `\`${label}\``).join(', '),
    meaning,
  ]);
  expect(tableRows(page, '| metric | kind | labels | meaning |')).toEqual(rows);
});

describe('the built program', () => {
  test('loads nothing of OpenTelemetry if no metrics are configured', async () => {
    const { url } = await startService({ NODE_OPTIONS: `--import ${SECOND_FILE_REFUSED}` });
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    const metered = start(['serve'], {
      DATABASE_URL: `file:${scratchFolder()}/test.sqlite`,
      PORT: '0',
      METRICS_PORT: String(await freePorts()),
      NODE_OPTIONS: `--import ${SECOND_FILE_REFUSED}`,
    });
    expect((await metered.ended).stderr).toContain('OpenTelemetry was loaded');
  });

  test('serves the metrics of its own file', async () => {
    const port = await freePorts();
    const { url } = await startService({ METRICS_PORT: String(port) });
    await fetch(`${url}/livez`);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(sampleValue(text, 'derived_credentials_http_request_duration_seconds_count', { route: '/livez' })).toBe(1);
  });

  test('ends with the variable to change if the address is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const DATABASE_URL = `file:${scratchFolder()}/test.sqlite`;
    const { code, stderr } = await start(['serve'], { DATABASE_URL, PORT: '0', METRICS_PORT: String(port) }).ended;
    expect(stderr).toContain(
      `127.0.0.1:${port} is taken by another program. Set METRICS_HOST or METRICS_PORT to something else.\n`,
    );
    expect(code).toBe(78);
  });
});
