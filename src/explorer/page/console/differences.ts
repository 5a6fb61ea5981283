/** The differences between the content before and after a change, field by field, as labels for display. */
import type { SnapshotFieldsFragment } from '../../../client/documents.js';
import { FIELDS, ISSUERS, NOTIFICATIONS } from './labels.js';

export interface Difference {
  readonly field: string;
  /** Null if the object did not exist before, or if the field was null. The same for `after`. */
  readonly before: string | null;
  readonly after: string | null;
}

type Fields = readonly (readonly [label: string, value: (content: SnapshotFieldsFragment) => string | null])[];

const CONTENT: Fields = [
  [FIELDS.displayName, ({ displayName }) => displayName],
  [FIELDS.issuer, ({ issuer }) => ISSUERS[issuer]],
  [FIELDS.notificationType, ({ notificationType }) => NOTIFICATIONS[notificationType]],
  [FIELDS.helpUrl, ({ helpUrl }) => helpUrl ?? null],
  [FIELDS.renewalThresholdPercentage, ({ renewalThresholdPercentage }) => `${renewalThresholdPercentage} %`],
];

/** The fields that differ; if one side is missing, all fields of the other. */
export function differences(
  before: SnapshotFieldsFragment | null | undefined,
  after: SnapshotFieldsFragment | null | undefined,
): readonly Difference[] {
  return CONTENT.map(([field, value]) => ({
    field,
    before: before ? value(before) : null,
    after: after ? value(after) : null,
  })).filter((difference) => difference.before !== difference.after);
}
