/** The options of metrics and traces. Reads no environment. */
import * as z from 'zod';
import { port } from './port.js';

export interface TelemetryConfig {
  /** Where Prometheus reads the metrics; null for nowhere. */
  readonly prometheus: { readonly host: string; readonly port: number } | null;
  /** The address of an OpenTelemetry collector that gets the metrics; null for none. */
  readonly otlpEndpoint: string | null;
  /** Null if nothing is traced. */
  readonly traces: TracesConfig | null;
}

export interface TracesConfig {
  /** The whole address, with its path. */
  readonly endpoint: string;
  readonly sampler: (typeof SAMPLERS)[number];
  /** Share of the traces that a `traceidratio` samples, 0 to 1. */
  readonly ratio: number;
}

const SAMPLERS = [
  'parentbased_traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'traceidratio',
  'always_on',
  'always_off',
] as const;
const collector = z.url({ protocol: /^https?$/, error: 'is not an http or https address' });

export const TELEMETRY_ENVIRONMENT = {
  METRICS_PORT: port(1).optional().meta({
    description:
      'Port on which Prometheus reads the metrics, at `/metrics`. With several processes the first of as many ports. Default: no metrics.',
  }),
  METRICS_HOST: z.string().default('127.0.0.1').meta({
    description: 'Address for `METRICS_PORT`. Whoever can connect to it can read the metrics, without a token.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.optional().meta({
    description:
      'Address of an OpenTelemetry collector, which gets the metrics every 30 s, and traces, over OTLP with HTTP. `OTEL_EXPORTER_OTLP_HEADERS` has an effect too.',
  }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.optional().meta({
    description:
      'Address for the traces alone, with its path. Default: `/v1/traces` of `OTEL_EXPORTER_OTLP_ENDPOINT`; without both nothing is traced.',
  }),
  OTEL_TRACES_EXPORTER: z
    .enum(['otlp', 'none'], { error: 'is neither otlp nor none' })
    .default('otlp')
    .meta({ description: 'Whether traces are sent: `otlp`, or `none` for a collector that gets metrics only.' }),
  OTEL_TRACES_SAMPLER: z
    .enum(SAMPLERS, { error: `is none of ${SAMPLERS.join(', ')}` })
    .default('parentbased_traceidratio')
    .meta({
      description: `Which requests are traced: ${SAMPLERS.join(', ')}. With \`parentbased_\` the \`traceparent\` of a request decides, if it has one.`,
    }),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(?:0(?:\.\d+)?|1(?:\.0+)?|\.\d+)$/, 'is not a number from 0 to 1')
    .default('0.1')
    .meta({ description: 'The share of requests that a sampler with `traceidratio` traces, from 0 to 1.' }),
};

export function telemetryFrom(env: z.infer<z.ZodObject<typeof TELEMETRY_ENVIRONMENT>>): TelemetryConfig {
  const { METRICS_PORT, METRICS_HOST, OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint = null } = env;
  const prometheus = METRICS_PORT === undefined ? null : { host: METRICS_HOST, port: METRICS_PORT };
  return { prometheus, otlpEndpoint, traces: tracesFrom(env) };
}

function tracesFrom(env: z.infer<z.ZodObject<typeof TELEMETRY_ENVIRONMENT>>): TracesConfig | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: common, OTEL_TRACES_EXPORTER, OTEL_TRACES_SAMPLER: sampler } = env;
  const ofCommon = common && `${common.replace(/\/+$/, '')}/v1/traces`;
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? ofCommon;
  if (endpoint === undefined || OTEL_TRACES_EXPORTER === 'none') return null;
  return { endpoint, sampler, ratio: Number(env.OTEL_TRACES_SAMPLER_ARG) };
}
