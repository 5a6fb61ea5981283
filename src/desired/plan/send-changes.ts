/** Sends changes to the service, as a dry run or for real, and maps its user errors to places in the file. */
import {
  ApplyChangesDocument,
  type DerivedCredentialSettingsChangeInput as ChangeInput,
  type UserErrorCode,
} from '../../client/documents.js';
import { Refusal } from '../../domain/errors.js';
import type { Path } from '../settings-file/parse-text.js';
import type { EntryFault } from '../settings-file/read-entry.js';
import type { Part, StepChange } from './parts.js';
import { ANOTHER_ID } from './plan-steps.js';
import type { TenantService } from './tenant-service.js';

/** A user error of the service, with the change that it concerns. */
export interface Rejection extends StepChange {
  readonly code: UserErrorCode;
  /** The faulty property. */
  readonly field: string;
  readonly message: string;
}

/** Sends the changes of one part, which are made all or none, or only checked. Returns the rejections. */
export async function send(service: TenantService, part: Part, { dryRun }: { readonly dryRun: boolean }) {
  const changes = part.map(({ change }): ChangeInput => change);
  const { applyDerivedCredentialSettingsChanges: payload } = await service.execute(ApplyChangesDocument, {
    input: { changes, dryRun },
  });
  const rejections = payload.userErrors.map(({ code, field, message }): Rejection => {
    // The path begins at the argument: input, changes, index, kind, field.
    const change = part[Number(field[2])];
    if (change === undefined) throw new Refusal('UNAVAILABLE', `The service refused something else: ${message}`);
    return { ...change, code, field: field.at(-1) ?? '', message };
  });
  return withoutConsequences(rejections);
}

/** Drops faults of updates whose restore failed: they are consequences. */
function withoutConsequences(rejections: readonly Rejection[]): Rejection[] {
  const unrestored = new Set(rejections.flatMap(({ step, change }) => ('revert' in change ? [step] : [])));
  return rejections.filter(({ step, change }) => 'revert' in change || !unrestored.has(step));
}

/** Throws if another writer changed an object since it was read. */
export function throwIfOvertaken(rejections: readonly Rejection[], outcome: string): void {
  const overtaken = rejections.filter(({ code }) => code === 'VERSION_CONFLICT' || code === 'NOT_FOUND');
  if (overtaken.length === 0) return;
  const which = [...new Set(overtaken.map(({ step }) => ('current' in step ? step.current.id : step.id)))].join(', ');
  throw new Refusal('UNAVAILABLE', `Others have changed these objects in the meantime: ${which}. ${outcome}`);
}

/** Maps rejections to faults of the entries that the changes come from. */
export function faultsFromRejections(rejections: readonly Rejection[]): EntryFault[] {
  return rejections.map((rejection) => {
    const { step, message } = rejection;
    if (step.path !== null) return faultOfEntry(rejection, step.path);
    return { path: [], message: 'current' in step ? `${step.current.id}: ${message}` : message };
  });
}

/** The service reports the field `toVersion`, which files do not have: report the entry instead. */
function faultOfEntry({ change, code, field, message }: Rejection, path: Path): EntryFault {
  if (!('revert' in change)) return { path: [...path, field], message };
  if (code === 'ISSUER_CONFLICT') return { path: [...path, 'issuer'], message };
  return { path: [...path, 'id'], message: `The deleted object cannot be restored. ${message} ${ANOTHER_ID}` };
}
