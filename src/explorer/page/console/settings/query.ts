/** Between the address and the query of the list of settings. Pure. */
import type {
  DerivedCredentialSettingsFilter,
  DerivedCredentialSettingsOrder,
  DerivedCredentialSettingsOrderField,
} from '../../../../client/documents.js';
import type { Address, ORDERS } from '../address.js';
import type { Threshold } from '../labels.js';

const FIELDS = {
  name: 'DISPLAY_NAME',
  issuer: 'ISSUER',
  notification: 'NOTIFICATION_TYPE',
  help: 'HELP_URL',
  threshold: 'RENEWAL_THRESHOLD_PERCENTAGE',
  changed: 'UPDATED_AT',
} as const satisfies Record<(typeof ORDERS)[number], DerivedCredentialSettingsOrderField>;

/** What is searched for in the list. */
export type SettingsSearch = Pick<Address, 'search' | 'issuer' | 'notification' | 'threshold'>;

export const UNFILTERED: SettingsSearch = { search: null, issuer: [], notification: [], threshold: [] };

/** Null if the list is not filtered. */
export function filterOf({
  search,
  issuer,
  notification,
  threshold,
}: SettingsSearch): DerivedCredentialSettingsFilter | null {
  const word = { containsIgnoreCase: search };
  const filter: DerivedCredentialSettingsFilter = {
    ...(search !== null && { or: [{ displayName: word }, { helpUrl: word }] }),
    ...(issuer.length > 0 && { issuer: { in: issuer } }),
    ...(notification.length > 0 && { notificationType: { in: notification } }),
    ...(threshold.length > 0 && { and: [{ or: threshold.map(within) }] }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

function within(threshold: Threshold): DerivedCredentialSettingsFilter {
  const [gte, lte] = threshold.split('-').map(Number);
  return { renewalThresholdPercentage: { gte, lte } };
}

export function orderOf({ order, direction }: Address): readonly DerivedCredentialSettingsOrder[] {
  return [{ field: FIELDS[order], direction: direction === 'up' ? 'ASC' : 'DESC' }];
}
