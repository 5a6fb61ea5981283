/** The port to the metrics over a meter of OpenTelemetry: makes an instrument for each metric when it is first used. */
import type { Attributes, Histogram, Meter } from '@opentelemetry/api';
import { METRICS, type MetricName, type Telemetry } from '../domain/telemetry.js';

// From 0.5 ms, which a cached read takes, to the limit of a request.
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const COUNTS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

export function meteredTelemetry(meter: Meter): Telemetry {
  const histograms = instruments((name) => meter.createHistogram(name, histogramOptions(name)));
  const counters = instruments((name) => meter.createCounter(name, optionsOf(name)));
  return {
    add: (name, count, labels) => counters(name).add(count, labels as Attributes),
    record: (name, value, labels) => (histograms(name) as Histogram).record(value, labels as Attributes),
    observe: (name, read) => {
      meter.createObservableGauge(name, optionsOf(name)).addCallback(async (result) => {
        for (const [value, labels] of await read()) result.observe(value, labels as Attributes);
      });
    },
  };
}

/** Makes each instrument once. */
function instruments<Instrument>(make: (name: MetricName) => Instrument): (name: MetricName) => Instrument {
  const made = new Map<MetricName, Instrument>();
  return (name) => {
    let instrument = made.get(name);
    if (instrument === undefined) {
      instrument = make(name);
      made.set(name, instrument);
    }
    return instrument;
  };
}

function optionsOf(name: MetricName) {
  const { meaning, unit } = METRICS[name];
  // The names of units in OpenTelemetry.
  const units = { seconds: 's', bytes: 'By' } as const;
  return { description: meaning, ...(unit !== null && { unit: units[unit] }) };
}

function histogramOptions(name: MetricName) {
  const explicitBucketBoundaries = METRICS[name].unit === 'seconds' ? SECONDS : COUNTS;
  return { ...optionsOf(name), advice: { explicitBucketBoundaries } };
}
