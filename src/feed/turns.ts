/**
 * Lets the event loop go on between the changes that followers deliver: those of one turn share a few milliseconds, and the others
 * come in later turns, first come, first served.
 */
import { nextTick } from 'node:process';

const SHARE_MS = 5;

export class Turns {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  /** Resolves once the caller may deliver a change. What it does with it in microtasks counts. */
  async next(): Promise<void> {
    if (this.#isTaken) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      return;
    }
    this.#isTaken = true;
    this.#passOn(performance.now() + SHARE_MS);
  }

  /** Only after the microtasks, in which the caller encodes and sends the change. */
  #passOn(endsAt: number): void {
    queueMicrotask(() =>
      nextTick(() => {
        if (performance.now() < endsAt) this.#resume(endsAt);
        else setImmediate(() => this.#resume(performance.now() + SHARE_MS));
      }),
    );
  }

  #resume(endsAt: number): void {
    const resume = this.#waiting.shift();
    this.#isTaken = resume !== undefined;
    if (resume === undefined) return;
    resume();
    this.#passOn(endsAt);
  }
}
