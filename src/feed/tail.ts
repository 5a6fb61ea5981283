/**
 * The live end of one tenant's log, shared by all who follow it by the same filter: those at the same place share one read.
 * Keeps only the latest few pages, and none beyond the next commit.
 */
import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { RecordedChange } from '../domain/change.js';
import type { Stretch } from '../domain/query.js';

/** Reads the next changes after a position, at most `limit`. */
type ReadAfter = (position: number, limit: number) => Promise<Stretch>;
type Pages = LRUCache<number, Promise<Stretch>>;

// A follower that does not read holds on to one page, and there may be many of them.
const PAGE_SIZE = 20;
const MAX_PAGES = 8;

export class Tail {
  readonly #readAfter: ReadAfter;
  readonly #pages: Pages = new LRUCache({ max: MAX_PAGES });
  readonly #waiting = new Set<() => void>();
  #wakes = 0;
  #followers = 0;

  constructor(readAfter: ReadAfter) {
    this.#readAfter = readAfter;
  }

  get followers(): number {
    return this.#followers;
  }

  /** How often there has been something new. */
  get wakes(): number {
    return this.#wakes;
  }

  follow(after: number, onLeave: () => void): AsyncIterableIterator<RecordedChange> {
    this.#followers += 1;
    return new Follower(this, after, () => {
      this.#followers -= 1;
      onLeave();
    });
  }

  /** Lets all who wait look again. */
  wake(): void {
    this.#wakes += 1;
    // What was read before may have ended where the log no longer does.
    this.#pages.clear();
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }

  read(position: number): Promise<Stretch> {
    const known = this.#pages.get(position);
    if (known !== undefined) return known;
    const page = this.#readAfter(position, PAGE_SIZE);
    this.#pages.set(position, page);
    page.catch(() => this.#pages.delete(position));
    return page;
  }

  /** Calls back when there is something new, at once if there has been since `wakes` was read. Returns the way to stop. */
  whenWoken(wakes: number, resume: () => void): () => void {
    if (wakes !== this.#wakes) resume();
    else this.#waiting.add(resume);
    return () => this.#waiting.delete(resume);
  }
}

/** One reader's place in the log. Not a generator: those cannot be left while they wait. */
class Follower implements AsyncIterableIterator<RecordedChange> {
  readonly #tail: Tail;
  readonly #onLeave: () => void;
  /** Up to which nothing is left to be told, apart from what is left of the page. */
  #position: number;
  #page: readonly RecordedChange[] = [];
  #read = 0;
  #left = false;
  #stopWaiting: (() => void) | null = null;

  constructor(tail: Tail, after: number, onLeave: () => void) {
    this.#tail = tail;
    this.#position = after;
    this.#onLeave = onLeave;
  }

  async next(): Promise<IteratorResult<RecordedChange>> {
    while (!this.#left && this.#read === this.#page.length) await this.#turnPage();
    const change = this.#page[this.#read];
    if (this.#left || change === undefined) return { done: true, value: undefined };
    this.#read += 1;
    return { done: false, value: change };
  }

  async return(): Promise<IteratorResult<RecordedChange>> {
    if (!this.#left) {
      this.#left = true;
      this.#page = [];
      this.#stopWaiting?.();
      this.#onLeave();
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #turnPage(): Promise<void> {
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
    this.#read = 0;
    if (this.#page.length > 0 || this.#left) return;
    if (this.#position === before) await this.#woken(wakes);
    // Nothing matched so far. Others get a turn before the search goes on: a read alone does not wait for anything.
    else await setImmediate();
  }

  #woken(wakes: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#tail.whenWoken(wakes, resolve);
      this.#stopWaiting = () => {
        stop();
        resolve();
      };
    });
  }
}
