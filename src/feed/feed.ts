/**
 * Followers of tenants' logs. A commit only wakes them: each then reads the log at its own pace, so that a slow one costs
 * no memory and none can miss a change or see it twice. Checks no permission; that is done where one begins to follow.
 */
import type { Follow } from '../domain/settings-service.js';
import type { Store } from '../domain/store.js';
import { Tail } from './tail.js';

export class Feed {
  readonly #store: Pick<Store, 'readChangesAfter' | 'onCommit'>;
  /** By tenant, then by filter. */
  readonly #tails = new Map<string, Map<string, Tail>>();
  #stopListening: (() => void) | null = null;

  constructor(store: Pick<Store, 'readChangesAfter' | 'onCommit'>) {
    this.#store = store;
  }

  /**
   * The changes of a tenant after a position that a filter matches: those in the log, then each as it is committed, until
   * the follower returns.
   */
  readonly follow: Follow = (tenantId, after, filter = {}) => {
    const tails = this.#tails.get(tenantId) ?? new Map<string, Tail>();
    const name = JSON.stringify(filter);
    const tail =
      tails.get(name) ?? new Tail((position, limit) => this.#store.readChangesAfter(tenantId, position, limit, filter));
    this.#tails.set(tenantId, tails.set(name, tail));
    this.#stopListening ??= this.#store.onCommit((touched) => this.#wake(touched));
    return tail.follow(after, () => this.#forget(tenantId, name));
  };

  #wake(touched: ReadonlySet<string> | 'all'): void {
    for (const tenantId of touched === 'all' ? this.#tails.keys() : touched) {
      for (const tail of this.#tails.get(tenantId)?.values() ?? []) tail.wake();
    }
  }

  #forget(tenantId: string, name: string): void {
    const tails = this.#tails.get(tenantId);
    if (tails?.get(name)?.followers !== 0) return;
    tails.delete(name);
    if (tails.size > 0) return;
    this.#tails.delete(tenantId);
    if (this.#tails.size > 0) return;
    this.#stopListening?.();
    this.#stopListening = null;
  }
}
