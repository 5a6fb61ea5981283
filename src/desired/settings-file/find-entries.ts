/**
 * Finds the entries of a file in every shape in which settings are saved: the list of `export`, one object, a list, a page of
 * Graph, a list of pages. Refuses incomplete lists and files without settings. Does not read the entries.
 */
import { excerpt } from '../quoting.js';
import type { EntryFault } from './entry-fault.js';
import { annotationNamed, isAnnotation, isOfEntry, meaningOf } from './entry-names.js';
import { kindOf } from './kind-of.js';
import { adviceForObject, adviceForValue } from './other-files.js';
import type { Path } from './parse-text.js';

/** A value at the place of an entry. */
export interface FoundEntry {
  readonly item: unknown;
  readonly path: Path;
  /** Whether it is part of a page of Graph. */
  readonly isOfPage: boolean;
}

export interface Found {
  readonly entries: readonly FoundEntry[];
  /** The faults of the file as a whole. */
  readonly faults: readonly EntryFault[];
}

/** The key of the list in a file. */
export const LIST = 'derivedCredentials';
const SHAPE = `Give {"${LIST}": [...]}, as export writes it.`;
const ALL_PAGES =
  'Follow each @odata.nextLink until a page has none, and save all pages as one list: [page, page, …]. ' +
  'Microsoft Graph PowerShell does so with -All.';
// Bounds the recursion: with aliases a list can contain itself.
const MAX_DEPTH = 64;

interface FoundPage {
  readonly path: Path;
  readonly size: number;
  readonly next: string | undefined;
  readonly count: { readonly key: string; readonly value: number } | undefined;
}

/** Finds the entries. `isAliased` says which members of the file only exist to be referred to by aliases. */
export function findEntries(value: unknown, isAliased: (path: Path) => boolean): Found {
  const finder = new Finder(isAliased);
  finder.find(value, [], false);
  // A value that is not a page may be the missing page, so report only that value.
  const faults = finder.faults.length > 0 ? finder.faults : unfinished(finder.pages);
  return { entries: finder.entries, faults };
}

class Finder {
  readonly entries: FoundEntry[] = [];
  readonly faults: EntryFault[] = [];
  readonly pages: FoundPage[] = [];
  readonly #isAliased: (path: Path) => boolean;

  constructor(isAliased: (path: Path) => boolean) {
    this.#isAliased = isAliased;
  }

