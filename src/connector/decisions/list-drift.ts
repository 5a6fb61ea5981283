/** How the two sides of a tenant differ, object by object, in a stable order. Pure. */
import { type DriftPage, type DriftQuery, driftKey, type GraphDrift } from '../../domain/graph-connection.js';
import type { ObjectView, TenantView } from '../worker/tenant-view.js';
import { differencesOf } from './derive-state.js';
import { planAdoption } from './plan-adoption.js';

export function listDrift(tenant: TenantView): readonly GraphDrift[] {
  if (tenant.connection.lastWholeReadAt === null) return [];
  const { pairs, onlyInGraph } = planAdoption(tenant);
  const paired = new Set(pairs.map(({ object }) => object));
  const here = tenant.objects.filter((object) => !paired.has(object)).flatMap(driftOf);
  const linkedContents = new Set(tenant.objects.map(({ wanted }) => JSON.stringify(wanted.content)));
  const there = onlyInGraph.map(({ graphId, content, faults, firstSeenAt: since }): GraphDrift => {
    const isDuplicate = content !== null && linkedContents.has(JSON.stringify(content));
    const kind = content === null ? 'UNREADABLE' : isDuplicate ? 'DUPLICATE' : 'ONLY_IN_GRAPH';
    return { kind, graphId, settingsId: null, since, differences: [], inGraph: content, faults };
  });
  return [...here, ...there];
}

function driftOf(object: ObjectView): readonly GraphDrift[] {
  const { wanted, link, theirs, observed } = object;
  const drift = {
    graphId: link?.graphId ?? null,
    settingsId: wanted.settingsId,
    differences: differencesOf(object),
    inGraph: observed?.content ?? null,
    faults: observed?.faults ?? [],
  };
  // Before that, both sides were known to be equal.
  const since = link === null || wanted.version !== link.confirmedVersion ? wanted.at : link.confirmedAt;
  if (wanted.content === null) return [];
  if (theirs.is === 'unreadable') return [{ ...drift, kind: 'UNREADABLE', since }];
  if (link === null || theirs.is === 'missing') return [{ ...drift, kind: 'ONLY_HERE', since }];
  return drift.differences.length > 0 ? [{ ...drift, kind: 'DIFFERENT', since }] : [];
}

export function driftPage(all: readonly GraphDrift[], { first, after, kinds, only }: DriftQuery): DriftPage {
  const wanted = all.filter(
    (drift) => (kinds === null || kinds.includes(drift.kind)) && (only === undefined || driftKey(drift) === only),
  );
  const start = after === null ? 0 : wanted.findIndex((drift) => driftKey(drift) === after) + 1;
  const items = wanted.slice(start, start + first);
  return { items, hasNext: start + items.length < wanted.length, totalCount: wanted.length };
}
