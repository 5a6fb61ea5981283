/** Plans each kind of change. Pure: the same input gives the same plan, and nothing is written. */
import type { PlannedChange, RecordedChange } from './change.js';
import {
  CONTENT_FIELDS,
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
  /** An id that the client chose, which makes retries safe. If it is absent, the service makes one. */
  readonly id?: string | null | undefined;
  readonly displayName: string;
  /** Null for none. Required, so that a forgotten help page is noticed. */
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
  /** Accepted only if it is the object's current issuer. */
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
  /** The latest version. For a deleted object this is the version of its deletion. */
  readonly expectedVersion?: number | null | undefined;
}

/** The history of an id in the log: its latest change, and the latest change that created it. */
export interface IdHistory {
  readonly latest: RecordedChange;
  readonly created: RecordedChange;
}

/** The decision about a request. `unchanged` means success without a change: a retry, or an update to the same content. */
export type Plan =
  | { readonly outcome: 'change'; readonly change: PlannedChange }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] };

/** The state that a creation depends on. */
export interface CreateContext {
  /** A new id, or the client's id in canonical form; null if the client's id is malformed. */
  readonly id: string | null;
  /** Null if the id was never used. */
  readonly history: IdHistory | null;
  /** Another issuer that the tenant uses already, if a tenant may have only one; else null. */
  readonly usedIssuer: Issuer | null;
}

/** Plans the creation of an object. */
export function planCreate(input: CreateInput, { id, history, usedIssuer }: CreateContext): Plan {
  const { content, faults } = readContent(input);
  if (id === null) faults.unshift(malformedId(input.id ?? ''));
  if (history === null && usedIssuer !== null) faults.push(issuerConflict('issuer', usedIssuer));
  if (id === null || faults.length > 0) return refused(...faults);
  if (history === null) {
    return planned({ kind: 'CREATED', settingsId: id, version: 1, createdAt: null, before: null, after: content });
  }
  if (history.latest.kind === 'DELETED') return refused(taken(id, howToRestore(history.latest)));
  if (differingFields(history.created.after, content).length === 0) return { outcome: 'unchanged' };
  return refused(taken(id, 'is taken by an object that was created with other content'));
}

/** The message names the GraphQL mutation in every API: only GraphQL can revert, and it accepts the same tokens. */
function howToRestore({ version }: RecordedChange): string {
  const restore = `revertDerivedCredentialSettings of the GraphQL API, to version ${version - 1}`;
  return `belonged to an object that has been deleted. Give another id or none, or restore the object with ${restore}`;
}

/** Plans an update of `current`, which is null if the tenant has no such object. */
export function planUpdate(input: UpdateInput, current: DerivedCredentialSettings | null): Plan {
  if (current === null) return refused(missing(input.id));
  const { content, faults } = readContent({ ...contentOf(current), ...given(input) });
  if (input.issuer !== undefined && input.issuer !== current.issuer) faults.push(issuerFixed('issuer'));
  faults.push(...versionFaults(input.expectedVersion, current));
  if (faults.length > 0) return refused(...faults);
  if (differingFields(content, current).length === 0) return { outcome: 'unchanged' };
  return planned({ ...follow(current), kind: 'UPDATED', after: content });
}

/** Plans the deletion of `current`, which is null if the tenant has no such object. */
export function planDelete(input: DeleteInput, current: DerivedCredentialSettings | null): Plan {
  if (current === null) return refused(missing(input.id));
  const faults = versionFaults(input.expectedVersion, current);
  if (faults.length > 0) return refused(...faults);
  return planned({ ...follow(current), kind: 'DELETED', after: null });
}

/** The state that a revert depends on. */
export interface RevertContext {
  /** The latest change of the object; null if it never existed. */
  readonly latest: RecordedChange | null;
  /** The change that produced the requested version; null if there is none. */
  readonly target: RecordedChange | null;
  /** As in `CreateContext`, for the issuer of the target. */
  readonly usedIssuer: Issuer | null;
}

/** Plans to give an object the content of an earlier version. Restores the object if it was deleted. */
export function planRevert(input: RevertInput, { latest, target, usedIssuer }: RevertContext): Plan {
  if (latest === null) return refused(missing(input.id));
  const faults = versionFaults(input.expectedVersion, latest);
  const goal = target?.after ?? null;
  if (goal === null) return refused(...faults, noSuchContent(input.toVersion, target, latest));
  const { content, faults: contentFaults } = readContent(goal);
  const recreates = latest.after === null;
  // The old content is validated again because the rules may have changed.
  faults.push(...contentFaults.map((found) => ({ ...found, field: 'toVersion' })));
  if (recreates && usedIssuer !== null) faults.push(issuerConflict('toVersion', usedIssuer));
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
  const fields = CONTENT_FIELDS.filter((field) => field !== 'issuer' && input[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, input[field]]));
}

function follow(current: DerivedCredentialSettings) {
  const { id: settingsId, version, createdAt } = current;
  return { settingsId, version: version + 1, createdAt, before: contentOf(current) };
}

function versionFaults(expected: number | null | undefined, current: { readonly version: number }): Fault[] {
  if (expected === undefined || expected === null || expected === current.version) return [];
  const message = `The object is at version ${current.version}, not ${expected}. Read it again and decide again.`;
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

function issuerConflict(field: string, usedIssuer: Issuer): Fault {
  return fault('ISSUER_CONFLICT', field, `The tenant may have only one issuer and already uses ${usedIssuer}.`);
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
