/** What the connector tells of its work: one event for each attempt and each problem. Holds no content. */
import type { AttemptOutcome, GraphOperation, StoredProblem } from '../domain/graph-ledger.js';

/** The end of an attempt, or that its outcome is not known yet. */
export interface AttemptEvent {
  readonly tenantId: string;
  readonly settingsId: string;
  readonly version: number;
  readonly operation: GraphOperation;
  readonly outcome: AttemptOutcome | 'unknown';
  readonly status: number | null;
  readonly clientRequestId: string;
  readonly requestId: string | null;
  readonly ms: number;
}

/** Who is told what happens. */
export interface ConnectorReports {
  /** The work begins, for as many tenants as are known now. */
  readonly onStart: (start: { readonly url: string; readonly tenants: number }) => void;
  /** The end of an attempt, or that its outcome is not known yet. */
  readonly onAttempt: (event: AttemptEvent) => void;
  /** A problem of a tenant's connection that begins or becomes another one; null when it has ended. */
  readonly onProblem: (tenantId: string, problem: StoredProblem | null) => void;
  /** A fault of the storage or of the connector itself. The worker goes on later. */
  readonly onFault: (error: unknown) => void;
}
