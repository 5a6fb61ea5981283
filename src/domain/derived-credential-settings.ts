/**
 * The entity, its rules and the plans for changing it. Pure: the same input gives the same plan, and nothing is written.
 * The rules follow Intune's product and Graph's `deviceManagementDerivedCredentialSettings`.
 */
import type { PlannedChange, RecordedChange } from './change.js';
import type { Fault, FaultCode } from './errors.js';
import { hiddenCharacterIn, hidesCharacters } from './hidden-characters.js';

export const ISSUERS = ['INTERCEDE', 'ENTRUST_DATACARD', 'PUREBRED', 'X_TEC'] as const;
export type Issuer = (typeof ISSUERS)[number];

export const NOTIFICATION_TYPES = ['NONE', 'COMPANY_PORTAL', 'EMAIL', 'COMPANY_PORTAL_AND_EMAIL'] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** What an administrator decides about an object. */
export interface SettingsContent {
  readonly displayName: string;
  readonly helpUrl: string | null;
  readonly issuer: Issuer;
  readonly notificationType: NotificationType;
  readonly renewalThresholdPercentage: number;
}

export const CONTENT_FIELDS = [
  'displayName',
  'helpUrl',
  'issuer',
  'notificationType',
  'renewalThresholdPercentage',
] as const satisfies readonly (keyof SettingsContent)[];

/** A settings object as it stands. */
export interface DerivedCredentialSettings extends SettingsContent {
  /** A UUID in lower case, unique within the tenant. */
  readonly id: string;
  /** 1 when new, one more with each change, never restarted. */
  readonly version: number;
  /** Milliseconds since the epoch, as `updatedAt`. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface CreateInput {
  /** Chosen by the client, which makes a retry safe; made by the service where absent. */
  readonly id?: string | null | undefined;
  readonly displayName: string;
  /** Null for none. It has to be said, so that a forgotten one is noticed. */
  readonly helpUrl: string | null;
  readonly issuer: Issuer;
  readonly notificationType: NotificationType;
  readonly renewalThresholdPercentage: number;
}

export interface UpdateInput {
  readonly id: string;
  readonly expectedVersion?: number | null | undefined;
  readonly displayName?: string | null | undefined;
  /** Null clears it. */
  readonly helpUrl?: string | null | undefined;
  /** Accepted only where it is the object's own. */
  readonly issuer?: Issuer | null | undefined;
  readonly notificationType?: NotificationType | null | undefined;
  readonly renewalThresholdPercentage?: number | null | undefined;
}

export interface DeleteInput {
  readonly id: string;
  readonly expectedVersion?: number | null | undefined;
}

export interface RevertInput {
  readonly id: string;
  readonly toVersion: number;
  /** The latest version, which of a deleted object is that of its deletion. */
  readonly expectedVersion?: number | null | undefined;
}

/** What the log knows of an id: its latest change, and the latest that created it. Null where the id was never used. */
export interface Past {
  readonly latest: RecordedChange;
  readonly created: RecordedChange;
}

/** What to do about a request. `unchanged` is success without a change: a retry, or an update to the same content. */
export type Plan =
  | { readonly outcome: 'change'; readonly change: PlannedChange }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] };

const DISPLAY_NAME_MAX = 256;
const HELP_URL_MAX = 2048;
const RENEWAL_THRESHOLD_MIN = 1;
const RENEWAL_THRESHOLD_MAX = 99;
export const RENEWAL_THRESHOLD_DEFAULT = 20;

/** What to do about a help page that is missing or blank. */
export const GIVE_HELP_URL = 'Give an address such as https://example.com/help, or null for none.';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HOST_MAX = 253;
const HOST_LABEL_MAX = 63;

/** The canonical form of an id: lower case. Null where it is not 8-4-4-4-12 hexadecimal digits, of any UUID version. */
export function canonicalId(id: string): string | null {
  const lower = id.toLowerCase();
  return UUID.test(lower) ? lower : null;
}

/** What a creation depends on, beside its input. */
export interface CreateContext {
  /** A new id, or the client's in canonical form, null where it has none. */
  readonly id: string | null;
  /** What the log knows of the id; null where it was never used. */
  readonly past: Past | null;
  /** An issuer other than the input's that the tenant uses already and is kept to; null where there is none. */
  readonly keptTo: Issuer | null;
}

