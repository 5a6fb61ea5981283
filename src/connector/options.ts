/** The options of one tenant's connection, and the clock that the connector works with. */

export type GraphMode = 'off' | 'observe' | 'push' | 'pull';

export interface ConnectorOptions {
  readonly mode: GraphMode;
  /** Address and client id. Another one makes a new connection. */
  readonly target: string;
  readonly onDrift: 'report' | 'restore';
  /** How often Graph is read, in milliseconds. */
  readonly intervalMs: number;
  /** How long an object or a change may be invisible in Graph. */
  readonly settleMs: number;
  /** Limit of each request. */
  readonly timeoutMs: number;
  /** Deletions in an hour that need no confirmation. */
  readonly maxDeletions: number;
  readonly leaseMs: number;
}

export const DEFAULT_OPTIONS: Omit<ConnectorOptions, 'mode' | 'target'> = {
  onDrift: 'report',
  intervalMs: 300_000,
  settleMs: 120_000,
  timeoutMs: 60_000,
  maxDeletions: 3,
  leaseMs: 90_000,
};

/** Time, injected so that tests decide about it. */
export interface ConnectorClock {
  /** Milliseconds since the epoch. May step back and forth. */
  now(): number;
  /** Milliseconds that only grow, for everything that is measured inside this process. */
  elapsed(): number;
  /** The CPU time that this process has used, in milliseconds. Unlike `elapsed`, it stands still while the process waits. */
  busy(): number;
  /** Calls back once after a time. Returns a function that cancels. */
  after(ms: number, callback: () => void): () => void;
  /** At least 0, less than 1. */
  random(): number;
}

export const SYSTEM_CLOCK: ConnectorClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  busy: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
