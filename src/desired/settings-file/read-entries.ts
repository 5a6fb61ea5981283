/** Reads the entries of a settings file and all faults of the file itself. Does not look at the tenant. */
import { groupedBy } from '../grouped-by.js';
import { quoted, terminalSafeLine } from '../quoting.js';
import type { EntryFault } from './entry-fault.js';
import { findEntries } from './find-entries.js';
import { type Path, shownPath } from './parse-text.js';
import { type Entry, readEntry } from './read-entry.js';

/** One object of a file. */
export interface ReadObject {
  readonly path: Path;
  /** Its name, its id, or its place in the file. Safe to print on a terminal. */
  readonly label: string;
  /** Null if it has a fault. */
  readonly entry: Entry | null;
  readonly faults: readonly EntryFault[];
}

export interface ReadObjects {
  readonly objects: readonly ReadObject[];
  /** The faults of the file as a whole. If there are any, its objects must not be used. */
  readonly faults: readonly EntryFault[];
}

const LABEL_MAX = 64;

/** Reads the parsed value of a file. `isAliased` as in `findEntries`. */
export function readObjects(value: unknown, isAliased: (path: Path) => boolean = () => false): ReadObjects {
  const { entries: found, faults } = findEntries(value, isAliased);
  const objects = found.map(({ item, path, isOfPage }): ReadObject => {
    const { name, ...read } = readEntry(item, path, isOfPage);
    return {
      path,
      label: terminalSafeLine((name ?? (shownPath(path) || 'without a name')).slice(0, LABEL_MAX)),
      ...read,
    };
  });
  return { objects: withoutRepetitions(objects), faults };
}

/** The valid entries, and all faults of the others and of the file. */
export function readEntries(value: unknown): { readonly entries: readonly Entry[]; readonly faults: EntryFault[] } {
  return entriesOf(readObjects(value));
}

export function entriesOf({ objects, faults }: ReadObjects) {
  return {
    entries: objects.flatMap(({ entry }) => entry ?? []),
    faults: [...faults, ...objects.flatMap((object) => object.faults)],
  };
}

function withoutRepetitions(objects: readonly ReadObject[]): ReadObject[] {
  const faultsOf = groupedBy(repetitions(objects.flatMap(({ entry }) => entry ?? [])), ({ path }) => path);
  return objects.map((object) => {
    const faults = faultsOf.get(object.path);
    return faults === undefined ? object : { ...object, entry: null, faults };
  });
}

/** Finds entries that mean the same object. A name must be unique only if one of its entries has no id. */
function repetitions(entries: readonly Entry[]): EntryFault[] {
  const identified = entries.filter(({ id }) => id !== null);
  const byId = groupedBy(identified, ({ id }) => `id ${id}`);
  const byName = groupedBy(entries, ({ displayName }) => `name ${quoted(displayName)}`);
  const ambiguous = [...byName].filter(([, sharing]) => sharing.some(({ id }) => id === null));
  return [...byId, ...ambiguous].flatMap(([what, [first, ...others]]) => {
    const remedy = 'Remove one of them, or tell them apart by id.';
    const message = `It has the same ${what} as ${shownPath(first?.path ?? [])}. ${remedy}`;
    return others.map(({ path }) => ({ path, message }));
  });
}
