/**
 * The HTTP server on which the edges stand: limits, request ids, one log line a request, security headers, health, drain.
 * Knows nothing of what the edges serve.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { Refusal } from '../domain/errors.js';
import { failureHeaders, failureOf } from './failures.js';

export interface HttpServerOptions {
  readonly log: FastifyBaseLogger;
  /** Throws where the service cannot answer. */
  readonly ready: () => Promise<void>;
}

export interface HttpServer {
  readonly fastify: FastifyInstance;
  /** Answers what is on its way, asks clients to leave, and stops listening. */
  drain(): Promise<void>;
}

const BODY_LIMIT_BYTES = 256 * 1024;
const MAX_CONNECTIONS = 2000;
const TIMEOUTS = {
  // A client that trickles its headers or body holds a socket no longer than this.
  requestTimeout: 20_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
  keepAliveTimeout: 60_000,
} as const;
// While draining, idle keep-alive clients get this long to send one more request and be told to leave.
const DRAIN_GRACE_MS = 500;

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function createHttpServer({ log, ready }: HttpServerOptions): HttpServer {
  let draining = false;
  const server: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    return503OnClosing: false,
    exposeHeadRoutes: false,
    ...TIMEOUTS,
    // What fails before routing would otherwise be answered in Fastify's own words.
    frameworkErrors: (error, request, reply) => answerFailure(error, request, reply as FastifyReply),
  });
  server.server.maxConnections = MAX_CONNECTIONS;
  server.decorateRequest('call', null);
  server.setErrorHandler(answerFailure);
  server.setNotFoundHandler((request, reply) => {
    reply.code(404).send(body('NOT_FOUND', 'There is nothing at this address.', request.id));
  });
  acceptJsonOnly(server);

  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (draining) reply.header('connection', 'close');
    refuseEncodedBody(request);
  });
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        // The route and not the address, whose query may hold what users wrote.
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        tenantId: request.call?.caller.tenantId ?? null,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
  });

  server.get('/livez', async () => ({ status: 'live' }));
  server.get('/readyz', async () => {
    if (draining) throw new Refusal('UNAVAILABLE', 'The service is shutting down.');
    await ready();
    return { status: 'ready' };
  });

  return {
    fastify: server,
    drain: async () => {
      draining = true;
      await pause(DRAIN_GRACE_MS);
      await server.close();
    },
  };
}

/** Strict UTF-8 and strict JSON; every other kind of body is refused with 415. */
function acceptJsonOnly(server: FastifyInstance): void {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, payload, done) => {
    let text: string;
    try {
      text = utf8.decode(payload as Buffer);
    } catch {
      return done(new Refusal('BAD_REQUEST', 'The body is not valid UTF-8.'));
    }
    return parse(request, text, done);
  });
}

function refuseEncodedBody(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw Object.assign(new Error('Encoded body'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' });
}

function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureOf(error);
  if (failure.status >= 500) request.log.error({ err: error }, 'request failed');
  reply.headers({ ...SECURITY_HEADERS, 'x-request-id': request.id, ...failureHeaders(failure) });
  reply.code(failure.status).send(body(failure.code, failure.message, request.id));
}

function body(code: string, message: string, requestId: string) {
  return { error: { code, message, requestId } };
}
