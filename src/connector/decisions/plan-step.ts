/** The next step for a tenant: one request, one record, a wait, or nothing. Pure. */

import type { ConnectorOptions } from '../options.js';
import type { ObjectView, TenantView } from '../tenant-view.js';
import { type Evidence, type Judgement, judge, mayWrite } from './judge.js';

export type Step =
  | { readonly do: 'resolve' }
  | { readonly do: 'read' }
  | { readonly do: 'record'; readonly object: ObjectView; readonly judgement: Judgement }
  | { readonly do: 'send'; readonly object: ObjectView; readonly judgement: Judgement }
  /** Graph has not shown yet what was done. */
  | { readonly do: 'look later' }
  | { readonly do: 'nothing' };

type Judged = { readonly object: ObjectView; readonly judgement: Judgement };

// Deletions before creations: Intune allows one issuer a tenant.
const ORDER = ['delete', 'update', 'create'] as const;

/** `fresh`: whether the last whole read began after the last write had ended, a moment ago. */
export function planStep(tenant: TenantView, evidence: Evidence, fresh: boolean, options: ConnectorOptions): Step {
  if (tenant.open !== null) return { do: 'resolve' };
  const judged = tenant.objects.map(
    (object): Judged => ({ object, judgement: judge(object, tenant, evidence, options) }),
  );
  const recorded = judged.find(({ judgement }) => judgement.is === 'reached' || judgement.is === 'deleted');
  if (recorded !== undefined && mayWrite(tenant, options)) return { do: 'record', ...recorded };
  const next = mayWrite(tenant, options) ? nextRequest(judged) : null;
  if (next !== null) return fresh ? { do: 'send', ...next } : { do: 'read' };
  if (judged.some(({ judgement }) => judgement.is === 'unsettled')) return { do: 'look later' };
  return { do: 'nothing' };
}

function nextRequest(judged: readonly Judged[]): Judged | null {
  for (const kind of ORDER) {
    const found = judged.find(({ judgement }) => judgement.is === kind);
    if (found !== undefined) return found;
  }
  return null;
}
