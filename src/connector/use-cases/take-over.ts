/** Creates here what only Graph has, under an id that is always the same. The links follow: a crash in between is mended by the next adoption. */
import type { Call } from '../../domain/caller.js';
import type { ChangeRequest } from '../../domain/draft.js';
import type { Fault } from '../../domain/errors.js';
import type { LedgerWrite, ObservedObject } from '../../domain/graph-ledger.js';
import { MAX_BATCH, type SettingsService } from '../../domain/settings-service.js';
import type { Store } from '../../domain/store.js';
import { linkOf } from '../decisions/link-of.js';
import { localIds } from '../decisions/local-id.js';
import { unreadableFaults } from '../decisions/resolution/resolution.js';
import type { TenantView } from '../worker/tenant-view.js';

export interface Target {
  readonly settings: Pick<SettingsService, 'apply'>;
  readonly store: Pick<Store, 'findLatestChange'>;
}

/** An object of Graph that was created here, or in a dry run would have been. */
export interface TakenOver {
  readonly graph: ObservedObject;
  readonly settingsId: string;
  readonly version: number;
}

export interface TakeOverResult {
  readonly taken: readonly TakenOver[];
  /** Why the others were not created, by Graph id. */
  readonly refused: ReadonlyMap<string, readonly Fault[]>;
}

export async function takeOver(
  target: Target,
  call: Call,
  objects: readonly ObservedObject[],
  dryRun: boolean,
): Promise<TakeOverResult> {
  const refused = new Map<string, readonly Fault[]>();
  const wanted: Creation[] = [];
  for (const graph of objects) {
    const creation = await creationOf(target.store, call.caller.tenantId, graph);
    if ('create' in creation) wanted.push(creation);
    else refused.set(graph.graphId, creation.faults);
  }
  const taken: TakenOver[] = [];
  for (let start = 0; start < wanted.length; start += MAX_BATCH) {
    const batch = await createAll(target, call, wanted.slice(start, start + MAX_BATCH), dryRun);
    taken.push(...batch.taken);
    for (const [graphId, faults] of batch.refused) refused.set(graphId, faults);
  }
  return { taken, refused };
}

interface Creation {
  readonly graph: ObservedObject;
  readonly create: Extract<ChangeRequest, { create: unknown }>['create'];
}

async function creationOf(
  store: Target['store'],
  tenantId: string,
  graph: ObservedObject,
): Promise<Creation | { readonly faults: readonly Fault[] }> {
  const { content } = graph;
  if (content === null) return { faults: unreadableFaults(graph) };
  for (const id of localIds(graph.graphId)) {
    const latest = await store.findLatestChange(tenantId, id);
    if (latest === null) return { graph, create: { id, ...content } };
    if (latest.after !== null) break;
  }
  const message = 'An object here has the id that this one would get. LINK the two, or IGNORE the one in Graph.';
  return { faults: [{ code: 'ALREADY_EXISTS', field: 'take', message }] };
}

/** All but those that a rule refuses: a batch with faults writes nothing, so it is tried again without them. */
async function createAll(
  target: Target,
  call: Call,
  batch: readonly Creation[],
  dryRun: boolean,
): Promise<{ readonly taken: readonly TakenOver[]; readonly refused: TakeOverResult['refused'] }> {
  if (batch.length === 0) return { taken: [], refused: new Map() };
  const requests = batch.map(({ create }) => ({ create }));
  const outcome = await target.settings.apply(call, requests, { dryRun });
  if (outcome.ok) {
    const taken = batch.flatMap(({ graph }, index): TakenOver[] => {
      const settings = outcome.results[index]?.settings;
      return settings === undefined ? [] : [{ graph, settingsId: settings.id, version: settings.version }];
    });
    return { taken, refused: new Map() };
  }
  const faultsAt = (index: number) => outcome.faults.filter((fault) => fault.index === index);
  const rest = await createAll(
    target,
    call,
    batch.filter((_, index) => faultsAt(index).length === 0),
    dryRun,
  );
  const refused = batch.map(({ graph }, index) => [graph.graphId, faultsAt(index)] as const);
  return { ...rest, refused: new Map([...refused.filter(([, faults]) => faults.length > 0), ...rest.refused]) };
}

/** Links for what was taken over, unless the same was done meanwhile. */
export function linksForTakenOver(
  taken: readonly TakenOver[],
  { ledger, connection }: TenantView,
  linkedBy: 'adopted' | 'pulled',
  at: number,
): readonly LedgerWrite[] {
  const linked = new Set(ledger.links.flatMap(({ settingsId, graphId }) => [settingsId, graphId]));
  return taken.flatMap(({ graph: { graphId, content }, settingsId, version }): LedgerWrite[] => {
    if (content === null || linked.has(graphId) || linked.has(settingsId)) return [];
    const facts = { at: connection.lastWholeReadAt ?? at, linkedAt: at, linkedBy };
    return [linkOf({ settingsId, version }, { graphId, content }, facts)];
  });
}
