/** The change that takes an earlier one back. Pure. */
import type { ChangeFieldsFragment } from '../../../../client/documents.js';
import { FIELD_NAMES } from '../labels.js';
import type { Step } from './perform.js';

type Taken = Pick<ChangeFieldsFragment, 'kind' | 'settingsId' | 'version' | 'before' | 'touchedFields'>;
export type Latest = Pick<ChangeFieldsFragment, 'kind' | 'version'>;

/**
 * Null if nothing takes the change back: a creation or deletion that others have followed, or an update of an object that was
 * deleted since. Another update that others have followed is taken back in its own fields.
 * @param latest the latest change of the object, whose version the step expects
 */
export function undoOf({ kind, settingsId, version, before, touchedFields }: Taken, latest: Latest): Step | null {
  const expected = { id: settingsId, expectedVersion: latest.version };
  const isLatest = version === latest.version;
  if (isLatest && kind === 'CREATED') return { delete: expected };
  if (isLatest) return { revert: { ...expected, toVersion: version - 1 } };
  if (kind !== 'UPDATED' || !before || latest.kind === 'DELETED') return null;
  const fields = touchedFields.map((field) => [FIELD_NAMES[field], before[FIELD_NAMES[field]] ?? null]);
  return { update: { ...expected, ...Object.fromEntries(fields) } };
}
