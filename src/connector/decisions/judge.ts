/**
 * What follows for one object from its comparison: in sync, a request, a wait, or a decision. Pure. States that are shown and
 * requests that are sent are both derived from this, so that they cannot contradict each other.
 */

import type { ConnectorOptions } from '../options.js';
import type { ObjectView, TenantView } from '../worker/tenant-view.js';
import { type Comparison, compare, type Field } from './compare.js';

/** What is known about the time of the last whole read. */
export interface Evidence {
  /** Whether the last whole read began after the settling time of everything that was done to this object. */
  readonly settled: (settingsId: string) => boolean;
  /** Whether the last whole read began after the last attempt on the object had ended. */
  readonly readAfter: (settingsId: string) => boolean;
  /** Whether the last whole read is younger than three intervals. */
  readonly recent: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Judgement =
  | { readonly is: 'not connected' }
  | { readonly is: 'in sync' }
  /** To be recorded without a request: Graph shows what is wanted. */
  | { readonly is: 'reached' }
  /** To be recorded without a request: what was to be deleted is not there. */
  | { readonly is: 'deleted' }
  | { readonly is: 'create'; readonly restore: boolean }
  | { readonly is: 'update'; readonly fields: readonly Field[]; readonly restore: boolean }
  | { readonly is: 'delete' }
  /** Wait and look again. */
  | { readonly is: 'unsettled' }
  | { readonly is: 'stale' }
  | { readonly is: 'open attempt' }
  | { readonly is: 'refused' }
  | { readonly is: 'issuer in use' }
  | { readonly is: 'held' }
  | { readonly is: 'blocked by strangers' }
  | { readonly is: 'drifted'; readonly fields: readonly Field[] }
  | { readonly is: 'gone' }
  | { readonly is: 'unreadable' }
  | { readonly is: 'conflict'; readonly fields: readonly Field[] }
  | { readonly is: 'not updated in place' }
  | { readonly is: 'restored too often' }
  | { readonly is: 'found twice' };

const MAX_RESTORES = 3;
const WAITING_FOR_A_PERSON = {
  FOUND_TWICE: 'found twice',
  NOT_UPDATED_IN_PLACE: 'not updated in place',
  RESTORED_TOO_OFTEN: 'restored too often',
} as const;

export function judge(
  object: ObjectView,
  tenant: TenantView,
  evidence: Evidence,
  options: ConnectorOptions,
): Judgement {
  if (tenant.open?.settingsId === object.wanted.settingsId) return { is: 'open attempt' };
  const waiting = object.decision && WAITING_FOR_A_PERSON[object.decision.kind as keyof typeof WAITING_FOR_A_PERSON];
  if (waiting) return { is: waiting };
  if (object.link === null) return judgeUnlinked(object, tenant, options);
  const compared = compare(object.wanted, object.link, object.theirs);
  const judged = judgeLinked(compared, object, evidence, options);
  if (judged.is === 'gone' && restores(tenant, options)) {
    return isRestoredTooOften(object) ? { is: 'restored too often' } : judgeCreate(object, tenant, true);
  }
  return withLimits(judged, object, tenant, evidence, options);
}

/** Whether requests that change Graph are sent at all. */
export function mayWrite({ connection }: TenantView, { mode }: ConnectorOptions): boolean {
  return mode === 'push' && connection.adoptedAt !== null && connection.reviewed;
}

function judgeUnlinked(object: ObjectView, tenant: TenantView, options: ConnectorOptions): Judgement {
  if (object.wanted.content === null || !mayWrite(tenant, options)) return { is: 'not connected' };
  return judgeCreate(object, tenant, false);
}

/** What stands against a create, also of an object that is gone in Graph. */
function judgeCreate(object: ObjectView, tenant: TenantView, restore: boolean): Judgement {
  if (tenant.strangers.length > 0) return { is: 'blocked by strangers' };
  if (wasRefused(object)) return { is: 'refused' };
  // Also because Graph may keep ids: an object that is deleted and restored must not find itself.
  if (tenant.present.some(({ graphId }) => tenant.lingering.has(graphId))) return { is: 'unsettled' };
  const others = tenant.present.filter(
    (each) => each.content !== null && each.content.issuer !== object.wanted.content?.issuer,
  );
  if (others.length > 0) return { is: areAllLeaving(others, tenant) ? 'unsettled' : 'issuer in use' };
  return { is: 'create', restore };
}

/** Whether a deletion that is wanted here will remove all of them. */
function areAllLeaving(others: readonly { readonly graphId: string }[], { leaving }: TenantView): boolean {
  return others.every(({ graphId }) => leaving.has(graphId));
}

/** Whether drifts are put right without a person. */
function restores(tenant: TenantView, options: ConnectorOptions): boolean {
  return options.onDrift === 'restore' && mayWrite(tenant, options);
}

function isRestoredTooOften(object: ObjectView): boolean {
  return object.restores >= MAX_RESTORES;
}

function judgeLinked(
  compared: Comparison,
  object: ObjectView,
  evidence: Evidence,
  options: ConnectorOptions,
): Judgement {
  const { settingsId, content } = object.wanted;
  const settled = evidence.settled(settingsId);
  switch (compared.is) {
    case 'same':
      if (!evidence.readAfter(settingsId)) return { is: 'unsettled' };
      return evidence.recent ? { is: 'in sync' } : { is: 'stale' };
    case 'kept otherwise':
      return evidence.readAfter(settingsId) ? { is: 'drifted', fields: compared.fields } : { is: 'unsettled' };
    case 'not read':
      return { is: 'unsettled' };
    case 'reached':
      return evidence.readAfter(settingsId) ? { is: 'reached' } : { is: 'unsettled' };
    case 'delete':
      return { is: 'delete' };
    case 'change':
      return { is: 'update', fields: compared.fields, restore: false };
    case 'unreadable':
      return { is: 'unreadable' };
    case 'missing':
      if (!settled) return { is: 'unsettled' };
      if (content === null) return { is: 'deleted' };
      return { is: 'gone' };
    case 'conflict':
      return settled ? { is: 'conflict', fields: compared.fields } : { is: 'unsettled' };
    case 'drifted':
      if (!settled) return { is: 'unsettled' };
      if (options.onDrift !== 'restore' || options.mode !== 'push') return { is: 'drifted', fields: compared.fields };
      if (isRestoredTooOften(object)) return { is: 'restored too often' };
      return { is: 'update', fields: compared.fields, restore: true };
  }
}

/** What stands against a request that would otherwise be sent. */
function withLimits(
  judged: Judgement,
  object: ObjectView,
  tenant: TenantView,
  { now }: Evidence,
  options: ConnectorOptions,
): Judgement {
  if (judged.is !== 'update' && judged.is !== 'delete') return judged;
  if (wasRefused(object)) return { is: 'refused' };
  if (judged.is === 'update' && tenant.connection.updatesInPlace === false) return { is: 'not updated in place' };
  if (judged.is === 'delete' && isHeld(object, tenant, now, options)) return { is: 'held' };
  return judged;
}

/** Not sent again until the object changes or a person asks for it. */
function wasRefused({ latest, wanted, decision }: ObjectView): boolean {
  if (latest?.outcome !== 'refused' || latest.version !== wanted.version) return false;
  return !(decision?.kind === 'RETRY' && decision.since >= (latest.outcomeAt ?? 0));
}

const HOUR_MS = 3_600_000;

/** More deletions than a person would make in an hour wait until a person confirms them. */
function isHeld(
  { wanted }: ObjectView,
  { leaving, connection, ledger }: TenantView,
  now: number,
  options: ConnectorOptions,
) {
  if (wanted.at <= (connection.deletionsConfirmedAt ?? 0)) return false;
  const done = ledger.deletions.filter(({ at, decided }) => at > now - HOUR_MS && !decided).length;
  return done + leaving.size > options.maxDeletions;
}
