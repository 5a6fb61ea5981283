/** Wires the modules into a service. Contains only this list, no logic. */
import { randomUUID } from 'node:crypto';
import { type Logger, pino } from 'pino';
import { CLOUD_ISSUERS } from './auth/clouds.js';
import { LOCAL_AUDIENCE, type LocalIssuer, openLocalIssuer } from './auth/local-issuer.js';
import { localKeyFileOf } from './auth/local-key-file.js';
import { remoteIssuer } from './auth/remote-issuer.js';
import { createVerifier } from './auth/verifier.js';
import { graphTenantOf } from './config/graph.js';
import type { Config } from './config.js';
import type { TokenSource } from './connector/client/access-token.js';
import { connectorLog } from './connector/connector-log.js';
import { type OpenConnection, openConnection } from './connector/open-connection.js';
import type { Caller } from './domain/caller.js';
import { ClockWatch } from './domain/clock-watch.js';
import { SetupError } from './domain/errors.js';
import { NotConnected } from './domain/not-connected.js';
import { SettingsService } from './domain/settings-service.js';
import { explorerRoute } from './explorer/route.js';
import { Feed } from './feed/feed.js';
import { createValidator } from './graphql/execution/apollo-server.js';
import { Pipeline } from './graphql/execution/pipeline.js';
import { trustedDocuments } from './graphql/execution/trusted-documents.js';
import { createSchema } from './graphql/schema/schema.js';
import { eventStreamRoute } from './graphql/transport/event-stream-route.js';
import { graphqlRoute } from './graphql/transport/http-route.js';
import { webSocketRoute } from './graphql/transport/web-socket-route.js';
import { withLoopback } from './http/cors.js';
import { checkHost as checkAnyHost, checkLoopbackHost } from './http/host.js';
import { flushLog, logDestination } from './http/log-destination.js';
import { publicUrlsOf } from './http/public-urls.js';
import { rateLimiter } from './http/rate-limiter.js';
import { refusalLog } from './http/refusal-log.js';
import { createHttpServer } from './http/server.js';
import { Streams } from './http/streaming/streams.js';
import { formatUnrouted } from './rest/format-unrouted.js';
import { restRoute, serviceRoot } from './rest/route.js';
import { type OpenStore, openStore } from './store/open.js';
import { VERSION } from './version.js';

const clock = () => Date.now();

/** A service that does not listen yet. */
export interface App {
  /** Starts to listen and returns the address, such as `http://127.0.0.1:4000`. */
  start(): Promise<string>;
  /** Finishes pending requests, then closes everything. */
  stop(): Promise<void>;
}

/** The service without its APIs, for commands that open the database themselves. */
export interface Core {
  readonly service: SettingsService;
  readonly store: OpenStore;
  /** The current problem as a sentence that is safe to publish; null if there is none. Throws if the store cannot read. */
  check(): Promise<string | null>;
}

/** Opens the database and the service. Throws a `SetupError` if the database cannot be used. */
export async function openCore(
  { databaseUrl, singleIssuerPerTenant: singleIssuer, allowClockBehindLog, graph }: Config,
  warn: (message: string) => void,
  onForbidden: (caller: Caller) => void = () => {},
): Promise<Core> {
  const store = await openStore(databaseUrl, warn);
  const { follow } = new Feed(store);
  const watch = new ClockWatch({ store, clock, allowBehind: allowClockBehindLog, warn });
  const service = new SettingsService({
    store,
    follow,
    clock,
    newId: randomUUID,
    singleIssuer,
    allowClockBehindLog,
    isReadOnly: (tenantId) => graph !== null && graphTenantOf(graph, tenantId)?.mode === 'pull',
    onForbidden,
    onClockBehind: (behindMs) => watch.report(behindMs),
  });
  const check = async () => {
    // If the latest time cannot be read, the store reports why in its own check.
    const ofClock = await watch.check().catch(() => null);
    const found = [await store.check(), ofClock].filter((message) => message !== null);
    return found.length === 0 ? null : found.join(' ');
  };
  return { store, service, check };
}

/** Options for tests and benchmarks. */
export interface Tuning {
  /** How often an operation is interpreted before it is compiled. */
  readonly compileAfter?: number;
  /** Tokens for Graph, instead of those from Microsoft Entra ID. */
  readonly graphTokens?: TokenSource;
}

