/** The traces over OpenTelemetry: samples, collects finished spans and sends them to a collector, which may fail at any time. */
import { setTimeout as pause } from 'node:timers/promises';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { EXPORT_TIMEOUT_MS, resourceOf, SERVICE } from './collector.js';
import { recordedTracing } from './recorded-tracing.js';
import type { RunningTracing, TelemetryOptions, TraceOptions } from './running-telemetry.js';

/** At most 2048 finished spans wait in memory. What does not fit is lost. */
export function openTracing(traces: TraceOptions, options: TelemetryOptions): RunningTracing {
  const exporter = new OTLPTraceExporter({ url: traces.endpoint, timeoutMillis: EXPORT_TIMEOUT_MS });
  const provider = new TracerProvider({
    resource: resourceOf(options),
    sampler: samplerOf(traces),
    spanProcessors: [new BatchSpanProcessor({ exporter: new ReportingExporter(exporter, options.warn) })],
  });
  return {
    ...recordedTracing(provider.getTracer(SERVICE, options.version)),
    // The processor sends its batches one by one, and each may take its whole time.
    stop: () => Promise.race([provider.shutdown(), pause(EXPORT_TIMEOUT_MS, undefined, { ref: false })]),
  };
}

function samplerOf({ sampler, ratio }: TraceOptions): Sampler {
  const [, isParentBased, name] = /^(parentbased_)?(\w+)$/.exec(sampler) ?? [];
  const root =
    name === 'always_on'
      ? new AlwaysOnSampler()
      : name === 'always_off'
        ? new AlwaysOffSampler()
        : new TraceIdRatioBasedSampler(ratio);
  return isParentBased === undefined ? root : new ParentBasedSampler({ root });
}

/** Logs once that spans cannot be sent, and once that they can again. OpenTelemetry would log each attempt. */
class ReportingExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #warn: (message: string) => void;
  #fails = false;

  constructor(exporter: SpanExporter, warn: (message: string) => void) {
    this.#exporter = exporter;
    this.#warn = warn;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#exporter.export(spans, ({ code, error }) => {
      const fails = code === ExportResultCode.FAILED;
      if (fails && !this.#fails) {
        this.#warn(`Traces cannot be sent to the collector (${error?.message}). They are lost until this ends.`);
      } else if (!fails && this.#fails) this.#warn('Traces are sent to the collector again.');
      this.#fails = fails;
      done({ code: ExportResultCode.SUCCESS });
    });
  }

  async shutdown(): Promise<void> {
    await this.#exporter.shutdown();
  }
}
