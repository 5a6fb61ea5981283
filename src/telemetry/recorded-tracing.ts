/** The port to the traces: decides what is traced, and keeps each span as the few facts that are sent. Sends nothing itself. */
import { randomUUID } from 'node:crypto';
import { TraceFlags } from '@opentelemetry/api';
import { parseTraceParent, TraceState } from '@opentelemetry/core';
import {
  type AttributesOf,
  type AttributeValue,
  SPANS,
  type Span,
  type SpanName,
  type TraceHeaders,
  type Tracing,
} from '../domain/tracing.js';

/** A span that has ended. Times are milliseconds since 1970, with fractions. */
export interface SpanRecord {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'internal';
  readonly traceId: string;
  readonly spanId: string;
  /** Null for the first span of a trace. */
  readonly parentSpanId: string | null;
  /** Whether the parent is a span of another service. */
  readonly hasRemoteParent: boolean;
  /** As the header `tracestate` has it; empty for none. */
  readonly traceState: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly events: readonly { readonly name: string; readonly at: number }[];
  readonly hasFailed: boolean;
}

/** Whether a trace is recorded. `isParentSampled` is what the request says; null without a valid `traceparent`. */
export type Sampler = (traceId: string, isParentSampled: boolean | null) => boolean;

/** `take` gets each sampled span once, when it ends. A request that is not sampled costs no more than the decision. */
export function recordedTracing(isSampled: Sampler, take: (span: SpanRecord) => void): Tracing {
  return {
    begin: (name, attributes, headers) => {
      // A malformed header is ignored: a new trace begins then.
      const parent = headers?.traceparent === undefined ? null : parseTraceParent(headers.traceparent);
      const traceId = parent?.traceId ?? randomTraceId();
      const isParentSampled = parent && (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
      if (!isSampled(traceId, isParentSampled)) return null;
      const traceState = parent && headers?.tracestate ? new TraceState(headers.tracestate).serialize() : '';
      // The clock may be set while a trace goes on. So it is read once, and all times of the trace go on from there.
      const epoch = Date.now() - performance.now();
      return new RecordedSpan(
        { id: traceId, traceState, epoch, take },
        name,
        attributes(),
        parent?.spanId ?? null,
        parent !== null,
      );
    },
  };
}

interface Trace {
  readonly id: string;
  readonly traceState: string;
  /** When `performance.now()` was 0. */
  readonly epoch: number;
  readonly take: (span: SpanRecord) => void;
}

class RecordedSpan implements Span, SpanRecord {
  readonly spanId = randomSpanId();
  readonly parentSpanId: string | null;
  readonly hasRemoteParent: boolean;
  readonly startedAt: number;
  readonly attributes: Record<string, AttributeValue>;
  readonly events: { readonly name: string; readonly at: number }[] = [];
  endedAt = 0;
  hasFailed = false;
  readonly #trace: Trace;
  readonly #name: SpanName;

  constructor(
    trace: Trace,
    name: SpanName,
    attributes: AttributesOf<SpanName>,
    parentSpanId: string | null,
    hasRemoteParent: boolean,
  ) {
    this.#trace = trace;
    this.attributes = { ...attributes } as Record<string, AttributeValue>;
    this.#name = name;
    this.parentSpanId = parentSpanId;
    this.hasRemoteParent = hasRemoteParent;
    this.startedAt = this.#now();
  }

  get name(): string {
    return shownName(this.#name, this.attributes);
  }

  get kind(): SpanRecord['kind'] {
    return SPANS[this.#name].kind;
  }

  get traceId(): string {
    return this.#trace.id;
  }

  get traceState(): string {
    return this.#trace.traceState;
  }

  get headers(): TraceHeaders {
    const traceparent = `00-${this.traceId}-${this.spanId}-01`;
    return this.traceState === '' ? { traceparent } : { traceparent, tracestate: this.traceState };
  }

  child<Name extends SpanName>(name: Name, attributes: AttributesOf<Name> = {}): Span {
    return new RecordedSpan(this.#trace, name, attributes, this.spanId, false);
  }

  set(attributes: AttributesOf<SpanName>): void {
    if (!this.#hasEnded) Object.assign(this.attributes, attributes);
  }

  event(name: string): void {
    if (!this.#hasEnded) this.events.push({ name, at: this.#now() });
  }

  fail(type: string): void {
    if (this.#hasEnded) return;
    this.attributes['error.type'] = type;
    this.hasFailed = true;
  }

  end(): void {
    if (this.#hasEnded) return;
    this.endedAt = this.#now();
    this.#trace.take(this);
  }

  get #hasEnded(): boolean {
    return this.endedAt !== 0;
  }

  #now(): number {
    return this.#trace.epoch + performance.now();
  }
}

/** The pattern's parts: text and names of attributes by turns. */
const PATTERNS = new Map<string, readonly string[]>(
  Object.entries(SPANS).map(([name, span]) => [name, span.name.split(/\{([\w.-]+)\}/)]),
);

/** The name of the span with the values of its attributes. */
function shownName(name: SpanName, attributes: Readonly<Record<string, unknown>>): string {
  const parts = PATTERNS.get(name) ?? [];
  return parts
    .map((part, index) => (index % 2 === 0 ? part : String(attributes[part] ?? '')))
    .join('')
    .trimEnd();
}

function randomTraceId(): string {
  return randomUUID().replaceAll('-', '');
}

function randomSpanId(): string {
  const uuid = randomUUID();
  // Without the hyphens, and the digits that are the same in each.
  return uuid.slice(0, 8) + uuid.slice(28);
}