/** Builds the service. Throws a `SetupError` if its files cannot be used. */
export async function createApp(config: Config, { graphTokens, ...tuning }: Tuning = {}): Promise<App> {
  const log = pino({ level: config.logLevel }, logDestination());
  const refused = refusalLog(log);
  const authenticate = createVerifier({ ...(await trustOf(config)), clock, onRefusal: refused });
  const core = await openCore(
    config,
    (message) => log.warn(message),
    ({ tenantId, clientId }) => refused({ reason: 'NO_PERMISSION', tenantId, clientId }),
  );
  const { store, service, check } = core;
  const graph = graphOf(config, core, log, graphTokens);
  const schema = createSchema();
  const { introspection } = config;
  const validator = createValidator({ schema, introspection });
  const { trustedProxies, keepAliveTimeout } = config;
  const isLocal = config.auth.mode === 'local';
  const checkHost = isLocal ? checkLoopbackHost(config.publicUrls) : checkAnyHost;
  const http = createHttpServer({
    log,
    ready: check,
    checkHost,
    formatUnrouted,
    trustedProxies,
    keepAliveTimeout,
    version: { ...VERSION },
  });
  const publicUrls = publicUrlsOf(config.publicUrls, () => http.listeningUrls());
  const charge = rateLimiter(config.rateLimit);
  const resolveDocument = trustedDocuments(config.trustedDocuments.mode, config.trustedDocuments.manifestFile);
  const named = new Set(config.corsOrigins);
  const origins = isLocal ? withLoopback(named) : named;
  const pipeline = new Pipeline({ schema, validator, resolveDocument, suggestions: introspection, ...tuning });
  const streams = new Streams(authenticate, clock);
  const connection = graph?.connection ?? new NotConnected(store, service);
  const shared = { service, connection, charge };
  await http.fastify.register(graphqlRoute({ pipeline, authenticate, shared, origins }));
  await http.fastify.register(eventStreamRoute({ pipeline, authenticate, shared, streams, origins }));
  await http.fastify.register(webSocketRoute({ pipeline, authenticate, shared, streams, checkHost }));
  await http.fastify.register(restRoute({ authenticate, ...shared, publicUrls, origins }));
  await http.fastify.register(explorerRoute({ isLocal, forPrograms: serviceRoot(publicUrls) }));

  return {
    start: async () => {
      await validator.start();
      // Called only for its warnings. If the store cannot read, requests report it.
      await check().catch(() => null);
      const address = await listen(http.fastify, config);
      await graph?.start();
      return address;
    },
    stop: async () => {
      graph?.endWaits();
      await http.drain();
      await graph?.stop();
      await validator.stop();
      await store.close();
      await flushLog(log);
    },
  };
}

/** The connection to Microsoft Graph; null if no tenant is connected. */
function graphOf(
  { graph }: Config,
  { store, service }: Core,
  log: Logger,
  tokens: TokenSource | undefined,
): OpenConnection | null {
  if (graph === null) return null;
  const { cloud, url, authority, timeoutMs, byTenant, tenants } = graph;
  return openConnection({
    ...{ cloud, url, authority, timeoutMs, store, ledger: store.graphLedger, settings: service },
    connectionOf: (tenantId) => graphTenantOf(graph, tenantId),
    tenants: [...byTenant.keys(), ...(tenants === '*' ? [] : tenants)],
    reports: connectorLog(log),
    ...(tokens && { tokens }),
  });
}

/** The issuer of local mode, with its key in `LOCAL_KEY_FILE`. */
export function openLocalIssuerOf(config: Config): Promise<LocalIssuer> {
  return openLocalIssuer(localKeyFileOf(config));
}

/** The issuers, audiences and tenants whose tokens are accepted. */
async function trustOf(config: Config) {
  const { auth } = config;
  if (auth.mode === 'local') {
    const { trusted } = await openLocalIssuerOf(config);
    return { issuers: [trusted], audiences: [LOCAL_AUDIENCE], tenants: '*' as const };
  }
  const locations = typeof auth.issuers === 'string' ? CLOUD_ISSUERS[auth.issuers] : auth.issuers;
  return { issuers: locations.map(remoteIssuer), audiences: auth.audiences, tenants: auth.tenants };
}

async function listen(server: ReturnType<typeof createHttpServer>['fastify'], { host, port }: Config): Promise<string> {
  try {
    return await server.listen({ host, port, listenTextResolver: () => 'listening' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
    throw new SetupError(`${host}:${port} ${reason}. Set HOST or PORT to something else.`, { cause: error });
  }
}
