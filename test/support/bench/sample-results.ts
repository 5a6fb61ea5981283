/** Invented benchmark results, for tests of the reports. */
import { ratiosOver } from '../../../bench/measurements/runs.js';
import type { Cell, Comparison, Figure, LatencyFigures, Method } from '../../../bench/results.js';

export const METHOD: Method = {
  date: '2026-01-15',
  machine: { processor: 'Example', cores: 2, memoryGb: 15.6, system: 'Linux 6', node: 'v20.19.0', pinned: true },
  runs: 5,
  rounds: 3,
  secondsEach: 2,
  databaseServer: null,
  commit: latency(0.5, 4),
};

/** A figure with the same value in every round. */
export function figure(value: number): Figure {
  return { median: value, min: value, max: value };
}

export function latency(p50: number, p99: number): LatencyFigures {
  return { p50: figure(p50), p99: figure(p99) };
}

/** A cell with this throughput and this CPU time per request (µs). */
export function cell(
  load: Pick<Cell, 'server' | 'scenario' | 'connections'>,
  requestsPerSecond: number,
  cpuPerRequest: number,
  parts: Pick<Cell, 'reads' | 'writes'> = { reads: latency(1, 2), writes: null },
): Cell {
  return {
    ...load,
    requestsPerSecond: figure(requestsPerSecond),
    cpuPerRequest: figure(cpuPerRequest),
    databaseCpuPerRequest: figure(0),
    latency: latency(1.5, 12.25),
    ...parts,
    generatorLoad: figure(0.4),
  };
}

/** Two servers in these scenarios with 1 and 16 connections; the service has twice the throughput at half the CPU time. */
export function comparisonOf(scenarios: readonly Cell['scenario'][]): Comparison {
  const cells = scenarios.flatMap((scenario) =>
    [1, 16].flatMap((connections) => [
      cell({ server: 'service', scenario, connections }, 2000 * connections, 100, {
        reads: latency(1, scenario === 'mix' ? 7 : 6),
        writes: latency(1, 8),
      }),
      cell({ server: 'raw', scenario, connections }, 1000 * connections, 200),
    ]),
  );
  const servers = [
    { server: 'service', startUp: figure(612.4), peakMemoryMb: figure(148.6) },
    { server: 'raw', startUp: figure(210), peakMemoryMb: figure(90) },
  ];
  return { method: METHOD, servers, cells, ratios: ratiosOver([cells, cells], 'service', 'raw') };
}
