/** The connection of a service that is not configured for Microsoft Graph. Reading says so for every object, acting is refused. */
import { type Access, type Call, forbidden, mayDo } from './caller.js';
import { canonicalId } from './derived-credential-settings.js';
import { Refusal } from './errors.js';
import type { ConnectionStatus, GraphConnection, GraphDelivery, GraphStatus } from './graph-connection.js';
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

  constructor(store: Pick<Store, 'findLatestChange'>) {
    this.#store = store;
  }

  async statuses(call: Call, settingsIds: readonly string[]): Promise<ReadonlyMap<string, GraphStatus>> {
    check(call, 'read');
    return new Map(settingsIds.map((id) => [id, notConnected(id)]));
  }

  async status(call: Call, settingsId: string): Promise<GraphStatus | null> {
    check(call, 'read');
    const id = canonicalId(settingsId);
    if (id === null || (await this.#store.findLatestChange(call.caller.tenantId, id)) === null) return null;
    return notConnected(id);
  }

  async deliveries(call: Call, { length }: Parameters<GraphConnection['deliveries']>[1]) {
    check(call, 'read');
    return Array.from({ length }, (): GraphDelivery => ({ state: 'NOT_CONNECTED', at: null }));
  }

  async connection(call: Call): Promise<ConnectionStatus> {
    check(call, 'read');
    return OFF;
  }

  async drift(call: Call) {
    check(call, 'read');
    return { items: [], hasNext: false, totalCount: 0 };
  }

  sync = refused;
  adopt = refused;
  resolve = refused;
  retry = refused;

  /** There is nothing to wait for. */
  async waitFor(call: Call, { settingsId }: { readonly settingsId: string }): Promise<GraphStatus | null> {
    check(call, 'read');
    return notConnected(settingsId);
  }

  /** The status of the object, if one is named. It never changes, so nothing follows. */
  async *follow(call: Call, settingsId: string | null): AsyncIterableIterator<GraphStatus> {
    check(call, 'read');
    if (settingsId !== null) yield notConnected(settingsId);
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

async function refused(call: Call): Promise<never> {
  check(call, 'write');
  throw new Refusal('BAD_REQUEST', NO_CONNECTION);
}

function check({ caller }: Call, access: Access): void {
  if (!mayDo(caller, access)) throw forbidden(access);
}
