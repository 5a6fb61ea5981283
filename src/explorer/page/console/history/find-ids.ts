/** Finds the objects whose name contains a text, those that were deleted too. The API's filter of changes knows only ids. */
import { ChangesPageDocument, SettingsPageDocument } from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';

/** The most ids that one filter takes. */
const MOST = 100;

export interface FoundObjects {
  readonly ids: readonly string[];
  /** Whether more objects match than a filter can name. */
  readonly isCut: boolean;
}

/** Among those that exist, and among the last deletions. Null if a request failed. */
export async function findIds(text: string): Promise<FoundObjects | null> {
  const [existing, deleted] = await Promise.all([
    ask(SettingsPageDocument, { first: MOST, filter: { displayName: { containsIgnoreCase: text } } }),
    ask(ChangesPageDocument, { last: MOST, filter: { kind: { eq: 'DELETED' } } }),
  ]);
  if (existing === null || deleted === null) return null;
  const wanted = text.toLowerCase();
  const gone = deleted.changes.nodes.filter(({ before }) => before?.displayName.toLowerCase().includes(wanted));
  const ids = [
    ...new Set([...existing.derivedCredentials.nodes.map(({ id }) => id), ...gone.map(({ settingsId }) => settingsId)]),
  ];
  return { ids: ids.slice(0, MOST), isCut: ids.length > MOST || existing.derivedCredentials.totalCount > MOST };
}
