/**
 * Group commit: all jobs that arrive in one turn of the event loop run as one batch, so that they share one fsync. A single
 * job runs at the end of its turn, without a delay. Contains no SQL.
 */
import type { OnBatch } from '../../sql/commit-metrics.js';

/** The result of one job of a batch. */
export type Settled<Result> = { readonly value: Result } | { readonly error: unknown };

export interface GroupCommitOptions<Job, Result> {
  /** Runs a batch and returns once it is durable. If it throws, every job of the batch fails with that error. */
  readonly run: (jobs: readonly Job[]) => readonly Settled<Result>[];
  /** How much a job writes: the number of its changes. */
  readonly sizeOf: (job: Job) => number;
  /** Whether the batch may be retried after this error. */
  readonly isBusy: (error: unknown) => boolean;
  readonly onBatch?: OnBatch | null;
}

interface Waiting<Job, Result> {
  readonly job: Job;
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

// The changes of one batch, unless a single job has more. A batch blocks the event loop, for up to 0.2 ms a change.
const MAX_BATCH_SIZE = 128;
const RETRY_DELAY_MS = 10;
// From the time a job was added.
const RETRY_LIMIT_MS = 5000;

export class GroupCommit<Job, Result> {
  readonly #options: GroupCommitOptions<Job, Result>;
  #queue: Waiting<Job, Result>[] = [];
  #scheduled = false;
  #whenIdle: (() => void)[] = [];

  constructor(options: GroupCommitOptions<Job, Result>) {
    this.#options = options;
  }

  /** The number of jobs without a result. */
  get length(): number {
    return this.#queue.length;
  }

  /** Resolves once the job's batch is durable. */
  add(job: Job): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, since: performance.now(), resolve, reject });
      if (!this.#scheduled) this.#schedule();
    });
  }

  /** Resolves once the queue is empty. */
  async idle(): Promise<void> {
    if (this.#queue.length > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  #schedule(delayMs = 0): void {
    this.#scheduled = true;
    const next = () => {
      this.#scheduled = false;
      this.#flush();
    };
    if (delayMs > 0) setTimeout(next, delayMs);
    else setImmediate(next);
  }

  /** How many of the waiting jobs fit into one batch; at least one. */
  #batchLength(): number {
    let size = 0;
    const end = this.#queue.findIndex(({ job }) => {
      size += this.#options.sizeOf(job);
      return size > MAX_BATCH_SIZE;
    });
    return end === -1 ? this.#queue.length : Math.max(1, end);
  }

  #flush(): void {
    const batch = this.#queue.slice(0, this.#batchLength());
    let delayMs = 0;
    const began = performance.now();
    try {
      const results = this.#options.run(batch.map(({ job }) => job));
      this.#options.onBatch?.(
        began,
        batch.map(({ since }) => since),
      );
      this.#queue = this.#queue.slice(batch.length);
      for (const [index, waiting] of batch.entries()) settle(waiting, results[index]);
    } catch (error) {
      // Computed once, because time goes on: a job whose promise is rejected must not run again.
      const retried = this.#options.isBusy(error) ? batch.filter(withinLimit) : [];
      this.#queue = [...retried, ...this.#queue.slice(batch.length)];
      for (const waiting of batch) if (!retried.includes(waiting)) waiting.reject(error);
      delayMs = RETRY_DELAY_MS;
    }
    if (this.#queue.length > 0) this.#schedule(delayMs);
    else for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

function withinLimit({ since }: { readonly since: number }): boolean {
  return performance.now() - since < RETRY_LIMIT_MS;
}

function settle<Job, Result>(waiting: Waiting<Job, Result>, result: Settled<Result> | undefined): void {
  if (result === undefined) waiting.reject(new Error('A batch left one of its jobs without a result.'));
  else if ('value' in result) waiting.resolve(result.value);
  else waiting.reject(result.error);
}
