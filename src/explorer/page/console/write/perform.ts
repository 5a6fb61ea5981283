/** Makes changes, or tries them without making them (a dry run). Several changes are made together or not at all. */
import { print } from 'graphql';
import {
  ApplyChangesDocument,
  type ApplyChangesMutation,
  type ChangeFieldsFragment,
  type DerivedCredentialSettingsChangeInput,
  type UserErrorCode,
} from '../../../../client/documents.js';
import { send } from '../../shared/session.js';

export type Step = DerivedCredentialSettingsChangeInput;

export interface Fault {
  readonly code: UserErrorCode;
  /** The faulty field of the step's input; null if it is the object as a whole. */
  readonly field: string | null;
  readonly message: string;
}

export type Outcome =
  /** `changes` is empty if the objects already had this content. */
  | { readonly kind: 'done'; readonly changes: readonly ChangeFieldsFragment[] }
  /** The service has checked everything and refused it. Nothing was written. */
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  /** It is not known whether the service has received it: the network, the token, a failure. */
  | { readonly kind: 'failed'; readonly message: string };

export async function perform(steps: readonly Step[], dryRun: boolean): Promise<Outcome> {
  const request = { query: print(ApplyChangesDocument), variables: { input: { changes: steps, dryRun } } };
  const { data, errors = [] } = await send<ApplyChangesMutation>(request);
  if (!data || errors.length > 0) return { kind: 'failed', message: errors[0]?.message ?? 'There is no answer.' };
  const { results, userErrors } = data.applyDerivedCredentialSettingsChanges;
  if (userErrors.length > 0) {
    // A path is ["input", "changes", "0", "update", "helpUrl"].
    const faults = userErrors.map(({ code, field, message }) => ({ code, field: field[4] ?? null, message }));
    return { kind: 'refused', faults };
  }
  return { kind: 'done', changes: results.flatMap(({ change }) => change ?? []) };
}
