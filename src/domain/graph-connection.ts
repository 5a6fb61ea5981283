/** The use cases of the connection to Microsoft Graph, for all APIs and commands. Reading needs the read permission, acting write. */
import type { Call } from './caller.js';
import type { RecordedChange } from './change.js';
import type { SettingsContent } from './derived-credential-settings.js';
import type { Fault } from './errors.js';
import type { ObservedObject, StoredProblem } from './graph-ledger.js';

export const GRAPH_MODES = ['OFF', 'OBSERVE', 'PUSH', 'PULL'] as const;
export type GraphConnectionMode = (typeof GRAPH_MODES)[number];

export const GRAPH_STATES = [
  'NOT_CONNECTED',
  'IN_SYNC',
  'PENDING',
  'UNKNOWN',
  'REFUSED',
  'DRIFTED',
  'CONFLICT',
] as const;
export type GraphState = (typeof GRAPH_STATES)[number];

export const SHOWN_PROBLEM_CODES = [
  'CREDENTIALS',
  'PERMISSION',
  'THROTTLED',
  'UNREACHABLE',
  'OUTCOME_UNKNOWN',
  'REFUSED',
  'ISSUER_IN_USE',
  'GONE',
  'FOUND_TWICE',
  'CHANGED_ON_BOTH_SIDES',
  'NOT_UPDATED_IN_PLACE',
  'UNREADABLE',
  'STALE',
  'DELETIONS_HELD',
] as const;
export type ShownProblemCode = (typeof SHOWN_PROBLEM_CODES)[number];

/** A problem of the ledger, under the code that clients see. */
export interface ShownProblem extends StoredProblem {
  readonly code: ShownProblemCode;
  /** Whether the service tries again by itself. */
  readonly retried: boolean;
}

/** Values as text, null if absent. */
export interface FieldDifference {
  readonly field: keyof SettingsContent;
  readonly here: string | null;
  readonly inGraph: string | null;
  readonly confirmed: string | null;
}

export interface GraphStatus {
  readonly settingsId: string;
  readonly state: GraphState;
  readonly graphId: string | null;
  readonly wantedVersion: number | null;
  readonly confirmedVersion: number | null;
  readonly confirmedAt: number | null;
  readonly pendingSince: number | null;
  /** Requests since the last confirmed one. */
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly problem: ShownProblem | null;
  readonly differences: readonly FieldDifference[];
  /** The objects of Graph between which a person has to decide. */
  readonly graphIds: readonly string[];
}

export const DELIVERY_STATES = ['CONFIRMED', 'SUPERSEDED', 'PENDING', 'UNKNOWN', 'REFUSED', 'NOT_CONNECTED'] as const;
/** How far one change has got. */
export interface GraphDelivery {
  readonly state: (typeof DELIVERY_STATES)[number];
  readonly at: number | null;
}

export interface ConnectionStatus {
  readonly mode: GraphConnectionMode;
  readonly cloud: string;
  /** Null until Graph has been asked. */
  readonly reachable: boolean | null;
  readonly lastReadAt: number | null;
  readonly lastWholeReadAt: number | null;
  /** Changes that Graph has not confirmed. */
  readonly lag: number;
  readonly pending: number;
  readonly unknown: number;
  readonly refused: number;
  readonly drifted: number;
  readonly conflicts: number;
  /** Whether a person has confirmed the connection. Until then nothing is changed in Graph. */
  readonly adopted: boolean;
  readonly keepsIds: boolean | null;
  readonly updatesInPlace: boolean | null;
  readonly problem: ShownProblem | null;
}

export const DRIFT_KINDS = ['ONLY_HERE', 'ONLY_IN_GRAPH', 'DIFFERENT', 'UNREADABLE', 'DUPLICATE'] as const;
export type GraphDriftKind = (typeof DRIFT_KINDS)[number];

