/** What the load generator is told to do, and what it tells afterwards. Both travel between processes as JSON. */
import type { Language } from './operations.js';
import type { ScenarioName } from './scenarios.js';

/** Who asks, and for what; each request is of one of the callers, chosen at random. */
export interface Callers {
  readonly callers: readonly { readonly tenant: number; readonly token: string }[];
  /** How many objects of the data set each of the tenants has. */
  readonly objects: number;
}

/** A server under load. */
export interface Target {
  readonly url: string;
  readonly pid: number;
  readonly language: Language;
  /** A JSON file that holds `Callers`. */
  readonly callersFile: string;
}

export interface LoadPlan {
  readonly target: Target;
  readonly scenario: ScenarioName;
  /** Each sends its next request once its last is answered. */
  readonly connections: number;
  readonly until: { readonly seconds: number } | { readonly requests: number };
}

export interface LatencyPercentiles {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly serverCpuSeconds: number;
  readonly generatorCpuSeconds: number;
  readonly latency: LatencyPercentiles;
  /** Of the reads and of the writes among them; null where there were none. */
  readonly reads: LatencyPercentiles | null;
  readonly writes: LatencyPercentiles | null;
}
