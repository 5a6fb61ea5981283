/**
 * A small pool of threads for reads that take long, which would block the event loop. Threads are started when they are needed.
 * Which reads are long is not decided here, and rows are not decoded.
 */
import { SHUTTING_DOWN } from '../../../domain/errors.js';
import type { Telemetry } from '../../../domain/telemetry.js';
import type { Row } from '../../sql/snapshot.js';
import type { Query } from '../tenant-statements.js';
import { outOfTime, receivedError, threadFailed } from './read-errors.js';
import { type QueueLimits, ReadQueue } from './read-queue.js';
import { type ReadEnd, ReadingThread } from './reading-thread.js';

export interface ReadThreadsOptions {
  readonly threads?: number;
  /** From the start of a read. The time in which it waits for a thread does not count. */
  readonly timeLimitMs?: number;
  readonly waiting?: QueueLimits;
  readonly telemetry?: Telemetry | null;
}

type Results = readonly Row[][];

/** One call of `run`. Only the first of `resolve` and `reject` has an effect. */
interface Read {
  readonly tenantId: string;
  readonly queries: readonly Query[];
  readonly resolve: (results: Results) => void;
  readonly reject: (error: unknown) => void;
  /** Whether nobody waits for the result any more. */
  isGivenUp: boolean;
}

const THREADS = 2;
const TIME_LIMIT_MS = 5000;
const MAX_WAITING_OF_TENANT = 64;
const MAX_WAITING = 512;
const OUTCOMES = {
  read: 'ok',
  failed: 'failed',
  'thread ended': 'failed',
  'out of time': 'out_of_time',
  stopped: 'given_up',
} as const satisfies Record<ReadEnd['outcome'], string>;
const WAITING: QueueLimits = { perTenant: MAX_WAITING_OF_TENANT, ofAllTenants: MAX_WAITING };

export class ReadThreads {
  readonly #path: string;
  readonly #threads: number;
  readonly #timeLimitMs: number;
  readonly #queue: ReadQueue<Read>;
  readonly #idle: ReadingThread[] = [];
  // In the order in which the reads began.
  readonly #running = new Map<Read, ReadingThread>();
  // While it is set, no read begins. It is called when none runs.
  #noneRuns: (() => void) | null = null;
  readonly #telemetry: Telemetry | null;
  #isClosed = false;

  /** The file must exist while there are reads. */
  constructor(
    path: string,
    { threads = THREADS, timeLimitMs = TIME_LIMIT_MS, waiting = WAITING, telemetry = null }: ReadThreadsOptions = {},
  ) {
    this.#path = path;
    this.#threads = threads;
    this.#timeLimitMs = timeLimitMs;
    this.#queue = new ReadQueue(waiting);
    this.#telemetry = telemetry;
    telemetry?.observe('derived_credentials_long_reads_in_progress', () => [
      [this.#running.size, { state: 'running' }],
      [this.#queue.length, { state: 'waiting' }],
    ]);
  }

  /**
   * Runs queries of one tenant on one state of the file, which has every commit that was durable before the call. Returns the
   * rows of each. If the signal is aborted, it rejects at once with the reason. Rejects with the error of SQLite or with a
   * `Refusal`: `LIMIT_EXCEEDED` for a read that takes too long, `RATE_LIMITED` or `UNAVAILABLE` if too many reads wait, and
   * `UNAVAILABLE` if the thread ends or the pool is closed.
   */
  async run(tenantId: string, queries: readonly Query[], signal?: AbortSignal): Promise<Results> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw SHUTTING_DOWN;
    // Without what else a compiled query has: it cannot be sent to a thread.
    const texts = queries.map(({ sql, parameters }) => ({ sql, parameters }));
    if (texts.some(({ parameters }) => parameters[0] !== tenantId)) throw new Error('A query is of another tenant.');
    let giveUp = () => {};
    try {
      return await new Promise<Results>((resolve, reject) => {
        const read: Read = { tenantId, queries: texts, resolve, reject, isGivenUp: false };
        this.#queue.add(read);
        giveUp = () => this.#giveUp(read, signal?.reason);
        signal?.addEventListener('abort', giveUp);
        this.#startReads();
      });
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Calls a function between two reads: those that run end before, and the others begin after it. Not twice at the same time. */
  async betweenReads(run: () => Promise<void>): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#noneRuns = resolve;
      this.#startReads();
    });
    try {
      await run();
    } finally {
      this.#noneRuns = null;
      this.#startReads();
    }
  }

  /** Ends all reads and closes all connections. Await this before you close the file, which is open in the threads as well. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const read of [...this.#queue.clear(), ...this.#running.keys()]) this.#giveUp(read, SHUTTING_DOWN);
    await Promise.all([...this.#idle, ...this.#running.values()].map((thread) => thread.close()));
  }

  #startReads(): void {
    if (this.#noneRuns !== null) {
      if (this.#running.size === 0) this.#noneRuns();
      return;
    }
    let tenantId = this.#nextTenant();
    while (tenantId !== undefined && this.#running.size < this.#threads) {
      const read = this.#queue.take(tenantId);
      if (read !== undefined) void this.#execute(read);
      tenantId = this.#nextTenant();
    }
    if (tenantId !== undefined && !this.#hasThread(tenantId)) this.#freeThread();
  }

  #nextTenant(): string | undefined {
    return this.#queue.nextTenant((tenantId) => this.#hasThread(tenantId));
  }

  #hasThread(tenantId: string): boolean {
    return [...this.#running.keys()].some((read) => read.tenantId === tenantId);
  }

  /** For a tenant without a thread: stops the latest read of a tenant that has several threads. It starts again later. */
  #freeThread(): void {
    const reads = [...this.#running.keys()];
    const isFirst = (read: Read) => reads.find(({ tenantId }) => tenantId === read.tenantId) === read;
    const latest = reads.findLast((read) => !isFirst(read));
    if (latest !== undefined) this.#running.get(latest)?.stop();
  }

  async #execute(read: Read): Promise<void> {
    let thread: ReadingThread;
    try {
      thread = this.#takeThread();
    } catch (error) {
      read.reject(threadFailed(error));
      return;
    }
    this.#running.set(read, thread);
    const end = await thread.read(read.queries);
    this.#running.delete(read);
    if (thread.isAlive) this.#idle.push(thread);
    if (end.outcome === 'stopped' && !read.isGivenUp) this.#queue.putBack(read);
    else this.#settle(read, end);
    this.#startReads();
  }

  #takeThread(): ReadingThread {
    const thread = this.#idle.pop();
    if (thread === undefined) return new ReadingThread(this.#path, this.#timeLimitMs);
    // A thread that ended while it had nothing to do is replaced.
    return thread.isAlive ? thread : this.#takeThread();
  }

  #settle({ resolve, reject }: Read, end: ReadEnd): void {
    this.#telemetry?.add('derived_credentials_long_reads_total', 1, { outcome: OUTCOMES[end.outcome] });
    if (end.outcome === 'read') resolve(end.results);
    else if (end.outcome === 'failed') reject(receivedError(end.error));
    else if (end.outcome === 'out of time') reject(outOfTime(this.#timeLimitMs));
    else if (end.outcome === 'thread ended') reject(threadFailed(end.cause));
  }

  #giveUp(read: Read, reason: unknown): void {
    read.isGivenUp = true;
    read.reject(reason);
    this.#queue.remove(read);
    this.#running.get(read)?.stop();
  }
}
