/**
 * The port to what the connector keeps about Microsoft Graph: links, attempts, the objects that Graph showed last, decisions that wait for a
 * person, and facts about the connection. Stores facts only; states are derived from them. Every write needs the tenant's lease.
 */
import type { SettingsContent } from './derived-credential-settings.js';

/** The right to write a tenant's ledger and to send its requests. A later lease has a greater fence. */
export interface GraphLease {
  readonly tenantId: string;
  /** Unique for each process. */
  readonly holder: string;
  readonly fence: number;
}

export const LINKED_BY = ['created', 'recovered', 'adopted', 'pulled'] as const;
/** How a link was made. `recovered`: found by a look after a create of unknown outcome. `adopted`: by a person. */
export type LinkedBy = (typeof LINKED_BY)[number];

/** Which object of Graph a settings object is. Outlives the settings object until its deletion is confirmed. */
export interface GraphLink {
  readonly settingsId: string;
  readonly graphId: string;
  /** The base of the three-way comparison: what Graph confirmed last. */
  readonly confirmed: SettingsContent;
  /** The version that Graph confirmed; 0 if it confirmed none. */
  readonly confirmedVersion: number;
  /** Milliseconds since the epoch, as all times here. */
  readonly confirmedAt: number;
  readonly linkedAt: number;
  readonly linkedBy: LinkedBy;
}

