/** The metrics over OpenTelemetry: one meter, and the readers of its metrics. */
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { MeterProvider, type MetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { EXPORT_TIMEOUT_MS, resourceOf, SERVICE } from './collector.js';
import { meteredTelemetry } from './metered-telemetry.js';
import { observeProcess } from './process-metrics.js';
import { PrometheusEndpoint } from './prometheus.js';
import type { RunningTelemetry, TelemetryOptions } from './running-telemetry.js';

const EXPORT_EVERY_MS = 30_000;

export function openMetrics(options: TelemetryOptions): RunningTelemetry {
  const { prometheus, otlpEndpoint, version, warn } = options;
  const endpoint = prometheus && new PrometheusEndpoint(prometheus);
  const readers: MetricReader[] = [];
  if (endpoint !== null) readers.push(endpoint.reader);
  if (otlpEndpoint !== null) readers.push(exporting(otlpEndpoint));
  const provider = new MeterProvider({ resource: resourceOf(options), readers });
  const telemetry = meteredTelemetry(provider.getMeter(SERVICE, version));
  const stopObserving = observeProcess(telemetry);
  return {
    ...telemetry,
    start: async () => endpoint?.listen(),
    stop: async () => {
      await endpoint?.close();
      // A collector that cannot be reached must not keep the service from stopping.
      await provider.shutdown({ timeoutMillis: EXPORT_TIMEOUT_MS }).catch((error) => warn(`Metrics: ${String(error)}`));
      stopObserving();
    },
  };
}

function exporting(otlpEndpoint: string): MetricReader {
  const url = `${otlpEndpoint.replace(/\/+$/, '')}/v1/metrics`;
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ url }),
    exportIntervalMillis: EXPORT_EVERY_MS,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS,
  });
}
