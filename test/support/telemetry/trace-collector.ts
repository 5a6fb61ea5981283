/** A real receiver of OTLP over HTTP, and services that send their traces to it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { boot } from '../service/boot.js';

export interface ReceivedSpan {
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client';
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly string[];
  readonly failed: boolean;
  readonly durationMs: number;
}

export interface TraceCollector {
  /** With which a service sends all its traces here. */
  readonly environment: NodeJS.ProcessEnv;
  /** The bodies of all requests. */
  readonly bodies: readonly string[];
  /** In the order in which they ended. */
  spans(): ReceivedSpan[];
}

interface SentSpan extends Omit<ReceivedSpan, 'kind' | 'parentSpanId' | 'attributes' | 'events'> {
  readonly kind: 1 | 2 | 3;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: SentValue }[];
  readonly events?: readonly { readonly name: string }[];
  readonly status?: { readonly code: number };
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}
type SentValue =
  | { readonly stringValue: string }
  | { readonly intValue: number }
  | { readonly arrayValue: { readonly values: readonly SentValue[] } };

const KINDS = { 1: 'internal', 2: 'server', 3: 'client' } as const;
const FAILED = 2;

/** Closes when the test ends. */
export async function traceCollector(): Promise<TraceCollector> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    bodies.push(text);
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${port}/v1/traces`,
      OTEL_TRACES_SAMPLER: 'parentbased_always_on',
    },
    bodies,
    spans: () => bodies.flatMap(spansIn),
  };
}

/** A service, all of whose requests are traced unless they say otherwise. */
export async function tracedService(environment: NodeJS.ProcessEnv = {}) {
  const collector = await traceCollector();
  const service = await boot({ ...collector.environment, ...environment });
  const spans = async () => {
    await service.stop();
    return collector.spans();
  };
  return { ...service, collector, spans };
}

/** The names of all spans, each below its parent and two spaces further to the right. */
export function treeOf(spans: readonly ReceivedSpan[], parent: ReceivedSpan | null = null, indent = ''): string[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const isBelow = ({ parentSpanId }: ReceivedSpan) =>
    parent === null ? parentSpanId === null || !known.has(parentSpanId) : parentSpanId === parent.spanId;
  return spans.filter(isBelow).flatMap((span) => [indent + span.name, ...treeOf(spans, span, `${indent}  `)]);
}

function spansIn(body: string): ReceivedSpan[] {
  const { resourceSpans } = JSON.parse(body) as {
    readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[] }[];
  };
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(received)));
}

function received({ kind, parentSpanId, attributes, events, status, ...span }: SentSpan): ReceivedSpan {
  const { name, traceId, spanId, startTimeUnixNano, endTimeUnixNano } = span;
  return {
    ...{ name, traceId, spanId },
    parentSpanId: parentSpanId ?? null,
    kind: KINDS[kind],
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)])),
    events: events?.map((event) => event.name) ?? [],
    failed: status?.code === FAILED,
    durationMs: Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1e6,
  };
}

function plain(value: SentValue): unknown {
  if ('arrayValue' in value) return value.arrayValue.values.map(plain);
  return 'stringValue' in value ? value.stringValue : value.intValue;
}
