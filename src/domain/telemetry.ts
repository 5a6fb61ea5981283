/** The port to the metrics: everything that the service measures, and how a module reports it. Measures nothing itself. */

interface Metric {
  /** A gauge is read when the metrics are; the others are told of each event. */
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** Of Prometheus, which is also the end of the name. Null for a plain number. */
  readonly unit: 'seconds' | 'bytes' | null;
  /** With a few values each, and never with anything of a tenant. */
  readonly labels: readonly string[];
  readonly meaning: string;
}

/** Every metric by its name in Prometheus. docs/operations/monitoring.md shows them. */
export const METRICS = {
  derived_credentials_http_request_duration_seconds: {
    kind: 'histogram',
    unit: 'seconds',
    labels: ['method', 'route', 'status'],
    meaning: 'Time from the head of an HTTP request to the end of its response.',
  },
  derived_credentials_operation_duration_seconds: {
    kind: 'histogram',
    unit: 'seconds',
    labels: ['api', 'operation', 'outcome'],
    meaning: 'Time of an operation of an API, which for a subscription ends when it begins to wait.',
  },
  derived_credentials_commit_batch_size: {
    kind: 'histogram',
    unit: null,
    labels: [],
    meaning: 'Commits that were written in one transaction.',
  },
  derived_credentials_commit_wait_seconds: {
    kind: 'histogram',
    unit: 'seconds',
    labels: [],
    meaning: 'Time for which a commit waited for its transaction to begin.',
  },
  derived_credentials_commit_write_seconds: {
    kind: 'histogram',
    unit: 'seconds',
    labels: [],
    meaning: 'Time of a transaction until it was durable, with its fsync.',
  },
  derived_credentials_commit_queue_length: {
    kind: 'gauge',
    unit: null,
    labels: [],
    meaning: 'Commits that are waiting or being written.',
  },
  derived_credentials_refusals_total: {
    kind: 'counter',
    unit: null,
    labels: ['reason'],
    meaning: 'Tokens that were refused, and callers without a permission.',
  },
  derived_credentials_cost_points_total: {
    kind: 'counter',
    unit: null,
    labels: ['outcome'],
    meaning: 'Points of work that callers were charged, or refused.',
  },
  derived_credentials_operation_cache_total: {
    kind: 'counter',
    unit: null,
    labels: ['result'],
    meaning: 'Operations of GraphQL that were found in the cache, or had to be validated.',
  },
  derived_credentials_streams: {
    kind: 'gauge',
    unit: null,
    labels: ['kind'],
    meaning: 'Open streaming connections, and subscriptions.',
  },
  derived_credentials_feed_delay_seconds: {
    kind: 'histogram',
    unit: 'seconds',
    labels: [],
    meaning: 'Time from a commit until an open subscription gets the change.',
  },
  derived_credentials_feed_followers: {
    kind: 'gauge',
    unit: null,
    labels: ['state'],
    meaning: 'Readers of the change feed: those that have every change, and those that are behind.',
  },
  derived_credentials_key_set_fetches_total: {
    kind: 'counter',
    unit: null,
    labels: ['outcome'],
    meaning: 'Fetches of the keys with which issuers sign tokens.',
  },
  derived_credentials_long_reads_in_progress: {
    kind: 'gauge',
    unit: null,
    labels: ['state'],
    meaning: 'Reads of SQLite that take long: those in a thread, and those that wait for one.',
  },
  derived_credentials_long_reads_total: {
    kind: 'counter',
    unit: null,
    labels: ['outcome'],
    meaning: 'Reads of SQLite in threads, by how they ended.',
  },
  derived_credentials_database_bytes: {
    kind: 'gauge',
    unit: 'bytes',
    labels: ['file'],
    meaning: 'Size of the SQLite file, and of its write-ahead log.',
  },
  derived_credentials_disk_free_bytes: {
    kind: 'gauge',
    unit: 'bytes',
    labels: [],
    meaning: 'Free space for the SQLite file.',
  },
  derived_credentials_pool_connections: {
    kind: 'gauge',
    unit: null,
    labels: ['pool', 'state'],
    meaning: 'Connections to PostgreSQL.',
  },
  derived_credentials_pool_waiting: {
    kind: 'gauge',
    unit: null,
    labels: ['pool'],
    meaning: 'Commits and reads that wait for a connection to PostgreSQL.',
  },
  derived_credentials_pool_max_connections: {
    kind: 'gauge',
    unit: null,
    labels: ['pool'],
    meaning: 'The most connections to PostgreSQL that a pool may have.',
  },
  derived_credentials_graph_lag_seconds: {
    kind: 'gauge',
    unit: 'seconds',
    labels: [],
    meaning: 'Age of the oldest change that is not known to be in Intune; 0 if there is none.',
  },
  derived_credentials_graph_objects: {
    kind: 'gauge',
    unit: null,
    labels: ['state'],
    meaning: 'Objects of connected tenants by their state in Intune.',
  },
  derived_credentials_graph_connections: {
    kind: 'gauge',
    unit: null,
    labels: ['problem'],
    meaning: 'Connected tenants by the problem of their connection.',
  },
  derived_credentials_graph_request_duration_seconds: {
    kind: 'histogram',
    unit: 'seconds',
    labels: ['method', 'answer'],
    meaning: 'Time of a request to Microsoft Graph until its answer was read.',
  },
  derived_credentials_graph_attempts_total: {
    kind: 'counter',
    unit: null,
    labels: ['operation', 'outcome'],
    meaning: 'Attempts to change an object in Intune, by what is known about them.',
  },
  derived_credentials_clock_behind_log_seconds: {
    kind: 'gauge',
    unit: 'seconds',
    labels: [],
    meaning: 'How far the clock is behind the latest change in the log; below 0 if it is ahead, as usual.',
  },
  derived_credentials_event_loop_delay_seconds: {
    kind: 'gauge',
    unit: 'seconds',
    labels: ['quantile'],
    meaning: 'How late timers ran since the metrics were last read: median, 99th percentile and maximum.',
  },
  derived_credentials_event_loop_busy_ratio: {
    kind: 'gauge',
    unit: null,
    labels: [],
    meaning: 'Share of the time in which the event loop was busy since the metrics were last read, 0 to 1.',
  },
  derived_credentials_resident_memory_bytes: {
    kind: 'gauge',
    unit: 'bytes',
    labels: [],
    meaning: 'Memory of the process.',
  },
} as const satisfies Readonly<Record<string, Metric>>;

