/**
 * The reads that wait for a thread, in a fair order: tenants take turns, and within a tenant the first comes first. Limits how
 * many reads wait. Runs nothing.
 */
import { Refusal } from '../../../domain/errors.js';

export interface QueueLimits {
  readonly perTenant: number;
  readonly ofAllTenants: number;
}

const RETRY_AFTER_SECONDS = 5;

export class ReadQueue<Read extends { readonly tenantId: string }> {
  readonly #limits: QueueLimits;
  // In the order in which the tenants have their turns. No tenant has an empty list.
  readonly #waiting = new Map<string, Read[]>();
  #count = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#count;
  }

  /** Throws a `Refusal` if too many reads are waiting. */
  add(read: Read): void {
    const ofTenant = this.#waiting.get(read.tenantId)?.length ?? 0;
    if (ofTenant >= this.#limits.perTenant) {
      const message = `${ofTenant} long reads of your tenant are waiting already. Wait for their results, then try again.`;
      throw new Refusal('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    if (this.#count >= this.#limits.ofAllTenants) {
      const message = 'Too many long reads are waiting. Try again later.';
      throw new Refusal('UNAVAILABLE', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.#listOf(read).push(read);
    this.#count += 1;
  }

  /** Puts a read that was taken before all others of its tenant. */
  putBack(read: Read): void {
    this.#listOf(read).unshift(read);
    this.#count += 1;
  }

  /** The tenant whose turn it is: one that has no thread, if there is any. */
  nextTenant(hasThread: (tenantId: string) => boolean): string | undefined {
    const tenants = [...this.#waiting.keys()];
    return tenants.find((tenantId) => !hasThread(tenantId)) ?? tenants[0];
  }

  /** Takes the first read of a tenant. The tenant has its next turn after all others. */
  take(tenantId: string): Read | undefined {
    const [first, ...others] = this.#waiting.get(tenantId) ?? [];
    this.#waiting.delete(tenantId);
    if (first === undefined) return undefined;
    if (others.length > 0) this.#waiting.set(tenantId, others);
    this.#count -= 1;
    return first;
  }

  /** Without effect if the read does not wait. */
  remove(read: Read): void {
    const list = this.#waiting.get(read.tenantId);
    const index = list?.indexOf(read) ?? -1;
    if (list === undefined || index < 0) return;
    list.splice(index, 1);
    if (list.length === 0) this.#waiting.delete(read.tenantId);
    this.#count -= 1;
  }

  /** Takes all reads. */
  clear(): Read[] {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    this.#count = 0;
    return all;
  }

  #listOf({ tenantId }: Read): Read[] {
    const list = this.#waiting.get(tenantId) ?? [];
    this.#waiting.set(tenantId, list);
    return list;
  }
}
