/**
 * The HTTP server that the APIs register their routes on: limits, request ids, one log line per request, security headers,
 * health checks, drain. Knows nothing about the APIs.
 */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { Refusal } from '../domain/errors.js';
import { answerClientError } from './client-errors.js';
import { ENCODED_BODY, failureBody, failureOf } from './failures.js';
import type { CheckHost } from './host.js';
import { acceptJsonOnly } from './json-body.js';
import { SECURITY_HEADERS } from './security-headers.js';
import { type FormatUnrouted, formatFailure, type UnroutedFailure } from './unrouted.js';

export interface HttpServerOptions {
  readonly log: FastifyBaseLogger;
  /** Throws if the service is unavailable. Resolves to a description of what does not work, or to null if all works. */
  readonly ready: () => Promise<string | null>;
  readonly checkHost: CheckHost;
  /** The public response of `/version`. */
  readonly version: Readonly<Record<string, string>>;
  /** Addresses or networks whose `X-Forwarded-*` headers are trusted. */
  readonly trustedProxies: readonly string[];
  /** How long an idle connection stays open, in seconds. */
  readonly keepAliveTimeout: number;
  readonly formatUnrouted: FormatUnrouted;
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
// Time for keep-alive clients to send one more request, whose response asks them to close the connection.
const DRAIN_GRACE_MS = 500;
// Incomplete requests are cut off after this time: Node's request timeouts stop working when a server closes.
const DRAIN_LIMIT_MS = 5_000;

const SHUTTING_DOWN = failureOf(new Refusal('UNAVAILABLE', 'The service is shutting down.'));

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { log, ready, version, formatUnrouted } = options;
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
      reply.raw.once('finish', () => logResponse(request, reply as FastifyReply));
      sendFailure(request, reply as FastifyReply, failureOf(error));
    },
    clientErrorHandler: (error, socket) => answerClientError(log, error, socket, formatUnrouted),
  });
  server.server.maxConnections = MAX_CONNECTIONS;
  // Node sets it as the timeout of the socket at each request but the first of a connection. Not before the first request: Node
  // would close the connection without the response that `headersTimeout` gives.
  server.server.timeout = UNREAD_TIMEOUT_MS;
  server.server.on('connection', (socket) => socket.setTimeout(0));
  // HTTP allows ignoring an unknown Expect header. Node's own refusal would lack our headers.
  server.server.on('checkExpectation', server.routing);
  server.decorateRequest('call', null);
  acceptJsonOnly(server);
  server.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error);
    if (failure.status >= 500) request.log.error({ err: error }, 'request failed');
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
    listeningUrls: () => server.addresses().flatMap((address) => (typeof address === 'string' ? [] : urlsOf(address))),
    drain: async () => {
      draining = true;
      await pause(DRAIN_GRACE_MS);
      const cut = setTimeout(() => server.server.closeAllConnections(), DRAIN_LIMIT_MS);
      await server.close();
      clearTimeout(cut);
    },
  };
}

function fixedOptions({ trustedProxies, keepAliveTimeout }: HttpServerOptions) {
  return {
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    routerOptions: { caseSensitive: false },
    return503OnClosing: false,
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    ...TIMEOUTS,
    keepAliveTimeout: keepAliveTimeout * 1000,
  };
}

function addHooks(
  server: FastifyInstance,
  { checkHost }: HttpServerOptions,
  setCommonHeaders: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  server.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(request, reply);
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
    logResponse(request, reply);
    done();
  });
}

function serveHealth(server: FastifyInstance, ready: HttpServerOptions['ready'], isDraining: () => boolean): void {
  server.get('/livez', WITH_HEAD, async () => ({ status: 'live' }));
  server.get('/readyz', WITH_HEAD, async (request, reply) => {
    // Sent instead of thrown, because a shutdown must not be logged as an error.
    if (isDraining()) {
      const { status, headers } = SHUTTING_DOWN;
      return reply.code(status).headers(headers).send(failureBody(SHUTTING_DOWN, request.id));
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

function logResponse(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      // The route instead of the URL, whose query may contain user data.
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      client: request.ip,
      tenantId: request.call?.caller.tenantId ?? null,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'request',
  );
}

/** The URLs of a listening address; for a loopback address also its localhost URL. */
function urlsOf({ address, port, family }: AddressInfo): string[] {
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  return /^(?:127\.|::1$)/.test(address) ? [url, `http://localhost:${port}`] : [url];
}
