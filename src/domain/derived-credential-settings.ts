/**
 * The entity and its validation rules, which follow Intune and Graph's `deviceManagementDerivedCredentialSettings`. Pure. Does
 * not plan changes.
 */
import { type Fault, fault } from './errors.js';
import { hiddenCharacterIn, hidesCharacters } from './hidden-characters.js';

export const ISSUERS = ['INTERCEDE', 'ENTRUST_DATACARD', 'PUREBRED', 'X_TEC'] as const;
export type Issuer = (typeof ISSUERS)[number];

export function issuersExcept(issuer: Issuer): readonly Issuer[] {
  return ISSUERS.filter((each) => each !== issuer);
}

export const NOTIFICATION_TYPES = ['NONE', 'COMPANY_PORTAL', 'EMAIL', 'COMPANY_PORTAL_AND_EMAIL'] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** The fields of an object that an administrator sets. */
export interface SettingsContent {
  readonly displayName: string;
  readonly helpUrl: string | null;
  readonly issuer: Issuer;
  readonly notificationType: NotificationType;
  readonly renewalThresholdPercentage: number;
}

// An object, so that the compiler reports a missing field. In the order of the schema.
const EVERY_FIELD: Readonly<Record<keyof SettingsContent, true>> = {
  displayName: true,
  helpUrl: true,
  issuer: true,
  notificationType: true,
  renewalThresholdPercentage: true,
};
export const CONTENT_FIELDS = Object.keys(EVERY_FIELD) as readonly (keyof SettingsContent)[];

