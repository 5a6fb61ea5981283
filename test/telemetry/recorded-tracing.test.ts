/** What is kept of a span: names, failures, times, and what happens after the end. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ChangeSpans } from '../../src/domain/change-spans.js';
import { CLIENT_LEFT, Refusal } from '../../src/domain/errors.js';
import { during, type Span, type Tracing } from '../../src/domain/tracing.js';
import { recordedTracing, type SpanRecord } from '../../src/telemetry/recorded-tracing.js';

function recording() {
  const finished: SpanRecord[] = [];
  const tracing = recordedTracing(
    () => true,
    (span) => finished.push(span),
  );
  return { tracing, root: rootOf(tracing), finished };
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
    expect(finished.map(({ name }) => name)).toEqual(['GET /beta/{id}', 'execute']);
  });

  test.each([
    ['a refusal of the storage', new Refusal('UNAVAILABLE', 'Secret'), 'UNAVAILABLE'],
    ['an unexpected error', new TypeError('Secret'), 'TypeError'],
    ['a refusal of the request', new Refusal('BAD_REQUEST', 'Secret'), undefined],
    ['a client that has left', CLIENT_LEFT, undefined],
  ])('of work that ends with %s says whose fault it is, and nothing more', async (_what, error, type) => {
    const { root, finished } = recording();
    await expect(during(root.child('store'), () => Promise.reject(error))).rejects.toBe(error);
    const [span] = finished;
    expect(span?.attributes).toEqual(type === undefined ? {} : { 'error.type': type });
    expect(span?.hasFailed).toBe(type !== undefined);
    expect(span?.events).toEqual([]);
  });

  test('ends once, changes no more then, and can still have children', () => {
    const { root, finished } = recording();
    root.end();
    root.end();
    root.set({ 'derived_credentials.outcome': 'late' });
    root.event('transaction begins');
    root.fail('LATE');
    const child = root.child('delivery');
    child.end();
    expect(finished).toHaveLength(2);
    expect(finished[0]).toMatchObject({ attributes: {}, events: [], hasFailed: false });
    expect(finished[1]).toMatchObject({ traceId: root.traceId, parentSpanId: root.spanId });
  });

  test('begins and ends by the clock, also if the clock is set meanwhile', async () => {
    const before = Date.now();
    const { root, finished } = recording();
    vi.setSystemTime(before + 3_600_000);
    onTestFinished(() => void vi.useRealTimers());
    const child = root.child('store');
    child.end();
    root.end();
    const times = [finished[1]?.startedAt, finished[0]?.startedAt, finished[0]?.endedAt, finished[1]?.endedAt].map(
      Number,
    );
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times[0]).toBeGreaterThan(before - 2);
    expect(times[3]).toBeLessThan(before + 60_000);
  });

  test('has random ids of its own', () => {
    const { root, tracing } = recording();
    const spans = [root, rootOf(tracing), ...Array.from({ length: 1000 }, () => root.child('store'))];
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(1002);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(2);
    for (const { spanId } of spans) expect(spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(root.traceId).toMatch(/^[0-9a-f]{32}$/);
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
