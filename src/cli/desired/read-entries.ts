/** What a desired-state file says, as entries, and everything that is wrong with it by itself. Knows no tenant. */
import { groupedBy } from '../grouped-by.js';
import { quoted } from '../harmless.js';
import { kindOf } from './kind-of.js';
import { type Path, shownPath } from './parse-text.js';
import { type Entry, type EntryFault, readEntry } from './read-entry.js';

/** The name of the list in a file. */
export const LIST = 'derivedCredentials';
const SHAPE = `Give {"${LIST}": [...]}, as export writes it.`;

/** Reads the value of a whole file. */
export function readEntries(value: unknown): { readonly entries: readonly Entry[]; readonly faults: EntryFault[] } {
  const found = listIn(value);
  if ('message' in found) return { entries: [], faults: [{ path: [], message: `${found.message} ${SHAPE}` }] };
  const read = found.list.map((item, index) => readEntry(item, [...found.path, index]));
  const entries = read.flatMap(({ entry }) => entry ?? []);
  return { entries, faults: [...found.faults, ...read.flatMap(({ faults }) => faults), ...repetitions(entries)] };
}

interface Found {
  readonly list: readonly unknown[];
  readonly path: Path;
  readonly faults: readonly EntryFault[];
}

/** The list of settings: under its name, as a page of Graph's, or bare, as Microsoft365DSC has it. */
function listIn(value: unknown): Found | { readonly message: string } {
  if (value === null || value === undefined) return { message: 'The file is empty.' };
  if (Array.isArray(value)) return { list: value, path: [], faults: [] };
  if (typeof value !== 'object') return { message: `The file holds ${kindOf(value)}.` };
  if ('@odata.nextLink' in value)
    return { message: 'The file is one page of several. Put the objects of all into one.' };
  const members = Object.entries(value).filter(([name]) => !name.includes('@'));
  const name = Object.hasOwn(value, LIST) ? LIST : 'value';
  const list: unknown = members.find(([member]) => member === name)?.[1];
  if (list === undefined) return { message: `The file has no ${LIST}.` };
  if (!Array.isArray(list)) return { message: `${name} is ${kindOf(list)}, and not a list.` };
  const others = members.filter(([member]) => member !== name);
  const faults = others.map(([member]) => ({ path: [member], message: `${quoted(member)} is not known. ${SHAPE}` }));
  return { list, path: [name], faults };
}

/** Entries that mean one object. Names need be unique only where one of those who share it is known by nothing else. */
function repetitions(entries: readonly Entry[]): EntryFault[] {
  const identified = entries.filter(({ id }) => id !== null);
  const byId = groupedBy(identified, ({ id }) => `id ${id}`);
  const byName = groupedBy(entries, ({ displayName }) => `name ${quoted(displayName)}`);
  const ambiguous = [...byName].filter(([, sharing]) => sharing.some(({ id }) => id === null));
  return [...byId, ...ambiguous].flatMap(([what, [first, ...others]]) => {
    const mend = 'Remove one of them, or tell them apart by id.';
    const message = `It has the same ${what} as ${shownPath(first?.path ?? [])}. ${mend}`;
    return others.map(({ path }) => ({ path, message }));
  });
}
