/** What a file of settings says, as entries, and everything that is wrong with it by itself. Knows no tenant. */
import { groupedBy } from '../grouped-by.js';
import { quoted, terminalSafeLine } from '../terminal/quoting.js';
import type { EntryFault } from './entry-fault.js';
import { findEntries } from './find-entries.js';
import { type Path, shownPath } from './parse-text.js';
import { type Entry, readEntry } from './read-entry.js';

/** One object that a file names. */
export interface ReadObject {
  readonly path: Path;
  /** What people know it by: its name, its id, or its place in the file. Harmless to print. */
  readonly label: string;
  /** Null if something is wrong with it. */
  readonly entry: Entry | null;
  readonly faults: readonly EntryFault[];
}

export interface ReadObjects {
  readonly objects: readonly ReadObject[];
  /** What is wrong with the file as a whole, so that no object in it counts. */
  readonly faults: readonly EntryFault[];
}

const LABEL_MAX = 64;

/** Reads the value of a whole file. `isAliased` as in `findEntries`. */
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

/** All entries in which nothing is wrong, and everything that is wrong with the others or the file. */
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

/** Entries that mean one object. Names need be unique only if one of those who share it is known by nothing else. */
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
