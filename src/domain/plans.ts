/** The plans for changing settings. Pure: the same input gives the same plan, and nothing is written. */
import type { PlannedChange, RecordedChange } from './change.js';
import {
  canonicalId,
  contentOf,
  type DerivedCredentialSettings,
  differingFields,
  type GivenContent,
  type Issuer,
  type NotificationType,
  readContent,
} from './derived-credential-settings.js';
import { type Fault, fault } from './errors.js';
import { hidesCharacters } from './hidden-characters.js';

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
  if (differingFields(past.created.after, content).length === 0) return { outcome: 'unchanged' };
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
  if (differingFields(content, current).length === 0) return { outcome: 'unchanged' };
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
  if (differingFields(content, latest.after).length === 0) return { outcome: 'unchanged' };
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

function given(input: UpdateInput): Partial<GivenContent> {
  const { displayName, helpUrl, notificationType, renewalThresholdPercentage } = input;
  const fields = { displayName, helpUrl, notificationType, renewalThresholdPercentage };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
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

function planned(change: PlannedChange): Plan {
  return { outcome: 'change', change };
}

function refused(...faults: Fault[]): Plan {
  return { outcome: 'refused', faults };
}
