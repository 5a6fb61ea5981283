/** The three-way comparison of one linked object: base (confirmed last), ours (wanted), theirs (the last whole read). Pure. */
import { differingFields, type SettingsContent } from '../../domain/derived-credential-settings.js';
import type { GraphLink } from '../../domain/graph-ledger.js';
import type { Theirs, Wanted } from '../worker/tenant-view.js';

export type Field = keyof SettingsContent;

export type Comparison =
  | { readonly is: 'same' }
  /** Graph shows what is wanted already. */
  | { readonly is: 'reached' }
  /** Ours differs from the base, in fields that nobody else changed. */
  | { readonly is: 'change'; readonly fields: readonly Field[] }
  | { readonly is: 'delete' }
  /** Graph keeps another value than was sent, and has not changed it since. */
  | { readonly is: 'kept otherwise'; readonly fields: readonly Field[] }
  | { readonly is: 'drifted'; readonly fields: readonly Field[] }
  | { readonly is: 'conflict'; readonly fields: readonly Field[] }
  | { readonly is: 'unreadable' }
  | { readonly is: 'missing' }
  | { readonly is: 'not read' };

export function compare(wanted: Wanted, link: GraphLink, theirs: Theirs): Comparison {
  if (theirs.is !== 'shown') return { is: theirs.is };
  const changedThere = differingFields(link.confirmed, theirs.content);
  if (wanted.content === null) {
    return changedThere.length === 0 ? { is: 'delete' } : { is: 'conflict', fields: changedThere };
  }
  return compareContents(wanted.content, changedHere(wanted, link), changedThere, theirs.content);
}

function compareContents(
  ours: SettingsContent,
  here: readonly Field[],
  there: readonly Field[],
  theirs: SettingsContent,
): Comparison {
  if (here.length === 0 && there.length > 0) return { is: 'drifted', fields: there };
  if (here.length === 0) {
    const other = differingFields(ours, theirs);
    return other.length === 0 ? { is: 'same' } : { is: 'kept otherwise', fields: other };
  }
  const missing = here.filter((field) => theirs[field] !== ours[field]);
  const overlap = missing.filter((field) => there.includes(field));
  if (overlap.length > 0) return { is: 'conflict', fields: overlap };
  return missing.length === 0 ? { is: 'reached' } : { is: 'change', fields: missing };
}

/** None if Graph confirmed this very version: if it keeps another value than was sent, sending it again is of no use. */
function changedHere(wanted: Wanted, link: GraphLink): readonly Field[] {
  return wanted.version === link.confirmedVersion ? [] : differingFields(link.confirmed, wanted.content);
}