/** An object in the last whole list of Graph, or in an earlier one if it is missing since. */
export interface ObservedObject {
  readonly graphId: string;
  /** Null if Graph's values cannot be read or break the rules of the entity. */
  readonly content: SettingsContent | null;
  readonly faults: readonly { readonly field: string; readonly message: string }[];
  /** Graph's JSON without annotations. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly firstSeenAt: number;
  readonly missingSince: number | null;
}

export const GRAPH_OPERATIONS = ['create', 'update', 'delete'] as const;
export type GraphOperation = (typeof GRAPH_OPERATIONS)[number];

export const ATTEMPT_REASONS = ['change', 'restore', 'resolve'] as const;
/** Why a request is sent: for a change here, to undo a drift, or because a person decided it. */
export type AttemptReason = (typeof ATTEMPT_REASONS)[number];

export const ATTEMPT_OUTCOMES = [
  'confirmed',
  'not sent',
  'not done',
  'refused',
  'absent',
  'gone',
  'forked',
  'conflict',
] as const;
/**
 * `not sent`, `not done`: Graph did nothing and was not the judge. `absent`: looked for after the settling time, without any
 * effect found. `gone`: the object of an update is missing. `forked`: an update made a new object. `conflict`: a person decides.
 */
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** A problem as it is stored and shown: no token, no secret, no address. */
export interface StoredProblem {
  readonly code: string;
  readonly message: string;
  readonly graphCode: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly clientRequestId: string | null;
  readonly at: number;
}

/** What is to be sent. Durable before the request leaves. */
export interface AttemptIntent {
  readonly settingsId: string;
  readonly version: number;
  readonly operation: GraphOperation;
  readonly reason: AttemptReason;
  /** What the object is to be; null for a deletion, and after the content has been erased. */
  readonly content: SettingsContent | null;
  /** Null for a create. */
  readonly graphId: string | null;
  /** The ids in Graph's list right before the request. */
  readonly idsBefore: readonly string[];
  readonly clientRequestId: string;
  readonly at: number;
}

/** An attempt as stored. Open, with an unknown outcome, as long as `outcome` is null. */
export interface GraphAttempt extends AttemptIntent {
  /** Counted up within the tenant. */
  readonly seq: number;
  readonly fence: number;
  readonly outcome: AttemptOutcome | null;
  readonly outcomeAt: number | null;
  readonly problem: StoredProblem | null;
}

export const DECISION_KINDS = [
  'FOUND_TWICE',
  'NOT_UPDATED_IN_PLACE',
  'RESTORED_TOO_OFTEN',
  'IGNORED',
  'DELETE_IN_GRAPH',
  'RETRY',
] as const;
/**
 * The first three wait for a person. The others are what a person decided: leave an object of Graph alone, delete it there, or
 * send a refused change again.
 */
export type DecisionKind = (typeof DECISION_KINDS)[number];

export interface GraphDecision {
  /** A settings id, or a Graph id if nothing here is concerned. */
  readonly about: string;
  readonly kind: DecisionKind;
  readonly graphIds: readonly string[];
  readonly since: number;
}

/** What is known about the connection of a tenant. */
export interface ConnectionFacts {
  /** Address and client id. Another target is another connection. */
  readonly target: string;
  /** Null until a person has adopted what Graph holds; until then nothing is written there. */
  readonly adoptedAt: number | null;
  /** False after the database was restored from an older backup, until a person has confirmed. */
  readonly reviewed: boolean;
  /** Whether Graph keeps an id that is sent with a create; null until it is known. */
  readonly keepsIds: boolean | null;
  /** Whether an update changes the object itself; null until it is known. */
  readonly updatesInPlace: boolean | null;
  readonly lastWholeReadAt: number | null;
  /** No request before this time. */
  readonly notBefore: number | null;
  /** Deletions recorded up to this time were confirmed by a person. */
  readonly deletionsConfirmedAt: number | null;
  /** A problem of the whole connection: credentials, permission, address. */
  readonly problem: StoredProblem | null;
}

/** The facts of a connection that has never been used. */
export function newConnection(target: string): ConnectionFacts {
  return {
    target,
    adoptedAt: null,
    reviewed: true,
    keepsIds: null,
    updatesInPlace: null,
    lastWholeReadAt: null,
    notBefore: null,
    deletionsConfirmedAt: null,
    problem: null,
  };
}

/** Everything that is kept for a tenant, read from one state of the database. */
export interface TenantLedger {
  /** Null if the tenant was never connected. */
  readonly connection: ConnectionFacts | null;
  readonly links: readonly GraphLink[];
  readonly observed: readonly ObservedObject[];
  readonly decisions: readonly GraphDecision[];
  /** At most one a tenant: the database enforces it. */
  readonly open: GraphAttempt | null;
  /** The latest attempt of each settings object. */
  readonly latest: readonly GraphAttempt[];
  /** How many attempts each settings object had since the last confirmed one. */
  readonly tries: ReadonlyMap<string, number>;
  /** Confirmed restores of each settings object since `since` of the read. */
  readonly restores: ReadonlyMap<string, number>;
  /** Confirmed deletions since `since` of the read: their Graph ids and times, and whether a person decided on each. */
  readonly deletions: readonly { readonly graphId: string; readonly at: number; readonly decided: boolean }[];
}

/** One write. Those of one call are written together or not at all. */
export type LedgerWrite =
  | { readonly write: 'begin'; readonly intent: AttemptIntent }
  | {
      readonly write: 'close';
      readonly seq: number;
      readonly outcome: AttemptOutcome;
      readonly at: number;
      readonly problem: StoredProblem | null;
    }
  /** Replaces a link of the same settings object. */
  | { readonly write: 'link'; readonly link: GraphLink }
  | { readonly write: 'unlink'; readonly settingsId: string }
  /** A whole list of Graph, read at `at`. Objects that it lacks get `missingSince`. Forgets those missing and not linked. */
  | {
      readonly write: 'observe';
      readonly at: number;
      readonly objects: readonly Omit<ObservedObject, 'firstSeenAt' | 'missingSince'>[];
    }
  | { readonly write: 'decide'; readonly decision: GraphDecision }
  | { readonly write: 'settle'; readonly about: string }
  /** Facts of another target than before discard everything else that is kept for the tenant. */
  | { readonly write: 'connection'; readonly facts: ConnectionFacts };

/** What a write did: the sequence number of the attempt that it began, if any; or that the lease is lost and nothing was written. */
export type WriteResult = { readonly held: true; readonly seq: number | null } | { readonly held: false };

export interface GraphLedger {
  /** The tenants that have recorded a change or were ever connected. */
  tenants(): Promise<readonly string[]>;
  /** `since`: from when on restores and deletions are counted. */
  read(tenantId: string, since: number): Promise<TenantLedger>;
  /** The outcome of each version of settings objects that was ever sent, newest first: (settings id, version) pairs. */
  attemptsOf(tenantId: string, settingsIds: readonly string[]): Promise<readonly GraphAttempt[]>;

  /** Takes the tenant's lease until a time, if it is free, expired, or held by the same holder. Null if another one holds it. */
  acquire(tenantId: string, holder: string, now: number, until: number): Promise<GraphLease | null>;
  /** Extends a lease. False if it is lost. */
  renew(lease: GraphLease, now: number, until: number): Promise<boolean>;
  release(lease: GraphLease): Promise<void>;

  /** Resolves once everything is durable, or `held: false` if the lease has ended at `now` or another one is later. */
  write(lease: GraphLease, now: number, writes: readonly LedgerWrite[]): Promise<WriteResult>;
  /**
   * After the database was restored from a backup: no tenant is written in Graph until a person has confirmed. Returns how many
   * connections there are. Needs no lease, so no worker may be running.
   */
  distrust(): Promise<number>;
  /** Erases the content of attempts with an outcome before a time. Returns how many. */
  eraseContent(before: number): Promise<number>;
}
