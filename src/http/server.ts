/**
 * The HTTP server on which the edges stand: limits, request ids, one log line a request, security headers, health, drain.
 * Knows nothing of what the edges serve.
 */
import { randomUUID } from 'node:crypto';
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
import { ENCODED_BODY, type Failure, failureBody, failureOf } from './failures.js';
import type { CheckHost } from './host.js';
import { acceptJsonOnly } from './json-body.js';
import { SECURITY_HEADERS } from './security-headers.js';
import { type SocketFailure, type TellUnrouted, toldFailure } from './unrouted.js';

export interface HttpServerOptions {
  readonly log: FastifyBaseLogger;
  /** Throws where the service cannot answer; tells what it cannot do, or null where it can do everything. */
  readonly ready: () => Promise<string | null>;
  readonly checkHost: CheckHost;
  /** What anybody may know of the program. */
  readonly version: Readonly<Record<string, string>>;
  /** Addresses or networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** How long an idle connection is kept, in seconds. */
  readonly keepAliveTimeout: number;
  readonly tellUnrouted: TellUnrouted;
}

export interface HttpServer {
  readonly fastify: FastifyInstance;
  /** The addresses of this machine under which it can be reached once it listens. */
  listeningUrls(): string[];
  /** Answers what is on its way, asks clients to leave, and stops listening. */
  drain(): Promise<void>;
}

const BODY_LIMIT_BYTES = 256 * 1024;
const MAX_CONNECTIONS = 2000;
const TIMEOUTS = {
  // A client that trickles its headers or body holds a socket no longer than this.
  requestTimeout: 20_000,
  http: {
    headersTimeout: 10_000,
    connectionsCheckingInterval: 2_000,
    // Node would refuse a missing Host in an answer without our headers.
    requireHostHeader: false,
  },
} as const;
/** For routes that answer HEAD as well, as probes ask. Not for all: what only GraphQL answers has no HEAD. */
export const WITH_HEAD = { exposeHeadRoute: true } as const;
/** A client that does not read holds its answer twice as long as this. */
export const UNREAD_TIMEOUT_MS = 10_000;
// While draining, idle keep-alive clients get this long to send one more request and be told to leave.
const DRAIN_GRACE_MS = 500;
// Whoever has not sent a whole request by then is cut off: Node's own timeouts end when a server closes.
const DRAIN_LIMIT_MS = 5_000;

const SHUTTING_DOWN = failureOf(new Refusal('UNAVAILABLE', 'The service is shutting down.'));

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { log, ready, checkHost, version, trustedProxies, keepAliveTimeout, tellUnrouted } = options;
  let draining = false;
  const server: FastifyInstance = fastify({
    loggerInstance: log,
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
    // What fails before routing would otherwise be answered in Fastify's own words.
    frameworkErrors: (error, request, reply) => {
      label(request, reply as FastifyReply);
      reply.raw.once('finish', () => logAnswer(request, reply as FastifyReply));
      answerFailure(request, reply as FastifyReply, failureOf(error));
    },
    clientErrorHandler: (error, socket) => answerClientError(log, error, socket, tellUnrouted),
  });
  server.server.maxConnections = MAX_CONNECTIONS;
  // An expectation may be ignored; Node would refuse one that it does not know in an answer without our headers.
  server.server.on('checkExpectation', server.routing);
  server.decorateRequest('call', null);
  server.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error);
    if (failure.status >= 500) request.log.error({ err: error }, 'request failed');
    answerFailure(request, reply.headers(failure.headers), failure);
  });
  server.setNotFoundHandler((request, reply) => {
    answerFailure(request, reply, { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' });
  });
  acceptJsonOnly(server);

  const answerFailure = (request: FastifyRequest, reply: FastifyReply, failure: SocketFailure) => {
    const { headers, text } = toldFailure(tellUnrouted, request.url, failure, request.id);
    reply.code(failure.status).headers(headers).send(text);
  };
  const label = (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (draining) reply.header('connection', 'close');
  };
  server.addHook('onRequest', (request, reply, done) => {
    label(request, reply);
    reply.raw.setTimeout(UNREAD_TIMEOUT_MS).on('timeout', cutIfUnread);
    checkHost(request.raw);
    done();
  });
  // After the hooks that ask for a token: strangers are told nothing of what they send.
  server.addHook('preParsing', async (request) => refuseEncodedBody(request));
  server.addHook('onResponse', (request, reply, done) => {
    logAnswer(request, reply);
    done();
  });
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

function serveHealth(server: FastifyInstance, ready: HttpServerOptions['ready'], isDraining: () => boolean): void {
  server.get('/livez', WITH_HEAD, async () => ({ status: 'live' }));
  server.get('/readyz', WITH_HEAD, async (request, reply) => {
    // Answered and not thrown, because a stop is no error for the log.
    if (isDraining()) return answer(SHUTTING_DOWN, request, reply);
    const message = await ready();
    // Whatever can still be answered should still be asked for here.
    return message === null ? { status: 'ready' } : { status: 'degraded', message };
  });
}

/** Instead of compilers of JSON schemas, which would be loaded at every start and which no route needs. */
function noSchemas(): never {
  throw new Error('A route has a JSON schema.');
}

/** Nothing has gone either way for a while: the client does not take its answer, or its answer is still being made. */
function cutIfUnread(socket: Socket): void {
  if (socket.writableLength > 0) socket.destroy();
}

function refuseEncodedBody(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw Object.assign(new Error('Encoded body'), { code: ENCODED_BODY });
}

function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      // The route and not the address, whose query may hold what users wrote.
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      client: request.ip,
      tenantId: request.call?.caller.tenantId ?? null,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'request',
  );
}

/** An address as a URL; one that only this machine has is known as localhost too. */
function urlsOf({ address, port, family }: AddressInfo): string[] {
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  return /^(?:127\.|::1$)/.test(address) ? [url, `http://localhost:${port}`] : [url];
}

function answer(failure: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(failure.status).headers(failure.headers).send(failureBody(failure, request.id));
}
