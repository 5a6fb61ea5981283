/**
 * One entry of a file of settings: GraphQL's spellings, Microsoft Graph's, or Microsoft365DSC's property names. Tells
 * everything that is wrong with it by the rules of the entity, in the spellings of the file. Knows no tenant.
 */
import {
  canonicalId,
  GIVE_HELP_URL,
  ISSUERS,
  NOTIFICATION_TYPES,
  RENEWAL_THRESHOLD_DEFAULT,
  readContent,
  type SettingsContent,
  storedName,
} from '../../domain/derived-credential-settings.js';
import { ENTITY_TYPE, ENUMS, enumFromGraph, type GraphEnum, type Property } from '../../graph/vocabulary.js';
import { excerpt } from '../terminal/quoting.js';
import type { EntryFault } from './entry-fault.js';
import { describeMember, EntryMembers, type Member } from './entry-members.js';
import type { EntryName } from './entry-names.js';
import { kindOf } from './kind-of.js';
import { adviceForValue } from './other-files.js';
import type { Path } from './parse-text.js';

export type { EntryFault } from './entry-fault.js';

/** One object as it is to be. */
export interface Entry {
  readonly path: Path;
  /** Null where the file knows the object by its name. */
  readonly id: string | null;
  /** As it is stored; the empty text where there is none. */
  readonly displayName: string;
  /** As it is stored; null where there is to be no such object. */
  readonly content: SettingsContent | null;
}

export interface EntryRead {
  /** The name or else the id that the file gives it; null if it gives neither. */
  readonly name: string | null;
  /** Null where something is wrong with it. */
  readonly entry: Entry | null;
  readonly faults: readonly EntryFault[];
}

// What an entry may say that it is: its type in Graph, its resource in Microsoft365DSC.
const KINDS = { type: `#${ENTITY_TYPE}`, resource: 'IntuneDerivedCredential' } as const;
const WANTED: Readonly<Record<Property, string>> = {
  id: 'Give a UUID, or leave it out.',
  displayName: 'Give a name of 1 to 256 characters, in quotes where it looks like something else.',
  helpUrl: GIVE_HELP_URL,
  issuer: `Give one of ${ISSUERS.join(', ')}.`,
  notificationType: `Give one of ${NOTIFICATION_TYPES.join(', ')}.`,
  renewalThresholdPercentage: 'Give a whole number from 1 to 99, without quotes.',
};
// Content with which nothing is wrong, to stand for what could not be read.
const SOUND: SettingsContent = {
  displayName: 'sound',
  helpUrl: null,
  issuer: ISSUERS[0],
  notificationType: NOTIFICATION_TYPES[0],
  renewalThresholdPercentage: RENEWAL_THRESHOLD_DEFAULT,
};
const REMOVED =
  'The entry is a deletion of a delta query ("@removed"). Remove it, or give "Ensure": "Absent" to have the object deleted.';

/** Reads an entry. `isOfPage` says that it stands in a page of Graph's. */
export function readEntry(item: unknown, path: Path, isOfPage: boolean): EntryRead {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    const message = `The entry is ${kindOf(item)}, and not an object. ${adviceForValue(item) ?? ''}`.trim();
    return { name: null, entry: null, faults: [{ path, message }] };
  }
  const members = new EntryMembers(item, path);
  const name = nameIn(members);
  const other = otherThan(members, item);
  if (other !== undefined) return { name, entry: null, faults: [{ path, ...other }] };
  const reader = new EntryReader(members, path, isOfPage || members.isExported);
  const entry = reader.isAbsent() ? reader.absentEntry() : reader.entry();
  return { name, entry: reader.faults.length === 0 ? entry : null, faults: reader.faults };
}

function nameIn(members: EntryMembers): string | null {
  const texts = (['displayName', 'id'] as const).map((name) => members.get(name)?.value);
  const shown = texts.map((text) => (typeof text === 'string' || typeof text === 'number' ? String(text).trim() : ''));
  return shown.find((text) => text !== '') ?? null;
}

/** What is said of an entry that stands for something else than settings. Nothing else in it counts then. */
function otherThan(
  members: EntryMembers,
  item: object,
): { readonly message: string; readonly path?: Path } | undefined {
  if ('@removed' in item) return { message: REMOVED };
  for (const [name, wanted] of Object.entries(KINDS)) {
    const member = members.get(name as keyof typeof KINDS);
    if (member !== undefined && lastPart(String(member.value)) !== lastPart(wanted))
      return {
        path: member.path,
        message: `${describeMember(member)}, and not ${wanted}. Remove the entry from the file.`,
      };
  }
  return undefined;
}

/** Types come with the address of their schema, with a # or without. */
function lastPart(kind: string): string | undefined {
  return kind.split('#').at(-1)?.toLowerCase();
}

