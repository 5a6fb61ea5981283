/** Recomputes the hashes of a tenant's log, in its order, and compares its end with the tenant's position. */
import { DamagedRow } from '../damaged-row.js';
import { CHANGE, type Value } from '../rows.js';
import type { Row } from '../snapshot.js';
import { isSound, type StoredActor } from './actors.js';
import type { Fault } from './fault.js';
import type { LogEnd } from './log-end.js';
import { hashOfRow } from './logged-row.js';
import { type ProofReader, rowsOf } from './proof-reader.js';

export interface CheckedChain {
  /** The last entry that was read; 0 and null if there is none. */
  readonly position: number;
  readonly hash: string | null;
  /** How many of the ends that were seen before are in it. */
  readonly seen: number;
  readonly fault: Fault | null;
}

interface Checks {
  readonly seen: readonly LogEnd[];
  readonly onEntry: () => void;
}

const ENTRY = CHANGE.columns.slice(1);
const AT = ENTRY.indexOf('at');
const ENTRIES = `SELECT ${ENTRY.map((name) => `c.${name}`).join(', ')}, a.key, a.subject, a.salt, a.commitment
  FROM change AS c LEFT JOIN actor AS a ON a.tenant_id = c.tenant_id AND a.key = c.actor
  WHERE c.tenant_id = $1 AND c.position > $2 ORDER BY c.position LIMIT $3`;
const HEAD = 'SELECT position, at FROM tenant WHERE tenant_id = $1';

export async function checkChain(reader: ProofReader, tenantId: string, checks: Checks): Promise<CheckedChain> {
  const chain = new Chain(tenantId, checks.seen);
  try {
    const byPosition = { start: [0], keyOf: ([position]: Row) => [position] };
    for await (const row of rowsOf(reader, ENTRIES, tenantId, byPosition)) {
      checks.onEntry();
      const fault = chain.add(row);
      if (fault !== null) return { ...chain.end, fault };
    }
    const [head] = await reader.run(HEAD, [tenantId]);
    return { ...chain.end, fault: chain.endFault(head) };
  } catch (error) {
    if (!(error instanceof DamagedRow)) throw error;
    const { position } = chain.end;
    return { ...chain.end, fault: { position: position + 1, what: `The entry cannot be read. ${error.message}` } };
  }
}

class Chain {
  readonly #tenantId: string;
  /** The hashes that were seen before, by position. */
  readonly #seen = new Map<number, readonly string[]>();
  #agreed = 0;
  #position = 0;
  #hash: string | null = null;
  #at = Number.NEGATIVE_INFINITY;

  constructor(tenantId: string, seen: readonly LogEnd[]) {
    this.#tenantId = tenantId;
    for (const { position, hash } of seen) this.#seen.set(position, [...this.#seenAt(position), hash]);
  }

  get end() {
    return { position: this.#position, hash: this.#hash, seen: this.#agreed };
  }

  add(row: Row): Fault | null {
    const expected = this.#position + 1;
    if (row[0] !== expected) return { position: expected, what: 'The entry is missing.' };
    const what = this.#faultOf(row);
    if (what !== null) return { position: expected, what };
    this.#position = expected;
    this.#hash = String(row[ENTRY.length - 1]);
    this.#at = Number(row[AT]);
    this.#agreed += this.#seenAt(expected).length;
    return null;
  }

  #faultOf(row: Row): string | null {
    const [key, subject, salt, commitment] = row.slice(ENTRY.length);
    if (key === null) return 'Who made the change is missing.';
    const actor = { key, subject, salt, commitment } as StoredActor;
    if (!isSound(actor)) return 'Who made the change is not the one that was recorded.';
    const values = row.slice(0, ENTRY.length - 1) as Value[];
    if (hashOfRow(this.#hash, this.#tenantId, values, actor.commitment) !== row[ENTRY.length - 1]) {
      return 'The entry is not the one that was recorded: its hash differs.';
    }
    if (Number(row[AT]) < this.#at) return 'The time of the entry is earlier than that of the entry before it.';
    if (this.#seenAt(Number(row[0])).some((hash) => hash !== row[ENTRY.length - 1])) {
      return 'The log was rewritten: it had another hash at this position.';
    }
    return null;
  }

  #seenAt(position: number): readonly string[] {
    return this.#seen.get(position) ?? [];
  }

  endFault(head: Row | undefined): Fault | null {
    const position = this.#position;
    const seen = [...this.#seen.keys()].reduce((most, each) => Math.max(most, each), 0);
    if (position < seen) {
      return { position: position + 1, what: `The entry is missing: the log was cut off. It went up to ${seen}.` };
    }
    if (position === 0 && head === undefined) return null;
    if (head === undefined) return { position, what: 'The tenant has no row with its position.' };
    if (head[0] !== position) {
      return { position: position + 1, what: `The log ends at ${position}, and the tenant's row says ${head[0]}.` };
    }
    return head[1] === this.#at ? null : { position, what: "The tenant's row has another time than the last entry." };
  }
}
