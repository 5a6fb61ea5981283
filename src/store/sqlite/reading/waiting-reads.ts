/**
 * The reads that wait for a turn of the event loop, in a fair order: next is a read of the tenant whose reads have taken the least
 * time, and within a tenant the first. So a few short reads go ahead of another tenant's many long ones. Runs nothing.
 */
import { type HeapItem, joined, withoutRoot } from './leftist-heap.js';

interface Read {
  readonly run: () => void;
  next: Read | undefined;
}

interface Tenant extends HeapItem<Tenant> {
  /** The time that its reads have taken. */
  key: number;
  // Linked, because taking the first of a long array moves all others.
  first: Read | undefined;
  last: Read | undefined;
}

// With fewer tenants it is not worth looking for those that can be forgotten.
const FEW_TENANTS = 64;

export class WaitingReads {
  readonly #leadMs: number;
  // Those that have reads here, and those whose time still counts if they come back.
  readonly #tenants = new Map<string, Tenant>();
  #forgetAt = FEW_TENANTS;
  // The root of the tenants that have reads here, without the one whose read runs.
  #least: Tenant | undefined;
  #running: Tenant | undefined;
  #length = 0;
  // The most that a tenant had spent when it was the next.
  #levelMs = 0;

  /** A tenant that comes late, or comes back, counts as if it had spent as much as the others, except for this time. */
  constructor(leadMs: number) {
    this.#leadMs = leadMs;
  }

  get length(): number {
    return this.#length;
  }

  /** How many tenants it remembers. */
  get tenants(): number {
    return this.#tenants.size;
  }

  add(tenantId: string, run: () => void): void {
    const tenant = this.#tenants.get(tenantId) ?? this.#newTenant(tenantId);
    const read = { run, next: undefined };
    this.#length += 1;
    if (tenant.last !== undefined) {
      tenant.last.next = read;
      tenant.last = read;
      return;
    }
    [tenant.first, tenant.last] = [read, read];
    if (tenant === this.#running) return;
    tenant.key = Math.max(tenant.key, this.#levelMs - this.#leadMs);
    this.#least = joined(this.#least, tenant);
  }

  /** Takes the next read; undefined if none waits. Call `spent` before you take another. */
  take(): (() => void) | undefined {
    const tenant = this.#least;
    const read = tenant?.first;
    if (tenant === undefined || read === undefined) {
      this.#tenants.clear();
      this.#levelMs = 0;
      return undefined;
    }
    this.#running = tenant;
    this.#least = withoutRoot(tenant);
    tenant.first = read.next;
    if (read.next === undefined) tenant.last = undefined;
    this.#length -= 1;
    this.#levelMs = Math.max(this.#levelMs, tenant.key);
    return read.run;
  }

  /** Adds to the time of the tenant whose read was taken last. */
  spent(ms: number): void {
    const tenant = this.#running;
    if (tenant === undefined) return;
    this.#running = undefined;
    tenant.key += ms;
    if (tenant.first !== undefined) this.#least = joined(this.#least, tenant);
  }

  #newTenant(id: string): Tenant {
    if (this.#tenants.size >= this.#forgetAt) this.#forget();
    const tenant = { key: 0, left: undefined, right: undefined, rank: 1, first: undefined, last: undefined };
    this.#tenants.set(id, tenant);
    return tenant;
  }

  /** Forgets the tenants that would count the same if they were new. Looks at all, so only if they have become twice as many. */
  #forget(): void {
    for (const [id, tenant] of this.#tenants) {
      const isResting = tenant.first === undefined && tenant !== this.#running;
      if (isResting && tenant.key <= this.#levelMs - this.#leadMs) this.#tenants.delete(id);
    }
    this.#forgetAt = Math.max(2 * this.#tenants.size, FEW_TENANTS);
  }
}
