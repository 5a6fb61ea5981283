/** Puts one object of a file into a tenant: creates it or, if allowed, restores it. Knows nothing of the file. */
import type { RecordedChange } from '../domain/change.js';
import {
  CONTENT_FIELDS,
  type DerivedCredentialSettings,
  type SettingsContent,
} from '../domain/derived-credential-settings.js';
import type { Fault } from '../domain/errors.js';
import { keptIssuer } from './desired/plan-steps.js';
import type { Offline, Result } from './offline.js';

export interface ImportOptions {
  /** Whether objects that have been deleted are to come back. */
  readonly restore: boolean;
}

/** What an object is to be, under an id in canonical form. */
export interface IdentifiedContent extends SettingsContent {
  readonly id: string;
}

/** What was done, and in words with what or why. */
export async function importObject(
  service: Offline,
  input: IdentifiedContent,
  { restore }: ImportOptions,
): Promise<[Result, string]> {
  const outcome = await service.settings.create(service.call(), input);
  if (outcome.ok) return outcome.change === null ? alreadyThere(outcome.settings, input) : ['created', input.id];
  if (outcome.faults.every(({ code }) => code !== 'ALREADY_EXISTS')) return refused(outcome.faults);
  const { id } = input;
  const deletion = await findDeletion(service, id);
  if (deletion === null) return (await isAsWanted(service, input)) ? ['already there', id] : refused(outcome.faults);
  if (restore) return restoreObject(service, input, deletion);
  return ['refused', `The object ${id} has been deleted. Import with --restore to bring it back.`];
}

/** An object that began as the file has it counts as imported, but may be otherwise by now. */
function alreadyThere(settings: DerivedCredentialSettings, input: IdentifiedContent): [Result, string] {
  const changed = CONTENT_FIELDS.filter((field) => settings[field] !== input[field]);
  if (changed.length === 0) return ['already there', input.id];
  const remedy = 'To make the tenant as the file has it, use apply.';
  return ['already there', `${input.id}, but changed since: ${changed.join(', ')}. ${remedy}`];
}

/** The latest change of an object if that is its deletion. */
async function findDeletion({ settings, call }: Offline, id: string): Promise<RecordedChange | null> {
  const page = { size: 1, from: 'end', after: null, before: null } as const;
  const { items } = await settings.listChanges(call(), { filter: { settingsIds: [id] }, page });
  return items.find(({ kind }) => kind === 'DELETED') ?? null;
}

/** Whether an object that began otherwise, as restored ones may, is as the file has it. */
async function isAsWanted({ settings, call }: Offline, input: IdentifiedContent): Promise<boolean> {
  const outcome = await settings.update(call(), { ...input, dryRun: true });
  return outcome.ok && outcome.change === null;
}

async function restoreObject(
  service: Offline,
  input: IdentifiedContent,
  { version, before }: RecordedChange,
): Promise<[Result, string]> {
  const { id, issuer } = input;
  if (before !== null && before.issuer !== issuer) return ['refused', keptIssuer(before.issuer)];
  const outcome = await service.settings.apply(service.call(), [
    { revert: { id, toVersion: version - 1, expectedVersion: version } },
    // Records nothing if the object was as the file has it.
    { update: { ...input, expectedVersion: version + 1 } },
  ]);
  if (outcome.ok) return ['restored', id];
  const [first] = outcome.faults;
  // Others have restored it in the meantime, so look at it again.
  if (first?.code === 'VERSION_CONFLICT') return importObject(service, input, { restore: true });
  // What could not be restored could not be updated either.
  return refused(outcome.faults.filter(({ index }) => index === first?.index));
}

function refused(faults: readonly Fault[]): [Result, string] {
  return ['refused', faults.map(({ message }) => message).join(' ')];
}
