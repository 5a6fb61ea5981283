/** What `verify` finds wrong. */

export interface Fault {
  /** The position of the entry that is wrong, or whose effect is. */
  readonly position: number;
  /** A sentence for the operator. Names no content. */
  readonly what: string;
}

/** The earlier of two faults. */
export function earlier(one: Fault | null, other: Fault | null): Fault | null {
  if (one === null || other === null) return one ?? other;
  return other.position < one.position ? other : one;
}
