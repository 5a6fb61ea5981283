/**
 * A queue of commits of which one batch at a time is on its way, so that the commits of a tenant keep their order. Retries a
 * batch after a fault that passes, and finds out whether a batch was written whose answer was lost.
 */
import { Refusal } from '../../../domain/errors.js';
import type { OnBatch } from '../../sql/commit-metrics.js';
import { type Connections, PATIENCE_MS } from '../connections/connections.js';
import { commitRefusal, isLost, isPassing } from '../connections/postgres-errors.js';
import { takeBatch } from './batch.js';
import type { BatchWriter, Results } from './batch-writer.js';
import type { Job } from './job.js';

const SHORTEST_PAUSE_MS = 50;
// Far longer than a batch takes, also over a network with replicas that must confirm it.
const HELD_UP_MS = 25;

export interface LaneSetup {
  readonly connections: Connections;
  readonly writer: BatchWriter;
  readonly onWritten: (results: Results) => void;
  readonly onBatch: OnBatch | null;
}

export class Lane {
  readonly #setup: LaneSetup;
  #queue: Job[] = [];
  #isRunning = false;
  /** When the batch that is on its way was taken from the queue, or when the queue got its first commit. */
  #since = 0;

  constructor(setup: LaneSetup) {
    this.#setup = setup;
  }

  /** The number of commits that wait for a batch. */
  get length(): number {
    return this.#queue.length;
  }

  get isHeldUp(): boolean {
    return this.#isRunning && performance.now() - this.#since > HELD_UP_MS;
  }

  add(job: Job): void {
    this.#queue.push(job);
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#since = performance.now();
    // The commits of one turn of the event loop make one batch.
    setImmediate(() => void this.#drain());
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#writeNext();
    this.#isRunning = false;
  }

  async #writeNext(): Promise<void> {
    const { connections, writer, onWritten, onBatch } = this.#setup;
    const { jobs, groups, left } = takeBatch(this.#queue);
    this.#queue = left;
    this.#since = performance.now();
    let isSent = false;
    let began = 0;
    try {
      const results = await connections.withClient('writers', (client) => {
        isSent = true;
        began = performance.now();
        for (const { options } of jobs) options.onTransaction?.();
        return writer.write(client, jobs, groups);
      });
      onBatch?.(
        began,
        jobs.map(({ since }) => since),
      );
      onWritten(results);
      for (const [job, result] of results) job.resolve(result);
    } catch (error) {
      await this.#failed(jobs, error, isSent);
    }
  }

  /** Puts back what can be tried again, and rejects the others with what is known. */
  async #failed(jobs: readonly Job[], error: unknown, isSent: boolean): Promise<void> {
    const isFault = isLost(error) || isPassing(error);
    for (const job of jobs) job.inDoubt ||= isSent && isLost(error);
    if (!isFault && jobs.length > 1) {
      // One of them has a fault of its own: each is tried by itself.
      for (const job of jobs) job.alone = true;
      this.#queue.unshift(...jobs);
      return;
    }
    const now = performance.now();
    const again = isFault ? jobs.filter(({ since }) => now - since < PATIENCE_MS) : [];
    for (const job of jobs) if (!again.includes(job)) job.reject(commitRefusal(error, job.inDoubt));
    if (again.length === 0) return;
    this.#queue.unshift(...again);
    await new Promise((resolve) => setTimeout(resolve, SHORTEST_PAUSE_MS * (1 + Math.random())));
  }
}

/** The refusal of a commit for which the queue has no room. */
export function queueIsFull(): Refusal {
  const message = 'Too many commits are waiting. Nothing was written; try again.';
  return new Refusal('UNAVAILABLE', message, { retryAfterSeconds: 1 });
}
