/** Which objects of both sides belong together when a tenant is connected first. Deletes and overwrites nothing. Pure. */
import { differingFields } from '../../domain/derived-credential-settings.js';
import type { ObservedObject } from '../../domain/graph-ledger.js';
import type { ObjectView, TenantView } from '../tenant-view.js';

export interface AdoptionPlan {
  /** Equal content, both unlinked: the same id first, then in the order of the lists. */
  readonly pairs: readonly { readonly object: ObjectView; readonly graph: ObservedObject }[];
  /** What only Graph has. */
  readonly onlyInGraph: readonly ObservedObject[];
}

export function planAdoption({ objects, strangers }: TenantView): AdoptionPlan {
  const free = [...strangers];
  const pairs: { object: ObjectView; graph: ObservedObject }[] = [];
  const unlinked = objects.filter(({ link, wanted }) => link === null && wanted.content !== null);
  for (const sameId of [true, false]) {
    for (const object of unlinked) {
      if (pairs.some((pair) => pair.object === object)) continue;
      const index = free.findIndex((graph) => belongsTo(object, graph, sameId));
      const [graph] = index < 0 ? [] : free.splice(index, 1);
      if (graph !== undefined) pairs.push({ object, graph });
    }
  }
  return { pairs, onlyInGraph: free };
}

function belongsTo({ wanted }: ObjectView, graph: ObservedObject, sameId: boolean): boolean {
  if (sameId && graph.graphId.toLowerCase() !== wanted.settingsId) return false;
  return graph.content !== null && differingFields(wanted.content, graph.content).length === 0;
}
