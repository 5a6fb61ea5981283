/**
 * Lets subscriptions follow a tenant's change log. A commit only wakes a follower, which then reads the log at its own pace:
 * a slow follower keeps one page in memory, and none misses a change or gets it twice. Checks no permission: the service does.
 */
import type { Follow } from '../domain/settings-service.js';
import type { Store } from '../domain/store.js';
import type { Telemetry } from '../domain/telemetry.js';
import { FeedMetrics } from './feed-metrics.js';
import { Tail } from './tail.js';
import { Turns } from './turns.js';

export class Feed {
  readonly #store: Pick<Store, 'readChangesAfter' | 'onCommit'>;
  /** By tenant id, then by filter (as JSON). */
  readonly #tails = new Map<string, Map<string, Tail>>();
  readonly #turns = new Turns();
  readonly #metrics: FeedMetrics | null;
  #stopListening: (() => void) | null = null;

  constructor(store: Pick<Store, 'readChangesAfter' | 'onCommit'>, telemetry: Telemetry | null = null) {
    this.#store = store;
    this.#metrics = telemetry && new FeedMetrics(telemetry, () => this.#allTails());
  }

  /**
   * The matching changes of a tenant after a position: first those in the log, then each one once it is committed. Ends if
   * the consumer calls `return` or the log cannot be read.
   */
  readonly follow: Follow = (tenantId, after, filter = {}) => {
    const tails = this.#tails.get(tenantId) ?? new Map<string, Tail>();
    const key = JSON.stringify(filter);
    const readAfter = (position: number, limit: number) =>
      this.#store.readChangesAfter(tenantId, position, limit, filter);
    const tail = tails.get(key) ?? new Tail(readAfter, this.#turns, this.#metrics);
    this.#tails.set(tenantId, tails.set(key, tail));
    this.#stopListening ??= this.#store.onCommit(
      (touched) => this.#wake(touched),
      () => this.#tails.keys(),
    );
    return tail.follow(after, () => this.#removeIfUnused(tenantId, key));
  };

  *#allTails(): Iterable<Tail> {
    for (const tails of this.#tails.values()) yield* tails.values();
  }

  #wake(touched: ReadonlySet<string> | 'all'): void {
    for (const tenantId of touched === 'all' ? this.#tails.keys() : touched) {
      for (const tail of this.#tails.get(tenantId)?.values() ?? []) tail.wake();
    }
  }

  #removeIfUnused(tenantId: string, key: string): void {
    const tails = this.#tails.get(tenantId);
    if (tails?.get(key)?.followers !== 0) return;
    tails.delete(key);
    if (tails.size > 0) return;
    this.#tails.delete(tenantId);
    if (this.#tails.size > 0) return;
    this.#stopListening?.();
    this.#stopListening = null;
  }
}
