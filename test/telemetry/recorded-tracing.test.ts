/** The port to the traces over a tracer of OpenTelemetry: names, failures, and what happens after the end. */
import { diag } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ChangeSpans } from '../../src/domain/change-spans.js';
import { CLIENT_LEFT, Refusal } from '../../src/domain/errors.js';
import { during, type Span, type Tracing } from '../../src/domain/tracing.js';
import { recordedTracing } from '../../src/telemetry/recorded-tracing.js';

function recording() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const tracing = recordedTracing(provider.getTracer('test'));
  return { tracing, root: rootOf(tracing), finished: () => exporter.getFinishedSpans() };
}

function rootOf(tracing: Tracing): Span {
  const root = tracing.begin('reading', () => ({}));
  if (root === null) throw new Error('The trace is not sampled.');
  return root;
}

describe('a span', () => {
  test('is named after its attributes', () => {
    const { root, finished } = recording();
    root.child('graph', { 'http.request.method': 'GET', 'url.template': '/beta/{id}' }).end();
    root.child('execution').end();
    expect(finished().map(({ name }) => name)).toEqual(['GET /beta/{id}', 'execute']);
  });

  test.each([
    ['a refusal of the storage', new Refusal('UNAVAILABLE', 'Secret'), 'UNAVAILABLE'],
    ['an unexpected error', new TypeError('Secret'), 'TypeError'],
    ['a refusal of the request', new Refusal('BAD_REQUEST', 'Secret'), undefined],
    ['a client that has left', CLIENT_LEFT, undefined],
  ])('of work that ends with %s says whose fault it is, and nothing more', async (_what, error, type) => {
    const { root, finished } = recording();
    await expect(during(root.child('store'), () => Promise.reject(error))).rejects.toBe(error);
    const [span] = finished();
    expect(span?.attributes).toEqual(type === undefined ? {} : { 'error.type': type });
    expect(span?.status).toEqual({ code: type === undefined ? 0 : 2 });
    expect(span?.events).toEqual([]);
  });

  test('ends once, changes no more then, and can still have children', () => {
    const warnings: unknown[] = [];
    const warn = (message: string) => void warnings.push(message);
    diag.setLogger({ error: warn, warn, info: () => {}, debug: () => {}, verbose: () => {} });
    onTestFinished(() => diag.disable());
    const { root, finished } = recording();
    root.end();
    root.end();
    root.set({ 'derived_credentials.outcome': 'late' });
    root.event('transaction begins');
    root.fail('LATE');
    const child = root.child('delivery');
    child.end();
    expect(finished()).toHaveLength(2);
    expect(finished()[0]).toMatchObject({ attributes: {}, events: [], status: { code: 0 } });
    expect(child.traceId).toBe(root.traceId);
    expect(warnings).toEqual([]);
  });

  test('gives the headers with which another service continues its trace', () => {
    const { tracing } = recording();
    const headers = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, tracestate: 'vendor=value' };
    const span = tracing.begin('request', () => ({}), headers);
    expect(span?.headers).toEqual({
      traceparent: `00-${'a'.repeat(32)}-${span?.spanId}-01`,
      tracestate: 'vendor=value',
    });
  });
});

test('the spans of the oldest changes are forgotten, and of those that need them no more', () => {
  const { root } = recording();
  const spans = new ChangeSpans();
  const change = (version: number) => ({ tenantId: 'tenant', settingsId: 'settings', version });
  for (let version = 1; version <= 1001; version += 1) spans.keep(change(version), root);
  spans.forget(change(1000));
  expect([1, 2, 1000, 1001].map((version) => spans.find(change(version)))).toEqual([null, root, null, root]);
});
