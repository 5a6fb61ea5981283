/** The status of an object as it is shown, derived from its judgement. Pure. Never says more than is known. */
import { CONTENT_FIELDS, type SettingsContent } from '../../domain/derived-credential-settings.js';
import type {
  FieldDifference,
  GraphState,
  GraphStatus,
  ShownProblem,
  ShownProblemCode,
} from '../../domain/graph-connection.js';
import { SHOWN_PROBLEM_CODES } from '../../domain/graph-connection.js';
import type { StoredProblem } from '../../domain/graph-ledger.js';
import type { ObjectView, TenantView } from '../worker/tenant-view.js';
import type { Judgement } from './judge.js';

/** What is shown for each judgement: the state, and the problem in words if a person should know one. */
const SHOWN: Readonly<Record<Judgement['is'], readonly [GraphState, (readonly [ShownProblemCode, string])?]>> = {
  'not connected': ['NOT_CONNECTED'],
  'in sync': ['IN_SYNC'],
  reached: ['UNKNOWN'],
  deleted: ['PENDING'],
  create: ['PENDING'],
  update: ['PENDING'],
  delete: ['PENDING'],
  unsettled: ['UNKNOWN'],
  stale: ['UNKNOWN', ['STALE', 'Graph has not been read for a while, so what it holds now is not known.']],
  'open attempt': ['UNKNOWN', ['OUTCOME_UNKNOWN', 'Whether Graph did the last request is not known yet.']],
  refused: ['REFUSED', ['REFUSED', 'Graph refused the change. Change the object, or ask to send it again.']],
  'issuer in use': [
    'REFUSED',
    ['ISSUER_IN_USE', 'Intune holds settings of another issuer, and allows one issuer a tenant. Delete those first.'],
  ],
  held: ['PENDING', ['DELETIONS_HELD', 'Too many deletions in an hour. Confirm them with a sync.']],
  'blocked by strangers': [
    'CONFLICT',
    ['FOUND_TWICE', 'Intune holds objects that nobody here knows. Decide about them before anything is created.'],
  ],
  drifted: ['DRIFTED'],
  gone: ['DRIFTED', ['GONE', 'The object is no longer in Intune.']],
  unreadable: ['DRIFTED', ['UNREADABLE', 'Intune holds values that the rules here refuse.']],
  conflict: ['CONFLICT', ['CHANGED_ON_BOTH_SIDES', 'The same was changed here and in Intune.']],
  'not updated in place': [
    'CONFLICT',
    ['NOT_UPDATED_IN_PLACE', 'An update made a new object in Intune, so no more updates are sent.'],
  ],
  'restored too often': ['CONFLICT', ['CHANGED_ON_BOTH_SIDES', 'Another program keeps changing the object in Intune.']],
  'found twice': ['CONFLICT', ['FOUND_TWICE', 'Intune holds more than one object that may be this one.']],
};

export function deriveStatus(object: ObjectView, judgement: Judgement, tenant: TenantView, now: number): GraphStatus {
  const { wanted, link, latest, decision, tries } = object;
  const [state] = SHOWN[judgement.is];
  const isWaiting = state === 'PENDING' || state === 'UNKNOWN';
  return {
    settingsId: wanted.settingsId,
    state,
    graphId: link?.graphId ?? null,
    wantedVersion: wanted.content === null && link === null ? null : wanted.version,
    confirmedVersion: link === null || link.confirmedVersion === 0 ? null : link.confirmedVersion,
    confirmedAt: link?.confirmedAt ?? null,
    pendingSince: isWaiting && wanted.version !== link?.confirmedVersion ? wanted.at : null,
    attempts: tries,
    nextAttemptAt: isWaiting ? tenant.connection.notBefore : null,
    problem: problemOf(judgement, tenant, latest?.outcome === null ? null : (latest?.problem ?? null), now),
    differences: differencesOf(object),
    graphIds: graphIdsOf(judgement, tenant, decision?.graphIds ?? []),
  };
}

function problemOf(judgement: Judgement, { connection }: TenantView, ofAttempt: StoredProblem | null, now: number) {
  const [state, words] = SHOWN[judgement.is];
  // A problem of the connection explains why a change waits; it says nothing about an object that is settled.
  if ((state === 'PENDING' || state === 'UNKNOWN') && connection.problem !== null)
    return shown(connection.problem, true);
  if (judgement.is === 'refused' && ofAttempt !== null) return shown(ofAttempt, false);
  if (words === undefined) return null;
  const [code, message] = words;
  const none = { graphCode: null, status: null, requestId: null, clientRequestId: null };
  return { code, message, ...none, at: now, retried: state === 'UNKNOWN' } satisfies ShownProblem;
}

/** A stored problem as it is shown. */
export function shown(problem: StoredProblem, retried: boolean): ShownProblem {
  const code = SHOWN_PROBLEM_CODES.find((each) => each === problem.code) ?? 'UNREACHABLE';
  return { ...problem, code, retried };
}

/** None before Graph was read, or if there is nothing to compare with. */
export function differencesOf({ wanted, link, theirs }: ObjectView): readonly FieldDifference[] {
  if (theirs.is !== 'shown' || wanted.content === null) return [];
  const { content: ours } = wanted;
  const { content } = theirs;
  return CONTENT_FIELDS.filter((field) => ours[field] !== content[field]).map((field) => ({
    field,
    here: textOf(ours, field),
    inGraph: textOf(content, field),
    confirmed: link && textOf(link.confirmed, field),
  }));
}

function textOf(content: SettingsContent, field: keyof SettingsContent): string | null {
  const value = content[field];
  return value === null ? null : String(value);
}

function graphIdsOf(judgement: Judgement, { strangers }: TenantView, decided: readonly string[]): readonly string[] {
  if (judgement.is === 'blocked by strangers') return strangers.map(({ graphId }) => graphId);
  return decided;
}
