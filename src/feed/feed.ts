/**
 * Followers of tenants' logs. A commit only wakes them: each then reads the log at its own pace, so that a slow one costs
 * no memory and none can miss a change or see it twice. Checks no permission; that is done where one begins to follow.
 */
import type { Follow } from '../domain/settings-service.js';
import type { Store } from '../domain/store.js';
import { Tail } from './tail.js';

export class Feed {
  readonly #store: Pick<Store, 'readChangesAfter' | 'onCommit'>;
  readonly #tails = new Map<string, Tail>();
  #stopListening: (() => void) | null = null;

  constructor(store: Pick<Store, 'readChangesAfter' | 'onCommit'>) {
    this.#store = store;
  }

  /** The changes of a tenant after a position: those in the log, then each as it is committed, until the follower returns. */
  readonly follow: Follow = (tenantId, after) => {
    const tail = this.#tails.get(tenantId) ?? new Tail((...where) => this.#store.readChangesAfter(tenantId, ...where));
    this.#tails.set(tenantId, tail);
    this.#stopListening ??= this.#store.onCommit((touched) => this.#wake(touched));
    return tail.follow(after, () => this.#forget(tenantId, tail));
  };

  #wake(touched: ReadonlySet<string> | 'all'): void {
    for (const tenantId of touched === 'all' ? this.#tails.keys() : touched) this.#tails.get(tenantId)?.wake();
  }

  #forget(tenantId: string, tail: Tail): void {
    if (tail.followers > 0) return;
    this.#tails.delete(tenantId);
    if (this.#tails.size > 0) return;
    this.#stopListening?.();
    this.#stopListening = null;
  }
}
