/**
 * What is to be recorded here so that it is as Graph shows it, for a tenant whose settings Intune decides about. Pure. Deletes
 * nothing that exists only here: without a link nothing says that Graph ever had it.
 */
import { differingFields, type SettingsContent } from '../../domain/derived-credential-settings.js';
import type { ChangeRequest } from '../../domain/draft.js';
import type { LedgerWrite, ObservedObject } from '../../domain/graph-ledger.js';
import type { ObjectView, TenantView } from '../worker/tenant-view.js';
import { linkOf } from './link-of.js';
import { likelyIds } from './local-id.js';
import { linksForPairs, planAdoption } from './plan-adoption.js';
import { takeTheirs } from './resolution/take-theirs.js';

/** A linked object that is not as Graph shows it. */
export interface Replacement {
  readonly object: ObjectView;
  readonly requests: readonly ChangeRequest[];
  /** Whether the link ends with it. */
  readonly ends: boolean;
}

export interface PullPlan {
  /** Links of what is equal already, and ends of links. Need no change here. */
  readonly writes: readonly LedgerWrite[];
  readonly replacements: readonly Replacement[];
  readonly creations: readonly ObservedObject[];
  /** Whether something is missing in Graph, and another read has to say whether it is gone. */
  readonly looksAgain: boolean;
}

export interface PullContext {
  /** Whether the last whole read may say that an object is missing. */
  readonly isSettled: (settingsId: string) => boolean;
  readonly settleMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Part = Partial<PullPlan>;

export function planPull(tenant: TenantView, context: PullContext): PullPlan {
  const { pairs, onlyInGraph } = planAdoption(tenant);
  const at = tenant.connection.lastWholeReadAt ?? context.now;
  const pairWrites = linksForPairs(pairs, { at, linkedAt: context.now, linkedBy: 'pulled' });
  const begun = pairBegun(tenant, onlyInGraph, context.now);
  const found = new Set(begun.map(({ graph }) => graph));
  const missingSince = new Map(tenant.ledger.observed.map((each) => [each.graphId, each.missingSince]));
  const parts = tenant.objects.map((object) => planLinked(object, at, { ...context, missingSince }));
  return {
    writes: [...pairWrites, ...begun.map(({ write }) => write), ...parts.flatMap(({ writes = [] }) => writes)],
    replacements: parts.flatMap(({ replacements = [] }) => replacements),
    creations: onlyInGraph.filter((graph) => graph.content !== null && !found.has(graph)),
    looksAgain: parts.some(({ looksAgain }) => looksAgain === true),
  };
}

/** Objects that were created here under the ids of objects in Graph which have changed before they could be linked. */
function pairBegun({ objects }: TenantView, onlyInGraph: readonly ObservedObject[], now: number) {
  const unlinked = new Map(
    objects.flatMap(({ link, wanted }) =>
      link === null && wanted.content !== null
        ? [[wanted.settingsId, { ...wanted, content: wanted.content }] as const]
        : [],
    ),
  );
  return onlyInGraph.flatMap((graph) => {
    const [wanted] = likelyIds(graph.graphId).flatMap((id) => unlinked.get(id) ?? []);
    if (wanted === undefined || graph.content === null) return [];
    unlinked.delete(wanted.settingsId);
    const shown = { graphId: graph.graphId, content: wanted.content };
    return [{ graph, write: linkOf(wanted, shown, { at: now, linkedAt: now, linkedBy: 'pulled' }) }];
  });
}

interface LinkedContext extends PullContext {
  readonly missingSince: ReadonlyMap<string, number | null>;
}

function planLinked(object: ObjectView, at: number, context: LinkedContext): Part {
  const { wanted, link, theirs } = object;
  if (link === null) return {};
  if (theirs.is === 'shown') return planShown(object, theirs.content, at);
  if (theirs.is !== 'missing') return {};
  if (!isGone(wanted.settingsId, context.missingSince.get(link.graphId) ?? null, at, context))
    return { looksAgain: true };
  const requests = takeTheirs(wanted, null);
  if (requests.length > 0) return { replacements: [{ object, requests, ends: true }] };
  return { writes: [{ write: 'unlink', settingsId: wanted.settingsId }] };
}

/** The issuer of an object is fixed here, so one that changed it is another object. */
function planShown(object: ObjectView, theirs: SettingsContent, at: number): Part {
  const { wanted, link } = object;
  if (link === null) return {};
  if (wanted.content !== null && wanted.content.issuer !== theirs.issuer) {
    return { replacements: [{ object, requests: takeTheirs(wanted, null), ends: true }] };
  }
  if (differingFields(wanted.content, theirs).length > 0) {
    return { replacements: [{ object, requests: takeTheirs(wanted, theirs), ends: false }] };
  }
  const isBase = wanted.version === link.confirmedVersion && differingFields(link.confirmed, theirs).length === 0;
  return isBase ? {} : { writes: [linkOf(wanted, { graphId: link.graphId, content: theirs }, { ...link, at })] };
}

/** Two whole reads lacked it, with the settling time in between: a list may be behind for that long. */
function isGone(settingsId: string, missingSince: number | null, at: number, context: PullContext): boolean {
  return context.isSettled(settingsId) && (missingSince === null || at - missingSince >= context.settleMs);
}
