/** What a change did, field by field, in words for people. */
import type { SnapshotFieldsFragment } from '../../../client/documents.js';
import { ISSUERS, NOTIFICATIONS } from './labels.js';

export interface Difference {
  readonly field: string;
  /** Null where there was nothing before, or is nothing after. */
  readonly before: string | null;
  readonly after: string | null;
}

type Fields = readonly (readonly [label: string, value: (content: SnapshotFieldsFragment) => string | null])[];

const FIELDS: Fields = [
  ['Name', ({ displayName }) => displayName],
  ['Issuer', ({ issuer }) => ISSUERS[issuer]],
  ['Notification', ({ notificationType }) => NOTIFICATIONS[notificationType]],
  ['Help page', ({ helpUrl }) => helpUrl ?? null],
  ['Threshold', ({ renewalThresholdPercentage }) => `${renewalThresholdPercentage} %`],
];

/** The fields in which two contents differ; all of one where the other is missing. */
export function differences(
  before: SnapshotFieldsFragment | null | undefined,
  after: SnapshotFieldsFragment | null | undefined,
): readonly Difference[] {
  return FIELDS.map(([field, value]) => ({
    field,
    before: before ? value(before) : null,
    after: after ? value(after) : null,
  })).filter((difference) => difference.before !== difference.after);
}
