/** The changes that make an object here what Graph shows. Pure. */
import type { SettingsContent } from '../../../domain/derived-credential-settings.js';
import type { ChangeRequest } from '../../../domain/draft.js';
import type { Wanted } from '../../worker/tenant-view.js';

/** `theirs`: null if Graph does not have the object. */
export function takeTheirs(wanted: Wanted, theirs: SettingsContent | null): readonly ChangeRequest[] {
  const { settingsId: id, version: expectedVersion, content: ours } = wanted;
  if (theirs === null) return ours === null ? [] : [{ delete: { id, expectedVersion } }];
  if (ours !== null) return [{ update: { id, expectedVersion, ...theirs } }];
  // A deletion follows a version with content. What Graph does not share with that version is changed with it.
  return [{ revert: { id, toVersion: expectedVersion - 1, expectedVersion } }, { update: { id, ...theirs } }];
}
