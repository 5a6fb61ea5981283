/** The HTTP routes of the REST API, with and without the prefix `/beta`. Converts requests and responses; has no endpoint logic. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../domain/caller.js';
import { type GraphConnection, MAX_WAIT_MS } from '../domain/graph-connection.js';
import type { SettingsService } from '../domain/settings-service.js';
import type { Telemetry } from '../domain/telemetry.js';
import { callOf, positionHeaders, requireToken } from '../http/call.js';
import type { Origins } from '../http/cors.js';
import { failureOf, logFault, NOT_JSON } from '../http/failures.js';
import { parseJsonBody } from '../http/json-body.js';
import { METHODS, refuseOtherMethods } from '../http/other-methods.js';
import type { PublicUrls } from '../http/public-urls.js';
import type { Charge } from '../http/rate-limiter.js';
import { annotate, jsonType, metadataLevelOf } from './annotations.js';
import { allowBrowsers } from './browser-access.js';
import { respondToBatch } from './endpoints/batch.js';
import { metadataDocument } from './endpoints/metadata.js';
import { serviceDocument } from './endpoints/service-document.js';
import { badRequest, errorResponse, methodNotAllowed, RestError } from './errors.js';
import type { RestRequest, RestResponse } from './messages.js';
import { readOptions } from './query-options.js';
import { respond } from './respond.js';

export interface RestRouteOptions {
  readonly authenticate: Authenticate;
  readonly service: SettingsService;
  readonly connection: GraphConnection;
  readonly publicUrls: PublicUrls;
  readonly charge: Charge;
  /** The origins of pages that may use the API from a browser. */
  readonly origins: Origins;
  readonly telemetry: Telemetry | null;
}

const READ_METHODS = ['GET', 'HEAD'] as const;
const METADATA = ['/$metadata', '/beta/$metadata'];
const SERVICE_ROOTS = ['/beta', '/beta/'];
const BATCH = ['/$batch', '/beta/$batch'];
const MEDIA_TYPE = /^\s*[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(?:;|$)/;
const CLIENT_REQUEST_ID = /^[\w.-]{1,64}$/;

export function restRoute(options: RestRouteOptions) {
  const { authenticate, service, connection, publicUrls, charge, origins, telemetry } = options;
  const metadata = metadataDocument();
  const root = serviceRoot(publicUrls);
  return async (server: FastifyInstance): Promise<void> => {
    server.setErrorHandler(sendError);
    allowBrowsers(server, origins);
    for (const url of METADATA) {
      server.route({
        method: [...READ_METHODS],
        url,
        handler: async (_request, reply) => reply.type('application/xml').header('odata-version', '4.0').send(metadata),
      });
    }
    for (const url of SERVICE_ROOTS) server.route({ method: [...READ_METHODS], url, handler: root });
    await server.register(async (scope) => {
      deferBodyParsing(scope);
      requireToken(scope, authenticate, 'REST');
      const answer = (restRequest: RestRequest) => respond(service, restRequest, telemetry);
      const restRequestOf = (request: FastifyRequest) =>
        asRestRequest(request, { connection, charge, publicUrl: publicUrls(request) });
      for (const url of BATCH) {
        scope.post(url, async (request, reply) => {
          const common = restRequestOf(request);
          const body = await respondToBatch(common.body, { ...common, respond: answer });
          return send(request, reply, { status: 200, headers: positionHeaders(common.call), body });
        });
        refuseOtherMethods(scope, url, ['POST'], methodNotAllowed);
      }
      for (const url of [...METADATA, ...SERVICE_ROOTS]) {
        refuseOtherMethods(scope, url, READ_METHODS, methodNotAllowed);
      }
      for (const url of ['/deviceManagement', '/deviceManagement/*', '/beta/*']) {
        scope.route({
          method: [...METHODS],
          url,
          handler: async (request, reply) => send(request, reply, await answer(restRequestOf(request))),
          // If the body could not be received, `respond` reports that only after the permission check.
          errorHandler: async (error, request, reply) => {
            if (request.call === null) return sendError(error, request, reply);
            const bodyError = unreadable(error);
            return send(request, reply, await answer({ ...restRequestOf(request), bodyError }));
          },
        });
      }
    });
  };
}

/** The handler of the service roots `/` and `/beta`: sends the service document. */
export function serviceRoot(publicUrls: PublicUrls) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    try {
      const { beta, query } = addressOf(request);
      readOptions(query, ['format']);
      const root = `${publicUrls(request)}${beta}`;
      const metadata = metadataLevelOf({ query, header: (name) => headerOf(request, name) });
      const body = annotate(serviceDocument(root), metadata, { root });
      return send(request, reply, { status: 200, metadata, body });
    } catch (error) {
      return sendError(error, request, reply);
    }
  };
}

