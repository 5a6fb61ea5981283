/** The order of waiting reads is that of a list which is searched each time and forgets no tenant. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WaitingReads } from '../../../../src/store/sqlite/reading/waiting-reads.js';

const LEAD_MS = 5;

/** The rule in its plainest form. */
class Model {
  readonly #tenants = new Map<string, { spentMs: number; readonly waiting: number[] }>();
  #levelMs = 0;

  add(tenantId: string, read: number): void {
    const tenant = this.#tenants.get(tenantId) ?? { spentMs: 0, waiting: [] };
    this.#tenants.set(tenantId, tenant);
    if (tenant.waiting.length === 0) tenant.spentMs = Math.max(tenant.spentMs, this.#levelMs - LEAD_MS);
    tenant.waiting.push(read);
  }

  /** The first reads of the tenants that have taken the least time. */
  next(): number[] {
    const waiting = [...this.#tenants.values()].filter((tenant) => tenant.waiting.length > 0);
    const least = Math.min(...waiting.map(({ spentMs }) => spentMs));
    return waiting.filter(({ spentMs }) => spentMs === least).flatMap(({ waiting: [first = -1] }) => first);
  }

  /** Returns what must be called with the time that the read took. */
  take(read: number): (ms: number) => void {
    const tenant = [...this.#tenants.values()].find(({ waiting }) => waiting[0] === read);
    if (tenant === undefined) throw new Error('The read is not the first of a tenant.');
    tenant.waiting.shift();
    this.#levelMs = Math.max(this.#levelMs, tenant.spentMs);
    return (ms) => {
      tenant.spentMs += ms;
    };
  }
}

// Few that come back often, among enough that some are forgotten.
const tenant = fc.oneof(fc.integer({ min: 0, max: 199 }), fc.integer({ min: 0, max: 3 })).map(String);
/** A read comes, or a read runs, during which another may come. */
const step = fc.oneof(
  fc.record({ comes: tenant }),
  fc.record({ ms: fc.integer({ min: 0, max: 20 }), comes: fc.option(tenant) }),
);

test('next is the first read of the tenant that has taken the least time, whoever came and went before', () => {
  const runs = fc.property(fc.array(step, { minLength: 500, maxLength: 1000 }), (steps) => {
    const [waiting, model] = [new WaitingReads(LEAD_MS), new Model()];
    const ran: number[] = [];
    const add = (tenantId: string, read: number) => {
      waiting.add(tenantId, () => ran.push(read));
      model.add(tenantId, read);
    };
    add('always', -1);
    for (const [number, action] of steps.entries()) {
      if ('ms' in action && waiting.length > 1) {
        const possible = model.next();
        waiting.take()?.();
        const taken = ran.at(-1) ?? Number.NaN;
        expect(possible).toContain(taken);
        const spent = model.take(taken);
        if (action.comes !== null) add(action.comes, number);
        waiting.spent(action.ms);
        spent(action.ms);
      } else if (action.comes !== null) add(action.comes, number);
    }
  });
  fc.assert(runs, { numRuns: 50 });
});

test('tenants whose time does not count any more are forgotten although reads always wait', () => {
  const waiting = new WaitingReads(LEAD_MS);
  waiting.add('always', () => {});
  for (let tenant = 0; tenant < 5000; tenant += 1) {
    waiting.add(`${tenant}`, () => {});
    waiting.add('always', () => {});
    for (let read = 0; read < 2; read += 1) {
      waiting.take();
      waiting.spent(1);
    }
  }
  expect(waiting.length).toBe(1);
  expect(waiting.tenants).toBeLessThan(200);
});
