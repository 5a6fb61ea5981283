/** What the load generator is to do, and its result. Both are sent between processes as JSON. */
import type { LatencyCounts } from './latency-counts.js';
import type { Protocol } from './operations.js';
import type { ScenarioName } from './scenarios.js';

/** What the file of a data set's callers contains. */
export interface CallersFile {
  readonly usual: Callers;
  /** Of the other tenants, who send the requests of the scenario `spread`. */
  readonly spread: Callers;
}

/** Each request is sent by one of them, chosen at random. */
export interface Callers {
  readonly callers: readonly { readonly tenant: number; readonly token: string }[];
  /** How many objects each of their tenants has in the data set. */
  readonly objects: number;
}

/** A server under load. */
export interface Target {
  readonly url: string;
  readonly pid: number;
  /** The process of the database server; null if the database is a file. */
  readonly databasePid: number | null;
  readonly protocol: Protocol;
  /** A JSON file with a `CallersFile`. */
  readonly callersFile: string;
}

export interface LoadPlan {
  readonly target: Target;
  readonly scenario: ScenarioName;
  /** Number of connections. Each sends its next request once the previous one is answered. */
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
  /** 0 if the database is a file. */
  readonly databaseCpuSeconds: number;
  readonly generatorCpuSeconds: number;
  readonly latency: LatencyPercentiles;
  /** Latency of the reads only and of the writes only; null if there were none. */
  readonly reads: LatencyPercentiles | null;
  readonly writes: LatencyPercentiles | null;
}

/** Requests at fixed times instead of one after the other. */
export interface RatePlan extends Pick<LoadPlan, 'target' | 'scenario' | 'connections'> {
  readonly requestsPerSecond: number;
  readonly seconds: number;
}

/** Latencies count from the time at which a request was due. */
export interface RateResult
  extends Pick<LoadResult, 'requests' | 'seconds' | 'serverCpuSeconds' | 'databaseCpuSeconds' | 'generatorCpuSeconds'> {
  readonly reads: LatencyCounts;
  readonly writes: LatencyCounts;
  /** By how much the load generator itself was late. Part of the latencies. */
  readonly late: LatencyCounts;
}
