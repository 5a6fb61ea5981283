/** Combines the runs of one load at a constant rate. Percentiles are of all requests of all runs, not medians of percentiles. Pure. */
import { cpuPerRequestOf } from '../load/cpu-meter.js';
import { type LatencyCounts, percentileMs, sumOfCounts } from '../load/latency-counts.js';
import type { RateResult } from '../load/load-plan.js';
import type { Percentile, Percentiles, RateCell } from '../results.js';
import { figureOf } from './statistics.js';

/** Throws if there are no results. */
export function cellFromRates({
  results,
  ...load
}: Pick<RateCell, 'server' | 'scenario' | 'peak' | 'requestsPerSecond'> & {
  readonly results: readonly RateResult[];
}): RateCell {
  const [reads, writes] = [results.map((result) => result.reads), results.map((result) => result.writes)];
  return {
    ...load,
    requests: results.reduce((sum, { requests }) => sum + requests, 0),
    latency: percentilesOf(results.map((result) => sumOfCounts([result.reads, result.writes]))),
    reads: percentilesOfPresent(reads),
    writes: percentilesOfPresent(writes),
    late: percentilesOf(results.map(({ late }) => late)),
    cpuPerRequest: figureOf(results.map((result) => cpuPerRequestOf(result).together)),
    databaseCpuPerRequest: figureOf(results.map((result) => cpuPerRequestOf(result).database)),
    generatorLoad: figureOf(results.map(({ generatorCpuSeconds, seconds }) => generatorCpuSeconds / seconds)),
  };
}

function percentilesOf(runs: readonly LatencyCounts[]): Percentiles {
  const percentile = (share: number): Percentile => {
    const single = runs.map((counts) => percentileMs(counts, share));
    return { all: percentileMs(sumOfCounts(runs), share), min: Math.min(...single), max: Math.max(...single) };
  };
  return { p50: percentile(50), p99: percentile(99), p999: percentile(99.9) };
}

function percentilesOfPresent(runs: readonly LatencyCounts[]): Percentiles | null {
  const present = runs.filter((counts) => counts.length > 0);
  return present.length === 0 ? null : percentilesOf(present);
}