/** A settings object in its current state. */
export interface DerivedCredentialSettings extends SettingsContent {
  /** A UUID in lower case, unique within the tenant. */
  readonly id: string;
  /** 1 for a new object, then counted up with each change. Never restarts, not even after a deletion. */
  readonly version: number;
  /** Milliseconds since the epoch, as `updatedAt`. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

const DISPLAY_NAME_MAX = 256;
const HELP_URL_MAX = 2048;
const RENEWAL_THRESHOLD_MIN = 1;
const RENEWAL_THRESHOLD_MAX = 99;
export const RENEWAL_THRESHOLD_DEFAULT = 20;

/** The advice in a message about a missing or blank help page. */
export const GIVE_HELP_URL = 'Give an address such as https://example.com/help, or null for none.';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HOST_MAX = 253;
const HOST_LABEL_MAX = 63;

/** The canonical form of an id: lower case. Null if it is not 8-4-4-4-12 hexadecimal digits. Any UUID version is accepted. */
export function canonicalId(id: string): string | null {
  const lower = id.toLowerCase();
  return UUID.test(lower) ? lower : null;
}

/** A UUID (version 8) that is made of at least 32 hexadecimal digits, such as those of a hash. The same digits give the same UUID. */
export function idOfDigits(digits: string): string {
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}

/** The content of an object, without the fields that the service adds. */
export function contentOf(settings: SettingsContent): SettingsContent {
  const { displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage } = settings;
  return { displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage };
}

/** Content as a client sends it. Null asks to clear the field, which only `helpUrl` allows. */
export type GivenContent = { readonly [Name in keyof SettingsContent]: SettingsContent[Name] | null };

/** The fields in which two contents differ, in the order of the schema. Null means no content and differs in every field. */
export function differingFields(one: SettingsContent | null, other: SettingsContent | null): (keyof SettingsContent)[] {
  return CONTENT_FIELDS.filter((field) => one?.[field] !== other?.[field]);
}

/** Validates content and brings it to canonical form. Use the content only if there are no faults. */
export function readContent(input: GivenContent): { content: SettingsContent; faults: Fault[] } {
  const faults: Fault[] = [];
  const content = {
    displayName: readDisplayName(input.displayName, faults),
    helpUrl: input.helpUrl === null ? null : readHelpUrl(input.helpUrl, faults),
    issuer: readRequired('issuer', input.issuer, ISSUERS[0], faults),
    notificationType: readRequired('notificationType', input.notificationType, NOTIFICATION_TYPES[0], faults),
    renewalThresholdPercentage: readThreshold(input.renewalThresholdPercentage, faults),
  };
  return { content, faults };
}

function readRequired<Value>(field: string, value: Value | null, placeholder: Value, faults: Fault[]): Value {
  if (value !== null) return value;
  faults.push(fault('NOT_ALLOWED', field, `${field} cannot be cleared. Leave it out to keep it as it is.`));
  return placeholder;
}

/** The canonical form of a name, in which it is stored. */
export function storedName(given: string): string {
  return given.normalize('NFC').trim();
}

function readDisplayName(given: string | null, faults: Fault[]): string {
  const field = 'displayName';
  const text = readRequired(field, given, ' ', faults);
  if (given === null) return text;
  if (!text.isWellFormed()) {
    faults.push(fault('MALFORMED', field, 'displayName holds half a surrogate pair, which is no character.'));
    return text;
  }
  const name = storedName(text);
  if (name === '') faults.push(fault('BLANK', field, 'displayName is blank. Give a name of 1 to 256 characters.'));
  if (longerThan(name, DISPLAY_NAME_MAX)) {
    faults.push(fault('TOO_LONG', field, `displayName is longer than ${DISPLAY_NAME_MAX} characters.`));
  }
  const hidden = hiddenCharacterIn(name);
  if (hidden !== null) {
    const message = `displayName holds ${hidden}, a character that cannot be seen. Remove it.`;
    faults.push(fault('MALFORMED', field, message));
  }
  return name;
}

function readHelpUrl(given: string, faults: Fault[]): string {
  const field = 'helpUrl';
  const text = given.trim();
  if (text === '') {
    faults.push(fault('BLANK', field, `helpUrl is blank. ${GIVE_HELP_URL}`));
    return text;
  }
  const url = parseHttpUrl(text);
  if (url === null) {
    faults.push(fault('MALFORMED', field, 'helpUrl is not an absolute http or https address.'));
  } else if (!isHostName(url.hostname)) {
    const limits = `Between its dots DNS allows 1 to ${HOST_LABEL_MAX} characters, and ${HOST_MAX} in all.`;
    faults.push(fault('MALFORMED', field, `helpUrl names a host that cannot exist. ${limits}`));
  } else if (url.username !== '' || url.password !== '') {
    faults.push(fault('NOT_ALLOWED', field, 'helpUrl carries a user name or password. Remove it.'));
  }
  const canonical = url?.href ?? text;
  if (canonical.length > HELP_URL_MAX) {
    faults.push(fault('TOO_LONG', field, `helpUrl is longer than ${HELP_URL_MAX} characters.`));
  }
  return canonical;
}

/** Stricter than the WHATWG parser, which accepts missing slashes, backslashes, line breaks and half surrogates. */
function parseHttpUrl(text: string): URL | null {
  const acceptable = /^https?:\/\/[^/?#]/i.test(text) && text.isWellFormed() && !/[\s\\]/.test(text);
  return acceptable && !hidesCharacters(text) && URL.canParse(text) ? new URL(text) : null;
}

/** Whether the host keeps to the length limits of DNS. A final dot is allowed. IPv6 addresses have no dots and always pass. */
function isHostName(host: string): boolean {
  const name = host.replace(/\.$/, '');
  return name.length <= HOST_MAX && name.split('.').every(({ length }) => length > 0 && length <= HOST_LABEL_MAX);
}

function readThreshold(given: number | null, faults: Fault[]): number {
  const field = 'renewalThresholdPercentage';
  const value = readRequired(field, given, RENEWAL_THRESHOLD_DEFAULT, faults);
  if (!Number.isInteger(value) || value < RENEWAL_THRESHOLD_MIN || value > RENEWAL_THRESHOLD_MAX) {
    const bounds = `${RENEWAL_THRESHOLD_MIN} to ${RENEWAL_THRESHOLD_MAX}`;
    faults.push(fault('OUT_OF_RANGE', field, `renewalThresholdPercentage is not a whole number from ${bounds}.`));
  }
  return value;
}

/** Counts code points, but only if the number of UTF-16 units does not decide already. */
function longerThan(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || [...text].length > max);
}
