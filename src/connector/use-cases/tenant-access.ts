/** What all use cases of the connection share: the permission check, the tenant's worker, and writes of the ledger. */
import type { Access, Call } from '../../domain/caller.js';
import { Refusal } from '../../domain/errors.js';
import { NO_CONNECTION } from '../../domain/not-connected.js';
import type { SettingsService } from '../../domain/settings-service.js';
import type { Connector } from '../connector.js';
import { LeaseLost } from '../worker/lease-keeper.js';
import type { TenantWorker } from '../worker/tenant-worker.js';

export class TenantAccess {
  readonly #connector: Pick<Connector, 'workerOf'>;
  readonly #settings: Pick<SettingsService, 'authorise'>;

  constructor(connector: Pick<Connector, 'workerOf'>, settings: Pick<SettingsService, 'authorise'>) {
    this.#connector = connector;
    this.#settings = settings;
  }

  /** Null if the tenant is not connected. */
  find({ caller }: Call, access: Access): TenantWorker | null {
    this.#settings.authorise(caller, access);
    return this.#connector.workerOf(caller.tenantId);
  }

  /** The worker, for somebody who decides something. */
  get(call: Call): TenantWorker {
    const worker = this.find(call, 'write');
    if (worker === null) throw new Refusal('BAD_REQUEST', NO_CONNECTION);
    return worker;
  }
}

/** Records a decision. Refuses if another process works for the tenant just then. */
export async function recordDecision(
  worker: TenantWorker,
  decide: Parameters<TenantWorker['record']>[0],
): Promise<void> {
  try {
    await worker.record(decide);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    const message = 'Another process is just working for this tenant. Try again in a moment.';
    throw new Refusal('UNAVAILABLE', message, { retryAfterSeconds: 5 });
  }
}
