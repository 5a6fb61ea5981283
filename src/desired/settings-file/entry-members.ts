/** The members of an entry by the meaning of their names, including those that an SDK puts into a nested object. Reads no values. */
import { PROPERTIES } from '../../graph/vocabulary.js';
import { excerpt } from '../quoting.js';
import type { EntryFault } from './entry-fault.js';
import { type EntryName, isAnnotation, isPascal, meaningOf } from './entry-names.js';
import { kindOf } from './kind-of.js';
import type { Path } from './parse-text.js';

export interface Member {
  /** The name in the spelling of the file. */
  readonly key: string;
  readonly path: Path;
  readonly value: unknown;
}

/** The members of one entry. */
export class EntryMembers {
  /** Unknown names, and names that mean the same member. */
  readonly faults: EntryFault[] = [];
  readonly #members = new Map<EntryName, Member>();
  #isExported = false;
  #isPascal = false;

  constructor(item: object, path: Path) {
    this.#takeAll(item, path, true);
  }

  /** Whether a Microsoft program wrote it, recognised by marks of OData, an SDK or Microsoft365DSC. */
  get isExported(): boolean {
    return this.#isExported;
  }

  get(name: EntryName): Member | undefined {
    return this.#members.get(name);
  }

  /** A member name in the spelling that the file uses. */
  spelled(name: EntryName): string {
    const usual = this.#isPascal ? `${name[0]?.toUpperCase()}${name.slice(1)}` : name;
    return this.#members.get(name)?.key ?? usual;
  }

  #takeAll(item: object, path: Path, isOutside: boolean): void {
    for (const [key, value] of Object.entries(item)) this.#take({ key, path: [...path, key], value }, isOutside);
  }

  #take(member: Member, isOutside: boolean): void {
    const { key, path, value } = member;
    const meaning = meaningOf(key);
    if ('name' in meaning) this.#keep(meaning.name, member);
    else if ('isHolder' in meaning && isOutside && isObject(value)) this.#takeAll(value, path, false);
    else if ('meant' in meaning) this.faults.push({ path, message: unknown(key, meaning.meant) });
    // `Ensure` has only one spelling, so it does not show which spelling the file uses.
    this.#isPascal ||= 'name' in meaning && meaning.name !== 'ensure' && isPascal(key);
    this.#isExported ||= this.#isPascal || 'isHolder' in meaning || isAnnotation(key);
  }

  /** Objects of SDKs have every property, and keep those that the SDK does not know in a nested object. */
  #keep(name: EntryName, member: Member): void {
    const kept = this.#members.get(name);
    const isElsewhere = kept?.path.length !== member.path.length;
    if (kept === undefined || (isElsewhere && kept.value === null)) this.#members.set(name, member);
    else if (!isElsewhere || member.value !== null) {
      const how = kept.key === member.key ? 'in two places' : `in two spellings, ${kept.key} and ${member.key}`;
      this.faults.push({ path: member.path, message: `${name} is given twice, ${how}. Remove one.` });
    }
  }
}

/** A member and its value in the spelling of the file, such as `issuer is 5`. */
export function describeMember({ key, value }: Member): string {
  return `${key} is ${isObject(value) ? kindOf(value) : excerpt(value)}`;
}

function unknown(key: string, meant: string | null): string {
  const remedy = meant === null ? `An entry has ${PROPERTIES.join(', ')}.` : `Did you mean ${meant}?`;
  return `${excerpt(key)} is not known. ${remedy}`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
