/** Converts rows of the ledger's tables to its objects and back. Throws a `DamagedRow` for a row that no release writes. */
import type { SettingsContent } from '../../domain/derived-credential-settings.js';
import type {
  AttemptIntent,
  ConnectionFacts,
  GraphAttempt,
  GraphDecision,
  GraphLink,
  ObservedObject,
  StoredProblem,
  TenantLedger,
} from '../../domain/graph-ledger.js';
import { DamagedRow } from './damaged-row.js';
import type { Value } from './rows.js';

type Row = readonly unknown[];

export const LINK_COLUMNS =
  'settings_id, graph_id, confirmed, confirmed_version, confirmed_at, linked_at, linked_by' as const;
export const OBSERVED_COLUMNS = 'graph_id, content, first_seen_at, missing_since' as const;
export const ATTEMPT_COLUMNS =
  'seq, settings_id, version, operation, reason, content, graph_id, ids_before, client_request_id, fence, at, outcome, outcome_at, problem' as const;
export const DECISION_COLUMNS = 'about, kind, graph_ids, since' as const;
export const CONNECTION_COLUMNS =
  'target, adopted_at, reviewed, keeps_ids, updates, last_whole_read_at, not_before, deletions_confirmed_at, problem' as const;

/** The whole ledger of a tenant from the rows of each of its queries. */
export function tenantLedgerFromRows(rows: Readonly<Record<keyof TenantLedger, readonly Row[]>>): TenantLedger {
  const { links, observed, decisions, latest, tries, restores, deletions } = rows;
  const [[connected], [open]] = [rows.connection, rows.open];
  return {
    connection: connected ? connectionFromRow(connected) : null,
    links: links.map(linkFromRow),
    observed: observed.map(observedFromRow),
    decisions: decisions.map(decisionFromRow),
    open: open ? attemptFromRow(open) : null,
    latest: latest.map(attemptFromRow),
    tries: countsFromRows(tries),
    restores: countsFromRows(restores),
    deletions: deletions.map(([graphId, at, reason]) => ({
      graphId: String(graphId),
      at: Number(at),
      decided: reason === 'resolve',
    })),
  };
}

function countsFromRows(rows: readonly Row[]): ReadonlyMap<string, number> {
  return new Map(rows.map(([id, count]) => [String(id), Number(count)]));
}

function linkFromRow(row: Row): GraphLink {
  const [settingsId, graphId, confirmed, confirmedVersion, confirmedAt, linkedAt, linkedBy] = row;
  const content = json<SettingsContent>(confirmed);
  return { settingsId, graphId, confirmed: content, confirmedVersion, confirmedAt, linkedAt, linkedBy } as GraphLink;
}

export function linkToRow(link: GraphLink): readonly Value[] {
  const { settingsId, graphId, confirmed, confirmedVersion, confirmedAt, linkedAt, linkedBy } = link;
  return [settingsId, graphId, JSON.stringify(confirmed), confirmedVersion, confirmedAt, linkedAt, linkedBy];
}

function observedFromRow([graphId, content, firstSeenAt, missingSince]: Row): ObservedObject {
  return { graphId, ...json<object>(content), firstSeenAt, missingSince } as ObservedObject;
}

/** The column `content`. */
export function observedToJson({ content, faults, raw }: Pick<ObservedObject, 'content' | 'faults' | 'raw'>): string {
  return JSON.stringify({ content, faults, raw });
}

export function attemptFromRow(row: Row): GraphAttempt {
  const [seq, settingsId, version, operation, reason, content, graphId, idsBefore] = row;
  const [clientRequestId, fence, at, outcome, outcomeAt, problem] = row.slice(8);
  const parsed = {
    content: content === null ? null : json<SettingsContent>(content),
    idsBefore: json<string[]>(idsBefore),
    problem: problem === null ? null : json<StoredProblem>(problem),
  };
  const plain = {
    seq,
    settingsId,
    version,
    operation,
    reason,
    graphId,
    clientRequestId,
    fence,
    at,
    outcome,
    outcomeAt,
  };
  return { ...plain, ...parsed } as GraphAttempt;
}

/** The columns from `settings_id` to `client_request_id`. */
export function intentToRow(intent: AttemptIntent): readonly Value[] {
  const { settingsId, version, operation, reason, content, graphId, idsBefore, clientRequestId } = intent;
  const written = content === null ? null : JSON.stringify(content);
  return [settingsId, version, operation, reason, written, graphId, JSON.stringify(idsBefore), clientRequestId];
}

function decisionFromRow([about, kind, graphIds, since]: Row): GraphDecision {
  return { about, kind, graphIds: json<string[]>(graphIds), since } as GraphDecision;
}

export function decisionToRow({ about, kind, graphIds, since }: GraphDecision): readonly Value[] {
  return [about, kind, JSON.stringify(graphIds), since];
}

const YES_NO = { unknown: null, yes: true, no: false } as const;
const IN_PLACE = { unknown: null, 'in place': true, 'new instance': false } as const;

export function connectionFromRow(row: Row): ConnectionFacts {
  const [target, adoptedAt, reviewed, keepsIds, updates, lastWholeReadAt, notBefore, deletionsConfirmedAt, problem] =
    row;
  return {
    target,
    adoptedAt,
    reviewed: reviewed === 1,
    keepsIds: YES_NO[keepsIds as keyof typeof YES_NO],
    updatesInPlace: IN_PLACE[updates as keyof typeof IN_PLACE],
    lastWholeReadAt,
    notBefore,
    deletionsConfirmedAt,
    problem: problem === null ? null : json<StoredProblem>(problem),
  } as ConnectionFacts;
}

export function connectionToRow(facts: ConnectionFacts): readonly Value[] {
  const { target, adoptedAt, reviewed, keepsIds, updatesInPlace, lastWholeReadAt, notBefore, problem } = facts;
  return [
    target,
    adoptedAt,
    reviewed ? 1 : 0,
    keepsIds === null ? 'unknown' : keepsIds ? 'yes' : 'no',
    updatesInPlace === null ? 'unknown' : updatesInPlace ? 'in place' : 'new instance',
    lastWholeReadAt,
    notBefore,
    facts.deletionsConfirmedAt,
    problemToJson(problem),
  ];
}

export function problemToJson(problem: StoredProblem | null): string | null {
  return problem === null ? null : JSON.stringify(problem);
}

function json<Parsed>(text: unknown): Parsed {
  try {
    return JSON.parse(String(text)) as Parsed;
  } catch {
    throw new DamagedRow('A row of the ledger holds no JSON.');
  }
}
