/**
 * The adoption: links what is equal on both sides, takes over what only Graph has, and says what is left. Deletes and overwrites
 * nothing. Creates here first and links then, so that a crash in between leaves two equal objects for the next adoption.
 */
import type { Call } from '../../domain/caller.js';
import { Refusal } from '../../domain/errors.js';
import type { AdoptInput, Adoption } from '../../domain/graph-connection.js';
import { isOwnPerhaps } from '../decisions/is-own-perhaps.js';
import { listDrift } from '../decisions/list-drift.js';
import { linksForPairs, type Pair, planAdoption } from '../decisions/plan-adoption.js';
import type { TenantWorker } from '../worker/tenant-worker.js';
import { linksForTakenOver, type TakenOver, type Target, takeOver } from './take-over.js';
import { recordDecision } from './tenant-access.js';

export async function adopt(
  worker: TenantWorker,
  target: Target,
  call: Call,
  { graphIds, dryRun, at }: AdoptInput & { readonly at: number },
): Promise<Adoption> {
  const view = await worker.view();
  if (view.connection.lastWholeReadAt === null) {
    throw new Refusal('UNAVAILABLE', 'Graph has not been read yet. Try again in a moment.', { retryAfterSeconds: 5 });
  }
  const planned = planAdoption(view);
  const chosen = planned.onlyInGraph.filter(
    ({ graphId, content }) => content !== null && (graphIds?.includes(graphId) ?? true) && !isOwnPerhaps(view, graphId),
  );
  const { taken } = await takeOver(target, call, chosen, dryRun);
  const takenOver = taken.map(({ graph }) => graph.graphId);
  if (dryRun) {
    const left = listDrift(view).filter(({ graphId }) => graphId === null || !takenOver.includes(graphId));
    return { linked: planned.pairs.map(linkedOf), takenOver, left };
  }
  let pairs: readonly Pair[] = [];
  await recordDecision(worker, (current) => {
    const links = linksForTakenOver(taken, current, 'adopted', at);
    pairs = planAdoption(current).pairs.filter((pair) => !taken.some((each) => isSame(each, pair)));
    const facts = { ...current.connection, adoptedAt: at, reviewed: true };
    return [
      // First, because the facts of another target discard what was kept for the one before.
      { write: 'connection', facts },
      ...links,
      ...linksForPairs(pairs, { at, linkedAt: at, linkedBy: 'adopted' }),
    ];
  });
  return { linked: pairs.map(linkedOf), takenOver, left: listDrift(await worker.view()) };
}

function isSame({ graph, settingsId }: TakenOver, pair: Pair): boolean {
  return graph.graphId === pair.graph.graphId || settingsId === pair.object.wanted.settingsId;
}

function linkedOf({ object, graph }: Pair) {
  return { settingsId: object.wanted.settingsId, graphId: graph.graphId };
}
