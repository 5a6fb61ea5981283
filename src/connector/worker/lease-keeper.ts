/** Keeps one tenant's lease for this process, and makes every write of the ledger under it. Sends nothing. */
import type { GraphLease, GraphLedger, LedgerWrite } from '../../domain/graph-ledger.js';
import type { ConnectorClock, ConnectorOptions } from '../options.js';

/** Another process took the lease, or it ended. Nothing was written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export interface LeaseParts {
  readonly tenantId: string;
  readonly holder: string;
  readonly ledger: Pick<GraphLedger, 'acquire' | 'renew' | 'release' | 'write'>;
  readonly clock: ConnectorClock;
  readonly options: Pick<ConnectorOptions, 'leaseMs' | 'timeoutMs'>;
  /** Called after every write of this process, and if another process had the lease since. */
  readonly onChange: () => void;
}

export class LeaseKeeper {
  readonly #parts: LeaseParts;
  #lease: GraphLease | null = null;
  /** On the monotonic clock. */
  #ends = 0;
  #lastFence = 0;

  constructor(parts: LeaseParts) {
    this.#parts = parts;
  }

  /** Takes or extends the lease. False if another process has it. */
  async hold(): Promise<boolean> {
    const { tenantId, holder, ledger, clock, options, onChange } = this.#parts;
    const now = clock.now();
    const ends = clock.elapsed() + options.leaseMs;
    const until = now + options.leaseMs;
    if (this.#lease === null) {
      this.#lease = await ledger.acquire(tenantId, holder, now, until);
      if (this.#lease === null) return false;
      if (this.#lease.fence !== this.#lastFence + 1) onChange();
      this.#lastFence = this.#lease.fence;
    } else if (!(await ledger.renew(this.#lease, now, until))) throw new LeaseLost();
    this.#ends = ends;
    return true;
  }

  async release(): Promise<void> {
    const lease = this.#lease;
    this.#lease = null;
    if (lease !== null) await this.#parts.ledger.release(lease);
  }

  /** Forgets a lease that another process has. */
  drop(): void {
    this.#lease = null;
  }

  get fence(): number {
    return this.#held().fence;
  }

  /** Whether a request that leaves now ends within the lease. */
  maySend(): boolean {
    const { clock, options } = this.#parts;
    return clock.elapsed() < this.#ends - options.timeoutMs / 2;
  }

  /** Returns the number of the attempt that the writes began, if any. */
  async write(writes: readonly LedgerWrite[]): Promise<number | null> {
    if (writes.length === 0) return null;
    const { ledger, clock, onChange } = this.#parts;
    try {
      const result = await ledger.write(this.#held(), clock.now(), writes);
      if (!result.held) throw new LeaseLost();
      return result.seq;
    } finally {
      onChange();
    }
  }

  #held(): GraphLease {
    if (this.#lease === null) throw new LeaseLost();
    return this.#lease;
  }
}
