/** What follows if a person says that two objects are the same one, or that an object of Graph is to be left alone. Pure. */
import { differingFields } from '../../../domain/derived-credential-settings.js';
import type { TenantView } from '../../worker/tenant-view.js';
import { type Resolution, refusedAt } from './resolution.js';
import type { Subject } from './resolution-subject.js';

/** Overwrites nothing: where the two differ, it shows as drift until somebody decides about it. */
export function planLink({ ledger, connection }: TenantView, { object, graph }: Subject, now: number): Resolution {
  if (object === null) return refusedAt('id', 'Name the object here by id.');
  if (graph === null) return refusedAt('graphId', 'Name the object in Graph by graphId, as it was read last.');
  const { settingsId, version, content } = object.wanted;
  const { graphId } = graph;
  if (content === null) return refusedAt('id', 'The object has been deleted here.');
  const other = ledger.links.find((link) => link.graphId === graphId);
  if (other?.settingsId === settingsId) return { do: 'record', writes: [] };
  if (other !== undefined) return refusedAt('graphId', `It is linked to ${other.settingsId}.`);
  const isEqual = differingFields(content, graph.content).length === 0;
  const link = {
    settingsId,
    graphId,
    // Ours as the base, so that every difference counts as a change in Graph, which only a decision undoes.
    confirmed: content,
    confirmedVersion: isEqual ? version : 0,
    confirmedAt: connection.lastWholeReadAt ?? now,
    linkedAt: now,
    linkedBy: 'adopted',
  } as const;
  const settled = [settingsId, graphId].map((about) => ({ write: 'settle', about }) as const);
  return { do: 'record', writes: [{ write: 'link', link }, ...settled] };
}

export function planIgnore({ ledger }: TenantView, { graph }: Subject, since: number): Resolution {
  if (graph === null) return refusedAt('graphId', 'Name an object that Graph shows by graphId.');
  const { graphId } = graph;
  if (ledger.links.some((link) => link.graphId === graphId))
    return refusedAt('graphId', 'It is linked to an object here.');
  const decision = { about: graphId, kind: 'IGNORED', graphIds: [graphId], since } as const;
  return { do: 'record', writes: [{ write: 'decide', decision }] };
}
