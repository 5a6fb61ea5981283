/** Assembles the connection to Microsoft Graph: tokens, client, workers and use cases. Takes values and reads no configuration. */
import { randomUUID } from 'node:crypto';
import type { GraphConnection } from '../domain/graph-connection.js';
import type { GraphLedger } from '../domain/graph-ledger.js';
import type { SettingsService } from '../domain/settings-service.js';
import type { Store } from '../domain/store.js';
import { type TokenSource, tokenSource } from './access-token.js';
import { ConnectionService } from './connection-service.js';
import { Connector } from './connector.js';
import type { ConnectorCounters, ConnectorReports } from './events.js';
import { GraphClient } from './graph-client.js';
import { GRAPH_CLOUDS } from './graph-clouds.js';
import { type ConnectorClock, type ConnectorOptions, SYSTEM_CLOCK } from './options.js';
import type { CredentialSource } from './token/msal-application.js';

/** The connection of one tenant, as it is configured. */
export interface TenantConnection extends Omit<ConnectorOptions, 'target' | 'leaseMs' | 'timeoutMs'> {
  readonly credential: CredentialSource;
}

export interface ConnectionSetup {
  readonly cloud: keyof typeof GRAPH_CLOUDS;
  /** Roots of Graph and of the token issuer; null for those of the cloud. */
  readonly url: string | null;
  readonly authority: string | null;
  /** Limit of each request to Graph, in milliseconds. */
  readonly timeoutMs: number;
  /** Null for a tenant that is not connected. */
  readonly connectionOf: (tenantId: string) => TenantConnection | null;
  /** Tenants that are connected by name. Others are found in the database. */
  readonly tenants: readonly string[];
  /** Instead of tokens from Microsoft Entra ID. */
  readonly tokens?: TokenSource;
  readonly store: Store;
  readonly ledger: GraphLedger;
  readonly settings: SettingsService;
  readonly reports: ConnectorReports;
}

export interface OpenConnection {
  readonly connection: GraphConnection;
  readonly counters: ConnectorCounters;
  /** Begins to work for all connected tenants. */
  start(): Promise<void>;
  /** Answers at once those who wait for Graph. Called before the server drains, which waits for their responses. */
  endWaits(): void;
  /** Begins no more requests, and resolves once those under way have ended or were cut off. */
  stop(): Promise<void>;
}

export function openConnection(setup: ConnectionSetup): OpenConnection {
  const { store, ledger, settings, reports, cloud, timeoutMs, connectionOf } = setup;
  const { graph: root } = GRAPH_CLOUDS[cloud];
  const url = setup.url ?? root;
  const optionsOf = (tenantId: string): ConnectorOptions | null => {
    const tenant = connectionOf(tenantId);
    return tenant && connectorOptions(tenant, url, timeoutMs);
  };
  const clock: ConnectorClock = SYSTEM_CLOCK;
  const graph = new GraphClient({ url, tokens: setup.tokens ?? tokensOf(setup), timeoutMs });
  const parts = {
    store,
    settings,
    ledger,
    graph,
    clock,
    holder: randomUUID(),
    newId: randomUUID,
    optionsOf,
    ...reports,
  };
  const connector = new Connector(parts);
  const connection = new ConnectionService({ connector, clock, cloud, optionsOf, settings, store, ledger });
  return {
    connection,
    counters: connector.counters,
    start: async () => connector.start([...new Set([...setup.tenants, ...(await ledger.tenants())])]),
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

/** One source for each credential, since each keeps the tokens of its tenants. */
export function tokensOf({
  cloud,
  authority,
  connectionOf,
}: Pick<ConnectionSetup, 'cloud' | 'authority' | 'connectionOf'>): TokenSource {
  const { graph: resource, authority: ofCloud, exchangeAudience } = GRAPH_CLOUDS[cloud];
  const sources = new Map<string, TokenSource>();
  const sourceOf = (credential: CredentialSource): TokenSource => {
    const key = JSON.stringify(credential);
    const known = sources.get(key);
    if (known !== undefined) return known;
    const made = tokenSource(credential, { authority: authority ?? ofCloud, resource, exchangeAudience });
    sources.set(key, made);
    return made;
  };
  return {
    token: async (tenantId, options) => {
      const tenant = connectionOf(tenantId);
      if (tenant === null) throw new Error('The tenant is not connected.');
      return sourceOf(tenant.credential).token(tenantId, options);
    },
  };
}
