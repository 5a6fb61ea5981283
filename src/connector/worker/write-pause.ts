/**
 * Pauses the writes of all tenants if Graph throttles several of them in a short time: then the limit of the whole application is
 * reached. One for each process. Reads go on, so that open attempts are still concluded.
 */
import type { ConnectorClock } from '../options.js';

const WINDOW_MS = 10_000;
const TENANTS = 3;

export class WritePause {
  readonly #clock: Pick<ConnectorClock, 'elapsed'>;
  /** The latest throttling of each tenant. */
  readonly #throttled = new Map<string, { readonly at: number; readonly until: number }>();
  #until = 0;

  constructor(clock: Pick<ConnectorClock, 'elapsed'>) {
    this.#clock = clock;
  }

  /** Milliseconds until writes may be sent again. */
  get remainingMs(): number {
    return Math.max(0, this.#until - this.#clock.elapsed());
  }

  /** Graph answered 429 to a tenant, which waits for this time by itself. */
  haveThrottled(tenantId: string, waitMs: number): void {
    const at = this.#clock.elapsed();
    this.#throttled.set(tenantId, { at, until: at + waitMs });
    for (const [id, each] of this.#throttled) if (at - each.at > WINDOW_MS) this.#throttled.delete(id);
    if (this.#throttled.size < TENANTS) return;
    this.#until = Math.max(this.#until, ...[...this.#throttled.values()].map(({ until }) => until));
  }
}
