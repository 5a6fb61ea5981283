/** `/graphql` over HTTP: token, request, limits, then Apollo Server. Failures before Apollo are told as GraphQL errors. */
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../domain/caller.js';
import { Refusal } from '../domain/errors.js';
import type { SettingsService } from '../domain/settings-service.js';
import { callOf, requireToken } from '../http/call.js';
import { failureHeaders, failureOf, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE } from '../http/failures.js';
import { acceptedTypes } from './accepted-types.js';
import type { GraphqlContext } from './context.js';
import { GRAPHQL_CODES, withRequestId } from './errors.js';
import { checkRequest } from './limits.js';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<GraphqlContext>;
  readonly authenticate: Authenticate;
  readonly settings: SettingsService;
}

type GetQuery = Readonly<Partial<Record<'query' | 'operationName' | 'variables' | 'extensions', string>>>;

export function graphqlRoute({ apollo, authenticate, settings }: GraphqlRouteOptions) {
  return async (server: FastifyInstance): Promise<void> => {
    server.setErrorHandler(answerFailure);
    requireToken(server, authenticate, 'GRAPHQL');
    server.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      handler: async (request, reply) => {
        checkRequest(request.method === 'GET' ? bodyFromQuery(request.query as GetQuery) : request.body);
        const reportFault = (error: unknown) => request.log.error({ err: error }, 'request failed');
        return answer(apollo, request, reply, { call: callOf(request), settings, reportFault });
      },
    });
    server.route({
      method: ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
      url: '/graphql',
      handler: async (_request, reply) => {
        reply.header('allow', 'GET, POST');
        throw Object.assign(new Error('Method not allowed'), { code: METHOD_NOT_ALLOWED });
      },
    });
  };
}

async function answer(
  apollo: ApolloServer<GraphqlContext>,
  request: FastifyRequest,
  reply: FastifyReply,
  context: GraphqlContext,
): Promise<FastifyReply> {
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headerMap(request),
      search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
      body: request.body,
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
  return new HeaderMap([
    ['accept', accept],
    ['content-type', 'application/json'],
  ]);
}

/** What Apollo Server refuses by itself never reaches its plugins, which give an error its request id. */
function labelled(text: string, requestId: string): string {
  const { errors, ...rest } = JSON.parse(text);
  return JSON.stringify({ errors: withRequestId(errors, requestId), ...rest });
}

function bodyFromQuery({ query, operationName, variables, extensions }: GetQuery): unknown {
  return {
    query,
    operationName,
    variables: parsed('variables', variables),
    extensions: parsed('extensions', extensions),
  };
}

function parsed(name: string, text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('BAD_REQUEST', `"${name}" in the address is not valid JSON.`);
  }
}

function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureOf(error);
  if (failure.status >= 500) request.log.error({ err: error }, 'request failed');
  const code = failure.code === 'INTERNAL' ? 'INTERNAL_SERVER_ERROR' : GRAPHQL_CODES[failure.code];
  const errors = withRequestId([{ message: failure.message, extensions: { code } }], request.id);
  reply.code(failure.status).headers(failureHeaders(failure)).type('application/json; charset=utf-8').send({ errors });
}
