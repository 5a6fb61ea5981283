/**
 * What has been typed into forms and not been saved. It survives that a form is closed, that another view is opened and that a
 * token expires, but no sign-out; before the page is left, the browser asks. Kept in memory only.
 */
import type {
  DerivedCredentialIssuer,
  NotificationType,
  SettingsFieldsFragment,
} from '../../../../client/documents.js';
import { currentSession, onSession } from '../../shared/session.js';
import { stored } from '../stored.js';

/** The values of the form's fields, as they were typed. */
export interface Values {
  readonly displayName: string;
  readonly helpUrl: string;
  readonly issuer: DerivedCredentialIssuer | null;
  readonly notificationType: NotificationType | null;
  readonly renewalThresholdPercentage: string;
}

export interface Draft {
  /** The id of the object. A new object has its id before it is created, so that a repeated create makes no second one. */
  readonly id: string;
  /** The object as it was when the edit began; null for a new one. */
  readonly base: SettingsFieldsFragment | null;
  readonly values: Values;
}

/** By key: the id of an object, or `newKey`. Contains only forms in which something was changed. */
export const drafts = stored<ReadonlyMap<string, Draft>>(new Map());

addEventListener('beforeunload', (event) => {
  if (drafts.get().size > 0) event.preventDefault();
});

// The next person at this computer finds nothing. A token that has expired is no sign-out: its viewer stays.
onSession(() => {
  if (currentSession().viewer === null && drafts.get().size > 0) drafts.set(new Map());
});

export function keepDraft(key: string, draft: Draft): void {
  drafts.set(new Map(drafts.get()).set(key, draft));
}

export function dropDraft(key: string): void {
  const rest = new Map(drafts.get());
  if (rest.delete(key)) drafts.set(rest);
}

/** The key of the object that is about to be created in a tenant. */
export function newKey(tenantId: string): string {
  return `new in ${tenantId}`;
}
