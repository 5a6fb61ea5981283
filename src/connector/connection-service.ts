/** The use cases of the connection that read, wait, and let a person confirm. Checks the permission of each call. */
import { type Access, type Call, forbidden, mayDo } from '../domain/caller.js';
import { Refusal } from '../domain/errors.js';
import type {
  AdoptInput,
  Adoption,
  ConnectionStatus,
  DriftPage,
  DriftQuery,
  GraphConnection,
  GraphState,
  GraphStatus,
  ResolveOutcome,
  WaitInput,
} from '../domain/graph-connection.js';
import type { LedgerWrite } from '../domain/graph-ledger.js';
import type { Connector } from './connector.js';
import { deriveStatus, shown } from './decisions/derive-state.js';
import { driftPage, listDrift } from './decisions/list-drift.js';
import { type AdoptionPlan, planAdoption } from './decisions/plan-adoption.js';
import { LeaseLost } from './lease-keeper.js';
import type { ConnectorClock, ConnectorOptions } from './options.js';
import type { TenantView } from './tenant-view.js';
import type { TenantWorker } from './tenant-worker.js';

export type ConnectionUseCases = Pick<
  GraphConnection,
  'statuses' | 'status' | 'connection' | 'drift' | 'sync' | 'adopt' | 'retry' | 'waitFor'
>;

const MOST_WAITERS = 200;
const MOST_WAIT_MS = 20_000;

export class ConnectionService implements ConnectionUseCases {
  readonly #connector: Connector;
  readonly #clock: ConnectorClock;
  readonly #cloud: string;
  readonly #optionsOf: (tenantId: string) => ConnectorOptions | null;
  #waiters = 0;

  constructor(parts: {
    readonly connector: Connector;
    readonly clock: ConnectorClock;
    readonly cloud: string;
    readonly optionsOf: (tenantId: string) => ConnectorOptions | null;
  }) {
    this.#connector = parts.connector;
    this.#clock = parts.clock;
    this.#cloud = parts.cloud;
    this.#optionsOf = parts.optionsOf;
  }

  async statuses(call: Call, settingsIds: readonly string[]): Promise<ReadonlyMap<string, GraphStatus>> {
    const all = await this.#statusesOf(this.#worker(call, 'read'));
    return new Map(settingsIds.flatMap((id) => (all.has(id) ? [[id, all.get(id) as GraphStatus]] : [])));
  }

  async status(call: Call, settingsId: string): Promise<GraphStatus | null> {
    return (await this.statuses(call, [settingsId])).get(settingsId) ?? null;
  }

