/** Counts the changes of days. Days that are over are counted once, because the log only grows at its end. */
import type { ChangeKind } from '../../../../client/documents.js';
import type { Address } from '../address.js';
import { EVERYTHING, filterOf } from '../history/change-search.js';
import { CHANGES } from '../labels.js';
import { countChanges } from './count-in-tens.js';
import type { Day } from './days.js';

export type DayCounts = Day & Readonly<Record<ChangeKind, number>>;

export const KINDS = Object.keys(CHANGES) as readonly ChangeKind[];

/** The changes of one kind on a day, or of all kinds (null), in the history. */
export function changesOf({ from, to }: Day, kind: ChangeKind | null): Partial<Address> {
  return { ...EVERYTHING, view: 'changes', name: null, asOf: null, from, to, kind };
}

export class DayCounter {
  readonly #known = new Map<string, DayCounts>();

  /** Null if a request failed. */
  async count(days: readonly Day[]): Promise<readonly DayCounts[] | null> {
    const open = days.filter(({ from }) => !this.#known.has(from));
    const counted = await countDays(open);
    if (counted === null) return null;
    const all = new Map([...this.#known, ...counted.map((day) => [day.from, day] as const)]);
    const latest = days.slice(-2);
    // The service's clock may be behind the browser's, so yesterday may not be over yet.
    for (const day of counted) if (!latest.some(({ from }) => from === day.from)) this.#known.set(day.from, day);
    return days.flatMap(({ from }) => all.get(from) ?? []);
  }
}

/** Most days have no changes, so only the others are counted by kind. */
async function countDays(days: readonly Day[]): Promise<readonly DayCounts[] | null> {
  const totals = await countChanges(days.map(({ from, to }) => filterOf({ ...EVERYTHING, from, to }, null)));
  const busy = days.filter((_, index) => totals?.[index] !== 0);
  const searches = busy.flatMap(({ from, to }) => KINDS.map((kind) => ({ ...EVERYTHING, from, to, kind })));
  const counts = totals && (await countChanges(searches.map((search) => filterOf(search, null))));
  if (counts === null) return null;
  return days.map((day) => {
    const start = busy.indexOf(day) * KINDS.length;
    const [CREATED = 0, UPDATED = 0, DELETED = 0] = start < 0 ? [] : counts.slice(start, start + KINDS.length);
    return { ...day, CREATED, UPDATED, DELETED };
  });
}
