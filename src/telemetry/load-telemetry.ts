/** Loads OpenTelemetry if the configuration asks for it, so that a service without it pays neither time nor memory. */
import type { RunningTelemetry, RunningTracing, TelemetryOptions } from './running-telemetry.js';

/** Null for what the configuration does not ask for. */
export interface LoadedTelemetry {
  readonly telemetry: RunningTelemetry | null;
  readonly tracing: RunningTracing | null;
}

export async function loadTelemetry(options: TelemetryOptions): Promise<LoadedTelemetry> {
  const { prometheus, otlpEndpoint, traces } = options;
  const measures = prometheus !== null || otlpEndpoint !== null;
  if (!measures && traces === null) return { telemetry: null, tracing: null };
  // A file of its own in the built program.
  const { openMetrics, openTracing, reportProblems } = await import('./open-telemetry.js');
  reportProblems(options.warn);
  return { telemetry: measures ? openMetrics(options) : null, tracing: traces && openTracing(traces, options) };
}
