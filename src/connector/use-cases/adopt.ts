/** The adoption: links what is equal on both sides, and says what is left. Deletes and overwrites nothing. */
import { Refusal } from '../../domain/errors.js';
import type { Adoption } from '../../domain/graph-connection.js';
import type { LedgerWrite } from '../../domain/graph-ledger.js';
import { listDrift } from '../decisions/list-drift.js';
import { type AdoptionPlan, planAdoption } from '../decisions/plan-adoption.js';
import type { TenantWorker } from '../tenant-worker.js';
import { recordDecision } from './tenant-access.js';

export async function adopt(worker: TenantWorker, at: number, dryRun: boolean): Promise<Adoption> {
  const view = await worker.view();
  if (view.connection.lastWholeReadAt === null) {
    throw new Refusal('UNAVAILABLE', 'Graph has not been read yet. Try again in a moment.', { retryAfterSeconds: 5 });
  }
  let { pairs } = planAdoption(view);
  if (!dryRun) {
    await recordDecision(worker, (current) => {
      pairs = planAdoption(current).pairs;
      const facts = { ...current.connection, adoptedAt: at, reviewed: true };
      return [...adoptionLinks(pairs, at), { write: 'connection', facts }];
    });
  }
  const linked = pairs.map(({ object, graph }) => ({ settingsId: object.wanted.settingsId, graphId: graph.graphId }));
  return { linked, takenOver: [], left: listDrift(view) };
}

function adoptionLinks(pairs: AdoptionPlan['pairs'], at: number): LedgerWrite[] {
  return pairs.flatMap(({ object: { wanted }, graph }): LedgerWrite[] => {
    if (graph.content === null) return [];
    const confirmed = { confirmed: graph.content, confirmedVersion: wanted.version, confirmedAt: at };
    const { settingsId } = wanted;
    const link = { settingsId, graphId: graph.graphId, ...confirmed, linkedAt: at, linkedBy: 'adopted' } as const;
    return [{ write: 'link', link }];
  });
}
