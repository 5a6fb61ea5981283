/** Counts the settings for the charts. A number has the filter of the list to which its bar leads. */
import type { DerivedCredentialIssuer, NotificationType } from '../../../../client/documents.js';
import type { Address } from '../address.js';
import { ISSUERS, NOTIFICATIONS, THRESHOLDS, type Threshold } from '../labels.js';
import { filterOf, type SettingsSearch, UNFILTERED } from '../settings/query.js';
import { countSettings } from './count-in-tens.js';

type Search = Partial<SettingsSearch>;

const ALL_ISSUERS = Object.keys(ISSUERS) as readonly DerivedCredentialIssuer[];
export const ALL_NOTIFICATIONS = Object.keys(NOTIFICATIONS) as readonly NotificationType[];
export const ALL_THRESHOLDS = Object.keys(THRESHOLDS) as readonly Threshold[];

export interface SettingsCounts {
  /** Those that are in use. */
  readonly issuers: readonly DerivedCredentialIssuer[];
  readonly of: (search: Search) => number;
}

/** The list of what matches a search. */
export function listOf(search: Search): Partial<Address> {
  return { ...UNFILTERED, ...search, view: 'settings', id: null, task: 'show' };
}

/** By issuer and notification together, and by threshold. Null if a request failed. */
export async function countAll(): Promise<SettingsCounts | null> {
  const perIssuer = await count(ALL_ISSUERS.map((issuer) => ({ issuer: [issuer] })));
  // The other counts scan all settings: an issuer that is not in use needs none.
  const issuers = ALL_ISSUERS.filter((_, index) => perIssuer?.[index] !== 0);
  const searches: readonly Search[] = [
    ...issuers.flatMap((issuer) =>
      ALL_NOTIFICATIONS.map((notification) => ({ issuer: [issuer], notification: [notification] })),
    ),
    ...ALL_THRESHOLDS.map((threshold) => ({ threshold: [threshold] })),
  ];
  const counts = perIssuer && issuers.length > 0 ? await count(searches) : perIssuer;
  if (counts === null) return null;
  const byText = new Map(searches.map((search, index) => [JSON.stringify(search), counts[index] ?? 0]));
  return { issuers, of: (search) => byText.get(JSON.stringify(search)) ?? 0 };
}

function count(searches: readonly Search[]): Promise<readonly number[] | null> {
  return countSettings(searches.map((search) => filterOf({ ...UNFILTERED, ...search }) ?? {}));
}
