/** Sends changes to the service, as a dry run or for real, and maps its user errors to places in the file. */
import {
  ApplyChangesDocument,
  type DerivedCredentialSettingsChangeInput as ChangeInput,
  type UserErrorCode,
} from '../../client/documents.js';
import { Refusal } from '../../domain/errors.js';
import type { RemoteService } from '../remote/remote-service.js';
import type { Path } from '../settings-file/parse-text.js';
import type { EntryFault } from '../settings-file/read-entry.js';
import type { Part, StepChange } from './parts.js';
import { ANOTHER_ID } from './plan-steps.js';

/** One user error of the service, and the change that it is about. */
export interface Rejection extends StepChange {
  readonly code: UserErrorCode;
  /** The property at fault. */
  readonly field: string;
  readonly message: string;
}

/** Has the changes of a part made, all or none, or only checked. Answers with what stands against them. */
export async function send(service: RemoteService, part: Part, { dryRun }: { readonly dryRun: boolean }) {
  const changes = part.map(({ change }): ChangeInput => change);
  const { applyDerivedCredentialSettingsChanges: payload } = await service.execute(ApplyChangesDocument, {
    input: { changes, dryRun },
  });
  const rejections = payload.userErrors.map(({ code, field, message }): Rejection => {
    // The path is that of the argument: input, changes, which of them, its kind, and the field.
    const change = part[Number(field[2])];
    if (change === undefined) throw new Refusal('UNAVAILABLE', `The service refused something else: ${message}`);
    return { ...change, code, field: field.at(-1) ?? '', message };
  });
  return withoutConsequences(rejections);
}

/** What cannot be restored cannot be updated either, which is no fault of its own. */
function withoutConsequences(rejections: readonly Rejection[]): Rejection[] {
  const unrestored = new Set(rejections.flatMap(({ step, change }) => ('revert' in change ? [step] : [])));
  return rejections.filter(({ step, change }) => 'revert' in change || !unrestored.has(step));
}

/** Throws where somebody else has changed an object since it was read. */
export function throwIfOvertaken(rejections: readonly Rejection[], outcome: string): void {
  const overtaken = rejections.filter(({ code }) => code === 'VERSION_CONFLICT' || code === 'NOT_FOUND');
  if (overtaken.length === 0) return;
  const which = [...new Set(overtaken.map(({ step }) => ('current' in step ? step.current.id : step.id)))].join(', ');
  throw new Refusal('UNAVAILABLE', `Others have changed these objects in the meantime: ${which}. ${outcome}`);
}

/** The same as faults of the entries that the changes come from. */
export function faultsFromRejections(rejections: readonly Rejection[]): EntryFault[] {
  return rejections.map((rejection) => {
    const { step, message } = rejection;
    if (step.path !== null) return faultOfEntry(rejection, step.path);
    return { path: [], message: 'current' in step ? `${step.current.id}: ${message}` : message };
  });
}

/** The service names the version to restore, which no file has: what is wrong is the content that the id stands for. */
function faultOfEntry({ change, code, field, message }: Rejection, path: Path): EntryFault {
  if (!('revert' in change)) return { path: [...path, field], message };
  if (code === 'ISSUER_CONFLICT') return { path: [...path, 'issuer'], message };
  return { path: [...path, 'id'], message: `The deleted object cannot be restored. ${message} ${ANOTHER_ID}` };
}
