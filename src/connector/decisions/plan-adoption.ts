/** Which objects of both sides belong together when a tenant is connected first. Deletes and overwrites nothing. Pure. */
import { differingFields } from '../../domain/derived-credential-settings.js';
import type { LedgerWrite, ObservedObject } from '../../domain/graph-ledger.js';
import type { ObjectView, TenantView } from '../worker/tenant-view.js';
import { type LinkFacts, linkOf } from './link-of.js';
import { likelyIds } from './local-id.js';

export interface Pair {
  readonly object: ObjectView;
  readonly graph: ObservedObject;
}

export interface AdoptionPlan {
  /** Equal content, both unlinked: the same id first, then in the order of the lists. */
  readonly pairs: readonly Pair[];
  /** What only Graph has. */
  readonly onlyInGraph: readonly ObservedObject[];
}

export function planAdoption({ objects, strangers }: TenantView): AdoptionPlan {
  const free = new Set(strangers);
  const unlinked = objects.filter(({ link, wanted }) => link === null && wanted.content !== null);
  const byId = new Map(strangers.flatMap((graph) => likelyIds(graph.graphId).map((id) => [id, graph] as const)));
  const pairWith = (find: (object: ObjectView) => ObservedObject | undefined) => (object: ObjectView) => {
    const graph = find(object);
    return graph !== undefined && isEqual(object, graph) && free.delete(graph) ? [{ object, graph }] : [];
  };
  const named = unlinked.flatMap(pairWith(({ wanted }) => byId.get(wanted.settingsId)));
  const taken = new Set(named.map(({ object }) => object));
  const others = unlinked.filter((object) => !taken.has(object));
  const equal = others.flatMap(pairWith((object) => [...free].find((graph) => isEqual(object, graph))));
  return { pairs: [...named, ...equal], onlyInGraph: [...free] };
}

export function linksForPairs(pairs: readonly Pair[], facts: LinkFacts): readonly LedgerWrite[] {
  return pairs.flatMap(({ object: { wanted }, graph: { graphId, content } }) =>
    content === null ? [] : [linkOf(wanted, { graphId, content }, facts)],
  );
}

function isEqual({ wanted }: ObjectView, { content }: ObservedObject): boolean {
  return content !== null && differingFields(wanted.content, content).length === 0;
}
