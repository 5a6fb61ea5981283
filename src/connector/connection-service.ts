/**
 * The use cases of the connection to Microsoft Graph, for all APIs. Checks the permission of each call, and answers for tenants
 * that are not connected as `NotConnected` does.
 */
import type { Call } from '../domain/caller.js';
import { canonicalId } from '../domain/derived-credential-settings.js';
import type {
  Adoption,
  ConnectionStatus,
  DriftPage,
  GraphConnection,
  GraphStatus,
  ResolveOutcome,
} from '../domain/graph-connection.js';
import type { GraphLedger } from '../domain/graph-ledger.js';
import { NotConnected, notConnected } from '../domain/not-connected.js';
import type { SettingsService } from '../domain/settings-service.js';
import type { Store } from '../domain/store.js';
import { during } from '../domain/tracing.js';
import type { Connector } from './connector.js';
import { driftPage, listDrift } from './decisions/list-drift.js';
import type { ConnectorClock, ConnectorOptions } from './options.js';
import { adopt } from './use-cases/adopt.js';
import { OutcomeWaiters } from './use-cases/outcome-waiters.js';
import { readConnection, readDeliveries, readStatuses, readStatusesOf } from './use-cases/read-connection.js';
import { resolve } from './use-cases/resolve.js';
import { StatusFollower } from './use-cases/status-follower.js';
import { recordDecision, TenantAccess } from './use-cases/tenant-access.js';
import type { TenantWorker } from './worker/tenant-worker.js';

export interface ConnectionParts {
  readonly connector: Connector;
  readonly clock: ConnectorClock;
  readonly cloud: string;
  readonly optionsOf: (tenantId: string) => ConnectorOptions | null;
  readonly settings: SettingsService;
  readonly store: Pick<Store, 'findLatestChange' | 'onCommit'>;
  readonly ledger: Pick<GraphLedger, 'attemptsOf'>;
}

const LOOK_AGAIN_MS = 5_000;

type Input<UseCase extends keyof GraphConnection> = Parameters<GraphConnection[UseCase]>;
type Result<UseCase extends keyof GraphConnection> = ReturnType<GraphConnection[UseCase]>;

