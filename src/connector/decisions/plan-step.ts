/** The next step for a tenant: one request, one record, a wait, or nothing. Pure. */

import type { GraphDecision } from '../../domain/graph-ledger.js';
import type { ConnectorOptions } from '../options.js';
import type { ObjectView, TenantView } from '../worker/tenant-view.js';
import { type Evidence, type Judgement, judge, mayWrite } from './judge.js';

export type Step =
  | { readonly do: 'resolve' }
  | { readonly do: 'read' }
  | { readonly do: 'record'; readonly object: ObjectView; readonly judgement: Judgement }
  | { readonly do: 'send'; readonly object: ObjectView; readonly judgement: Judgement }
  /** An object that only Graph has, by a person's decision. */
  | { readonly do: 'delete in Graph'; readonly decision: GraphDecision }
  /** The decision has nothing left to do. */
  | { readonly do: 'settle'; readonly decision: GraphDecision }
  /** Graph has not shown yet what was done. */
  | { readonly do: 'look later' }
  | { readonly do: 'nothing' };

export interface Judged {
  readonly object: ObjectView;
  readonly judgement: Judgement;
}

// Deletions before creations: Intune allows one issuer a tenant.
const ORDER = ['delete', 'update', 'create'] as const;

/** `fresh`: whether the last whole read began after the last write had ended, a moment ago. */
export function planStep(tenant: TenantView, evidence: Evidence, fresh: boolean, options: ConnectorOptions): Step {
  if (tenant.open !== null) return { do: 'resolve' };
  const judged = tenant.objects.map(
    (object): Judged => ({ object, judgement: judge(object, tenant, evidence, options) }),
  );
  const next = mayWrite(tenant, options) ? nextWrite(tenant, judged) : null;
  if (next !== null) return fresh || next.do === 'record' ? next : { do: 'read' };
  if (judged.some(({ judgement }) => judgement.is === 'unsettled')) return { do: 'look later' };
  return { do: 'nothing' };
}

function nextWrite(tenant: TenantView, judged: readonly Judged[]): Step | null {
  const recorded = judged.find(isToBeRecorded);
  if (recorded !== undefined) return { do: 'record', ...recorded };
  const decided = nextDeletionInGraph(tenant);
  if (decided !== null) return decided;
  const request = nextRequest(judged);
  return request && { do: 'send', ...request };
}

function isToBeRecorded({ object: { decision }, judgement }: Judged): boolean {
  if (judgement.is === 'restored too often') return decision?.kind !== 'RESTORED_TOO_OFTEN';
  return judgement.is === 'reached' || judgement.is === 'deleted';
}

/** What is linked meanwhile is deleted here or not at all; what Graph refused to delete is not sent again. */
function nextDeletionInGraph({ ledger, strangers }: TenantView): Step | null {
  for (const decision of ledger.decisions) {
    if (decision.kind !== 'DELETE_IN_GRAPH') continue;
    if (!strangers.some(({ graphId }) => graphId === decision.about)) return { do: 'settle', decision };
    const latest = ledger.latest.find(({ settingsId }) => settingsId === decision.about);
    const isRefused = latest?.outcome === 'refused' && (latest.outcomeAt ?? 0) >= decision.since;
    if (!isRefused) return { do: 'delete in Graph', decision };
  }
  return null;
}

function nextRequest(judged: readonly Judged[]): Judged | null {
  for (const kind of ORDER) {
    const found = judged.find(({ judgement }) => judgement.is === kind);
    if (found !== undefined) return found;
  }
  return null;
}
