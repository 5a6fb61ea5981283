/** The metrics of single parts: the feed, the threads and pools of the stores, the key servers, the connector. */
import { rmSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import { METRICS } from '../../src/domain/telemetry.js';
import { sqlitePath } from '../../src/store/sqlite/sqlite-file.js';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { textAnswer } from '../support/auth/key-server.js';
import { connectedService } from '../support/connector/connected-service.js';
import { creation, uuid } from '../support/domain/changes.js';
import { bootProduction } from '../support/service/boot-production.js';
import { measured, metricsPort } from '../support/service/measured.js';
import { POSTGRESQL } from '../support/store/open-store.js';
import { samplesOf, sampleValue } from '../support/system/metrics.js';

const CREATE = `mutation ($name: String!) {
  createDerivedCredentialSettings(input: {
    displayName: $name, helpUrl: null, issuer: PUREBRED, notificationType: EMAIL
  }) { derivedCredentialSettings { id } userErrors { message } }
}`;
const LONG_READ =
  '{ derivedCredentials(filter: { displayName: { contains: "settings" } }, first: 1) { nodes { id } } }';

/** Reads a subscription to all changes. The connection is closed when the test ends. */
async function subscribe({ url, token }: { readonly url: string; token(): Promise<string> }) {
  const closing = new AbortController();
  onTestFinished(() => closing.abort());
  const { body } = await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    },
    body: JSON.stringify({ query: 'subscription { changes { cursor } }' }),
    signal: closing.signal,
  });
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  return async () => Buffer.from((await reader.read()).value ?? []).toString();
}

/** More objects than are searched on the event loop. */
async function fill(databaseUrl: string): Promise<void> {
  const store = new SqliteStore(sqlitePath(databaseUrl), () => {});
  for (let batch = 0; batch < 11; batch += 1) {
    const ids = Array.from({ length: 100 }, (_, index) => uuid(100 * batch + index));
    const [first, ...others] = ids.map((id) => creation(id, {}, { tenantId: DEVELOPMENT_TENANT }));
    if (first) await store.commit([first, ...others]);
  }
  await store.close();
}

