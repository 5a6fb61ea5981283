/**
 * The HTTP server that the APIs register their routes on: limits, request ids, one log line per request, security headers,
 * health checks, drain. Knows nothing about the APIs.
 */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server as TlsServer } from 'node:tls';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { SHUTTING_DOWN } from '../domain/errors.js';
import type { Telemetry } from '../domain/telemetry.js';
import type { Tracing } from '../domain/tracing.js';
import { type Certificate, followCertificate, type TlsFiles } from './certificate.js';
import { answerClientError } from './client-errors.js';
import { ENCODED_BODY, failureBody, failureOf, logFault } from './failures.js';
import type { CheckHost } from './host.js';
import { acceptJsonOnly } from './json-body.js';
import { beginSpan, endSpan } from './request-span.js';
import { SECURITY_HEADERS } from './security-headers.js';
import { type FormatUnrouted, formatFailure, type UnroutedFailure } from './unrouted.js';

export interface HttpServerOptions {
  readonly log: FastifyBaseLogger;
  /** Throws if the service is unavailable. Resolves to a description of what does not work, or to null if all works. */
  readonly ready: () => Promise<string | null>;
  readonly checkHost: CheckHost;
  /** The public response of `/version`. */
  readonly version: Readonly<Record<string, string | null>>;
  /** Addresses or networks whose `X-Forwarded-*` headers are trusted. */
  readonly trustedProxies: readonly string[];
  /** How long an idle connection stays open, in seconds. */
  readonly keepAliveTimeout: number;
  /** For so long a service that stops still takes requests. */
  readonly drainGraceMs: number;
  /** Whether another program keeps the listening socket open, in which connections wait for the next start. */
  readonly sharesSocket: boolean;
  /** Null for plain HTTP. */
  readonly tls: { readonly files: TlsFiles; readonly certificate: Certificate } | null;
  readonly formatUnrouted: FormatUnrouted;
  readonly telemetry: Telemetry | null;
  readonly tracing: Tracing | null;
}

export interface HttpServer {
  readonly fastify: FastifyInstance;
  /** The URLs on which the server listens. */
  listeningUrls(): string[];
  /** Finishes pending requests, asks clients to close their connections, and stops listening. */
  drain(): Promise<void>;
}

const BODY_LIMIT_BYTES = 256 * 1024;
const MAX_CONNECTIONS = 2000;
const TIMEOUTS = {
  // Bounds how long a client that sends slowly can occupy a socket.
  requestTimeout: 20_000,
  http: {
    headersTimeout: 10_000,
    connectionsCheckingInterval: 2_000,
    // `checkHost` does this check. Node's own response would lack our headers.
    requireHostHeader: false,
  },
} as const;
/** For routes that also answer HEAD, as health probes send it. Not a server default: GraphQL has no HEAD. */
export const WITH_HEAD = { exposeHeadRoute: true } as const;
/** Socket timeout for an unread response. Node restarts it if bytes were sent meanwhile: it can take twice this time. */
export const UNREAD_TIMEOUT_MS = 10_000;
// Bounds a handshake, which `closeAllConnections` does not cut off.
const HANDSHAKE_TIMEOUT_MS = 5_000;
// Incomplete requests are cut off after this time: Node's request timeouts stop working when a server closes.
const DRAIN_LIMIT_MS = 5_000;

const LEVELS_WITH_DEBUG: ReadonlySet<string> = new Set(['debug', 'trace']);
const STOPPING = failureOf(SHUTTING_DOWN);

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { log, ready, version, formatUnrouted, tls, drainGraceMs, sharesSocket, telemetry } = options;
  let draining = false;
  const sendFailure = (request: FastifyRequest, reply: FastifyReply, failure: UnroutedFailure) => {
    const { headers, text } = formatFailure(formatUnrouted, request.url, failure, request.id);
    reply.code(failure.status).headers(headers).send(text);
  };
  const setCommonHeaders = (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (draining) reply.header('connection', 'close');
  };
  const server: FastifyInstance = fastify({
    ...fixedOptions(options),
    loggerInstance: log,
    // Errors before routing, which Fastify would answer in its own format and without the hooks.
    frameworkErrors: (error, request, reply) => {
      setCommonHeaders(request, reply as FastifyReply);
      reply.raw.once('finish', () => reportResponse(request, reply as FastifyReply, telemetry));
      sendFailure(request, reply as FastifyReply, failureOf(error));
    },
    clientErrorHandler: (error, socket) => answerClientError(log, error, socket, formatUnrouted),
  });
  server.server.maxConnections = MAX_CONNECTIONS;
  // Node sets it as the timeout of the socket at each request but the first of a connection. Not before the first request: Node
  // would close the connection without the response that `headersTimeout` gives.
  server.server.timeout = UNREAD_TIMEOUT_MS;
  server.server.on(tls === null ? 'connection' : 'secureConnection', (socket: Socket) => socket.setTimeout(0));
  if (tls !== null) followCertificate(server.server as unknown as TlsServer, tls.files, tls.certificate, log);
  // HTTP allows ignoring an unknown Expect header. Node's own refusal would lack our headers.
  server.server.on('checkExpectation', server.routing);
  server.decorateRequest('call', null);
  server.decorateRequest('span', null);
  acceptJsonOnly(server);
  server.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error);
    if (failure.status >= 500) logFault(request.log, error);
    sendFailure(request, reply.headers(failure.headers), failure);
  });
  server.setNotFoundHandler((request, reply) => {
    sendFailure(request, reply, { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' });
  });
  addHooks(server, options, setCommonHeaders);
  serveHealth(server, ready, () => draining);
  server.get('/version', WITH_HEAD, async () => version);

  return {
    fastify: server,
    listeningUrls: () =>
      server
        .addresses()
        .flatMap((address) => (typeof address === 'string' ? [] : urlsOf(tls === null ? 'http' : 'https', address))),
    drain: async () => {
      draining = true;
      // Load balancers notice it, and clients send one more request, whose response asks them to close the connection.
      await Promise.race([pause(drainGraceMs), ...(sharesSocket ? [allClosed(server.server)] : [])]);
      const cut = setTimeout(() => server.server.closeAllConnections(), DRAIN_LIMIT_MS);
      await server.close();
      clearTimeout(cut);
    },
  };
}

/**
 * Accepts no more connections, and waits until the clients have closed theirs. Calls the method of node:net: that of node:http
 * also closes connections on which the next request is on its way.
 */
function allClosed(server: NetServer): Promise<void> {
  return new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve()));
}