/** Plans the creation of an object. */
export function planCreate(input: CreateInput, { id, past, keptTo }: CreateContext): Plan {
  const { content, faults } = readContent(input);
  if (id === null) faults.unshift(malformedId(input.id ?? ''));
  if (past === null && keptTo !== null) faults.push(issuerConflict('issuer', keptTo));
  if (id === null || faults.length > 0) return refused(...faults);
  if (past === null) {
    return planned({ kind: 'CREATED', settingsId: id, version: 1, createdAt: null, before: null, after: content });
  }
  if (past.latest.kind === 'DELETED') return refused(taken(id, howToRestore(past.latest)));
  if (past.created.after !== null && sameContent(past.created.after, content)) return { outcome: 'unchanged' };
  return refused(taken(id, 'is taken by an object that was created with other content'));
}

/** The mutation is named in every API: only GraphQL has it, and it takes the tokens of the others. */
function howToRestore({ version }: RecordedChange): string {
  const restore = `revertDerivedCredentialSettings of the GraphQL API, to version ${version - 1}`;
  return `belonged to an object that has been deleted. Give another id or none, or restore the object with ${restore}`;
}

/** Plans an update of `current`, which is null where the tenant has no such object. */
export function planUpdate(input: UpdateInput, current: DerivedCredentialSettings | null): Plan {
  if (current === null) return refused(missing(input.id));
  const { content, faults } = readContent({ ...contentOf(current), ...given(input) });
  if (input.issuer !== undefined && input.issuer !== current.issuer) faults.push(issuerFixed('issuer'));
  faults.push(...versionFaults(input.expectedVersion, current));
  if (faults.length > 0) return refused(...faults);
  if (sameContent(content, current)) return { outcome: 'unchanged' };
  return planned({ ...follow(current), kind: 'UPDATED', after: content });
}

/** Plans the deletion of `current`, which is null where the tenant has no such object. */
export function planDelete(input: DeleteInput, current: DerivedCredentialSettings | null): Plan {
  if (current === null) return refused(missing(input.id));
  const faults = versionFaults(input.expectedVersion, current);
  if (faults.length > 0) return refused(...faults);
  return planned({ ...follow(current), kind: 'DELETED', after: null });
}

/** What a revert depends on, beside its input. */
export interface RevertContext {
  /** The latest change of the object; null where it never existed. */
  readonly latest: RecordedChange | null;
  /** The change by which it got the version asked for; null where there is none. */
  readonly target: RecordedChange | null;
  /** As in `CreateContext`, for the issuer of the target. */
  readonly keptTo: Issuer | null;
}

/** Plans to give an object the content of an earlier version, also one that has been deleted. */
export function planRevert(input: RevertInput, { latest, target, keptTo }: RevertContext): Plan {
  if (latest === null) return refused(missing(input.id));
  const faults = versionFaults(input.expectedVersion, latest);
  const goal = target?.after ?? null;
  if (goal === null) return refused(...faults, noSuchContent(input.toVersion, target, latest));
  const { content, faults: contentFaults } = readContent(goal);
  const recreates = latest.after === null;
  // What was allowed then may not be allowed now.
  faults.push(...contentFaults.map((found) => ({ ...found, field: 'toVersion' })));
  if (recreates && keptTo !== null) faults.push(issuerConflict('toVersion', keptTo));
  if (latest.after !== null && latest.after.issuer !== content.issuer) faults.push(issuerFixed('toVersion'));
  if (faults.length > 0) return refused(...faults);
  if (latest.after !== null && sameContent(content, latest.after)) return { outcome: 'unchanged' };
  const { settingsId, version, createdAt, after: before } = latest;
  const place = { settingsId, version: version + 1, before, after: content };
  return planned({ ...place, ...(recreates ? { kind: 'CREATED', createdAt: null } : { kind: 'UPDATED', createdAt }) });
}

function noSuchContent(toVersion: number, target: RecordedChange | null, { version }: RecordedChange): Fault {
  if (target === null) {
    return fault('NOT_FOUND', 'toVersion', `The object has no version ${toVersion}. Its latest is ${version}.`);
  }
  const message = `Version ${toVersion} is a deletion, which has no content. Name another, or delete the object.`;
  return fault('NOT_ALLOWED', 'toVersion', message);
}

