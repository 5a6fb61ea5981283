/** The REST face over HTTP, under `/beta` and under the bare path: token, request, answer. Holds no operation itself. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../domain/caller.js';
import type { SettingsService } from '../domain/settings-service.js';
import { callOf, requireToken } from '../http/call.js';
import type { Origins } from '../http/cors.js';
import { failureOf, NOT_JSON } from '../http/failures.js';
import { parseJsonBody } from '../http/json-body.js';
import type { PublicUrls } from '../http/public-urls.js';
import type { Charge } from '../http/rate-limiter.js';
import { annotated, jsonType, levelOf } from './annotations.js';
import { allowBrowsers } from './browser-access.js';
import { badRequest, errorResponse, methodNotAllowed, RestError } from './errors.js';
import type { RestRequest, RestResponse } from './messages.js';
import { respondToBatch } from './operations/batch.js';
import { metadataDocument } from './operations/metadata.js';
import { serviceDocument } from './operations/service-document.js';
import { readOptions } from './query-options.js';
import { respond } from './service.js';

export interface RestRouteOptions {
  readonly authenticate: Authenticate;
  readonly settings: SettingsService;
  readonly publicUrls: PublicUrls;
  readonly charge: Charge;
  /** Whose pages may ask from a browser. */
  readonly origins: Origins;
}

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS'] as const;
const READING = ['GET', 'HEAD'] as const;
const METADATA = ['/$metadata', '/beta/$metadata'];
const SERVICE_ROOTS = ['/beta', '/beta/'];
const BATCH = ['/$batch', '/beta/$batch'];
const MEDIA_TYPE = /^\s*[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(?:;|$)/;
const CLIENT_REQUEST_ID = /^[\w.-]{1,64}$/;

export function restRoute({ authenticate, settings, publicUrls, charge, origins }: RestRouteOptions) {
  const metadata = metadataDocument();
  const root = serviceRoot(publicUrls);
  return async (server: FastifyInstance): Promise<void> => {
    server.setErrorHandler(answerFailure);
    allowBrowsers(server, origins);
    for (const url of METADATA) {
      server.route({
        method: [...READING],
        url,
        handler: async (_request, reply) => reply.type('application/xml').header('odata-version', '4.0').send(metadata),
      });
    }
    for (const url of SERVICE_ROOTS) server.route({ method: [...READING], url, handler: root });
    await server.register(async (scope) => {
      deferBodies(scope);
      requireToken(scope, authenticate, 'REST');
      const answerStep = (request: FastifyRequest) => (step: RestRequest) =>
        respond(settings, step, (error) => request.log.error({ err: error }, 'request failed'));
      for (const url of BATCH) {
        scope.post(url, async (request, reply) => {
          const common = restRequest(request, publicUrls(request), charge);
          const response = await respondToBatch(common.body, { ...common, respond: answerStep(request) });
          return answer(request, reply, response);
        });
      }
      refuseOtherMethods(scope, READING, [...METADATA, ...SERVICE_ROOTS]);
      refuseOtherMethods(scope, ['POST'], BATCH);
      for (const url of ['/deviceManagement', '/deviceManagement/*', '/beta/*']) {
        scope.route({
          method: [...METHODS],
          url,
          handler: async (request, reply) =>
            answer(request, reply, await answerStep(request)(restRequest(request, publicUrls(request), charge))),
          // What keeps a body from being read is told to those alone who may send one.
          errorHandler: async (error, request, reply) => {
            if (request.call === null) return answerFailure(error, request, reply);
            const unread = unreadable(error);
            const refused = { ...restRequest(request, publicUrls(request), charge), unread };
            return answer(request, reply, await answerStep(request)(refused));
          },
        });
      }
    });
  };
}

/** Answers with the service document of the root that was asked for. */
export function serviceRoot(publicUrls: PublicUrls) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    try {
      const { beta, query } = addressOf(request);
      readOptions(query, ['format']);
      const root = `${publicUrls(request)}${beta}`;
      const metadata = levelOf({ query, header: (name) => headerOf(request, name) });
      const body = annotated(serviceDocument(root), metadata, { root });
      return answer(request, reply, { status: 200, metadata, body });
    } catch (error) {
      return answerFailure(error, request, reply);
    }
  };
}

function refuseOtherMethods(
  server: FastifyInstance,
  allowed: readonly (typeof METHODS)[number][],
  urls: readonly string[],
): void {
  const method = METHODS.filter((each) => !allowed.includes(each));
  const handler = async () => {
    throw methodNotAllowed(...allowed);
  };
  for (const url of urls) server.route({ method, url, handler });
}

function restRequest(request: FastifyRequest, publicUrl: string, charge: Charge): RestRequest {
  const call = callOf(request);
  const { beta, path, query } = addressOf(request);
  return {
    // Node leaves out the body of an answer to HEAD.
    method: request.method === 'HEAD' ? 'GET' : request.method,
    path,
    query,
    header: (name) => headerOf(request, name),
    body: () => readBody(request.body),
    call,
    charge: (cost) => charge(call.caller, cost),
    requestId: request.id,
    clientRequestId: clientRequestIdOf(request),
    root: `${publicUrl}${beta}`,
  };
}

/** What was asked for behind the host, which HTTP lets a client name once more in front: `GET http://example.org/beta`. */
function addressOf({ url }: FastifyRequest) {
  const [address = '', query = ''] = url.replace(/^https?:\/\/[^/?]*/i, '').split(/\?(.*)/s);
  const [, beta, path = ''] = /^\/(beta(?=\/|$))?\/?(.*)$/is.exec(address) ?? [];
  return { beta: beta === undefined ? '' : '/beta', path, query };
}

/** An empty header is a header: what it should have held is missing. */
function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The client's id if it can be sent back safely, else the service's own. */
function clientRequestIdOf(request: FastifyRequest): string {
  const given = request.headers['client-request-id'];
  return typeof given === 'string' && CLIENT_REQUEST_ID.test(given) ? given : request.id;
}

function answer(
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
  return reply.type(jsonType(metadata)).send(JSON.stringify(body));
}

/** Takes bodies of every type as they came: what is wrong with one is for the operation to say, if the caller may use it. */
function deferBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const buffer = { parseAs: 'buffer' } as const;
  const json =
    async (_request: unknown, payload: Buffer): Promise<Body> =>
    () =>
      parseJsonBody(payload);
  const other = async (): Promise<Body> => () => {
    throw Object.assign(new Error('Not JSON'), { code: NOT_JSON });
  };
  server.addContentTypeParser('application/json', buffer, json);
  server.addContentTypeParser('*', buffer, other);
  // Fastify refuses what is no media type before it asks for a parser.
  server.addHook('onRequest', async ({ headers }) => {
    const type = headers['content-type'];
    if (type !== undefined && !MEDIA_TYPE.test(type)) headers['content-type'] = 'application/octet-stream';
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

/** What fails outside an operation: the token, reading the body, or a batch as a whole. */
function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const ids = { requestId: request.id, clientRequestId: clientRequestIdOf(request) };
  // Without a call nothing of the body has been looked at.
  const told = error instanceof RestError || request.call === null ? error : unreadable(error);
  const response = errorResponse(told, ids);
  if (response.status >= 500) request.log.error({ err: error }, 'request failed');
  return answer(request, reply, response);
}

/** Whatever keeps a body from being read, in Graph's words; other errors as they are. */
function unreadable(error: unknown): unknown {
  const { code, message } = failureOf(error);
  return code === 'BAD_REQUEST' ? badRequest(`Unable to read JSON request payload. ${message}`) : error;
}