function fixedOptions({ trustedProxies, keepAliveTimeout, tls }: HttpServerOptions) {
  const { http, ...timeouts } = TIMEOUTS;
  // Fastify's types have one kind of server for each of the two, which differ in nothing that is used here.
  const transport =
    tls === null ? { http } : { https: { ...http, ...tls.certificate, handshakeTimeout: HANDSHAKE_TIMEOUT_MS } };
  return {
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    routerOptions: { caseSensitive: false },
    return503OnClosing: false,
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    ...timeouts,
    ...(transport as { readonly http: typeof http }),
    keepAliveTimeout: keepAliveTimeout * 1000,
  };
}

function addHooks(
  server: FastifyInstance,
  { checkHost, telemetry, tracing }: HttpServerOptions,
  setCommonHeaders: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (tracing !== null) beginSpan(tracing, request);
    setCommonHeaders(request, reply);
    logBeginning(request);
    destroyWhenUnread(reply.raw);
    checkHost(request.raw);
    done();
  });
  // In preParsing, so after the token check of a route: without a valid token the body is not examined at all.
  server.addHook('preParsing', (request, _reply, payload, done) => {
    if (isEncoded(request)) done(Object.assign(new Error('Encoded body'), { code: ENCODED_BODY }));
    else done(null, payload);
  });
  server.addHook('onResponse', (request, reply, done) => {
    reportResponse(request, reply, telemetry);
    endSpan(request, reply.statusCode);
    done();
  });
}

function serveHealth(server: FastifyInstance, ready: HttpServerOptions['ready'], isDraining: () => boolean): void {
  server.get('/livez', WITH_HEAD, async () => ({ status: 'live' }));
  server.get('/readyz', WITH_HEAD, async (request, reply) => {
    // Sent instead of thrown, because a shutdown must not be logged as an error.
    if (isDraining()) {
      const { status, headers } = STOPPING;
      return reply.code(status).headers(headers).send(failureBody(STOPPING, request.id));
    }
    const message = await ready();
    // Status 200: a degraded instance still serves most requests, so load balancers should keep using it.
    return message === null ? { status: 'ready' } : { status: 'degraded', message };
  });
}

/** In place of Fastify's JSON schema compilers, which would slow down every start. No route has a schema. */
function noSchemas(): never {
  throw new Error('Routes must not have a JSON schema.');
}

function destroyWhenUnread(response: ServerResponse): void {
  // Checked, because a new timer costs more.
  if (response.socket?.timeout !== UNREAD_TIMEOUT_MS) response.setTimeout(UNREAD_TIMEOUT_MS);
  response.on('timeout', destroyIfUnread);
}

/** On a socket timeout: unsent bytes mean that the client does not read. Otherwise the response is still being computed. */
function destroyIfUnread(socket: Socket): void {
  if (socket.writableLength > 0) socket.destroy();
}

function isEncoded({ headers }: FastifyRequest): boolean {
  const encoding = headers['content-encoding'];
  return encoding !== undefined && encoding.toLowerCase() !== 'identity';
}

/** Checked before, because the address of a client behind proxies is computed. */
function logBeginning(request: FastifyRequest): void {
  if (!LEVELS_WITH_DEBUG.has(request.log.level)) return;
  request.log.debug({ method: request.method, route: routeOf(request), client: request.ip }, 'request begins');
}

function reportResponse(request: FastifyRequest, reply: FastifyReply, telemetry: Telemetry | null): void {
  const { method } = request;
  const route = routeOf(request);
  const status = reply.statusCode;
  telemetry?.record('derived_credentials_http_request_duration_seconds', reply.elapsedTime / 1000, {
    method,
    route: route ?? 'none',
    status,
  });
  request.log.info(
    {
      method,
      route,
      status,
      client: request.ip,
      tenantId: request.call?.caller.tenantId ?? null,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'request',
  );
}

/** In the log instead of the URL, whose query may contain user data. */
function routeOf(request: FastifyRequest): string | null {
  return request.routeOptions.url ?? null;
}

/** The URLs of a listening address; for a loopback address also its localhost URL. */
function urlsOf(scheme: 'http' | 'https', { address, port, family }: AddressInfo): string[] {
  const url = `${scheme}://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  return /^(?:127\.|::1$)/.test(address) ? [url, `${scheme}://localhost:${port}`] : [url];
}