/** The content of an object, without what the service adds. */
export function contentOf(settings: SettingsContent): SettingsContent {
  const { displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage } = settings;
  return { displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage };
}

type Given = { readonly [Name in keyof SettingsContent]: SettingsContent[Name] | null };

function given(input: UpdateInput): Partial<Given> {
  const { displayName, helpUrl, notificationType, renewalThresholdPercentage } = input;
  const fields = { displayName, helpUrl, notificationType, renewalThresholdPercentage };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Canonical content, and everything that is wrong with it; the content counts only where nothing is. */
export function readContent(input: Given): { content: SettingsContent; faults: Fault[] } {
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

function readDisplayName(given: string | null, faults: Fault[]): string {
  const field = 'displayName';
  const text = readRequired(field, given, ' ', faults);
  if (given === null) return text;
  if (!text.isWellFormed()) {
    faults.push(fault('MALFORMED', field, 'displayName holds half a surrogate pair, which is no character.'));
    return text;
  }
  const name = text.normalize('NFC').trim();
  if (name === '') faults.push(fault('BLANK', field, 'displayName is blank. Give a name of 1 to 256 characters.'));
  if (longerThan(name, DISPLAY_NAME_MAX)) {
    faults.push(fault('TOO_LONG', field, `displayName is longer than ${DISPLAY_NAME_MAX} characters.`));
  }
  const hidden = hiddenCharacterIn(name);
  if (hidden !== null) {
    const message = `displayName holds ${hidden}, a control, zero-width or direction-changing character. Remove it.`;
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

/** Stricter than the WHATWG parser, which forgives missing slashes, backslashes, line breaks and half surrogates. */
function parseHttpUrl(text: string): URL | null {
  const acceptable = /^https?:\/\/[^/?#]/i.test(text) && text.isWellFormed() && !/[\s\\]/.test(text);
  return acceptable && !hidesCharacters(text) && URL.canParse(text) ? new URL(text) : null;
}

/** Whether DNS can know the host, of which the last dot may be written. An address of IPv6 has no dots and is short. */
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

/** Counts code points, and looks at no more of a long text than it takes to decide. */
function longerThan(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || [...text].length > max);
}

/** Whether two objects, or versions of one, have equal content. */
function sameContent(one: SettingsContent, other: SettingsContent): boolean {
  return CONTENT_FIELDS.every((field) => one[field] === other[field]);
}

function follow(current: DerivedCredentialSettings) {
  const { id: settingsId, version, createdAt } = current;
  return { settingsId, version: version + 1, createdAt, before: contentOf(current) };
}

function versionFaults(expected: number | null | undefined, current: { readonly version: number }): Fault[] {
  if (expected === undefined || expected === null || expected === current.version) return [];
  const message = `The object is at version ${current.version}, not ${expected}. Read it again and decide anew.`;
  return [fault('VERSION_CONFLICT', 'expectedVersion', message)];
}

function missing(id: string): Fault {
  if (canonicalId(id) === null) return malformedId(id);
  return fault('NOT_FOUND', 'id', `There is no settings object with the id ${id}.`);
}

function malformedId(id: string): Fault {
  const shown = id.isWellFormed() && id.length <= 64 && !hidesCharacters(id) ? `"${id}"` : 'This';
  return fault('MALFORMED', 'id', `${shown} is not a UUID. Give 8-4-4-4-12 hexadecimal digits.`);
}

function issuerConflict(field: string, keptTo: Issuer): Fault {
  return fault('ISSUER_CONFLICT', field, `The tenant is kept to one issuer and uses ${keptTo} already.`);
}

function issuerFixed(field: string): Fault {
  const message = 'The issuer is fixed once an object exists. Delete it and create another instead.';
  return fault('NOT_ALLOWED', field, message);
}

function taken(id: string, how: string): Fault {
  return fault('ALREADY_EXISTS', 'id', `The id ${id} ${how}.`);
}

function fault(code: FaultCode, field: string, message: string): Fault {
  return { code, field, message };
}

function planned(change: PlannedChange): Plan {
  return { outcome: 'change', change };
}

function refused(...faults: Fault[]): Plan {
  return { outcome: 'refused', faults };
}
