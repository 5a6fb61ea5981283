/**
 * What follows from a person's decision about one object: writes of the ledger, which the worker carries out, or changes here.
 * Pure. Overwrites nothing that the person has not seen.
 */
import type { ResolveInput } from '../../../domain/graph-connection.js';
import type { LedgerWrite, ObservedObject } from '../../../domain/graph-ledger.js';
import type { GraphMode } from '../../options.js';
import type { ObjectView, TenantView } from '../../worker/tenant-view.js';
import { planIgnore, planLink } from './plan-link.js';
import { type Resolution, refusedAt, unreadableFaults } from './resolution.js';
import { findSubject, type Subject } from './resolution-subject.js';
import { takeTheirs } from './take-theirs.js';

export interface ResolutionContext {
  readonly mode: GraphMode;
  /** Whether the last whole read may say that an object is missing. */
  readonly isSettled: (settingsId: string) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function planResolution(tenant: TenantView, input: ResolveInput, context: ResolutionContext): Resolution {
  const subject = findSubject(tenant, input);
  if ('faults' in subject) return { do: 'refuse', faults: subject.faults };
  switch (input.take) {
    case 'OURS':
      return planOurs(tenant, subject, context);
    case 'THEIRS':
      return planTheirs(subject, context);
    case 'LINK':
      return planLink(tenant, subject, context.now);
    case 'IGNORE':
      return planIgnore(tenant, subject, context.now);
  }
}

function planOurs(tenant: TenantView, subject: Subject, context: ResolutionContext): Resolution {
  if (context.mode !== 'push') {
    return refused(`Nothing is changed in Graph in mode ${context.mode}. Take THEIRS, or change the object in Intune.`);
  }
  const { object, graph } = subject;
  if (object !== null) return planOursHere(object, tenant, context);
  const { graphId } = graph;
  const decision = { about: graphId, kind: 'DELETE_IN_GRAPH', graphIds: [graphId], since: context.now } as const;
  return { do: 'record', writes: [{ write: 'decide', decision }] };
}

function planOursHere(object: ObjectView, { connection }: TenantView, context: ResolutionContext): Resolution {
  const { wanted, link, theirs } = object;
  const end = endOfDecision(object, context.now);
  if (link === null) return { do: 'record', writes: end };
  switch (theirs.is) {
    case 'not read':
      return refused('Graph has not been read yet. Try again in a moment.');
    case 'unreadable':
      return refused(
        'Graph holds values that cannot be read here, so they are not overwritten. Correct them in Intune.',
      );
    case 'missing': {
      if (!context.isSettled(wanted.settingsId)) return refused(NOT_SETTLED);
      return { do: 'record', writes: [{ write: 'unlink', settingsId: wanted.settingsId }, ...end] };
    }
    case 'shown': {
      if (wanted.content !== null && connection.updatesInPlace === false) return refused(NOT_IN_PLACE);
      // What the person saw becomes the base, so that ours is sent as a change of it.
      const rebased = { ...link, confirmed: theirs.content, confirmedVersion: 0 };
      return { do: 'record', writes: [{ write: 'link', link: rebased }, ...end] };
    }
  }
}

const NOT_SETTLED = 'Whether the object is gone in Graph is not certain yet. Try again in a few minutes.';
const NOT_IN_PLACE =
  'An update makes a new object in Intune, so none is sent. Take THEIRS, or LINK the object that Intune has now.';

function planTheirs({ object, graph }: Subject, context: ResolutionContext): Resolution {
  if (object === null) {
    return graph.content === null ? unreadable(graph) : { do: 'take over', graph };
  }
  const { wanted, link, theirs, observed, decision } = object;
  if (theirs.is === 'not read') return refused('Graph has not been read yet. Try again in a moment.');
  if (theirs.is === 'unreadable' && observed !== null) return unreadable(observed);
  // Graph has objects that may be this one, so that taking theirs does not mean to have none.
  if (link === null && decision?.kind === 'FOUND_TWICE') return refused('LINK one of the objects, or take OURS.');
  if (theirs.is === 'missing' && link !== null && !context.isSettled(wanted.settingsId)) return refused(NOT_SETTLED);
  const content = theirs.is === 'shown' ? theirs.content : null;
  return { do: 'change here', object, requests: takeTheirs(wanted, content) };
}

/** Ends what waits for a person, and lets a refused change be sent again. */
function endOfDecision({ wanted: { settingsId: about, version }, latest }: ObjectView, since: number): LedgerWrite[] {
  const isRefused = latest?.outcome === 'refused' && latest.version === version;
  if (!isRefused) return [{ write: 'settle', about }];
  return [{ write: 'decide', decision: { about, kind: 'RETRY', graphIds: [], since } }];
}

/** Recorded after the changes here: the object is now what Graph shows. A link that changed meanwhile stays as it is. */
export function writesForTheirs(
  { wanted: { settingsId }, link, theirs }: ObjectView,
  version: number,
  { ledger, connection }: TenantView,
): readonly LedgerWrite[] {
  const current = ledger.links.find((each) => each.settingsId === settingsId);
  if (current?.graphId !== link?.graphId) return [];
  const settle = { write: 'settle', about: settingsId } as const;
  if (current === undefined) return [settle];
  if (theirs.is !== 'shown') return [{ write: 'unlink', settingsId }, settle];
  const confirmedAt = connection.lastWholeReadAt ?? current.confirmedAt;
  const rebased = { ...current, confirmed: theirs.content, confirmedVersion: version, confirmedAt };
  return [{ write: 'link', link: rebased }, settle];
}

function unreadable(graph: ObservedObject): Resolution {
  return { do: 'refuse', faults: unreadableFaults(graph) };
}

function refused(message: string): Resolution {
  return refusedAt('take', message);
}
