/** One step of folding a log: whether an entry can follow the entry of the same object before it. Pure. */
import { type RecordedChange, settingsAfter } from '../../../domain/change.js';
import type { DerivedCredentialSettings } from '../../../domain/derived-credential-settings.js';
import { CHANGE } from '../rows.js';
import type { Row } from '../snapshot.js';

export interface FoldedEntry {
  readonly change: RecordedChange;
  /** The text of its snapshot. */
  readonly after: unknown;
  /** The position from which the content before it was there, as the table `superseded` says; null if it says nothing. */
  readonly since: unknown;
}

/** What to select of the log for `readEntry`, and `superseded.since` as the last. */
export const ENTRY_SELECTION = CHANGE.selection.slice(0, -1);
const AFTER = CHANGE.columns.indexOf('after');

/** Throws a `DamagedRow` if the row holds a value that no release writes. */
export function readEntry(tenantId: string, row: Row, before: FoldedEntry | null): FoldedEntry {
  const after = row[AFTER];
  const change = CHANGE.read(tenantId, [...row.slice(0, -1), row[4] === 'CREATED' ? null : (before?.after ?? null)]);
  return { change, after, since: row.at(-1) };
}

/** The position since which there was a content that the entry ended; null if there was none. */
export function supersededBy(before: FoldedEntry | null): number | null {
  return before === null || before.change.kind === 'DELETED' ? null : before.change.position;
}

/** What is wrong with an entry; null if nothing is. */
export function faultOfEntry({ change, since }: FoldedEntry, before: FoldedEntry | null): string | null {
  const { version, position, kind, at, createdAt } = change;
  const previous = before?.change;
  if (version !== (previous?.version ?? 0) + 1) {
    return `The version ${version} of an object follows its version ${previous?.version ?? 0}.`;
  }
  if (position <= (previous?.position ?? 0)) return 'The versions of an object are not in the order of the log.';
  const existed = supersededBy(before) !== null;
  if ((kind === 'CREATED') === existed) return 'The kind of the change does not follow from the change before it.';
  if (createdAt !== (kind === 'CREATED' ? at : previous?.createdAt)) {
    return 'The time of creation is not that of the creation of the object.';
  }
  return since === supersededBy(before) ? null : 'The table of what was superseded does not say what the log says.';
}

/** What is wrong with the row of an object whose last entry this is; `row` is null if there is none. */
export function faultOfRow(
  { change }: FoldedEntry,
  row: { readonly settings: DerivedCredentialSettings; readonly position: unknown } | null,
): string | null {
  const expected = settingsAfter(change);
  if (row === null) return expected === null ? null : 'The object is missing from the settings.';
  if (expected === null) return 'The object is still in the settings, although this change deleted it.';
  const fields = Object.keys(expected) as (keyof DerivedCredentialSettings)[];
  const differing = fields.filter((field) => row.settings[field] !== expected[field]);
  if (row.position !== change.position) differing.push('position' as never);
  return differing.length === 0
    ? null
    : `The row of the settings is not what this change left. It differs in ${differing.join(', ')}.`;
}
