/** Assembles the connection to Microsoft Graph: tokens, client, workers and use cases. Takes values and reads no configuration. */
import { randomUUID } from 'node:crypto';
import type { ChangeSpans } from '../domain/change-spans.js';
import type { GraphConnection } from '../domain/graph-connection.js';
import type { GraphLedger } from '../domain/graph-ledger.js';
import type { SettingsService } from '../domain/settings-service.js';
import type { Store } from '../domain/store.js';
import type { Tracing } from '../domain/tracing.js';
import { type GraphAccessSetup, graphAccess } from './client/graph-access.js';
import type { CredentialSource } from './client/token/msal-application.js';
import { ConnectionService } from './connection-service.js';
import { Connector } from './connector.js';
import { observeConnector } from './connector-metrics.js';
import type { ConnectorReports } from './events.js';
import { type ConnectorClock, type ConnectorOptions, SYSTEM_CLOCK } from './options.js';

/** The connection of one tenant, as it is configured. */
export interface TenantConnection extends Omit<ConnectorOptions, 'target' | 'leaseMs' | 'timeoutMs'> {
  readonly credential: CredentialSource;
}

export interface ConnectionSetup extends GraphAccessSetup {
  /** Null for a tenant that is not connected. */
  readonly connectionOf: (tenantId: string) => TenantConnection | null;
  /** Tenants that are connected by name. Others are found in the database. */
  readonly tenants: readonly string[];
  readonly store: Store;
  readonly ledger: GraphLedger;
  readonly settings: SettingsService;
  readonly reports: ConnectorReports;
  readonly tracing: Tracing | null;
  /** The requests whose changes are delivered. */
  readonly changeSpans: ChangeSpans | null;
}

export interface OpenConnection {
  readonly connection: GraphConnection;
  /** Begins to work for all connected tenants. */
  start(): Promise<void>;
  /** Answers at once those who wait for Graph. Called before the server drains, which waits for their responses. */
  endWaits(): void;
  /** Begins no more requests, and resolves once those under way have ended or were cut off. */
  stop(): Promise<void>;
}

export function openConnection(setup: ConnectionSetup): OpenConnection {
  const { store, ledger, settings, reports, cloud, timeoutMs, connectionOf, telemetry, tracing, changeSpans } = setup;
  const { url, graph } = graphAccess(setup);
  const optionsOf = (tenantId: string): ConnectorOptions | null => {
    const tenant = connectionOf(tenantId);
    return tenant && connectorOptions(tenant, url, timeoutMs);
  };
  const clock: ConnectorClock = SYSTEM_CLOCK;
  const parts = {
    store,
    settings,
    ledger,
    graph,
    clock,
    holder: randomUUID(),
    newId: randomUUID,
    optionsOf,
    tracing,
    changeSpans,
    ...reports,
  };
  const connector = new Connector(parts);
  if (telemetry) observeConnector(telemetry, connector, clock);
  const connection = new ConnectionService({ connector, clock, cloud, optionsOf, settings, store, ledger });
  return {
    connection,
    start: async () => {
      const tenants = [...new Set([...setup.tenants, ...(await ledger.tenants())])];
      reports.onStart({ url, tenants: tenants.filter((tenantId) => optionsOf(tenantId) !== null).length });
      connector.start(tenants);
    },
    endWaits: () => connection.close(),
    stop: () => connector.stop(),
  };
}

function connectorOptions(
  { credential, ...options }: TenantConnection,
  url: string,
  timeoutMs: number,
): ConnectorOptions {
  // Longer than a request, so that the lease does not end while one is under way.
  return { ...options, timeoutMs, leaseMs: timeoutMs * 1.5, target: targetOf(url, credential) };
}

/** What the ledger calls the target of a connection: the root of Graph, and the client id. */
export function targetOf(url: string, credential: CredentialSource): string {
  const client =
    credential.clientId ?? (credential.kind === 'managed identity' ? credential.identity : null) ?? 'system';
  return `${url} ${client}`;
}