export interface GraphDrift {
  readonly kind: GraphDriftKind;
  readonly graphId: string | null;
  readonly settingsId: string | null;
  readonly since: number;
  readonly differences: readonly FieldDifference[];
  /** The content in Graph; null if it has none or it cannot be read. */
  readonly inGraph: SettingsContent | null;
  /** Why it cannot be read. */
  readonly faults: ObservedObject['faults'];
}

/** Identifies a drift as long as it exists: a settings id or, if nothing here is concerned, a Graph id. */
export function driftKey({ settingsId, graphId }: Pick<GraphDrift, 'settingsId' | 'graphId'>): string {
  return settingsId === null ? `graph:${graphId}` : `here:${settingsId}`;
}

export interface DriftQuery {
  readonly first: number;
  /** The key of the last drift of the page before; null to begin. */
  readonly after: string | null;
  /** Null for all. */
  readonly kinds: readonly GraphDriftKind[] | null;
  /** Only the drift with this key. */
  readonly only?: string;
}

export interface DriftPage {
  readonly items: readonly GraphDrift[];
  readonly hasNext: boolean;
  readonly totalCount: number;
}

export interface AdoptInput {
  /** Which objects that only Graph has are taken over; null for all. */
  readonly graphIds: readonly string[] | null;
  readonly dryRun: boolean;
}

export interface Adoption {
  readonly linked: readonly { readonly settingsId: string; readonly graphId: string }[];
  readonly takenOver: readonly string[];
  readonly left: readonly GraphDrift[];
}

export interface ResolveInput {
  readonly id: string | null;
  readonly graphId: string | null;
  readonly take: 'OURS' | 'THEIRS' | 'LINK' | 'IGNORE';
  /** What the person saw; another state since then is a `VERSION_CONFLICT`. Null to skip the check. */
  readonly expectedDifferences: readonly Omit<FieldDifference, 'confirmed'>[] | null;
}

/** A fault of the input of `resolve` or `retry`, or what a rule here says against Graph's content. */
export type GraphFaultReport = Fault;

export type ResolveOutcome =
  | { readonly ok: true; readonly status: GraphStatus | null }
  | { readonly ok: false; readonly faults: readonly GraphFaultReport[] };

/** The longest time that a client may wait for Graph, in milliseconds. */
export const MAX_WAIT_MS = 20_000;
/** The most clients that may wait at the same time. More are answered at once. */
export const MAX_WAITS = 200;

export interface WaitInput {
  readonly settingsId: string;
  readonly version: number;
  /** At most `MAX_WAIT_MS`. */
  readonly timeoutMs: number;
}

export interface GraphConnection {
  /** Statuses by settings id, read together. An id that was never used here is left out. */
  statuses(call: Call, settingsIds: readonly string[]): Promise<ReadonlyMap<string, GraphStatus>>;
  /** Also of a deleted object whose deletion is pending; null if the id was never used here. */
  status(call: Call, settingsId: string): Promise<GraphStatus | null>;
  deliveries(call: Call, changes: readonly RecordedChange[]): Promise<readonly GraphDelivery[]>;
  connection(call: Call): Promise<ConnectionStatus>;
  drift(call: Call, query: DriftQuery): Promise<DriftPage>;
  /** Reads Graph now. Confirms deletions that are held, if asked to. */
  sync(call: Call, input: { readonly confirmDeletions: boolean }): Promise<ConnectionStatus>;
  adopt(call: Call, input: AdoptInput): Promise<Adoption>;
  resolve(call: Call, input: ResolveInput): Promise<ResolveOutcome>;
  /** Sends a refused change again. */
  retry(call: Call, settingsId: string): Promise<ResolveOutcome>;
  /** Waits for an outcome of a version or a later one. Answers with the status at the end of the wait, whatever it is. */
  waitFor(call: Call, input: WaitInput): Promise<GraphStatus | null>;
  /** The status of one object, or of all of the tenant, whenever it changes. Ends when the consumer calls `return`. */
  follow(call: Call, settingsId: string | null): AsyncIterableIterator<GraphStatus>;
}
