/**
 * One entry of a desired-state file: GraphQL's spellings, Microsoft Graph's, or Microsoft365DSC's property names. Tells
 * everything that is wrong with it by the rules of the entity. Knows no tenant.
 */
import {
  canonicalId,
  ISSUERS,
  NOTIFICATION_TYPES,
  RENEWAL_THRESHOLD_DEFAULT,
  readContent,
  type SettingsContent,
} from '../../domain/derived-credential-settings.js';
import {
  ENUMS,
  enumFromGraph,
  type GraphEnum,
  PROPERTIES,
  type Property,
  propertyNamed,
} from '../../rest/vocabulary.js';
import { quoted } from '../harmless.js';
import { kindOf } from './kind-of.js';
import type { Path } from './parse-text.js';

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

/** One thing wrong with a file, and where. */
export interface EntryFault {
  readonly path: Path;
  readonly message: string;
}

export interface EntryRead {
  /** Null where something is wrong with it. */
  readonly entry: Entry | null;
  readonly faults: readonly EntryFault[];
}

const WANTED: Readonly<Record<Property, string>> = {
  id: 'Give a UUID, or leave it out.',
  displayName: 'Give a name of 1 to 256 characters, in quotes where it looks like something else.',
  helpUrl: 'Give an address such as https://example.com/help, or null for none.',
  issuer: `Give one of ${ISSUERS.join(', ')}.`,
  notificationType: `Give one of ${NOTIFICATION_TYPES.join(', ')}.`,
  renewalThresholdPercentage: 'Give a whole number from 1 to 99, without quotes.',
};
// What Microsoft365DSC says of a resource beside its content: which it is, and how to sign in to set it.
const IGNORED = [
  'ResourceName',
  'ResourceInstanceName',
  'Credential',
  'ApplicationId',
  'TenantId',
  'ApplicationSecret',
  'CertificateThumbprint',
  'ManagedIdentity',
  'AccessTokens',
].map((name) => name.toLowerCase());
// Content with which nothing is wrong, to stand for what could not be read.
const SOUND: SettingsContent = {
  displayName: 'sound',
  helpUrl: null,
  issuer: ISSUERS[0],
  notificationType: NOTIFICATION_TYPES[0],
  renewalThresholdPercentage: RENEWAL_THRESHOLD_DEFAULT,
};

export function readEntry(item: unknown, path: Path): EntryRead {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return { entry: null, faults: [{ path, message: `The entry is ${kindOf(item)}, and not an object.` }] };
  const reader = new EntryReader(item, path);
  const entry = reader.isAbsent() ? reader.absentEntry() : reader.entry();
  return { entry: reader.faults.length === 0 ? entry : null, faults: reader.faults };
}

class EntryReader {
  readonly faults: EntryFault[] = [];
  readonly #path: Path;
  /** By property, or `ensure`: the name in the file, and the value. */
  readonly #members = new Map<string, { readonly key: string; readonly value: unknown }>();

  constructor(item: object, path: Path) {
    this.#path = path;
    for (const [key, value] of Object.entries(item)) this.#take(key, value);
  }

  /** Whether the entry says, as Microsoft365DSC does, that there is to be no such object. */
  isAbsent(): boolean {
    const ensure = this.#members.get('ensure');
    if (ensure === undefined) return false;
    const wanted = String(ensure.value).toLowerCase();
    if (wanted !== 'absent' && wanted !== 'present')
      this.#report('ensure', `Ensure is ${quoted(ensure.value)}. Give Present or Absent.`);
    return wanted === 'absent';
  }

  absentEntry(): Entry {
    const id = this.#id();
    const displayName = this.#members.has('displayName') ? this.#text('displayName') : undefined;
    if (id === null && displayName === undefined) this.#report('id', 'Neither id nor displayName tells which object.');
    return { path: this.#path, id, displayName: displayName?.normalize('NFC').trim() ?? '', content: null };
  }

  entry(): Entry {
    const id = this.#id();
    const given = {
      displayName: this.#text('displayName'),
      helpUrl: this.#members.get('helpUrl')?.value === null ? null : this.#text('helpUrl'),
      issuer: this.#member('issuer', ENUMS.issuer),
      notificationType: this.#member('notificationType', ENUMS.notificationType),
      renewalThresholdPercentage: this.#threshold(),
    };
    const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { content, faults } = readContent({ ...SOUND, ...known });
    for (const { field, message } of faults) this.#report(field, message);
    return { path: this.#path, id, displayName: content.displayName, content };
  }

  #take(key: string, value: unknown): void {
    const isEnsure = key.toLowerCase() === 'ensure';
    const name = isEnsure ? 'ensure' : propertyNamed(key);
    if (name === undefined) {
      if (key.includes('@') || IGNORED.includes(key.toLowerCase())) return;
      this.faults.push({
        path: [...this.#path, key],
        message: `${quoted(key)} is not known. An entry has ${PROPERTIES.join(', ')}.`,
      });
      return;
    }
    if (this.#members.has(name)) this.#report(name, `${name} is given twice, in two spellings. Remove one.`);
    this.#members.set(name, { key, value });
  }

  #id(): string | null {
    if ((this.#members.get('id')?.value ?? null) === null) return null;
    const text = this.#text('id');
    const id = text === undefined ? null : canonicalId(text);
    if (text !== undefined && id === null) this.#report('id', `${quoted(text)} is not a UUID. ${WANTED.id}`);
    return id;
  }

  #text(name: Property): string | undefined {
    const value = this.#members.get(name)?.value;
    if (typeof value === 'string') return value;
    this.#report(name, `${name} is ${this.#members.has(name) ? kindOf(value) : 'missing'}. ${WANTED[name]}`);
    return undefined;
  }

  #member<Value extends string>(name: Property, graphEnum: GraphEnum<Value>): Value | undefined {
    const text = this.#text(name);
    if (text === undefined) return undefined;
    const found = Object.hasOwn(graphEnum.toGraph, text) ? (text as Value) : enumFromGraph(graphEnum, text);
    if (found === undefined) this.#report(name, `${name} ${quoted(text)} is not known. ${WANTED[name]}`);
    return found;
  }

  #threshold(): number | undefined {
    const name = 'renewalThresholdPercentage';
    const member = this.#members.get(name);
    if (member === undefined || typeof member.value === 'number') return member?.value as number | undefined;
    this.#report(name, `${name} is ${kindOf(member.value)}. ${WANTED[name]}`);
    return undefined;
  }

  #report(name: string, message: string): void {
    const key = this.#members.get(name)?.key;
    this.faults.push({ path: key === undefined ? this.#path : [...this.#path, key], message });
  }
}
