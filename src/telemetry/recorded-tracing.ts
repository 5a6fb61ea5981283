/** The port to the traces over a tracer of OpenTelemetry. A request that is not sampled costs no more than the decision. */
import {
  type Span as ApiSpan,
  type Attributes,
  type Context,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  type AttributesOf,
  SPANS,
  type Span,
  type SpanName,
  type TraceHeaders,
  type Tracing,
} from '../domain/tracing.js';

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;
const PLACEHOLDER = /\{([\w.-]+)\}/g;
const W3C = new W3CTraceContextPropagator();
// A malformed header is ignored: a new trace begins then.
const GETTER = {
  keys: (headers: TraceHeaders) => Object.keys(headers),
  get: (headers: TraceHeaders, key: string) => headers[key as keyof TraceHeaders],
};

export function recordedTracing(tracer: Tracer): Tracing {
  return {
    begin: (name, attributes, headers) => {
      const parent = headers?.traceparent === undefined ? ROOT_CONTEXT : W3C.extract(ROOT_CONTEXT, headers, GETTER);
      const span = tracer.startSpan(SPANS[name].name, { kind: KINDS[SPANS[name].kind] }, parent);
      if (!span.isRecording()) return null;
      const values = attributes();
      span.updateName(shownName(name, values)).setAttributes(values as Attributes);
      return new RecordedSpan(tracer, span);
    },
  };
}

class RecordedSpan implements Span {
  readonly #tracer: Tracer;
  readonly #span: ApiSpan;

  constructor(tracer: Tracer, span: ApiSpan) {
    this.#tracer = tracer;
    this.#span = span;
  }

  get traceId(): string {
    return this.#span.spanContext().traceId;
  }

  get spanId(): string {
    return this.#span.spanContext().spanId;
  }

  get headers(): TraceHeaders {
    const headers: Record<string, string> = {};
    W3C.inject(this.#context, headers, defaultTextMapSetter);
    return headers;
  }

  child<Name extends SpanName>(name: Name, attributes: AttributesOf<Name> = {}): Span {
    const options = { kind: KINDS[SPANS[name].kind], attributes: attributes as Attributes };
    return new RecordedSpan(this.#tracer, this.#tracer.startSpan(shownName(name, attributes), options, this.#context));
  }

  /** Made on demand, because most spans have neither children nor headers. */
  get #context(): Context {
    return trace.setSpan(ROOT_CONTEXT, this.#span);
  }

  // OpenTelemetry warns of each change after the end.

  set(attributes: AttributesOf<SpanName>): void {
    if (this.#span.isRecording()) this.#span.setAttributes(attributes as Attributes);
  }

  event(name: string): void {
    if (this.#span.isRecording()) this.#span.addEvent(name);
  }

  fail(type: string): void {
    if (!this.#span.isRecording()) return;
    this.#span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    if (this.#span.isRecording()) this.#span.end();
  }
}

/** The name of the span with the values of its attributes. */
function shownName<Name extends SpanName>(name: Name, attributes: AttributesOf<Name>): string {
  const values = attributes as Readonly<Record<string, unknown>>;
  return SPANS[name].name.replace(PLACEHOLDER, (_, attribute: string) => String(values[attribute] ?? '')).trimEnd();
}
