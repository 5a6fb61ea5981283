/**
 * Lets the event loop go on between reads, which block it: the reads of one turn share a few milliseconds, and those after them
 * run in later turns. Does not make a single read shorter.
 */
import { nextTick } from 'node:process';
import { WaitingReads } from './waiting-reads.js';

const SHARE_MS = 5;
// Below this, a turn is not worth its end being watched.
const WATCHED_MS = 1;

export class ReadTurns {
  // The time that reads have taken in this turn, or in some turns if it is less than `WATCHED_MS`.
  #spentMs = 0;
  #isWatching = false;
  readonly #waiting = new WaitingReads(SHARE_MS);

  /** Runs a read of a tenant: at once, or in a later turn if the share of this one is used up or others wait. */
  async take<Result>(tenantId: string, read: () => Result | Promise<Result>): Promise<Result> {
    const isOver = this.#waiting.length > 0 || (this.#isWatching && this.#spentMs >= SHARE_MS);
    if (isOver) await new Promise<void>((resolve) => this.#waiting.add(tenantId, resolve));
    const began = performance.now();
    try {
      return read();
    } finally {
      this.#spentMs += performance.now() - began;
      if (this.#spentMs >= WATCHED_MS) this.#watch();
    }
  }

  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    setImmediate(() => {
      this.#spentMs = 0;
      this.#isWatching = false;
      this.#runWaiting(performance.now() + SHARE_MS);
    });
  }

  #runWaiting(endsAt: number): void {
    const began = performance.now();
    if (began >= endsAt) {
      this.#watch();
      return;
    }
    const next = this.#waiting.take();
    if (next === undefined) return;
    next();
    // Only after the microtasks, in which the caller decodes, encodes and sends what it has read: that may take longer.
    queueMicrotask(() =>
      nextTick(() => {
        this.#waiting.spent(performance.now() - began);
        this.#runWaiting(endsAt);
      }),
    );
  }
}
