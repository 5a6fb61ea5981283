/** Loads objects by their ids, those that were deleted here with what they were last. */
import {
  ChangesPageDocument,
  NodesByIdsDocument,
  type SettingsFieldsFragment,
  type SnapshotFieldsFragment,
} from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';

export interface Listed {
  readonly id: string;
  /** Null if the object was deleted here. */
  readonly settings: SettingsFieldsFragment | null;
  /** The content, also of an object that was deleted. */
  readonly last: SnapshotFieldsFragment | null;
}

// The largest page of the API.
const MOST_CHANGES = 100;

/** In the order of the ids, of which there may be as many as on a page. Null if a request failed. */
export async function loadObjects(ids: readonly string[]): Promise<readonly Listed[] | null> {
  if (ids.length === 0) return [];
  const answer = await ask(NodesByIdsDocument, { ids });
  if (answer === null) return null;
  const existing = answer.nodes.map((node) => (node?.__typename === 'DerivedCredentialSettings' ? node : null));
  const gone = ids.filter((_, index) => existing[index] === null);
  const deleted = gone.length === 0 ? new Map() : await loadDeleted(gone);
  return (
    deleted &&
    ids.map((id, index) => {
      const settings = existing[index] ?? null;
      return { id, settings, last: settings ?? deleted.get(id) ?? null };
    })
  );
}

async function loadDeleted(ids: readonly string[]): Promise<ReadonlyMap<string, SnapshotFieldsFragment | null> | null> {
  const filter = { settingsId: { in: ids }, kind: { eq: 'DELETED' } } as const;
  const log = await ask(ChangesPageDocument, { last: MOST_CHANGES, filter });
  return log && new Map(log.changes.nodes.map(({ settingsId, before = null }) => [settingsId, before]));
}
