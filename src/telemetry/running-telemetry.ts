/** Metrics and traces as the application starts, uses and stops them, and what they need for that. */
import type { Telemetry } from '../domain/telemetry.js';
import type { Tracing } from '../domain/tracing.js';

/** Which traces are recorded, and where they are sent. */
export interface TraceOptions {
  /** The whole address, with its path. */
  readonly endpoint: string;
  /** As OpenTelemetry names it, such as `parentbased_traceidratio`. */
  readonly sampler: string;
  /** Share of the traces that a `traceidratio` samples, 0 to 1. */
  readonly ratio: number;
}

export interface TelemetryOptions {
  readonly version: string;
  /** Tells the processes of one service apart; null if it is the only one. */
  readonly process: number | null;
  /** Where Prometheus reads the metrics; null for nowhere. */
  readonly prometheus: { readonly host: string; readonly port: number } | null;
  /** The address of an OpenTelemetry collector that gets the metrics; null for none. */
  readonly otlpEndpoint: string | null;
  /** Null if nothing is traced. */
  readonly traces: TraceOptions | null;
  readonly warn: (message: string) => void;
}

/** Telemetry that can be read. */
export interface RunningTelemetry extends Telemetry {
  /** Begins to listen for Prometheus. Rejects with the error of the system if the address cannot be used. */
  start(): Promise<void>;
  /** Sends what has not been sent yet to the collector. */
  stop(): Promise<void>;
}

export interface RunningTracing extends Tracing {
  /** Sends what has not been sent yet, for some seconds at most. */
  stop(): Promise<void>;
}
