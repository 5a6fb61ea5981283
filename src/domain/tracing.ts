/** The port to the traces: every kind of span, and how a module reports what it spends its time on. Traces nothing itself. */
import { CLIENT_LEFT, Refusal } from './errors.js';

interface SpanKind {
  /** As the traces show it, with the values of its attributes. */
  readonly name: string;
  /** A server span begins with a request from outside, a client span is a request to another service. */
  readonly kind: 'server' | 'client' | 'internal';
  /** With few values each or random ids, and never with anything of a tenant. Names are OpenTelemetry's, if it has one. */
  readonly attributes: readonly string[];
  readonly meaning: string;
}

/** Every span. docs/operations/monitoring.md shows them. */
export const SPANS = {
  request: {
    name: '{http.request.method} {http.route}',
    kind: 'server',
    attributes: [
      'http.request.method',
      'http.route',
      'url.scheme',
      'http.response.header.x-request-id',
      'http.response.status_code',
    ],
    meaning: 'An HTTP request until its response is sent, or until its event stream begins.',
  },
  subscribe: {
    name: 'subscribe',
    kind: 'server',
    attributes: ['http.response.header.x-request-id'],
    meaning: 'A subscription over a WebSocket until it waits for events.',
  },
  verification: {
    name: 'verify token',
    kind: 'internal',
    attributes: [],
    meaning: 'The verification of a token that is not known yet, with a fetch of keys if one is needed.',
  },
  validation: {
    name: 'parse and validate',
    kind: 'internal',
    attributes: [],
    meaning: 'Parsing and validation of a GraphQL document that is not known yet.',
  },
  execution: {
    name: 'execute {graphql.operation.type}',
    kind: 'internal',
    attributes: ['graphql.operation.type', 'derived_credentials.fields'],
    meaning: 'The execution of a query or mutation. `derived_credentials.fields` are its root fields.',
  },
  endpoint: {
    name: 'REST {derived_credentials.operation}',
    kind: 'internal',
    attributes: ['derived_credentials.operation'],
    meaning: 'An operation of the REST API; one for each step of a `$batch`.',
  },
  store: {
    name: 'store {derived_credentials.operation}',
    kind: 'internal',
    attributes: ['derived_credentials.operation'],
    meaning: 'A read of the database, or a commit. Its event `transaction begins` ends the wait of a commit.',
  },
  wait: {
    name: 'wait for Graph',
    kind: 'internal',
    attributes: [],
    meaning: 'The wait of a request for the outcome of its change in Intune.',
  },
  reading: {
    name: 'read Graph',
    kind: 'internal',
    attributes: [],
    meaning: 'A read of all objects that Graph holds for a tenant. Begins a trace of its own.',
  },
  delivery: {
    name: 'deliver {derived_credentials.operation}',
    kind: 'internal',
    attributes: ['derived_credentials.operation', 'derived_credentials.outcome'],
    meaning:
      'An attempt to change an object in Intune, in the trace of the request that made the change, if that is known.',
  },
  graph: {
    name: '{http.request.method} {url.template}',
    kind: 'client',
    attributes: [
      'http.request.method',
      'url.template',
      'server.address',
      'server.port',
      'http.request.header.client-request-id',
      'http.response.header.request-id',
      'http.response.status_code',
    ],
    meaning: 'A request to Microsoft Graph, which gets the `traceparent` of this span.',
  },
} as const satisfies Readonly<Record<string, SpanKind>>;

type Spans = typeof SPANS;
export type SpanName = keyof Spans;
export type AttributeValue = string | number | readonly string[];
/** Some attributes of a span. */
export type AttributesOf<Name extends SpanName> = {
  readonly [Attribute in Spans[Name]['attributes'][number]]?: AttributeValue;
};

/** The two headers of W3C Trace Context. */
export interface TraceHeaders {
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** Something that takes time and is traced. No call throws or waits. After its end it changes no more, but it can still have children. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** With which a request to another service continues the trace. */
  readonly headers: TraceHeaders;
  /** Begins a span below this one. */
  child<Name extends SpanName>(name: Name, attributes?: AttributesOf<Name>): Span;
  set(attributes: AttributesOf<SpanName>): void;
  /** Notes a moment in the span. */
  event(name: 'transaction begins'): void;
  /** Marks it as failed through a fault of the service or of another one. `type` is a code or a class of errors, never a message. */
  fail(type: string): void;
  /** Further calls do nothing. */
  end(): void;
}

/** Begins traces. Modules hold null in its place, and in place of a span, if nothing is traced. */
export interface Tracing {
  /**
   * A span that continues the trace of these headers, or begins a trace. Null if the trace is not sampled; then the attributes
   * are not asked for.
   */
  begin<Name extends SpanName>(name: Name, attributes: () => AttributesOf<Name>, headers?: TraceHeaders): Span | null;
}

/** Runs the work, and ends the span with it. */
export async function during<Result>(span: Span, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    failBy(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks the span as failed, unless the client is to blame for the error. */
export function failBy(span: Span, error: unknown): void {
  if (!(error instanceof Refusal)) span.fail(error instanceof Error ? error.name : 'Error');
  else if (error.code === 'UNAVAILABLE' && error !== CLIENT_LEFT) span.fail(error.code);
}
