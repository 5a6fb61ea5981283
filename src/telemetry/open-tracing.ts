/** The traces over OTLP: samples, and sends what has ended to a collector, which may fail at any time. */
import { setTimeout as pause } from 'node:timers/promises';
import { diag } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { convertLegacyHttpOptions, createOtlpHttpExportDelegate } from '@opentelemetry/otlp-exporter-base/node-http';
import { EXPORT_TIMEOUT_MS, resourceOf, SERVICE } from './collector.js';
import { recordedTracing, type Sampler } from './recorded-tracing.js';
import type { RunningTracing, TelemetryOptions, TraceOptions } from './running-telemetry.js';
import { SpanQueue } from './span-queue.js';

export function openTracing(traces: TraceOptions, options: TelemetryOptions): RunningTracing {
  const { send, close } = sender(traces.endpoint, options.warn);
  const scope = { name: SERVICE, version: options.version };
  const queue = new SpanQueue(resourceOf(options).attributes, scope, send, reportLoss);
  return {
    ...recordedTracing(samplerOf(traces), queue.add),
    stop: () => Promise.race([queue.stop().then(close), pause(EXPORT_TIMEOUT_MS, undefined, { ref: false })]),
  };
}

function reportLoss(): void {
  diag.warn('Spans are lost, because more of them end than can be sent. Sample less: OTEL_TRACES_SAMPLER_ARG.');
}

function samplerOf({ sampler, ratio }: TraceOptions): Sampler {
  const [, isParentBased, name] = /^(parentbased_)?(\w+)$/.exec(sampler) ?? [];
  const share = name === 'always_on' ? 1 : name === 'always_off' ? 0 : ratio;
  const bound = share * 2 ** 32;
  return (traceId, isParentSampled) =>
    isParentBased !== undefined && isParentSampled !== null
      ? isParentSampled
      : Number.parseInt(traceId.slice(24), 16) < bound;
}

/** OpenTelemetry's transport, with its retries, and the headers, certificates and compression of its variables. */
function sender(url: string, warn: (message: string) => void) {
  const configuration = { url, timeoutMillis: EXPORT_TIMEOUT_MS };
  const exporter = createOtlpHttpExportDelegate<Buffer, unknown>(
    convertLegacyHttpOptions(configuration, 'TRACES', 'v1/traces', { 'Content-Type': 'application/json' }),
    {
      serializeRequest: (body) => body,
      deserializeResponse: (body) => JSON.parse(Buffer.from(body).toString() || '{}'),
    },
    'otlp_http_span_exporter',
    { name: 'span', countItems: () => 1 },
    undefined,
  );
  let fails = false;
  const send = async (body: Buffer) => {
    const { code, error } = await new Promise<{ code: ExportResultCode; error?: Error }>((resolve) =>
      exporter.export(body, resolve),
    );
    const failed = code === ExportResultCode.FAILED;
    // Once each. OpenTelemetry would log each attempt.
    if (failed && !fails)
      warn(`Traces cannot be sent to the collector (${error?.message}). They are lost until this ends.`);
    else if (!failed && fails) warn('Traces are sent to the collector again.');
    fails = failed;
  };
  return { send, close: () => exporter.shutdown() };
}
