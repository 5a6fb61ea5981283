/** Median, minimum and maximum over rounds. Pure. */
import type { LatencyPercentiles } from '../load/load-plan.js';
import type { Figure, LatencyFigures } from '../results.js';

/** Throws if there are no values. */
export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((one, other) => one - other);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new Error('There is nothing to take a median of.');
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? min) + (sorted[Math.ceil(middle)] ?? max)) / 2;
  return { median, min, max };
}

export function latencyFiguresOf(latencies: readonly LatencyPercentiles[]): LatencyFigures {
  return {
    p50: figureOf(latencies.map(({ p50Ms }) => p50Ms)),
    p99: figureOf(latencies.map(({ p99Ms }) => p99Ms)),
  };
}