  find(value: unknown, path: Path, isOfPage: boolean): void {
    const isTop = path.length === 0;
    if (path.length > MAX_DEPTH) this.#refuse([], 'A list holds itself, by an alias. Remove the alias.');
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) this.find(item, [...path, index], isOfPage);
    else if (typeof value === 'object' && value !== null) this.#findInObject(value, path, isOfPage);
    else if (isTop) this.#refuse(path, noObject(value));
    else this.entries.push({ item: value, path, isOfPage });
  }

  #findInObject(object: object, path: Path, isOfPage: boolean): void {
    const other = adviceForObject(object);
    const keys = Object.keys(object);
    const list = keys.find((key) => key === LIST) ?? keys.find((key) => key.toLowerCase() === 'value');
    if (other !== undefined) this.#refuse(path, other);
    else if (list !== undefined) this.#findInList(object, list, path);
    else if (path.length > 0 || keys.some(isOfEntry)) this.entries.push({ item: object, path, isOfPage });
    else this.#refuse(path, `The file has no ${LIST}. ${SHAPE}`);
  }

  #findInList(object: object, name: string, path: Path): void {
    const members = membersOf(object);
    const list: unknown = members.find(([key]) => key === name)?.[1];
    if (!Array.isArray(list)) {
      this.#refuse(path, `${name} is ${kindOf(list)}, and not a list. ${adviceForValue(list) ?? SHAPE}`);
      return;
    }
    this.#checkMembers(members, name, path);
    const pages = this.pages.length;
    const inner = [...path, name];
    if (name === LIST) this.#take(list, inner);
    else this.find(list, inner, true);
    this.#notePage(members, path, list.length, name !== LIST && this.pages.length === pages);
  }

  /** The list that `export` writes holds only entries. */
  #take(list: readonly unknown[], path: Path): void {
    for (const [index, item] of list.entries()) this.entries.push({ item, path: [...path, index], isOfPage: false });
  }

  #checkMembers(members: readonly (readonly [string, unknown])[], name: string, path: Path): void {
    for (const [key, value] of members) {
      const inner = [...path, key];
      if (annotationNamed(key) === 'context') this.#checkContext(value, inner);
      if (key === name || isIgnored(key) || isCount(key) || this.#isAliased(inner)) continue;
      this.#refuse(inner, `${excerpt(key)} is not known. ${SHAPE}`);
    }
  }

  /** Checks that a page belongs to the right collection. */
  #checkContext(context: unknown, path: Path): void {
    const [, of] = /#(.+)$/.exec(String(context)) ?? [];
    if (of === undefined || /derivedCredential/i.test(of)) return;
    this.#refuse(path, `The page is one of ${excerpt(of)}, and not of deviceManagement/derivedCredentials.`);
  }

  /** Any value may say that more follows. Only a page (a list of objects, not of pages) without a next link ends a list. */
  #notePage(members: readonly (readonly [string, unknown])[], path: Path, size: number, isPage: boolean): void {
    const [next] = members.find(([key, value]) => annotationNamed(key) === 'nextlink' && Boolean(value)) ?? [];
    const counts = members.flatMap(([key, value]) =>
      (annotationNamed(key) === 'count' || isCount(key)) && typeof value === 'number' ? [{ key, value }] : [],
    );
    const [count] = counts.toSorted((one, other) => other.value - one.value);
    if (isPage || next !== undefined || (count?.value ?? 0) > size) this.pages.push({ path, size, next, count });
  }

  #refuse(path: Path, message: string): void {
    this.faults.push({ path, message });
  }
}

/** The members of a page. SDKs put those that they do not know into a nested object. */
function membersOf(object: object): [string, unknown][] {
  return Object.entries(object).flatMap(([key, value]: [string, unknown]): [string, unknown][] =>
    'isHolder' in meaningOf(key) ? Object.entries(value ?? {}) : [[key, value]],
  );
}

function isIgnored(key: string): boolean {
  return isAnnotation(key) || 'isIgnored' in meaningOf(key);
}

/** The element count that PowerShell adds next to a list. */
function isCount(key: string): boolean {
  return key.toLowerCase() === 'count';
}

function noObject(value: unknown): string {
  if (value === null || value === undefined) return `The file is empty. ${SHAPE}`;
  return `The file holds ${kindOf(value)}. ${adviceForValue(value) ?? SHAPE}`;
}

/** Incomplete lists: no final page, or a count larger than the list. */
function unfinished(pages: readonly FoundPage[]): EntryFault[] {
  const last = pages.at(-1);
  if (last?.next !== undefined) {
    const message = `The list is incomplete: this page has ${excerpt(last.next)}, and no page after it ends the list. ${ALL_PAGES}`;
    return [{ path: [...last.path, last.next], message }];
  }
  return wholeLists(pages).flatMap((list) => {
    const size = list.reduce((sum, page) => sum + page.size, 0);
    const [most] = list.flatMap(({ path, count }) => (count && count.value > size ? [{ path, ...count }] : []));
    if (most === undefined) return [];
    const remedy = isCount(most.key) ? 'Save the whole list again.' : ALL_PAGES;
    const message = `The list is incomplete: ${most.key} is ${most.value}, but it holds ${size}. ${remedy}`;
    return [{ path: [...most.path, most.key], message }];
  });
}

/** Pages in their order, split after each page without a next link. */
function wholeLists(pages: readonly FoundPage[]): FoundPage[][] {
  const lists: FoundPage[][] = [[]];
  for (const page of pages) {
    lists.at(-1)?.push(page);
    if (page.next === undefined) lists.push([]);
  }
  return lists;
}