export class ConnectionService implements GraphConnection {
  readonly #parts: ConnectionParts;
  readonly #access: TenantAccess;
  readonly #notConnected: NotConnected;
  readonly #waiters: OutcomeWaiters;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#access = new TenantAccess(parts.connector, parts.settings);
    this.#notConnected = new NotConnected(parts.store, parts.settings);
    this.#waiters = new OutcomeWaiters(parts.clock);
  }

  /** Ends all waits, for a shutdown. */
  close(): void {
    this.#waiters.close();
  }

  async statuses(...[call, settingsIds]: Input<'statuses'>): Result<'statuses'> {
    const worker = this.#access.find(call, 'read');
    if (worker === null) return this.#notConnected.statuses(call, settingsIds);
    const statuses = await readStatusesOf(worker, this.#parts.clock, settingsIds);
    return new Map(statuses.map((status) => [status.settingsId, status]));
  }

  async status(...[call, settingsId]: Input<'status'>): Promise<GraphStatus | null> {
    const worker = this.#access.find(call, 'read');
    const id = canonicalId(settingsId);
    if (worker === null || id === null) return this.#notConnected.status(call, settingsId);
    const status = await this.#statusOf(worker, id);
    // Null for an id that was never used.
    return status.state === 'NOT_CONNECTED' && (await this.#notConnected.status(call, id)) === null ? null : status;
  }

  async deliveries(...[call, changes]: Input<'deliveries'>): Result<'deliveries'> {
    const worker = this.#access.find(call, 'read');
    if (worker === null) return this.#notConnected.deliveries(call, changes);
    return readDeliveries(worker, this.#parts.ledger, this.#parts.clock, changes);
  }

  async connection(...[call]: Input<'connection'>): Promise<ConnectionStatus> {
    const worker = this.#access.find(call, 'read');
    const { clock, cloud } = this.#parts;
    if (worker === null) return this.#notConnected.connection(call);
    return readConnection(worker, clock, { cloud, mode: this.#modeOf(call) });
  }

  async drift(...[call, query]: Input<'drift'>): Promise<DriftPage> {
    const worker = this.#access.find(call, 'read');
    return driftPage(worker === null ? [] : listDrift(await worker.view()), query);
  }

  async sync(...[call, { confirmDeletions }]: Input<'sync'>): Promise<ConnectionStatus> {
    const worker = this.#access.get(call);
    const deletionsConfirmedAt = this.#parts.clock.now();
    if (confirmDeletions) {
      await recordDecision(worker, ({ connection }) => [
        { write: 'connection', facts: { ...connection, deletionsConfirmedAt } },
      ]);
    }
    this.#parts.connector.read(call.caller.tenantId);
    return this.connection(call);
  }

  async adopt(...[call, input]: Input<'adopt'>): Promise<Adoption> {
    const worker = this.#access.get(call);
    const adopting = { ...input, at: this.#parts.clock.now() };
    const adoption = await this.#recording(call, (recording) => adopt(worker, this.#parts, recording, adopting));
    if (!input.dryRun) this.#parts.connector.read(call.caller.tenantId);
    return adoption;
  }

  async resolve(...[call, input]: Input<'resolve'>): Promise<ResolveOutcome> {
    const worker = this.#access.get(call);
    const isSettled = (settingsId: string) => worker.isSettled(settingsId);
    const context = { mode: this.#modeOf(call), isSettled, now: this.#parts.clock.now() };
    const resolving = { ...input, ...context };
    const resolved = await this.#recording(call, (recording) => resolve(worker, this.#parts, recording, resolving));
    if (!resolved.ok) return resolved;
    this.#parts.connector.read(call.caller.tenantId);
    return { ok: true, status: resolved.settingsId === null ? null : await this.status(call, resolved.settingsId) };
  }

  async retry(...[call, settingsId]: Input<'retry'>): Promise<ResolveOutcome> {
    const worker = this.#access.get(call);
    const status = (await readStatuses(worker, this.#parts.clock)).get(settingsId);
    if (status?.state !== 'REFUSED') {
      const code = status === undefined ? 'NOT_FOUND' : 'NOT_ALLOWED';
      const message = 'Only a change that Graph refused can be sent again.';
      return { ok: false, faults: [{ code, field: 'id', message }] };
    }
    const decision = { about: settingsId, kind: 'RETRY', graphIds: [], since: this.#parts.clock.now() } as const;
    await recordDecision(worker, () => [{ write: 'decide', decision }]);
    this.#parts.connector.read(call.caller.tenantId);
    return { ok: true, status: await this.status(call, settingsId) };
  }

  async waitFor(...[call, { settingsId, version, timeoutMs }]: Input<'waitFor'>): Promise<GraphStatus | null> {
    const worker = this.#access.find(call, 'read');
    if (worker === null) return this.#notConnected.waitFor(call, { settingsId });
    const read = () => this.#statusOf(worker, settingsId);
    const { connection } = await worker.view();
    // Nothing is sent, so there is nothing to wait for.
    if (this.#modeOf(call) !== 'push' || connection.adoptedAt === null || !connection.reviewed) return read();
    const signal = call.clientGone?.();
    const listen = this.#listenTo(worker.tenantId);
    const wait = () => this.#waiters.wait({ version, timeoutMs, signal, read, listen });
    return call.span == null ? wait() : during(call.span.child('wait'), wait);
  }

  follow(...[call, settingsId]: Input<'follow'>): AsyncIterableIterator<GraphStatus> {
    const worker = this.#access.find(call, 'read');
    if (worker === null) return this.#notConnected.follow(call, settingsId);
    const read = async () => {
      if (settingsId === null) return readStatuses(worker, this.#parts.clock);
      return new Map([[settingsId, await this.#statusOf(worker, settingsId)]]);
    };
    return new StatusFollower(read, this.#listenTo(worker.tenantId));
  }

  async #statusOf(worker: TenantWorker, settingsId: string): Promise<GraphStatus> {
    const [status] = await readStatusesOf(worker, this.#parts.clock, [settingsId]);
    return status ?? notConnected(settingsId);
  }

  #modeOf({ caller }: Call): ConnectorOptions['mode'] {
    return this.#parts.optionsOf(caller.tenantId)?.mode ?? 'off';
  }

  /**
   * Gives the call with which Graph's content is recorded here. Where Intune decides, it may still come here by a person's
   * decision.
   */
  async #recording<Result>(call: Call, record: (recording: Call) => Promise<Result>): Promise<Result> {
    if (this.#modeOf(call) !== 'pull') return record(call);
    const recording: Call = { ...call, origin: 'REPLICATION' };
    const result = await record(recording);
    if (recording.reached !== undefined) call.reached = recording.reached;
    return result;
  }

  /** Calls back after each step of the tenant's worker and after each commit, also of another process. */
  #listenTo(tenantId: string) {
    const { connector, store, clock } = this.#parts;
    return (listener: () => void) => {
      // Some states change with time alone, for example when Intune has not been read for a while.
      let stopTimer = () => {};
      const tick = () => {
        stopTimer = clock.after(LOOK_AGAIN_MS, () => {
          listener();
          tick();
        });
      };
      tick();
      const stopSteps = connector.onStep((stepped) => stepped === tenantId && listener());
      const stopCommits = store.onCommit(
        (touched) => (touched === 'all' || touched.has(tenantId)) && listener(),
        () => [tenantId],
      );
      return () => {
        stopTimer();
        stopSteps();
        stopCommits();
      };
    };
  }
}
