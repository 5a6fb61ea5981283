/** The results of measurements, as written to JSON and shown in the reports. Figures are not rounded here. */
import type { ScenarioName } from './load/scenarios.js';

/** One quantity over all runs of a measurement, in each of which it is the median of the rounds. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** In milliseconds. */
export interface LatencyFigures {
  readonly p50: Figure;
  readonly p99: Figure;
}

/** The figures of one server under one load. */
export interface Cell {
  readonly server: string;
  readonly scenario: ScenarioName;
  readonly connections: number;
  readonly requestsPerSecond: Figure;
  /** CPU time per request in microseconds, of the server and of the database server together. */
  readonly cpuPerRequest: Figure;
  /** The part of the database server; 0 if the database is a file. */
  readonly databaseCpuPerRequest: Figure;
  readonly latency: LatencyFigures;
  /** Latency of the reads only and of the writes only; null if there were none. */
  readonly reads: LatencyFigures | null;
  readonly writes: LatencyFigures | null;
  /** CPU load of the load generator, 0 to 1. Near 1, the generator was the bottleneck, not the server. */
  readonly generatorLoad: Figure;
}

/**
 * The figures of one server as multiples of another's under the same load. They are taken in each run, because the machine
 * changes between runs for both alike.
 */
export interface Ratio {
  readonly server: string;
  readonly other: string;
  readonly scenario: ScenarioName;
  readonly connections: number;
  readonly requestsPerSecond: Figure;
  readonly cpuPerRequest: Figure;
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Whether servers and load generator were pinned to separate cores. */
  readonly pinned: boolean;
}

/** The conditions of a measurement. */
export interface Method {
  readonly date: string;
  readonly machine: Machine;
  /** How often the servers were started and all was measured. */
  readonly runs: number;
  /** Of each run. */
  readonly rounds: number;
  readonly secondsEach: number;
  /** What the database server says about itself; null if the databases are files. */
  readonly databaseServer: string | null;
  /** A durable transaction of one row on the disk of the databases, in milliseconds. */
  readonly commit: LatencyFigures;
}

export interface ServerFigures {
  readonly server: string;
  /** From the start of the process, on an empty database, to the first response, in milliseconds. */
  readonly startUp: Figure;
  /** Peak resident memory over a whole run, in megabytes. */
  readonly peakMemoryMb: Figure;
}

/** The service and its peers. */
export interface Comparison {
  readonly method: Method;
  readonly servers: readonly ServerFigures[];
  readonly cells: readonly Cell[];
  /** The service relative to each other server. */
  readonly ratios: readonly Ratio[];
}

/** The service with databases of several sizes, and with more and more connections. `server` of a cell names the size. */
export interface Growth {
  readonly method: Method;
  readonly sizes: readonly { readonly name: string; readonly rows: number; readonly tenants: number }[];
  readonly bySize: readonly Cell[];
  /** The largest size relative to the smallest. */
  readonly ratios: readonly Ratio[];
  readonly byConnections: readonly Cell[];
}

/** A percentile of the requests of all runs together, and the lowest and highest of a single run, in milliseconds. */
export interface Percentile {
  readonly all: number;
  readonly min: number;
  readonly max: number;
}

export interface Percentiles {
  readonly p50: Percentile;
  readonly p99: Percentile;
  readonly p999: Percentile;
}

/** One server at a constant rate of requests. Latencies count from the time at which a request was due. */
export interface RateCell {
  readonly server: string;
  readonly scenario: ScenarioName;
  readonly requestsPerSecond: number;
  /** What the server reached with as many connections as here; null if the rate was given instead. */
  readonly peak: number | null;
  /** How many requests the percentiles are of. */
  readonly requests: number;
  readonly latency: Percentiles;
  /** Latency of the reads only and of the writes only; null if there were none. */
  readonly reads: Percentiles | null;
  readonly writes: Percentiles | null;
  /** By how much the load generator itself was late. Part of the latencies. */
  readonly late: Percentiles;
  readonly cpuPerRequest: Figure;
  readonly databaseCpuPerRequest: Figure;
  readonly generatorLoad: Figure;
}

export interface Latency {
  readonly method: Method;
  readonly connections: number;
  readonly cells: readonly RateCell[];
}

/** One and two processes of the service, each limited to a share of a core. */
export interface Processes {
  readonly method: Method;
  readonly share: number;
  readonly cells: readonly Cell[];
  /** Two processes relative to one. */
  readonly ratios: readonly Ratio[];
}

/** The service's resident memory during many creates. */
export interface Memory {
  readonly method: Omit<Method, 'runs' | 'rounds' | 'secondsEach' | 'commit'>;
  readonly connections: number;
  readonly samples: readonly { readonly creates: number; readonly memoryMb: number }[];
}
