/** Two people have changed one object: field by field, what it was, what it is now, and what the form has. Pure. */
import type { SettingsFieldsFragment, SnapshotFieldsFragment } from '../../../../client/documents.js';
import type { Draft, Values } from '../form/drafts.js';
import { valuesOf } from '../form/values.js';

export type Side = 'theirs' | 'mine';

export interface Disputed {
  readonly field: keyof Values;
  readonly base: string;
  readonly theirs: string;
  readonly mine: string;
  /** The side that has changed the field; null if both have, so that a person must choose. */
  readonly changedBy: Side | null;
}

/** The fields in which the two sides differ. */
export function disputed({ base, values }: Draft, theirs: SnapshotFieldsFragment): readonly Disputed[] {
  const [before, now] = [valuesOf(base), valuesOf(theirs)];
  return (Object.keys(before) as (keyof Values)[])
    .filter((field) => now[field] !== values[field])
    .map((field) => ({
      field,
      base: before[field] ?? '',
      theirs: now[field] ?? '',
      mine: values[field] ?? '',
      changedBy: values[field] === before[field] ? 'theirs' : now[field] === before[field] ? 'mine' : null,
    }));
}

/** The draft that begins with the object as it is now and has the chosen side of each field. */
export function merged(
  draft: Draft,
  theirs: SettingsFieldsFragment,
  chosen: Readonly<Partial<Record<keyof Values, Side>>>,
): Draft {
  const now = valuesOf(theirs);
  const mine = Object.entries(chosen)
    .filter(([, side]) => side === 'mine')
    .map(([field]) => [field, draft.values[field as keyof Values]]);
  return { ...draft, base: theirs, values: { ...now, ...Object.fromEntries(mine) } };
}
