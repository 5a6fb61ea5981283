/** Makes changes, or tries them without making them (a dry run). Several changes are made together or not at all. */
import {
  ApplyChangesDocument,
  type ChangeFieldsFragment,
  ChangesPageDocument,
  type DerivedCredentialSettingsChangeInput,
} from '../../../../client/documents.js';
import { ask, currentSession } from '../../shared/session.js';
import { differences } from '../differences.js';
import { mutate, type Outcome } from './mutate.js';

export type Step = DerivedCredentialSettingsChangeInput;

/** What a change would make of an object. */
export type Expected = Pick<ChangeFieldsFragment, 'settingsId' | 'version' | 'after'>;

/** The changes that were made; none if the objects already had this content. */
export type Performed = Outcome<readonly ChangeFieldsFragment[]>;

const LATEST = 10;

export async function perform(steps: readonly Step[], dryRun: boolean): Promise<Performed> {
  const outcome = await mutate(ApplyChangesDocument, { input: { changes: steps, dryRun } });
  if (outcome.kind !== 'done') return outcome;
  const { results } = outcome.result.applyDerivedCredentialSettingsChanges;
  return { kind: 'done', result: results.flatMap(({ change }) => change ?? []) };
}

/**
 * Makes changes once, however often it is called. If the service refuses them, looks whether an attempt whose answer was lost has
 * made them, so that they are not taken for changes of somebody else.
 */
export async function performOnce(steps: readonly Step[], expected: readonly Expected[]): Promise<Performed> {
  const outcome = await perform(steps, false);
  if (outcome.kind !== 'refused') return outcome;
  const made = (await Promise.all(expected.map(findMade))).flatMap((change) => change ?? []);
  return made.length === expected.length ? { kind: 'done', result: made } : outcome;
}

/** Null if this user has not made the change. */
async function findMade({ settingsId, version, after }: Expected): Promise<ChangeFieldsFragment | null> {
  const log = await ask(ChangesPageDocument, { last: LATEST, filter: { settingsId: { eq: settingsId } } });
  const made = log?.changes.nodes.find((change) => change.version === version);
  const isOwn = made?.actor.subject === currentSession().viewer?.subject;
  // Fields of one side alone differ, so a deletion is equal only to a deletion.
  return made && isOwn && differences(made.after, after).length === 0 ? made : null;
}
