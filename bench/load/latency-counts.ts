/** Counts latencies in steps of one percent. Counts can be sent as JSON and added, so that percentiles of several runs are exact. */

/** Steps and how often a latency was in them. */
export type LatencyCounts = readonly (readonly [step: number, count: number])[];

const STEP = Math.log(1.01);

export class LatencyCounter {
  readonly #counts = new Map<number, number>();

  /** Whatever is shorter than a microsecond counts as one. */
  record(nanoseconds: number): void {
    const step = Math.ceil(Math.log(Math.max(nanoseconds / 1000, 1)) / STEP);
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
  }

  counts(): LatencyCounts {
    return [...this.#counts];
  }
}

/** A percentile in milliseconds, at most one percent too high. Throws if nothing was counted. */
export function percentileMs(counts: LatencyCounts, percentile: number): number {
  const sorted = counts.toSorted(([one], [other]) => one - other);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.ceil((total * percentile) / 100);
  for (const [step, count] of sorted) {
    left -= count;
    if (left <= 0) return Math.exp(step * STEP) / 1000;
  }
  throw new Error('No latency was counted.');
}

/** All counts together. */
export function sumOfCounts(all: readonly LatencyCounts[]): LatencyCounts {
  const sums = new Map<number, number>();
  for (const [step, count] of all.flat()) sums.set(step, (sums.get(step) ?? 0) + count);
  return [...sums];
}
