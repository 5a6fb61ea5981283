/** A clock that stands still unless a test moves it, for hours of waiting in no time. */
import type { ConnectorClock } from '../../../src/connector/options.js';

export class VirtualClock implements ConnectorClock {
  #elapsed = 0;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];
  readonly random: () => number;
  /** Added to `now`, as by somebody who sets the wall clock. */
  skew = 0;
  /** What `busy` returns: only a test moves it. */
  busyMs = 0;

  constructor(random: () => number = () => 0.5) {
    this.random = random;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  busy(): number {
    return this.busyMs;
  }

  now(): number {
    return 1_800_000_000_000 + Math.floor(this.#elapsed) + this.skew;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#elapsed + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  advance(ms: number): void {
    this.#elapsed += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#elapsed);
    this.#timers = this.#timers.filter(({ at }) => at > this.#elapsed);
    for (const { callback } of due) callback();
  }
}
