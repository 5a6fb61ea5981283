/** What is sent of spans, held against OpenTelemetry's own form of them, and what is lost if it cannot be sent. */
import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SpanRecord } from '../../src/telemetry/recorded-tracing.js';
import { SpanQueue } from '../../src/telemetry/span-queue.js';

const RESOURCE = { 'service.name': 'a "quoted" name', 'service.version': '1.0' };
const READABLE_RESOURCE = resourceFromAttributes(RESOURCE);
const SCOPE = { name: 'scope', version: '1.0' };
const SPAN: SpanRecord = {
  name: 'store find',
  kind: 'internal',
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  parentSpanId: null,
  hasRemoteParent: false,
  traceState: '',
  startedAt: 1_700_000_000_000.25,
  endedAt: 1_700_000_000_001.5,
  attributes: {},
  events: [],
  hasFailed: false,
};

type ReadableSpan = Parameters<typeof JsonTraceSerializer.serializeRequest>[0][number];

/** A queue whose requests wait until `answer` is called. */
function queue() {
  const bodies: string[] = [];
  const waiting: (() => void)[] = [];
  let lost = 0;
  const send = (body: Buffer) => {
    bodies.push(body.toString());
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  const spans = new SpanQueue(RESOURCE, SCOPE, send, () => {
    lost += 1;
  });
  const answer = async () => {
    waiting.shift()?.();
    await new Promise(setImmediate);
  };
  return { spans, bodies, answer, lost: () => lost };
}

/** As OpenTelemetry keeps a time: seconds, and nanoseconds of the next one. */
function hrTime(milliseconds: number): [number, number] {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.floor((milliseconds - seconds * 1000) * 1e6)];
}

function readable(span: SpanRecord): ReadableSpan {
  const context = { traceId: span.traceId, traceFlags: TraceFlags.SAMPLED };
  const traceState = { serialize: () => span.traceState } as never;
  return {
    name: span.name,
    kind: { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT }[span.kind],
    spanContext: () => ({ ...context, spanId: span.spanId, ...(span.traceState !== '' && { traceState }) }),
    ...(span.parentSpanId !== null && {
      parentSpanContext: { ...context, spanId: span.parentSpanId, isRemote: span.hasRemoteParent },
    }),
    startTime: hrTime(span.startedAt),
    endTime: hrTime(span.endedAt),
    duration: hrTime(span.endedAt - span.startedAt),
    ended: true,
    attributes: span.attributes as ReadableSpan['attributes'],
    events: span.events.map(({ name, at }) => ({ name, time: hrTime(at) })),
    links: [],
    status: { code: span.hasFailed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    resource: READABLE_RESOURCE,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Without what is empty or zero, which means the same in OTLP. */
function essence(text: string): unknown {
  const isVoid = (value: unknown) =>
    value === 0 || (Array.isArray(value) && value.length === 0) || JSON.stringify(value) === '{}';
  return JSON.parse(text, (key, value) => (key !== 'intValue' && isVoid(value) ? undefined : value));
}

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const time = fc.integer({ min: 0, max: 4e12 }).map((quarters) => 1_700_000_000_000 + quarters / 4);
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.array(fc.string()),
);
const span: fc.Arbitrary<SpanRecord> = fc.record({
  name: fc.string({ unit: 'grapheme' }),
  kind: fc.constantFrom('internal', 'server', 'client'),
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: fc.option(hex(16)),
  hasRemoteParent: fc.boolean(),
  traceState: fc.constantFrom('', 'vendor=value'),
  startedAt: time,
  endedAt: time,
  attributes: fc.dictionary(fc.string({ minLength: 1 }), value),
  events: fc.array(fc.record({ name: fc.string(), at: time })),
  hasFailed: fc.boolean(),
});

describe('a batch', () => {
  test('says the same as OpenTelemetry would', async () => {
    const one = async (spans: SpanRecord[]) => {
      const { spans: sent, bodies, answer } = queue();
      for (const each of spans) sent.add(each);
      const stopped = sent.stop();
      await answer();
      await answer();
      await stopped;
      const expected = Buffer.from(JsonTraceSerializer.serializeRequest(spans.map(readable)) ?? []).toString();
      expect(essence(bodies.join(''))).toEqual(essence(expected));
    };
    const known = span.map((each) => ({
      ...each,
      hasRemoteParent: each.hasRemoteParent && each.parentSpanId !== null,
    }));
    await fc.assert(fc.asyncProperty(fc.array(known, { minLength: 1, maxLength: 5 }), one), { numRuns: 300 });
  });
});

test('one request is on its way at a time, and what does not fit meanwhile is lost', async () => {
  const { spans, bodies, answer, lost } = queue();
  for (let number = 0; number < 10_000; number += 1) spans.add(SPAN);
  expect(bodies).toHaveLength(1);
  expect(lost()).toBeGreaterThan(0);
  await answer();
  expect(bodies).toHaveLength(2);
  const sent = bodies.map((body) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans.length);
  expect(Math.max(...bodies.map(({ length }) => length))).toBeLessThan(2 ** 20 + 1000);
  expect(sent[0]).toBeLessThan(sent[1]);
  // There is room again.
  const before = lost();
  spans.add(SPAN);
  const stopped = spans.stop();
  await answer();
  await answer();
  await stopped;
  expect(lost()).toBe(before);
  expect(bodies).toHaveLength(3);
});

test('nothing is sent at the end if nothing has ended', async () => {
  const { spans, bodies } = queue();
  await spans.stop();
  expect(bodies).toEqual([]);
});
