/**
 * Gathers the jobs that arrive in one turn of the event loop into one run, so that they share one fsync. A job waits for
 * nothing else: when it is alone it runs at the end of its own turn. Knows no SQL.
 */

/** What came of one job of a batch. */
export type Settled<Result> = { readonly value: Result } | { readonly error: unknown };

export interface GroupCommitOptions<Job, Result> {
  /** Runs a batch to its durable end. What it throws is the outcome of every job in it. */
  readonly run: (jobs: readonly Job[]) => readonly Settled<Result>[];
  /** Whether a thrown error means that the batch may be tried again. */
  readonly isBusy: (error: unknown) => boolean;
}

interface Waiting<Job, Result> {
  readonly job: Job;
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_BATCH = 512;
const BUSY_PAUSE_MS = 10;
const BUSY_LIMIT_MS = 5000;

export class GroupCommit<Job, Result> {
  readonly #options: GroupCommitOptions<Job, Result>;
  #queue: Waiting<Job, Result>[] = [];
  #scheduled = false;
  #whenIdle: (() => void)[] = [];

  constructor(options: GroupCommitOptions<Job, Result>) {
    this.#options = options;
  }

  /** Resolves once the job's batch is durable. */
  add(job: Job): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, since: performance.now(), resolve, reject });
      if (!this.#scheduled) this.#schedule();
    });
  }

  /** Resolves once nothing is waiting. */
  async idle(): Promise<void> {
    if (this.#queue.length > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  #schedule(pauseMs = 0): void {
    this.#scheduled = true;
    const next = () => {
      this.#scheduled = false;
      this.#flush();
    };
    if (pauseMs > 0) setTimeout(next, pauseMs);
    else setImmediate(next);
  }

  #flush(): void {
    const batch = this.#queue.slice(0, MAX_BATCH);
    let pauseMs = 0;
    try {
      const results = this.#options.run(batch.map(({ job }) => job));
      this.#queue = this.#queue.slice(batch.length);
      for (const [index, waiting] of batch.entries()) settle(waiting, results[index]);
    } catch (error) {
      // Sorted out once: a job that is told of its failure must not run again.
      const patient = this.#options.isBusy(error) ? batch.filter(withinLimit) : [];
      this.#queue = [...patient, ...this.#queue.slice(batch.length)];
      for (const waiting of batch) if (!patient.includes(waiting)) waiting.reject(error);
      pauseMs = BUSY_PAUSE_MS;
    }
    if (this.#queue.length > 0) this.#schedule(pauseMs);
    else for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

function withinLimit({ since }: { readonly since: number }): boolean {
  return performance.now() - since < BUSY_LIMIT_MS;
}

function settle<Job, Result>(waiting: Waiting<Job, Result>, result: Settled<Result> | undefined): void {
  if (result === undefined) waiting.reject(new Error('A batch left one of its jobs without a result.'));
  else if ('value' in result) waiting.resolve(result.value);
  else waiting.reject(result.error);
}
