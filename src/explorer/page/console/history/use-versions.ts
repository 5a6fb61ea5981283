/** A React hook that loads which version each object of some changes has now. */
import { type ChangeFieldsFragment, NodesByIdsDocument } from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { useLatest } from '../use-latest.js';

// The most that the API takes at once. Older changes are seldom the latest of their object.
const MOST = 100;

/** By the id of the object. Objects that were deleted are missing. Empty until loaded, and if nothing is asked (null). */
export function useVersions(
  changes: readonly ChangeFieldsFragment[] | null,
  revision: number,
): ReadonlyMap<string, number> {
  const ids = [...new Set((changes ?? []).map(({ settingsId }) => settingsId))].slice(0, MOST);
  const versions = useLatest(async () => {
    if (ids.length === 0) return null;
    const nodes = (await ask(NodesByIdsDocument, { ids }))?.nodes;
    return nodes
      ? new Map(
          nodes.flatMap((node) => (node?.__typename === 'DerivedCredentialSettings' ? [[node.id, node.version]] : [])),
        )
      : null;
  }, [ids.join(), revision]);
  return versions ?? new Map();
}
