/**
 * Runs several processes of the service behind one address, replaces those that end, and passes on what callers have spent. It
 * serves nothing itself and opens no database.
 */
import cluster, { type Worker } from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Message } from './messages.js';
import { ProcessEnded } from './process-ended.js';

// Before an ended process is replaced. Twice as long each time that the new one ends soon.
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
const SOON_MS = 30_000;

export class Supervisor {
  readonly #log: FastifyBaseLogger;
  readonly #workers = new Map<Worker, Promise<void>>();
  readonly #stopping = new AbortController();
  #pauseMs = FIRST_PAUSE_MS;
  readonly #port: number;
  readonly #metricsPort: number | null;

  /**
   * `port` is the one of all processes. Not 0: if all ended, the next one would choose another. `metricsPort` is the one of the
   * first process, and the next ones follow; null without metrics.
   */
  constructor(port: number, metricsPort: number | null, log: FastifyBaseLogger) {
    this.#port = port;
    this.#metricsPort = metricsPort;
    this.#log = log;
    // The processes accept connections themselves. One that the supervisor had passed on would hang if its process were killed.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
  }

  /**
   * Starts the processes and returns the address of the service once all of them listen. The first starts alone, so that a fault
   * of the set-up is told once. Throws a `ProcessEnded` if one ends before it listens.
   */
  async start(count: number): Promise<string> {
    const url = await this.#startOne(0);
    await Promise.all(Array.from({ length: count - 1 }, (_, index) => this.#startOne(index + 1)));
    return url;
  }

  /** Asks all processes to finish their requests and waits until they have ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.signal('SIGTERM');
    await Promise.all(this.#workers.values());
  }

  /** Sends a signal to all processes. */
  signal(signal: NodeJS.Signals): void {
    for (const worker of this.#workers.keys()) worker.process.kill(signal);
  }

  /** A process that replaces another one has its place, and so its port for the metrics. */
  #startOne(place: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const metrics = this.#metricsPort === null ? {} : { METRICS_PORT: String(this.#metricsPort + place) };
      const worker = cluster.fork({ PORT: String(this.#port), ...metrics });
      const startedAt = performance.now();
      let isReady = false;
      worker.on('message', (message: Message) => {
        if (message.kind === 'spent') return this.#passOn(worker, message);
        isReady = true;
        resolve(message.url);
      });
      const ended = new Promise<void>((end) => {
        worker.once('exit', (code, signal) => {
          this.#workers.delete(worker);
          end();
          if (!isReady) reject(new ProcessEnded(code || 1));
          else void this.#replace(place, worker.id, signal ?? code, performance.now() - startedAt);
        });
      });
      this.#workers.set(worker, ended);
    });
  }

  async #replace(place: number, ended: number, reason: string | number, livedMs: number): Promise<void> {
    if (livedMs > SOON_MS) this.#pauseMs = FIRST_PAUSE_MS;
    while (!this.#stopping.signal.aborted) {
      this.#log.warn({ ended, reason, pauseMs: this.#pauseMs }, 'a process ended and will be replaced');
      await pause(this.#pauseMs, null, { signal: this.#stopping.signal }).catch(() => null);
      this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
      if (this.#stopping.signal.aborted) return;
      try {
        await this.#startOne(place);
        return;
      } catch (error) {
        if (!(error instanceof ProcessEnded)) throw error;
      }
    }
  }

  #passOn(from: Worker, message: Message): void {
    for (const worker of this.#workers.keys()) {
      // One that has just ended does not take it. Without a callback that would be an error event, which ends this process.
      if (worker !== from && worker.isConnected()) worker.send(message, undefined, {}, () => {});
    }
  }
}
