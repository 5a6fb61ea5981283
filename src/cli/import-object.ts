/** Imports one object: creates it or, if allowed, restores it. Does not read the file. */

import { keptIssuer } from '../desired/plan/plan-steps.js';
import type { RecordedChange } from '../domain/change.js';
import {
  CONTENT_FIELDS,
  type DerivedCredentialSettings,
  type SettingsContent,
} from '../domain/derived-credential-settings.js';
import type { Fault } from '../domain/errors.js';
import type { Offline, Result } from './offline.js';

export interface ImportOptions {
  /** Whether to restore objects that have been deleted. */
  readonly restore: boolean;
}

/** The desired content of an object, with its id in canonical form. */
export interface IdentifiedContent extends SettingsContent {
  readonly id: string;
}

/** The result, and a detail such as the id or the reason. */
export async function importObject(
  session: Offline,
  input: IdentifiedContent,
  { restore }: ImportOptions,
): Promise<[Result, string]> {
  const outcome = await session.service.create(session.call(), input);
  if (outcome.ok) return outcome.change === null ? alreadyThere(outcome.settings, input) : ['created', input.id];
  if (outcome.faults.every(({ code }) => code !== 'ALREADY_EXISTS')) return refused(outcome.faults);
  const { id } = input;
  const deletion = await findDeletion(session, id);
  if (deletion === null) return (await isAsWanted(session, input)) ? ['already there', id] : refused(outcome.faults);
  if (restore) return restoreObject(session, input, deletion);
  return ['refused', `The object ${id} has been deleted. Import with --restore to bring it back.`];
}

/** An object that was created with the content of the file counts as imported, even if it has changed since. */
function alreadyThere(settings: DerivedCredentialSettings, input: IdentifiedContent): [Result, string] {
  const changed = CONTENT_FIELDS.filter((field) => settings[field] !== input[field]);
  if (changed.length === 0) return ['already there', input.id];
  const remedy = 'To make the tenant as the file has it, use apply.';
  return ['already there', `${input.id}, but changed since: ${changed.join(', ')}. ${remedy}`];
}

/** The latest change of an object if it is a deletion. */
async function findDeletion({ service, call }: Offline, id: string): Promise<RecordedChange | null> {
  const page = { size: 1, from: 'end', after: null, before: null } as const;
  const { items } = await service.listChanges(call(), { filter: { settingsIds: [id] }, page });
  return items.find(({ kind }) => kind === 'DELETED') ?? null;
}

/** Whether the object has the content of the file now. It may have been created with other content and restored since. */
async function isAsWanted({ service, call }: Offline, input: IdentifiedContent): Promise<boolean> {
  const outcome = await service.update(call(), { ...input, dryRun: true });
  return outcome.ok && outcome.change === null;
}

async function restoreObject(
  session: Offline,
  input: IdentifiedContent,
  { version, before }: RecordedChange,
): Promise<[Result, string]> {
  const { id, issuer } = input;
  if (before !== null && before.issuer !== issuer) return ['refused', keptIssuer(before.issuer)];
  const outcome = await session.service.apply(session.call(), [
    { revert: { id, toVersion: version - 1, expectedVersion: version } },
    // Records no change if the object already has this content.
    { update: { ...input, expectedVersion: version + 1 } },
  ]);
  if (outcome.ok) return ['restored', id];
  const [first] = outcome.faults;
  // Another writer has restored it meanwhile: read it again.
  if (first?.code === 'VERSION_CONFLICT') return importObject(session, input, { restore: true });
  // If the restore failed, the update fails as well, for the same reason.
  return refused(outcome.faults.filter(({ index }) => index === first?.index));
}

function refused(faults: readonly Fault[]): [Result, string] {
  return ['refused', faults.map(({ message }) => message).join(' ')];
}
