/** What measurements come to, as it is written to JSON and shown in tables. No figure here is rounded. */
import type { ScenarioName } from './load/scenarios.js';

/** One quantity over all rounds. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Milliseconds. */
export interface LatencyFigures {
  readonly p50: Figure;
  readonly p99: Figure;
}

/** One server under one kind of load. */
export interface Cell {
  readonly server: string;
  readonly scenario: ScenarioName;
  readonly connections: number;
  readonly requestsPerSecond: Figure;
  /** Of all threads of the server's process, in microseconds a request. */
  readonly cpuPerRequest: Figure;
  readonly latency: LatencyFigures;
  /** Of the reads and the writes in it; null where there were none. */
  readonly reads: LatencyFigures | null;
  readonly writes: LatencyFigures | null;
  /** How much of its core the load generator used, 0 to 1: near 1 the figures are the generator's, not the server's. */
  readonly generatorLoad: Figure;
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Whether servers and load generator were kept to cores of their own. */
  readonly pinned: boolean;
}

/** How it was measured. */
export interface Method {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  readonly secondsEach: number;
  /** A durable transaction of one row on the disk of the databases, in milliseconds. */
  readonly commit: LatencyFigures;
}

export interface ServerFigures {
  readonly server: string;
  /** From the start of the process on an empty database to the first answer, in milliseconds. */
  readonly startUp: Figure;
  /** The most resident memory at any moment of the whole run, in megabytes. */
  readonly peakMemoryMb: number;
}

/** The servers side by side. */
export interface Comparison {
  readonly method: Method;
  readonly servers: readonly ServerFigures[];
  readonly cells: readonly Cell[];
}

/** The service over databases of several sizes, and with ever more connections. `server` of a cell names the size. */
export interface Growth {
  readonly method: Method;
  readonly sizes: readonly { readonly name: string; readonly rows: number; readonly tenants: number }[];
  readonly bySize: readonly Cell[];
  readonly byConnections: readonly Cell[];
}

/** The service's resident memory while it takes creates. */
export interface Memory {
  readonly method: Omit<Method, 'rounds' | 'secondsEach' | 'commit'>;
  readonly connections: number;
  readonly samples: readonly { readonly creates: number; readonly memoryMb: number }[];
}
