/** The connection of a service that is not configured for Microsoft Graph. Reading says so for every object, acting is refused. */
import type { Call } from './caller.js';
import { canonicalId } from './derived-credential-settings.js';
import { Refusal } from './errors.js';
import type { ConnectionStatus, GraphConnection, GraphDelivery, GraphStatus } from './graph-connection.js';
import type { SettingsService } from './settings-service.js';
import type { Store } from './store.js';

const OFF: ConnectionStatus = {
  mode: 'OFF',
  cloud: '',
  reachable: null,
  lastReadAt: null,
  lastWholeReadAt: null,
  lag: 0,
  pending: 0,
  unknown: 0,
  refused: 0,
  drifted: 0,
  conflicts: 0,
  adopted: false,
  keepsIds: null,
  updatesInPlace: null,
  problem: null,
};

export class NotConnected implements GraphConnection {
  readonly #store: Pick<Store, 'findLatestChange'>;
  readonly #settings: Pick<SettingsService, 'authorise'>;

  constructor(store: Pick<Store, 'findLatestChange'>, settings: Pick<SettingsService, 'authorise'>) {
    this.#store = store;
    this.#settings = settings;
  }

  async statuses(call: Call, settingsIds: readonly string[]): Promise<ReadonlyMap<string, GraphStatus>> {
    this.#settings.authorise(call.caller, 'read');
    return new Map(settingsIds.map((id) => [id, notConnected(id)]));
  }

  async status(call: Call, settingsId: string): Promise<GraphStatus | null> {
    this.#settings.authorise(call.caller, 'read');
    const id = canonicalId(settingsId);
    if (id === null || (await this.#store.findLatestChange(call.caller.tenantId, id)) === null) return null;
    return notConnected(id);
  }

  async deliveries(call: Call, { length }: Parameters<GraphConnection['deliveries']>[1]) {
    this.#settings.authorise(call.caller, 'read');
    return Array.from({ length }, (): GraphDelivery => ({ state: 'NOT_CONNECTED', at: null }));
  }

  async connection(call: Call): Promise<ConnectionStatus> {
    this.#settings.authorise(call.caller, 'read');
    return OFF;
  }

  async drift(call: Call) {
    this.#settings.authorise(call.caller, 'read');
    return { items: [], hasNext: false, totalCount: 0 };
  }

  sync = (call: Call) => this.#refuse(call);
  adopt = (call: Call) => this.#refuse(call);
  resolve = (call: Call) => this.#refuse(call);
  retry = (call: Call) => this.#refuse(call);

  /** There is nothing to wait for. */
  async waitFor(call: Call, { settingsId }: { readonly settingsId: string }): Promise<GraphStatus | null> {
    this.#settings.authorise(call.caller, 'read');
    return notConnected(settingsId);
  }

  /** The status of the object, if one is named. It never changes, so nothing follows. */
  async *follow(call: Call, settingsId: string | null): AsyncIterableIterator<GraphStatus> {
    this.#settings.authorise(call.caller, 'read');
    if (settingsId !== null) yield notConnected(settingsId);
  }

  async #refuse({ caller }: Call): Promise<never> {
    this.#settings.authorise(caller, 'write');
    throw new Refusal('BAD_REQUEST', NO_CONNECTION);
  }
}

export function notConnected(settingsId: string): GraphStatus {
  return {
    settingsId,
    state: 'NOT_CONNECTED',
    graphId: null,
    wantedVersion: null,
    confirmedVersion: null,
    confirmedAt: null,
    pendingSince: null,
    attempts: 0,
    nextAttemptAt: null,
    problem: null,
    differences: [],
    graphIds: [],
  };
}

export const NO_CONNECTION = 'This tenant is not connected to Microsoft Graph: GRAPH_MODE is off.';
