/**
 * The step that records here what changed in Graph. Commits first and links then: what a crash leaves in between is equal on both
 * sides or has the id of its object in Graph, so that the next step finds it. Sends nothing.
 */
import { type Call, WRITE_PERMISSION } from '../../domain/caller.js';
import type { LedgerWrite } from '../../domain/graph-ledger.js';
import { MAX_BATCH } from '../../domain/settings-service.js';
import { planPull, type Replacement } from '../decisions/plan-pull.js';
import { writesForTheirs } from '../decisions/resolution/plan-resolution.js';
import { linksForTakenOver, takeOver } from '../use-cases/take-over.js';
import type { TenantView } from './tenant-view.js';
import type { WorkerContext } from './worker-context.js';

export interface Pulled {
  /** Whether something was recorded, so that there may be more. */
  readonly recorded: boolean;
  /** Whether another read has to say if something is gone. */
  readonly looksAgain: boolean;
}

export async function pullStep(context: WorkerContext, view: TenantView): Promise<Pulled> {
  const { options, parts, lease, memory, tenantId } = context;
  const now = parts.clock.now();
  const isSettled = memory.evidence(now).settled;
  const plan = planPull(view, { isSettled, settleMs: options.settleMs, now });
  const call = replicationCall(tenantId, parts.newId());
  const writes: LedgerWrite[] = [...plan.writes];
  for (const replacement of plan.replacements.slice(0, MAX_BATCH)) {
    writes.push(...(await replace(context, call, replacement, view)));
  }
  if (lease.maySend()) {
    const { taken } = await takeOver(parts, call, plan.creations.slice(0, MAX_BATCH), false);
    writes.push(...linksForTakenOver(taken, view, 'pulled', now));
  }
  await lease.write(writes);
  return { recorded: writes.length > 0, looksAgain: plan.looksAgain };
}

/** Nothing if a rule here refuses it: then it is shown as drift. */
async function replace(
  { parts, lease }: WorkerContext,
  call: Call,
  { object, requests, ends }: Replacement,
  view: TenantView,
): Promise<readonly LedgerWrite[]> {
  // The lease guards the ledger only. A process that slept meanwhile must not commit what it read before.
  if (!lease.maySend()) return [];
  const outcome = await parts.settings.apply(call, requests);
  if (!outcome.ok) return [];
  const { settingsId, version } = object.wanted;
  if (ends) return [{ write: 'unlink', settingsId }];
  return writesForTheirs(object, outcome.results.at(-1)?.settings.version ?? version, view);
}

/** Nobody here asked for these changes. */
function replicationCall(tenantId: string, requestId: string): Call {
  const actor = { subject: 'Microsoft Graph', clientId: null, kind: 'APPLICATION' } as const;
  const caller = { ...actor, tenantId, permissions: [WRITE_PERMISSION], expiresAt: Number.MAX_SAFE_INTEGER };
  return { caller, origin: 'REPLICATION', requestId };
}