describe('the metrics', () => {
  test('show how long a subscription waits for a change, and how many have every change', async () => {
    const { graphql, scrape, ...service } = await measured();
    await graphql(CREATE, { name: 'Before' });
    const read = await subscribe(service);
    await read();
    const followers = async (state: string) =>
      sampleValue(await scrape(), 'derived_credentials_feed_followers', { state });
    await expect.poll(() => followers('current')).toBe(1);
    await graphql(CREATE, { name: 'After' });
    expect(await read()).toContain('cursor');
    const text = await scrape();
    expect(sampleValue(text, 'derived_credentials_feed_delay_seconds_count')).toBe(1);
    expect(sampleValue(text, 'derived_credentials_feed_delay_seconds_sum')).toBeLessThan(5);
    await expect.poll(() => followers('behind')).toBe(0);
  });

  test('count long reads of SQLite, and show its files and its disk', async () => {
    const { graphql, scrape, environment } = await measured();
    await fill(environment.DATABASE_URL);
    expect((await graphql(LONG_READ)).errors).toBeUndefined();
    const text = await scrape();
    expect(sampleValue(text, 'derived_credentials_long_reads_total', { outcome: 'ok' })).toBe(1);
    expect(sampleValue(text, 'derived_credentials_long_reads_in_progress', { state: 'running' })).toBe(0);
    expect(sampleValue(text, 'derived_credentials_long_reads_in_progress', { state: 'waiting' })).toBe(0);
    expect(sampleValue(text, 'derived_credentials_database_bytes', { file: 'database' })).toBeGreaterThan(4096);
    expect(sampleValue(text, 'derived_credentials_database_bytes', { file: 'wal' })).toBeGreaterThan(4096);
    expect(sampleValue(text, 'derived_credentials_disk_free_bytes')).toBeGreaterThan(1_000_000);
  });

  test('show 0 for a write-ahead log that is not there', async () => {
    const { scrape, environment } = await measured();
    const path = sqlitePath(environment.DATABASE_URL);
    rmSync(`${path}-wal`);
    expect(sampleValue(await scrape(), 'derived_credentials_database_bytes', { file: 'wal' })).toBe(0);
  });

  test('show the pools of connections to PostgreSQL', async () => {
    const { graphql, scrape } = await measured({}, POSTGRESQL);
    await graphql(CREATE, { name: 'Over PostgreSQL' });
    const text = await scrape();
    const pool = 'writers';
    expect(sampleValue(text, 'derived_credentials_pool_connections', { pool, state: 'idle' })).toBeGreaterThan(0);
    expect(sampleValue(text, 'derived_credentials_pool_connections', { pool, state: 'in_use' })).toBe(0);
    expect(sampleValue(text, 'derived_credentials_pool_waiting', { pool })).toBe(0);
    expect(sampleValue(text, 'derived_credentials_pool_max_connections', { pool })).toBeGreaterThan(0);
    expect(sampleValue(text, 'derived_credentials_pool_max_connections', { pool: 'readers' })).toBeGreaterThan(0);
  });

  test('count fetches of keys', async () => {
    const { METRICS_PORT, scrape } = await metricsPort();
    const { graphql, keyServer } = await bootProduction({ METRICS_PORT });
    const fetches = async (outcome: string) =>
      sampleValue(await scrape(), 'derived_credentials_key_set_fetches_total', { outcome });
    keyServer.answer(textAnswer(503, 'broken'));
    expect((await graphql('{ viewer { subject } }')).status).toBe(503);
    expect(await fetches('failed')).toBe(1);
    expect(await fetches('ok')).toBeUndefined();
  });

  test('show what the connector does, and how far Intune is behind', async () => {
    const { METRICS_PORT, scrape } = await metricsPort();
    const { service, proxy, adopt } = await connectedService({ METRICS_PORT });
    await adopt();
    await service.graphql(CREATE, { name: 'Delivered' });
    const objects = async (state: string) =>
      sampleValue(await scrape(), 'derived_credentials_graph_objects', { state });
    await expect.poll(() => objects('in_sync'), { timeout: 20_000 }).toBe(1);
    const text = await scrape();
    expect(sampleValue(text, 'derived_credentials_graph_lag_seconds')).toBe(0);
    expect(sampleValue(text, 'derived_credentials_graph_connections', { problem: 'none' })).toBe(1);
    const attempt = { operation: 'create', outcome: 'confirmed' };
    expect(sampleValue(text, 'derived_credentials_graph_attempts_total', attempt)).toBe(1);
    const created = { method: 'POST', answer: '2xx' };
    expect(sampleValue(text, 'derived_credentials_graph_request_duration_seconds_count', created)).toBe(1);

    proxy.always(['429', '1']);
    await service.graphql(CREATE, { name: 'Waiting' });
    const lag = async () => sampleValue(await scrape(), 'derived_credentials_graph_lag_seconds');
    await expect.poll(lag, { timeout: 20_000 }).toBeGreaterThan(1);
    expect(await objects('pending')).toBe(1);
    const throttled = async () => {
      const samples = samplesOf(await scrape()).filter(({ labels }) => labels['answer'] === '429');
      return samples.length;
    };
    await expect.poll(throttled, { timeout: 20_000 }).toBeGreaterThan(0);
  });

  test('are all in the scrapes of these services, with no other labels than theirs', async () => {
    const port = await metricsPort();
    const { service, adopt } = await connectedService({ METRICS_PORT: port.METRICS_PORT });
    await adopt();
    const read = await subscribe(service);
    await read();
    await service.graphql(CREATE, { name: 'Everything' });
    await read();
    await fetch(`${service.url}/beta/deviceManagement/derivedCredentials`);
    await expect.poll(port.scrape, { timeout: 20_000 }).toContain('derived_credentials_graph_attempts_total{');
    const production = await metricsPort();
    await (await bootProduction({ METRICS_PORT: production.METRICS_PORT })).graphql('{ viewer { subject } }');
    const searched = await measured();
    await fill(searched.environment.DATABASE_URL);
    await searched.graphql(LONG_READ);
    const pooled = await measured({}, POSTGRESQL);
    await pooled.graphql(CREATE, { name: 'Everything' });

    const seen = new Map<string, Set<string>>();
    for (const { scrape } of [port, production, searched, pooled]) {
      for (const { name, labels } of samplesOf(await scrape())) {
        if (name === 'target_info') continue;
        const metric = Object.hasOwn(METRICS, name) ? name : name.replace(/_(?:count|sum|bucket)$/, '');
        const names = seen.get(metric) ?? new Set();
        for (const label of Object.keys(labels)) if (label !== 'le') names.add(label);
        seen.set(metric, names);
      }
    }
    const found = Object.fromEntries([...seen].map(([name, labels]) => [name, [...labels].toSorted()]));
    const expected = Object.entries(METRICS).map(([name, { labels }]) => [name, [...labels].toSorted()]);
    expect(found).toEqual(Object.fromEntries(expected));
  });
});
