/** The options of traces: which variables of OpenTelemetry have an effect, and which values are refused. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';

const COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };

function tracesOf(environment: NodeJS.ProcessEnv) {
  return readConfig(environment).telemetry.traces;
}

describe('traces', () => {
  test('are off without a collector, and with one that gets metrics only', () => {
    expect(tracesOf({})).toBeNull();
    expect(tracesOf({ OTEL_TRACES_SAMPLER: 'always_on' })).toBeNull();
    expect(tracesOf({ ...COLLECTOR, OTEL_TRACES_EXPORTER: 'none' })).toBeNull();
  });

  test('are sent to the path of traces at the collector, for one request in ten', () => {
    const endpoint = 'http://collector:4318/v1/traces';
    expect(tracesOf(COLLECTOR)).toEqual({ endpoint, sampler: 'parentbased_traceidratio', ratio: 0.1 });
  });

  test('are sent to an address of their own as it is, without metrics', () => {
    const own = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example.com/otlp' };
    expect(tracesOf({ ...COLLECTOR, ...own })?.endpoint).toBe('https://traces.example.com/otlp');
    const { otlpEndpoint, traces } = readConfig(own).telemetry;
    expect(otlpEndpoint).toBeNull();
    expect(traces).not.toBeNull();
  });

  test('have a share from 0 to 1', () => {
    const ratioOf = (text: string) => tracesOf({ ...COLLECTOR, OTEL_TRACES_SAMPLER_ARG: text })?.ratio;
    expect(['0', '0.25', '.5', '1', '1.0'].map(ratioOf)).toEqual([0, 0.25, 0.5, 1, 1]);
  });

  test.each([
    ['OTEL_TRACES_EXPORTER', 'zipkin', 'is neither otlp nor none'],
    ['OTEL_TRACES_SAMPLER', 'jaeger_remote', 'is none of parentbased_traceidratio,'],
    ['OTEL_TRACES_SAMPLER_ARG', '2', 'is not a number from 0 to 1'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'collector', 'is not an http or https address'],
  ])('are refused with %s=%s', (name, value, message) => {
    expect(() => readConfig({ ...COLLECTOR, [name]: value })).toThrow(`${name} ${message}`);
  });
});
