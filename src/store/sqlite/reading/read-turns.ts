/**
 * Lets the event loop go on between reads, which block it: the reads of one turn share a few milliseconds, and those after them
 * run in later turns. Does not make a single read shorter.
 */

const SHARE_MS = 5;
// Below this, a turn is not worth its end being watched.
const WATCHED_MS = 1;
// How many of the waiting reads run in one turn.
const READS_PER_TURN = 4;

export class ReadTurns {
  // The time that reads have taken in this turn, or in some turns if it is less than `WATCHED_MS`.
  #spentMs = 0;
  #isWatching = false;
  readonly #waiting: (() => void)[] = [];

  /** Runs a read: at once, or in a later turn if the share of this one is used up. In the order of the calls. */
  async take<Result>(read: () => Result | Promise<Result>): Promise<Result> {
    const isOver = this.#waiting.length > 0 || (this.#isWatching && this.#spentMs >= SHARE_MS);
    if (isOver) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const began = performance.now();
    try {
      return read();
    } finally {
      this.#spentMs += performance.now() - began;
      if (this.#spentMs >= WATCHED_MS && !this.#isWatching) this.#watch();
    }
  }

  #watch(): void {
    this.#isWatching = true;
    setImmediate(() => {
      this.#spentMs = 0;
      this.#isWatching = false;
      for (const resolve of this.#waiting.splice(0, READS_PER_TURN)) resolve();
      if (this.#waiting.length > 0) this.#watch();
    });
  }
}