interface RequestParts {
  readonly connection: GraphConnection;
  readonly charge: Charge;
  readonly publicUrl: string;
}

function asRestRequest(request: FastifyRequest, { connection, charge, publicUrl }: RequestParts): RestRequest {
  const call = callOf(request);
  const { beta, path, query } = addressOf(request);
  return {
    // Node omits the body of a response to HEAD.
    method: request.method === 'HEAD' ? 'GET' : request.method,
    path,
    query,
    header: (name) => headerOf(request, name),
    body: () => readBody(request.body),
    call,
    charge: async (cost) => {
      await charge(call.caller, cost);
    },
    requestId: request.id,
    clientRequestId: clientRequestIdOf(request),
    root: `${publicUrl}${beta}`,
    connection,
    waitsUntil: performance.now() + MAX_WAIT_MS,
    reportFault: (error) => logFault(request.log, error),
  };
}

/** Prefix, path and query of the request target, which may be absolute: `GET http://example.org/beta`. */
function addressOf({ url }: FastifyRequest) {
  const [address = '', query = ''] = url.replace(/^https?:\/\/[^/?]*/i, '').split(/\?(.*)/s);
  const [, beta, path = ''] = /^\/(beta(?=\/|$))?\/?(.*)$/is.exec(address) ?? [];
  return { beta: beta === undefined ? '' : '/beta', path, query };
}

/** An empty header stays an empty string, so that it can be refused as incomplete. */
function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The client's id if it is safe to send back, else the service's own. */
function clientRequestIdOf(request: FastifyRequest): string {
  const given = request.headers['client-request-id'];
  return typeof given === 'string' && CLIENT_REQUEST_ID.test(given) ? given : request.id;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, headers = {}, metadata = 'minimal', body }: RestResponse,
): FastifyReply {
  reply.code(status).headers({
    'odata-version': '4.0',
    'request-id': request.id,
    'client-request-id': clientRequestIdOf(request),
    ...headers,
  });
  if (body === undefined) return reply.send();
  if (typeof body === 'string') return reply.type('text/plain').send(body);
  return reply.type(jsonType(metadata)).send(Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

/** Accepts bodies of any type and parses them later, so that their errors are reported only after the permission check. */
function deferBodyParsing(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const buffer = { parseAs: 'buffer' } as const;
  const notJson: Body = () => {
    throw Object.assign(new Error('Not JSON'), { code: NOT_JSON });
  };
  server.addContentTypeParser('application/json', buffer, (_request, payload: Buffer, done) => {
    const body: Body = () => parseJsonBody(payload);
    done(null, body);
  });
  server.addContentTypeParser('*', buffer, (_request, _payload, done) => done(null, notJson));
  // Fastify refuses an invalid media type before it looks for a parser, so replace it.
  server.addHook('onRequest', ({ headers }, _reply, done) => {
    const type = headers['content-type'];
    if (type !== undefined && !MEDIA_TYPE.test(type)) headers['content-type'] = 'application/octet-stream';
    done();
  });
}

type Body = () => unknown;

function readBody(body: unknown): unknown {
  try {
    return (body as Body | undefined)?.();
  } catch (error) {
    throw unreadable(error);
  }
}

/** Sends the errors that occur outside of `respond`: in the token check, in reading the body, or in a batch as a whole. */
function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const ids = { requestId: request.id, clientRequestId: clientRequestIdOf(request) };
  // Without a call the body has not been read, so the error cannot be about it.
  const reported = error instanceof RestError || request.call === null ? error : unreadable(error);
  const response = errorResponse(reported, ids);
  if (response.status >= 500) logFault(request.log, error);
  return send(request, reply, response);
}

/** Rewords errors about the body like Graph; returns other errors unchanged. */
function unreadable(error: unknown): unknown {
  const { code, message } = failureOf(error);
  return code === 'BAD_REQUEST' ? badRequest(`Unable to read JSON request payload. ${message}`) : error;
}
