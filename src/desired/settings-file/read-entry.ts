/**
 * Reads one entry of a settings file, in the spelling of GraphQL, Microsoft Graph or Microsoft365DSC. Reports every fault by
 * the rules of the entity, in the spelling of the file. Does not look at the tenant.
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
import { excerpt } from '../quoting.js';
import type { EntryFault } from './entry-fault.js';
import { describeMember, EntryMembers, type Member } from './entry-members.js';
import type { EntryName } from './entry-names.js';
import { kindOf } from './kind-of.js';
import { adviceForValue } from './other-files.js';
import type { Path } from './parse-text.js';

export type { EntryFault } from './entry-fault.js';

/** The desired state of one object. */
export interface Entry {
  readonly path: Path;
  /** Null if the file identifies the object by its name. */
  readonly id: string | null;
  /** In stored form; empty if there is none. */
  readonly displayName: string;
  /** In stored form; null if the object must not exist. */
  readonly content: SettingsContent | null;
}

export interface EntryRead {
  /** The name, or else the id, in the file; null if it has neither. */
  readonly name: string | null;
  /** Null if it has a fault. */
  readonly entry: Entry | null;
  readonly faults: readonly EntryFault[];
}

// The types an entry may declare: the type in Graph, or the resource in Microsoft365DSC.
const KINDS = { type: `#${ENTITY_TYPE}`, resource: 'IntuneDerivedCredential' } as const;
const WANTED: Readonly<Record<Property, string>> = {
  id: 'Give a UUID, or leave it out.',
  displayName: 'Give a name of 1 to 256 characters, in quotes if it looks like a number or another type.',
  helpUrl: GIVE_HELP_URL,
  issuer: `Give one of ${ISSUERS.join(', ')}.`,
  notificationType: `Give one of ${NOTIFICATION_TYPES.join(', ')}.`,
  renewalThresholdPercentage: 'Give a whole number from 1 to 99, without quotes.',
};
// Valid values in place of those that could not be read, so that the rules report no second fault for them.
const SOUND: SettingsContent = {
  displayName: 'sound',
  helpUrl: null,
  issuer: ISSUERS[0],
  notificationType: NOTIFICATION_TYPES[0],
  renewalThresholdPercentage: RENEWAL_THRESHOLD_DEFAULT,
};
const REMOVED =
  'The entry is a deletion of a delta query ("@removed"). Remove it, or give "Ensure": "Absent" to have the object deleted.';

/** Reads an entry. `isOfPage` is true if it is part of a page of Graph. */
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

/** The fault of an entry that declares another type. Its other faults are not reported. */
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

/** Types may have the URL of their schema in front, and a #. */
function lastPart(kind: string): string | undefined {
  return kind.split('#').at(-1)?.toLowerCase();
}

class EntryReader {
  readonly faults: EntryFault[];
  readonly #members: EntryMembers;
  readonly #path: Path;
  /** Whether a Microsoft program wrote it. These leave out properties that are not set. */
  readonly #isExported: boolean;

  constructor(members: EntryMembers, path: Path, isExported: boolean) {
    this.faults = [...members.faults];
    this.#members = members;
    this.#path = path;
    this.#isExported = isExported;
  }

  /** Whether the entry says that the object must not exist (`Ensure: Absent` in Microsoft365DSC). */
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
    if (id === null && displayName === undefined)
      this.#report('id', 'The entry has neither id nor displayName. Give one of them.');
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

  /** Null and the empty text mean no help page. So does a missing property if a Microsoft program wrote the file. */
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

  /** Microsoft programs leave out empty properties. */
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

  /** The allowed values, in the spelling of the file. */
  #wanted(name: Property): string {
    if (!this.#isExported || (name !== 'issuer' && name !== 'notificationType')) return WANTED[name];
    return `Give one of ${Object.values<string>(ENUMS[name].toGraph).map(excerpt).join(', ')}.`;
  }

  /** The domain's message with the value in question, unless the value may contain a password. */
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
