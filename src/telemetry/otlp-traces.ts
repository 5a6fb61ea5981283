/** Spans as a request of OTLP, in its JSON. Writes text directly, because this is most of what a traced request costs. */
import type { Attributes } from '@opentelemetry/api';
import type { AttributeValue } from '../domain/tracing.js';
import type { SpanRecord } from './recorded-tracing.js';

const KINDS = { internal: 1, server: 2, client: 3 } as const;
const STATUS_ERROR = 2;
// The lowest byte is that of `traceparent`, here always "sampled". Above it: it is known whether the parent is remote, and it is.
const FLAGS_LOCAL = 0x101;
const FLAGS_REMOTE = 0x301;

/** What is around the spans, which are separated by commas, in the body of an ExportTraceServiceRequest. */
export function requestAround(resource: Attributes, scope: { readonly name: string; readonly version: string }) {
  const attributes = attributesJson(resource as SpanRecord['attributes']);
  const scopeSpans = `{"scope":${JSON.stringify(scope)},"spans":[`;
  return {
    head: `{"resourceSpans":[{"resource":{"attributes":${attributes}},"scopeSpans":[${scopeSpans}`,
    tail: ']}]}]}',
  };
}

export function spanJson(span: SpanRecord): string {
  return (
    `{"traceId":"${span.traceId}","spanId":"${span.spanId}"` +
    (span.parentSpanId === null ? '' : `,"parentSpanId":"${span.parentSpanId}"`) +
    (span.traceState === '' ? '' : `,"traceState":${JSON.stringify(span.traceState)}`) +
    `,"flags":${span.hasRemoteParent ? FLAGS_REMOTE : FLAGS_LOCAL}` +
    `,"name":${JSON.stringify(span.name)},"kind":${KINDS[span.kind]}` +
    `,"startTimeUnixNano":"${nanoseconds(span.startedAt)}","endTimeUnixNano":"${nanoseconds(span.endedAt)}"` +
    `,"attributes":${attributesJson(span.attributes)}` +
    (span.events.length === 0 ? '' : `,"events":[${span.events.map(eventJson).join(',')}]`) +
    (span.hasFailed ? `,"status":{"code":${STATUS_ERROR}}}` : '}')
  );
}

function eventJson({ name, at }: SpanRecord['events'][number]): string {
  return `{"timeUnixNano":"${nanoseconds(at)}","name":${JSON.stringify(name)}}`;
}

function attributesJson(attributes: SpanRecord['attributes']): string {
  let list = '';
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined)
      list += `${list === '' ? '' : ','}{"key":${JSON.stringify(key)},"value":${valueJson(value)}}`;
  }
  return `[${list}]`;
}

function valueJson(value: AttributeValue): string {
  if (typeof value === 'string') return `{"stringValue":${JSON.stringify(value)}}`;
  if (typeof value === 'number') return Number.isInteger(value) ? `{"intValue":${value}}` : `{"doubleValue":${value}}`;
  return `{"arrayValue":{"values":[${value.map(valueJson).join(',')}]}}`;
}

/** Milliseconds with fractions as whole nanoseconds, which a number cannot hold. In two parts that V8 writes quickly. */
function nanoseconds(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = Math.floor((milliseconds - seconds * 1000) * 1e6);
  return `${seconds}${String(rest).padStart(9, '0')}`;
}