class EntryReader {
  readonly faults: EntryFault[];
  readonly #members: EntryMembers;
  readonly #path: Path;
  /** Whether a program of Microsoft's wrote it, which leaves out what is not set. */
  readonly #isExported: boolean;

  constructor(members: EntryMembers, path: Path, isExported: boolean) {
    this.faults = [...members.faults];
    this.#members = members;
    this.#path = path;
    this.#isExported = isExported;
  }

  /** Whether the entry says, as Microsoft365DSC does, that there is to be no such object. */
  isAbsent(): boolean {
    const ensure = this.#members.get('ensure');
    if (ensure === undefined) return false;
    const wanted = String(ensure.value).toLowerCase();
    if (wanted !== 'absent' && wanted !== 'present')
      this.#report('ensure', `${describeMember(ensure)}. Give Present or Absent.`);
    return wanted === 'absent';
  }

  absentEntry(): Entry {
    const id = this.#id();
    const displayName = this.#members.get('displayName') ? this.#text('displayName') : undefined;
    if (id === null && displayName === undefined) this.#report('id', 'Neither id nor displayName tells which object.');
    return { path: this.#path, id, displayName: storedName(displayName ?? ''), content: null };
  }

  entry(): Entry {
    const id = this.#id();
    const given = {
      displayName: this.#text('displayName'),
      helpUrl: this.#helpUrl(),
      issuer: this.#member('issuer', ENUMS.issuer),
      notificationType: this.#member('notificationType', ENUMS.notificationType),
      renewalThresholdPercentage: this.#threshold(),
    };
    const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { content, faults } = readContent({ ...SOUND, ...known });
    for (const { field, message } of faults)
      this.#report(field as Property, this.#inSpelling(field as Property, message));
    return { path: this.#path, id, displayName: content.displayName, content };
  }

  #id(): string | null {
    if ((this.#members.get('id')?.value ?? null) === null) return null;
    const text = this.#text('id');
    const id = text === undefined ? null : canonicalId(text);
    if (text !== undefined && id === null) this.#report('id', `${excerpt(text)} is not a UUID. ${WANTED.id}`);
    return id;
  }

  /** Null and the empty text mean none. So does leaving it out, in what a program of Microsoft's wrote. */
  #helpUrl(): string | null | undefined {
    const value = this.#members.get('helpUrl')?.value;
    const isNone = typeof value === 'string' ? value.trim() === '' : value === null;
    return isNone || (value === undefined && this.#isExported) ? null : this.#text('helpUrl');
  }

  #text(name: Property): string | undefined {
    const member = this.#members.get(name);
    if (typeof member?.value === 'string') return member.value;
    this.#report(
      name,
      `${member ? this.#wrongKind(member) : `${this.#members.spelled(name)} is missing`}. ${this.#wanted(name)}`,
    );
    return undefined;
  }

  #member<Value extends string>(name: Property, graphEnum: GraphEnum<Value>): Value | undefined {
    const text = this.#text(name);
    if (text === undefined) return undefined;
    const found = Object.hasOwn(graphEnum.toGraph, text) ? (text as Value) : enumFromGraph(graphEnum, text);
    if (found === undefined)
      this.#report(name, `${this.#members.spelled(name)} ${excerpt(text)} is not known. ${this.#wanted(name)}`);
    return found;
  }

  /** What a program of Microsoft's leaves empty it leaves out. */
  #threshold(): number | undefined {
    const name = 'renewalThresholdPercentage';
    const member = this.#members.get(name);
    if (member === undefined || (member.value === null && this.#isExported)) return undefined;
    if (typeof member.value === 'number') return member.value;
    this.#report(name, `${this.#wrongKind(member)}. ${WANTED[name]}`);
    return undefined;
  }

  #wrongKind(member: Member): string {
    const isPlain = typeof member.value === 'string' || typeof member.value === 'number';
    return isPlain ? `${describeMember(member)}, ${kindOf(member.value)}` : describeMember(member);
  }

  /** What to give, in the spellings of the file. */
  #wanted(name: Property): string {
    if (!this.#isExported || (name !== 'issuer' && name !== 'notificationType')) return WANTED[name];
    return `Give one of ${Object.values<string>(ENUMS[name].toGraph).map(excerpt).join(', ')}.`;
  }

  /** A message of the domain's, with the value that it is about, unless that may hold a password. */
  #inSpelling(name: Property, message: string): string {
    const member = this.#members.get(name);
    if (member === undefined) return message;
    const isTold = !(name === 'helpUrl' && String(member.value).includes('@'));
    return message.replace(name, () => (isTold ? `${member.key} ${excerpt(member.value)}` : member.key));
  }

  #report(name: EntryName, message: string): void {
    this.faults.push({ path: this.#members.get(name)?.path ?? this.#path, message });
  }
}
