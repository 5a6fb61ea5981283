/** The REST face over HTTP, under `/beta` and under the bare path: token, request, answer. Holds no operation itself. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../domain/caller.js';
import type { SettingsService } from '../domain/settings-service.js';
import { callOf, requireToken } from '../http/call.js';
import { failureOf, NOT_JSON } from '../http/failures.js';
import { parseJsonBody } from '../http/json-body.js';
import type { PublicUrls } from '../http/public-urls.js';
import type { Charge } from '../http/rate-limiter.js';
import { respondToBatch } from './batch.js';
import { badRequest, errorResponse, methodNotAllowed, RestError } from './errors.js';
import type { RestRequest, RestResponse } from './messages.js';
import { metadataDocument } from './metadata.js';
import { respond } from './service.js';

export interface RestRouteOptions {
  readonly authenticate: Authenticate;
  readonly settings: SettingsService;
  readonly publicUrls: PublicUrls;
  readonly charge: Charge;
}

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS'] as const;
const METADATA = ['/$metadata', '/beta/$metadata'];
const BATCH = ['/$batch', '/beta/$batch'];
const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
const CLIENT_REQUEST_ID = /^[\w.-]{1,64}$/;

export function restRoute({ authenticate, settings, publicUrls, charge }: RestRouteOptions) {
  const metadata = metadataDocument();
  return async (server: FastifyInstance): Promise<void> => {
    for (const url of METADATA) {
      server.get(url, async (_request, reply) =>
        reply.type('application/xml').header('odata-version', '4.0').send(metadata),
      );
    }
    await server.register(async (scope) => {
      scope.setErrorHandler(answerFailure);
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
      refuseOtherMethods(scope, 'GET', METADATA);
      refuseOtherMethods(scope, 'POST', BATCH);
      for (const url of ['/deviceManagement', '/deviceManagement/*', '/beta', '/beta/*']) {
        scope.route({
          method: [...METHODS],
          url,
          handler: async (request, reply) =>
            answer(request, reply, await answerStep(request)(restRequest(request, publicUrls(request), charge))),
        });
      }
    });
  };
}

function refuseOtherMethods(server: FastifyInstance, allowed: (typeof METHODS)[number], urls: readonly string[]): void {
  const method = METHODS.filter((each) => each !== allowed);
  const handler = async () => {
    throw methodNotAllowed(allowed);
  };
  for (const url of urls) server.route({ method, url, handler });
}

function restRequest(request: FastifyRequest, publicUrl: string, charge: Charge): RestRequest {
  const call = callOf(request);
  const [address = '', query = ''] = request.url.split(/\?(.*)/s);
  const [, beta = '', path = ''] = /^\/(beta(?=\/|$))?\/?(.*)$/is.exec(address) ?? [];
  return {
    method: request.method,
    path,
    query,
    header: (name) => headerOf(request, name),
    body: () => readBody(request.body),
    call,
    charge: (cost) => charge(call.caller, cost),
    requestId: request.id,
    clientRequestId: clientRequestIdOf(request),
    root: `${publicUrl}${beta && '/beta'}`,
  };
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
  { status, headers = {}, body }: RestResponse,
): FastifyReply {
  reply.code(status).headers({
    'odata-version': '4.0',
    'request-id': request.id,
    'client-request-id': clientRequestIdOf(request),
    ...headers,
  });
  if (body === undefined) return reply.send();
  if (typeof body === 'string') return reply.type('text/plain').send(body);
  return reply.type(JSON_TYPE).send(JSON.stringify(body));
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
function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const ids = { requestId: request.id, clientRequestId: clientRequestIdOf(request) };
  const response = errorResponse(error instanceof RestError ? error : unreadable(error), ids);
  if (response.status >= 500) request.log.error({ err: error }, 'request failed');
  answer(request, reply, response);
}

/** Whatever keeps a body from being read, in Graph's words; other errors as they are. */
function unreadable(error: unknown): unknown {
  const { code, message } = failureOf(error);
  return code === 'BAD_REQUEST' ? badRequest(`Unable to read JSON request payload. ${message}`) : error;
}
