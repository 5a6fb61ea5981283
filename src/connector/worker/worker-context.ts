/** What the steps of one tenant's worker share: its ports, its lease and its memory. Decides nothing. */
import type { ChangeSpans } from '../../domain/change-spans.js';
import type { GraphAttempt, GraphLedger } from '../../domain/graph-ledger.js';
import type { SettingsService } from '../../domain/settings-service.js';
import type { Tracing } from '../../domain/tracing.js';
import type { GraphApi, WriteOutcome } from '../client/graph-api.js';
import type { OutcomeContext } from '../decisions/record-outcome.js';
import type { AttemptEvent, ConnectorReports } from '../events.js';
import type { ConnectorClock, ConnectorOptions } from '../options.js';
import type { LeaseKeeper } from './lease-keeper.js';
import type { TenantView } from './tenant-view.js';
import type { WantedStore } from './wanted-settings.js';
import type { WorkerMemory } from './worker-memory.js';
import type { WritePause } from './write-pause.js';

export interface WorkerParts {
  readonly store: WantedStore;
  /** Takes what Graph shows, if Intune decides. */
  readonly settings: Pick<SettingsService, 'apply'>;
  readonly ledger: GraphLedger;
  readonly graph: GraphApi;
  readonly clock: ConnectorClock;
  /** Unique for each process. */
  readonly holder: string;
  readonly newId: () => string;
  readonly onAttempt: ConnectorReports['onAttempt'];
  readonly onProblem: ConnectorReports['onProblem'];
  /** Aborted when the process stops: requests under way are cut off, and a write has an unknown outcome then. */
  readonly ending: AbortSignal;
  /** Shared by the workers of all tenants. */
  readonly pause: WritePause;
  /** Null or left out if nothing is traced. */
  readonly tracing?: Tracing | null;
  readonly changeSpans?: ChangeSpans | null;
}

/** When to call again: 0 at once, a number of milliseconds, or null for only when something happens. */
export type Again = number | null;

export interface WorkerContext {
  readonly tenantId: string;
  readonly options: ConnectorOptions;
  readonly parts: WorkerParts;
  readonly lease: LeaseKeeper;
  readonly memory: WorkerMemory;
  /** The state of the database now. */
  readonly view: () => Promise<TenantView>;
}

/** With a time later than the last whole read, also if the clock was set back. */
export function outcomeContext(
  { parts: { clock } }: WorkerContext,
  attempt: GraphAttempt,
  { ledger, connection }: TenantView,
): OutcomeContext {
  const link = ledger.links.find(({ settingsId }) => settingsId === attempt.settingsId) ?? null;
  const at = Math.max(clock.now(), (connection.lastWholeReadAt ?? 0) + 1);
  return { attempt, link, connection, at };
}

export function reportAttempt(
  { tenantId, parts: { onAttempt } }: WorkerContext,
  { settingsId, version, operation, clientRequestId }: GraphAttempt,
  outcome: AttemptEvent['outcome'],
  answer: WriteOutcome | null,
  ms: number,
): void {
  const told = answer && ('problem' in answer ? answer.problem : answer.answer);
  const { status = null, requestId = null } = told ?? {};
  onAttempt({ tenantId, settingsId, version, operation, outcome, status, clientRequestId, requestId, ms });
}
