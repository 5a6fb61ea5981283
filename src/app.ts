/** Wires the modules into a service. Contains only this list, no logic. */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { authorityOf, CLOUD_ISSUERS } from './auth/clouds.js';
import { LOCAL_AUDIENCE, type LocalIssuer, openLocalIssuer } from './auth/local-issuer.js';
import { localKeyFileOf } from './auth/local-key-file.js';
import { remoteIssuer } from './auth/remote-issuer.js';
import { createVerifier } from './auth/verifier.js';
import { graphTenantOf } from './config/graph.js';
import { type Config, isLoopback } from './config.js';
import type { TokenSource } from './connector/client/access-token.js';
import { connectorLog } from './connector/connector-log.js';
import { type OpenConnection, openConnection } from './connector/open-connection.js';
import type { Caller } from './domain/caller.js';
import { ChangeSpans } from './domain/change-spans.js';
import { ClockWatch } from './domain/clock-watch.js';
import { SetupError } from './domain/errors.js';
import { NotConnected } from './domain/not-connected.js';
import { SettingsService } from './domain/settings-service.js';
import type { Telemetry } from './domain/telemetry.js';
import type { Tracing } from './domain/tracing.js';
import { explorerRoute, type SignIn } from './explorer/route.js';
import { Feed } from './feed/feed.js';
import { createValidator } from './graphql/execution/apollo-server.js';
import { Pipeline } from './graphql/execution/pipeline.js';
import { trustedDocuments } from './graphql/execution/trusted-documents.js';
import { createSchema } from './graphql/schema/schema.js';
import { eventStreamRoute } from './graphql/transport/event-stream-route.js';
import { graphqlRoute } from './graphql/transport/http-route.js';
import { webSocketRoute } from './graphql/transport/web-socket-route.js';
import { readCertificate } from './http/certificate.js';
import { withLoopback } from './http/cors.js';
import { checkHost as checkAnyHost, checkLoopbackHost } from './http/host.js';
import { auditLog, flushLog, openLog, switchLevel } from './http/log-destination.js';
import { publicUrlsOf } from './http/public-urls.js';
import { rateLimiter, type SharedPoints } from './http/rate-limiter.js';
import { refusalLog } from './http/refusal-log.js';
import { createHttpServer } from './http/server.js';
import { Streams } from './http/streaming/streams.js';
import { formatUnrouted } from './rest/format-unrouted.js';
import { restRoute, serviceRoot } from './rest/route.js';
import { type OpenStore, openStore } from './store/open.js';
import { loadTelemetry } from './telemetry/load-telemetry.js';
import type { RunningTelemetry } from './telemetry/running-telemetry.js';
import { VERSION } from './version.js';

const clock = () => Date.now();

/** A service that does not listen yet. */
export interface App {
  /** Starts to listen and returns the address, such as `http://127.0.0.1:4000`. */
  start(): Promise<string>;
  /** Finishes pending requests, then closes everything. */
  stop(): Promise<void>;
  /** Between the configured level and everything. */
  readonly switchLogLevel: () => void;
}

/** The service without its APIs, for commands that open the database themselves. */
export interface Core {
  readonly service: SettingsService;
  readonly store: OpenStore;
  /** The current problem as a sentence that is safe to publish; null if there is none. Throws if the store cannot read. */
  check(): Promise<string | null>;
}

interface CoreOptions {
  readonly onForbidden?: (caller: Caller) => void;
  readonly telemetry?: Telemetry | null;
  readonly changeSpans?: ChangeSpans | null;
}

