/**
 * Shared by all followers of one tenant's log with the same filter: those at the same position share one read.
 * Caches a few pages, until the next commit.
 */
import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { RecordedChange } from '../domain/change.js';
import type { Stretch } from '../domain/query.js';
import type { FeedMetrics } from './feed-metrics.js';
import type { Turns } from './turns.js';

/** Reads the next changes after a position, at most `limit`. */
type ReadAfter = (position: number, limit: number) => Promise<Stretch>;
type Pages = LRUCache<number, Promise<Stretch>>;

// Small, because every follower whose client does not read keeps one page in memory.
const PAGE_SIZE = 20;
const MAX_PAGES = 8;

export class Tail {
  readonly turns: Turns;
  readonly metrics: FeedMetrics | null;
  readonly #readAfter: ReadAfter;
  readonly #pages: Pages = new LRUCache({ max: MAX_PAGES });
  readonly #waiting = new Set<() => void>();
  #wakes = 0;
  #followers = 0;

  constructor(readAfter: ReadAfter, turns: Turns, metrics: FeedMetrics | null = null) {
    this.#readAfter = readAfter;
    this.turns = turns;
    this.metrics = metrics;
  }

  get followers(): number {
    return this.#followers;
  }

  /** How many followers have every change. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** The number of calls of `wake` so far. */
  get wakes(): number {
    return this.#wakes;
  }

  follow(after: number, onClose: () => void): AsyncIterableIterator<RecordedChange> {
    this.#followers += 1;
    return new Follower(this, after, () => {
      this.#followers -= 1;
      onClose();
    });
  }

  /** Makes all waiting followers read again. */
  wake(): void {
    this.#wakes += 1;
    // A cached page may end where the log ended before this commit.
    this.#pages.clear();
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }

  read(position: number): Promise<Stretch> {
    const cached = this.#pages.get(position);
    if (cached !== undefined) return cached;
    const page = this.#readAfter(position, PAGE_SIZE);
    this.#pages.set(position, page);
    page.catch(() => this.#pages.delete(position));
    return page;
  }

  /** Calls `resume` on the next wake, or at once if one came since `wakes` was read. Returns a function that cancels. */
  whenWoken(wakes: number, resume: () => void): () => void {
    if (wakes !== this.#wakes) resume();
    else this.#waiting.add(resume);
    return () => this.#waiting.delete(resume);
  }
}

/**
 * One follower. A failed read ends it. Not an async generator, because `return` on a generator would wait for a pending `next`.
 */
class Follower implements AsyncIterableIterator<RecordedChange> {
  readonly #tail: Tail;
  readonly #onClose: () => void;
  /** Everything up to here has been read: the rest of `#page` is all that is still to be delivered. */
  #position: number;
  #page: readonly RecordedChange[] = [];
  /** How many changes of `#page` have been delivered. */
  #delivered = 0;
  #closed = false;
  readonly #began = Date.now();
  #stopWaiting: (() => void) | null = null;

  constructor(tail: Tail, after: number, onClose: () => void) {
    this.#tail = tail;
    this.#position = after;
    this.#onClose = onClose;
  }

  async next(): Promise<IteratorResult<RecordedChange>> {
    while (!this.#closed && this.#delivered === this.#page.length) await this.#readPage();
    if (!this.#closed) await this.#tail.turns.next();
    const change = this.#page[this.#delivered];
    if (this.#closed || change === undefined) return { done: true, value: undefined };
    this.#delivered += 1;
    this.#tail.metrics?.delivered(change, this.#began);
    return { done: false, value: change };
  }

  async return(): Promise<IteratorResult<RecordedChange>> {
    if (!this.#closed) {
      this.#closed = true;
      this.#page = [];
      this.#stopWaiting?.();
      this.#onClose();
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #readPage(): Promise<void> {
    const { wakes } = this.#tail;
    const before = this.#position;
    try {
      const { changes, upTo } = await this.#tail.read(before);
      this.#page = changes;
      this.#position = upTo;
    } catch (error) {
      await this.return();
      throw error;
    }
    this.#delivered = 0;
    if (this.#page.length > 0 || this.#closed) return;
    if (this.#position === before) await this.#waitForWake(wakes);
    // Nothing matched in this part of the log. The read did no I/O wait, so let other requests run before the next one.
    else await setImmediate();
  }

  #waitForWake(wakes: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#tail.whenWoken(wakes, resolve);
      this.#stopWaiting = () => {
        stop();
        resolve();
      };
    });
  }
}
