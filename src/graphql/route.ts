/** `/graphql` over HTTP: token, request, limits, then Apollo Server. Failures before Apollo are told as GraphQL errors. */
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../domain/caller.js';
import { Refusal } from '../domain/errors.js';
import { callOf, requireToken } from '../http/call.js';
import { failureOf, NOT_ACCEPTABLE } from '../http/failures.js';
import { parseJson } from '../http/json-body.js';
import { refuseOtherMethods } from '../http/other-methods.js';
import { acceptedTypes } from './accepted-types.js';
import { allowBrowsers, COST_HEADER } from './browser-access.js';
import { type GraphqlContext, type GraphqlServices, graphqlContext } from './context.js';
import { GRAPHQL_CODES, withRequestId } from './errors.js';
import { checkRequest, type GraphqlRequest } from './limits.js';
import type { ResolveDocument } from './trusted-documents.js';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<GraphqlContext>;
  readonly authenticate: Authenticate;
  readonly services: GraphqlServices;
  readonly resolveDocument: ResolveDocument;
  /** Whose pages may ask from a browser. */
  readonly origins: ReadonlySet<string>;
}

type GetQuery = Readonly<
  Partial<Record<'query' | 'documentId' | 'operationName' | 'variables' | 'extensions', string | readonly string[]>>
>;

export function graphqlRoute(options: GraphqlRouteOptions) {
  const { apollo, authenticate, services, resolveDocument, origins } = options;
  return async (server: FastifyInstance): Promise<void> => {
    server.setErrorHandler(answerFailure);
    allowBrowsers(server, origins, ['GET', 'POST']);
    requireToken(server, authenticate, 'GRAPHQL');
    server.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      handler: async (request, reply) => {
        const tellsCost = request.headers[COST_HEADER] !== undefined;
        const context = graphqlContext(services, callOf(request), request.log, tellsCost);
        // Beside what the operation costs, so that requests which come to none are not for nothing.
        await context.charge(1);
        const sent = request.method === 'GET' ? bodyFromQuery(request.query as GetQuery) : request.body;
        const body = resolveDocument(sent, context.reportUntrusted);
        checkRequest(body);
        return answer(apollo, request, reply, body, context);
      },
    });
    refuseOtherMethods(server, '/graphql', ['GET', 'POST']);
  };
}

async function answer(
  apollo: ApolloServer<GraphqlContext>,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: GraphqlRequest,
  context: GraphqlContext,
): Promise<FastifyReply> {
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headerMap(request),
      search: request.method === 'GET' ? searchOf(asked) : '',
      body: asked,
    },
    context: async () => context,
  });
  const { status = 200, headers, body } = response;
  if (body.kind !== 'complete') throw new Error('Apollo Server answered in parts.');
  reply.code(status).headers(Object.fromEntries(headers));
  return reply.send(status < 400 ? body.string : labelled(body.string, request.id));
}

/** Apollo Server looks at `Accept` only once a mutation is done, so it is held to what it then has to find there. */
function headerMap(request: FastifyRequest): HeaderMap {
  const accept = acceptedTypes(request.headers.accept);
  if (accept === null) throw Object.assign(new Error('Not acceptable'), { code: NOT_ACCEPTABLE });
  return new HeaderMap([['accept', accept]]);
}

/** What Apollo Server refuses by itself never reaches its plugins, which give an error its request id. */
function labelled(text: string, requestId: string): string {
  const { errors, ...rest } = JSON.parse(text);
  return JSON.stringify({ errors: withRequestId(errors, requestId), ...rest });
}

function searchOf({ query, operationName, variables, extensions }: GraphqlRequest): string {
  const search = new URLSearchParams({ query });
  if (operationName) search.set('operationName', operationName);
  if (variables) search.set('variables', JSON.stringify(variables));
  if (extensions) search.set('extensions', JSON.stringify(extensions));
  return `?${search}`;
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
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new Refusal('BAD_REQUEST', `"${name}" is in the address more than once.`);
  return parseJson(text, `"${name}" in the address`);
}

/** Tells a failure as GraphQL errors. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureOf(error);
  if (failure.status >= 500) request.log.error({ err: error }, 'request failed');
  const code = failure.code === 'INTERNAL' ? 'INTERNAL_SERVER_ERROR' : GRAPHQL_CODES[failure.code];
  const errors = withRequestId([{ message: failure.message, extensions: { code } }], request.id);
  reply.code(failure.status).headers(failure.headers).type('application/json; charset=utf-8').send({ errors });
}
