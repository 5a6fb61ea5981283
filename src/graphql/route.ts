/** `/graphql` over HTTP: token, request, limits, then Apollo Server. Failures before Apollo are told as GraphQL errors. */
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../domain/caller.js';
import { Refusal } from '../domain/errors.js';
import type { SettingsService } from '../domain/settings-service.js';
import { callOf, requireToken } from '../http/call.js';
import { failureHeaders, failureOf } from '../http/failures.js';
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
  };
}

async function answer(
  apollo: ApolloServer<GraphqlContext>,
  request: FastifyRequest,
  reply: FastifyReply,
  context: GraphqlContext,
): Promise<FastifyReply> {
  let entered = false;
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headerMap(request),
      search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
      body: request.body,
    },
    context: async () => {
      entered = true;
      return context;
    },
  });
  if (body.kind !== 'complete') throw new Error('Apollo Server answered in parts.');
  reply.code(status ?? 200).headers(Object.fromEntries(headers));
  // What Apollo refuses at its door never reaches its plugins, which give an error its request id.
  return reply.send(entered ? body.string : labelled(body.string, request.id));
}

function headerMap(request: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const name of ['accept', 'content-type'] as const) {
    const value = request.headers[name];
    if (value !== undefined) map.set(name, value);
  }
  return map;
}

function labelled(text: string, requestId: string): string {
  const { errors } = JSON.parse(text);
  return JSON.stringify({ errors: withRequestId(errors, requestId) });
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
