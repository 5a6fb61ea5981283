/** The span of an HTTP request: begins with its head and ends with its response. Its log lines name the trace. */
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { AttributesOf, Span, TraceHeaders, Tracing } from '../domain/tracing.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null if the request is not traced. */
    span: Span | null;
  }
}

// Asked every few seconds. Their traces would hide the others.
const PROBES: ReadonlySet<string> = new Set(['/livez', '/readyz']);
const FAILED = 500;

export function beginSpan(tracing: Tracing, request: FastifyRequest): void {
  if (PROBES.has(request.url)) return;
  request.span = tracing.begin('request', () => attributesOf(request), request.headers as TraceHeaders);
  if (request.span === null) return;
  const { traceId, spanId } = request.span;
  // Not a child: a logger that becomes the prototype of another one makes all log calls slower, also those of other requests.
  (request.log as Logger).setBindings({ traceId, spanId });
}

/** Does nothing if the span has ended before, as that of an event stream has. */
export function endSpan({ span }: FastifyRequest, status: number): void {
  if (span === null) return;
  span.set({ 'http.response.status_code': status });
  if (status >= FAILED) span.fail(String(status));
  span.end();
}

function attributesOf({ method, protocol, id, routeOptions: { url } }: FastifyRequest): AttributesOf<'request'> {
  return {
    'http.request.method': method,
    ...(url !== undefined && { 'http.route': url }),
    'url.scheme': protocol,
    'http.response.header.x-request-id': [id],
  };
}