type Metrics = typeof METRICS;
export type MetricName = keyof Metrics;
/** The names of the metrics of one kind. */
export type NameOf<Kind extends Metric['kind']> = {
  [Name in MetricName]: Metrics[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
/** A value for each label of a metric. */
export type LabelsOf<Name extends MetricName> = Readonly<Record<Metrics[Name]['labels'][number], string | number>>;
/** What a gauge shows: one value for each combination of labels. */
export type Readings<Name extends MetricName> = readonly (readonly [value: number, labels: LabelsOf<Name>])[];

/**
 * Whom the modules tell what they measure. No call throws or waits. Modules hold null in its place if nothing is measured: with
 * `?.` not even the labels are made then.
 */
export interface Telemetry {
  /** Adds to a counter. */
  add<Name extends NameOf<'counter'>>(name: Name, count: number, labels: LabelsOf<Name>): void;
  /** Adds a value to a histogram. */
  record<Name extends NameOf<'histogram'>>(name: Name, value: number, labels: LabelsOf<Name>): void;
  /** Calls `read` whenever the metrics are read. If it fails, the gauge is left out. */
  observe<Name extends NameOf<'gauge'>>(name: Name, read: () => Readings<Name> | Promise<Readings<Name>>): void;
}

/** The labels of a metric that has none. */
export const NO_LABELS = {};

/** Seconds since a time of `performance.now()`. */
export function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}
