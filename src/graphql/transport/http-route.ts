/** `/graphql` over HTTP: queries and mutations by POST, queries by GET. Errors outside of an operation are GraphQL errors too. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { Authenticate } from '../../domain/caller.js';
import { Refusal } from '../../domain/errors.js';
import { parseJson } from '../../domain/strict-json.js';
import { callOf, requireToken } from '../../http/call.js';
import type { Origins } from '../../http/cors.js';
import { logFault, NOT_ACCEPTABLE } from '../../http/failures.js';
import { refuseOtherMethods } from '../../http/other-methods.js';
import { graphqlContext, type SharedContext } from '../execution/context.js';
import { httpFailure, withRequestId } from '../execution/errors.js';
import type { Pipeline, Transport } from '../execution/pipeline.js';
import { allowBrowsers, COST_HEADER } from './browser-access.js';
import { JSON_TYPE, responseType } from './response-type.js';

export interface GraphqlRouteOptions {
  readonly pipeline: Pipeline;
  readonly authenticate: Authenticate;
  readonly shared: SharedContext;
  /** Whose pages may send requests from a browser. */
  readonly origins: Origins;
}

type GetQuery = Readonly<
  Partial<Record<'query' | 'documentId' | 'operationName' | 'variables' | 'extensions', string | readonly string[]>>
>;

// Some clients are configured with a slash at the end.
const URLS = ['/graphql', '/graphql/'];
const { QUERY, MUTATION } = OperationTypeNode;
const refusal = new Refusal(
  'BAD_REQUEST',
  'A subscription is not answered here. Subscribe over a WebSocket at /graphql, or over server-sent events at /graphql/stream.',
);
const BY_GET: Transport = { method: 'GET', operations: [QUERY], refusal };
const BY_POST: Transport = { method: 'POST', operations: [QUERY, MUTATION], refusal };

export function graphqlRoute({ pipeline, authenticate, shared, origins }: GraphqlRouteOptions) {
  return async (server: FastifyInstance): Promise<void> => {
    server.setErrorHandler(answerFailure);
    allowBrowsers(server, origins, ['GET', 'POST']);
    requireToken(server, authenticate, 'GRAPHQL');
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const includesCost = request.headers[COST_HEADER] !== undefined;
      const context = graphqlContext(shared, callOf(request), request.log, includesCost);
      const isGet = request.method === 'GET';
      const sent = isGet ? bodyFromQuery(request.query as GetQuery) : request.body;
      const received = await pipeline.receive(sent, context);
      // Before anything is executed: a mutation must not be made whose response the client does not accept.
      const type = responseType(request.headers.accept);
      if (type === null) throw Object.assign(new Error('Not acceptable'), { code: NOT_ACCEPTABLE });
      const { status, headers, result } = await pipeline.execute(received, isGet ? BY_GET : BY_POST, context);
      const { errors, data, extensions } = result;
      const text = `${JSON.stringify({ errors, data, extensions })}\n`;
      return reply.code(status).headers(headers).type(type).send(text);
    };
    for (const url of URLS) {
      server.route({ method: ['GET', 'POST'], url, handler });
      refuseOtherMethods(server, url, ['GET', 'POST']);
    }
  };
}

function bodyFromQuery({ query, documentId, operationName, variables, extensions }: GetQuery): unknown {
  return {
    query,
    documentId,
    operationName,
    variables: parsed('variables', variables),
    extensions: parsed('extensions', extensions),
  };
}

function parsed(name: string, text: GetQuery[keyof GetQuery]): unknown {
  if (text === undefined || text === '') return undefined;
  if (typeof text !== 'string') throw new Refusal('BAD_REQUEST', `"${name}" is in the address more than once.`);
  return parseJson(text, `"${name}" in the address`);
}

/**
 * Answers an error in the media type that the client accepts: many clients treat a response of type application/json with an
 * error status as a network error, and do not read its code.
 */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, code, message } = httpFailure(error);
  if (status >= 500) logFault(request.log, error);
  const errors = withRequestId([{ message, extensions: { code } }], request.id);
  const type = responseType(request.headers.accept) ?? JSON_TYPE;
  reply.code(status).headers(headers).type(type).send(JSON.stringify({ errors }));
}