/** Opens the database and the service. Throws a `SetupError` if the database cannot be used. */
export async function openCore(
  { databaseUrl, databaseReadUrl: readUrl, singleIssuerPerTenant: singleIssuer, allowClockBehindLog, graph }: Config,
  warn: (message: string) => void,
  { onForbidden = () => {}, telemetry = null, changeSpans = null }: CoreOptions = {},
): Promise<Core> {
  const store = await openStore(databaseUrl, warn, { telemetry, readUrl });
  const { follow } = new Feed(store, telemetry);
  const watch = new ClockWatch({ store, clock, allowBehind: allowClockBehindLog, warn, telemetry });
  const service = new SettingsService({
    store,
    follow,
    clock,
    newId: randomUUID,
    singleIssuer,
    allowClockBehindLog,
    isReadOnly: (tenantId) => graph !== null && graphTenantOf(graph, tenantId)?.mode === 'pull',
    onForbidden,
    changeSpans,
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

/** What a process has to do with the others of the same service. */
export interface AmongOthers {
  /** Each process has its own, also one that replaces another. It stands in the log. */
  readonly number: number;
  readonly sharedPoints: SharedPoints;
}

/** Options beside the configuration. All but `others` are for tests and benchmarks. */
export interface AppOptions {
  readonly others?: AmongOthers;
  /** How often an operation is interpreted before it is compiled. */
  readonly compileAfter?: number;
  /** Tokens for Graph, instead of those from Microsoft Entra ID. */
  readonly graphTokens?: TokenSource;
}

/** Builds the service. Throws a `SetupError` if its files cannot be used. */
export async function createApp(config: Config, { others, graphTokens, ...tuning }: AppOptions = {}): Promise<App> {
  const log = openLog(config.logLevel, others?.number);
  const warn = (message: string) => log.warn(message);
  const loading = { ...config.telemetry, ...VERSION, process: others?.number ?? null, warn };
  const { telemetry, tracing } = await loadTelemetry(loading);
  const refused = refusalLog(auditLog(log), telemetry);
  const authenticate = createVerifier({ ...(await trustOf(config, telemetry)), clock, onRefusal: refused });
  const tls = config.tls && { files: config.tls, certificate: await readCertificate(config.tls) };
  // Asked only by the connection to Graph.
  const changeSpans = tracing && config.graph && new ChangeSpans();
  const onForbidden = ({ tenantId, clientId }: Caller) => refused({ reason: 'NO_PERMISSION', tenantId, clientId });
  const core = await openCore(config, warn, { onForbidden, telemetry, changeSpans });
  const { store, service, check } = core;
  const observing = { log, telemetry, tracing, changeSpans };
  const graph = graphOf(config, core, { ...observing, ...(graphTokens && { tokens: graphTokens }) });
  const schema = createSchema();
  const { introspection } = config;
  const validator = createValidator({ schema, introspection });
  const { trustedProxies, keepAliveTimeout, drainGraceMs } = config;
  const isLocal = config.auth.mode === 'local';
  const checkHost = isLocal ? checkLoopbackHost(config.publicUrls) : checkAnyHost;
  const http = createHttpServer({
    log,
    ready: check,
    checkHost,
    formatUnrouted,
    trustedProxies,
    keepAliveTimeout,
    drainGraceMs,
    tls,
    sharesSocket: config.systemd.socketFd !== null,
    version: { ...VERSION },
    telemetry,
    tracing,
  });
  const publicUrls = publicUrlsOf(config.publicUrls, () => http.listeningUrls());
  const charge = rateLimiter(config.rateLimit, telemetry, others?.sharedPoints);
  const resolveDocument = trustedDocuments(config.trustedDocuments.mode, config.trustedDocuments.manifestFile);
  const named = new Set(config.corsOrigins);
  const origins = isLocal ? withLoopback(named) : named;
  const pipeline = new Pipeline({
    schema,
    validator,
    resolveDocument,
    suggestions: introspection,
    telemetry,
    ...tuning,
  });
  const streams = new Streams(authenticate, clock, telemetry);
  const connection = graph?.connection ?? new NotConnected(store, service);
  const shared = { service, connection, charge };
  await http.fastify.register(graphqlRoute({ pipeline, authenticate, shared, origins }));
  await http.fastify.register(eventStreamRoute({ pipeline, authenticate, shared, streams, origins }));
  await http.fastify.register(webSocketRoute({ pipeline, authenticate, shared, streams, checkHost, tracing }));
  await http.fastify.register(restRoute({ authenticate, ...shared, publicUrls, origins, telemetry }));
  await http.fastify.register(
    explorerRoute({ isLocal, signIn: signInOf(config), forPrograms: serviceRoot(publicUrls) }),
  );

  return {
    start: async () => {
      await validator.start();
      await startTelemetry(telemetry, config);
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
      await Promise.all([telemetry?.stop(), tracing?.stop()]);
      await flushLog(log);
    },
    switchLogLevel: () => switchLevel(log, config.logLevel),
  };
}

interface GraphOptions {
  readonly log: Logger;
  readonly telemetry: Telemetry | null;
  readonly tracing: Tracing | null;
  readonly changeSpans: ChangeSpans | null;
  readonly tokens?: TokenSource;
}

/** The connection to Microsoft Graph; null if no tenant is connected. */
function graphOf(
  { graph }: Config,
  { store, service }: Core,
  { log, tokens, ...observing }: GraphOptions,
): OpenConnection | null {
  if (graph === null) return null;
  const { cloud, url, authority, timeoutMs, byTenant, tenants } = graph;
  return openConnection({
    ...{ cloud, url, authority, timeoutMs, store, ledger: store.graphLedger, settings: service },
    connectionOf: (tenantId) => graphTenantOf(graph, tenantId),
    tenants: [...byTenant.keys(), ...(tenants === '*' ? [] : tenants)],
    reports: connectorLog(log, observing.telemetry),
    ...observing,
    ...(tokens && { tokens }),
  });
}

/** The issuer of local mode, with its key in `LOCAL_KEY_FILE`. */
export function openLocalIssuerOf(config: Config): Promise<LocalIssuer> {
  return openLocalIssuer(localKeyFileOf(config));
}

/** The issuers, audiences and tenants whose tokens are accepted. */
async function trustOf(config: Config, telemetry: Telemetry | null) {
  const { auth } = config;
  if (auth.mode === 'local') {
    const { trusted } = await openLocalIssuerOf(config);
    return { issuers: [trusted], audiences: [LOCAL_AUDIENCE], tenants: '*' as const };
  }
  const locations = typeof auth.issuers === 'string' ? CLOUD_ISSUERS[auth.issuers] : auth.issuers;
  return {
    issuers: locations.map((location) => remoteIssuer(location, telemetry)),
    audiences: auth.audiences,
    tenants: auth.tenants,
  };
}

/** How the pages sign users in; null if they ask for a token. */
export function signInOf({ auth, signIn }: Config): SignIn | null {
  if (signIn === null || auth.mode === 'local') return null;
  const ofCloud = typeof auth.issuers === 'string' ? authorityOf(auth.issuers, auth.tenants) : null;
  const authority = signIn.authority ?? ofCloud;
  return authority === null ? null : { ...signIn, authority };
}

async function startTelemetry(
  telemetry: RunningTelemetry | null,
  { telemetry: { prometheus } }: Config,
): Promise<void> {
  try {
    await telemetry?.start();
  } catch (error) {
    const address = `${prometheus?.host}:${prometheus?.port}`;
    throw new SetupError(`${address} ${reasonOf(error)}. Set METRICS_HOST or METRICS_PORT to something else.`, {
      cause: error,
    });
  }
}

async function listen(server: ReturnType<typeof createHttpServer>['fastify'], config: Config): Promise<string> {
  const { host, port, systemd, auth } = config;
  const isInherited = systemd.socketFd !== null;
  const address = isInherited ? { fd: systemd.socketFd, host } : { host, port };
  try {
    const url = await server.listen({ ...address, listenTextResolver: () => 'listening' });
    const isSafe = server.addresses().every((each) => typeof each !== 'string' && isLoopback(each.address));
    if (auth.mode !== 'local' || isSafe) return url;
    throw new SetupError(`The socket of systemd is ${url}, but local mode takes loopback only. Set AUTH_CLOUD.`);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (isInherited) throw new SetupError(`The socket of systemd cannot be used (${code}).`, { cause: error });
    throw new SetupError(`${host}:${port} ${reasonOf(error)}. Set HOST or PORT to something else.`, { cause: error });
  }
}

/** Why an address cannot be listened on. */
function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
}
