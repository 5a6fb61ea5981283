/** Finds a change in the log whose answer was lost, so that it is not taken for one of somebody else. */
import { type ChangeFieldsFragment, ChangesPageDocument } from '../../../../client/documents.js';
import { ask, currentSession } from '../../shared/session.js';
import { differences } from '../differences.js';

const LATEST = 10;

/** @param tried the change as its dry run showed it. Null if the user has not made it. */
export async function findMade(tried: ChangeFieldsFragment): Promise<ChangeFieldsFragment | null> {
  const log = await ask(ChangesPageDocument, { last: LATEST, filter: { settingsId: { eq: tried.settingsId } } });
  const made = log?.changes.nodes.find(({ id }) => id === tried.id);
  return made && isSame(made, tried) ? made : null;
}

function isSame(made: ChangeFieldsFragment, tried: ChangeFieldsFragment): boolean {
  return (
    made.kind === tried.kind &&
    made.actor.subject === currentSession().viewer?.subject &&
    differences(made.after, tried.after).length === 0
  );
}
