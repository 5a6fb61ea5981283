/**
 * The reads that wait for a turn of the event loop, in a fair order: next is a read of the tenant whose reads have taken the least
 * time, and within a tenant the first. So a few short reads go ahead of another tenant's many long ones. Runs nothing.
 */

interface Tenant {
  readonly id: string;
  readonly waiting: (() => void)[];
  spentMs: number;
}

export class WaitingReads {
  readonly #leadMs: number;
  // Those that had a read to wait since the last time when none did.
  readonly #tenants = new Map<string, Tenant>();
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

  add(tenantId: string, run: () => void): void {
    const tenant = this.#tenants.get(tenantId) ?? { id: tenantId, waiting: [], spentMs: 0 };
    if (tenant.waiting.length === 0) tenant.spentMs = Math.max(tenant.spentMs, this.#levelMs - this.#leadMs);
    tenant.waiting.push(run);
    this.#tenants.set(tenantId, tenant);
    this.#length += 1;
  }

  /** Takes the next read; undefined if none waits. */
  take(): { readonly tenantId: string; readonly run: () => void } | undefined {
    const tenant = this.#next();
    const run = tenant?.waiting.shift();
    if (tenant === undefined || run === undefined) {
      this.#tenants.clear();
      this.#levelMs = 0;
      return undefined;
    }
    this.#length -= 1;
    this.#levelMs = Math.max(this.#levelMs, tenant.spentMs);
    return { tenantId: tenant.id, run };
  }

  /** Must be called with the time that a read took. */
  spent(tenantId: string, ms: number): void {
    const tenant = this.#tenants.get(tenantId);
    if (tenant !== undefined) tenant.spentMs += ms;
  }

  #next(): Tenant | undefined {
    let least: Tenant | undefined;
    for (const tenant of this.#tenants.values()) {
      if (tenant.waiting.length > 0 && tenant.spentMs < (least?.spentMs ?? Number.POSITIVE_INFINITY)) least = tenant;
    }
    return least;
  }
}