  async connection(call: Call): Promise<ConnectionStatus> {
    const worker = this.#worker(call, 'read');
    const mode = modeOf(this.#optionsOf(call.caller.tenantId));
    const view = await worker?.view();
    const facts = view?.connection;
    const states = [...(await this.#statusesOf(worker, view)).values()].map(({ state }) => state);
    const count = (state: GraphState) => states.filter((each) => each === state).length;
    const problem = facts?.problem ? shown(facts.problem, true) : null;
    return {
      mode,
      cloud: this.#cloud,
      reachable: problem === null ? (facts?.lastWholeReadAt == null ? null : true) : problem.code !== 'UNREACHABLE',
      lastReadAt: facts?.lastWholeReadAt ?? null,
      lastWholeReadAt: facts?.lastWholeReadAt ?? null,
      lag: count('PENDING') + count('UNKNOWN'),
      pending: count('PENDING'),
      unknown: count('UNKNOWN'),
      refused: count('REFUSED'),
      drifted: count('DRIFTED'),
      conflicts: count('CONFLICT'),
      adopted: facts !== undefined && facts.adoptedAt !== null && facts.reviewed,
      keepsIds: facts?.keepsIds ?? null,
      updatesInPlace: facts?.updatesInPlace ?? null,
      problem,
    };
  }

  async drift(call: Call, query: DriftQuery): Promise<DriftPage> {
    const worker = this.#worker(call, 'read');
    return driftPage(worker === null ? [] : listDrift(await worker.view()), query);
  }

  async sync(call: Call, { confirmDeletions }: { readonly confirmDeletions: boolean }): Promise<ConnectionStatus> {
    const worker = this.#connected(call);
    if (confirmDeletions) {
      const deletionsConfirmedAt = this.#clock.now();
      await this.#record(worker, ({ connection }) => [
        { write: 'connection', facts: { ...connection, deletionsConfirmedAt } },
      ]);
    }
    this.#connector.read(call.caller.tenantId);
    return this.connection(call);
  }

  /** Links what is equal on both sides. What only Graph has is left as drift. */
  async adopt(call: Call, { dryRun }: AdoptInput): Promise<Adoption> {
    const worker = this.#connected(call);
    const view = await worker.view();
    if (view.connection.lastWholeReadAt === null) {
      throw new Refusal('UNAVAILABLE', 'Graph has not been read yet. Try again in a moment.', { retryAfterSeconds: 5 });
    }
    let { pairs } = planAdoption(view);
    if (!dryRun) {
      const at = this.#clock.now();
      await this.#record(worker, (current) => {
        pairs = planAdoption(current).pairs;
        const facts = { ...current.connection, adoptedAt: at, reviewed: true };
        return [...adoptionLinks(pairs, at), { write: 'connection', facts }];
      });
      this.#connector.read(call.caller.tenantId);
    }
    const linked = pairs.map(({ object, graph }) => ({ settingsId: object.wanted.settingsId, graphId: graph.graphId }));
    return { linked, takenOver: [], left: listDrift(view) };
  }

  async retry(call: Call, settingsId: string): Promise<ResolveOutcome> {
    const worker = this.#connected(call);
    const status = (await this.#statusesOf(worker)).get(settingsId);
    if (status?.state !== 'REFUSED') {
      const code = status === undefined ? 'NOT_FOUND' : 'NOT_ALLOWED';
      const message = 'Only a change that Graph refused can be sent again.';
      return { ok: false, faults: [{ code, field: 'id', message }] };
    }
    const decision = { about: settingsId, kind: 'RETRY', graphIds: [], since: this.#clock.now() } as const;
    await this.#record(worker, () => [{ write: 'decide', decision }]);
    this.#connector.read(call.caller.tenantId);
    return { ok: true, status: (await this.#statusesOf(worker)).get(settingsId) ?? null };
  }

  async waitFor(call: Call, { settingsId, version, timeoutMs, signal }: WaitInput): Promise<GraphStatus | null> {
    if (this.#waiters >= MOST_WAITERS) return this.status(call, settingsId);
    this.#waiters += 1;
    let over = false;
    let wake = () => {};
    const end = () => {
      over = true;
      wake();
    };
    const stop = this.#connector.onStep((tenantId) => tenantId === call.caller.tenantId && wake());
    const cancel = this.#clock.after(Math.min(timeoutMs, MOST_WAIT_MS), end);
    signal?.addEventListener('abort', end);
    try {
      for (;;) {
        // Made before the status is read, so that no step in between is missed.
        const stepped = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const status = await this.status(call, settingsId);
        if (over || signal?.aborted || isOutcome(status, version)) return status;
        await stepped;
      }
    } finally {
      this.#waiters -= 1;
      signal?.removeEventListener('abort', end);
      cancel();
      stop();
    }
  }

  /** Reads the view unless the caller has it. */
  async #statusesOf(worker: TenantWorker | null, known?: TenantView): Promise<ReadonlyMap<string, GraphStatus>> {
    if (worker === null) return new Map();
    const view = known ?? (await worker.view());
    const judged = await worker.judged(view);
    const now = this.#clock.now();
    return new Map(
      judged.map(({ object, judgement }) => [object.wanted.settingsId, deriveStatus(object, judgement, view, now)]),
    );
  }

  #worker({ caller }: Call, access: Access): TenantWorker | null {
    if (!mayDo(caller, access)) throw forbidden(access);
    return this.#connector.workerOf(caller.tenantId);
  }

  #connected(call: Call): TenantWorker {
    const worker = this.#worker(call, 'write');
    if (worker === null) throw new Refusal('BAD_REQUEST', 'This tenant is not connected to Microsoft Graph.');
    return worker;
  }

  async #record(worker: TenantWorker, writes: Parameters<TenantWorker['record']>[0]): Promise<void> {
    try {
      await worker.record(writes);
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      const message = 'Another process is just working for this tenant. Try again in a moment.';
      throw new Refusal('UNAVAILABLE', message, { retryAfterSeconds: 5 });
    }
  }
}

function adoptionLinks(pairs: AdoptionPlan['pairs'], at: number): LedgerWrite[] {
  return pairs.flatMap(({ object: { wanted }, graph }): LedgerWrite[] => {
    if (graph.content === null) return [];
    const confirmed = { confirmed: graph.content, confirmedVersion: wanted.version, confirmedAt: at };
    const { settingsId } = wanted;
    const link = { settingsId, graphId: graph.graphId, ...confirmed, linkedAt: at, linkedBy: 'adopted' } as const;
    return [{ write: 'link', link }];
  });
}

/** Whether Graph has confirmed or refused this version or a later one, or a person has to decide. */
function isOutcome(status: GraphStatus | null, version: number): boolean {
  if (status === null) return true;
  if (status.state === 'PENDING' || status.state === 'UNKNOWN') return false;
  return (status.wantedVersion ?? version) >= version;
}

function modeOf(options: ConnectorOptions | null): ConnectionStatus['mode'] {
  return (options?.mode ?? 'off').toUpperCase() as ConnectionStatus['mode'];
}
