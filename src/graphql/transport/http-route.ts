/**
 * `/graphql` over HTTP: token, request, limits, then Apollo Server; an operation that it has once found to be valid is
 * executed without it. Failures before that are told as GraphQL errors.
 */
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { Authenticate } from '../../domain/caller.js';
import { Refusal } from '../../domain/errors.js';
import { parseJson } from '../../domain/strict-json.js';
import { callOf, requireToken } from '../../http/call.js';
import type { Origins } from '../../http/cors.js';
import { NOT_ACCEPTABLE } from '../../http/failures.js';
import { refuseOtherMethods } from '../../http/other-methods.js';
import { type GraphqlContext, type GraphqlServices, graphqlContext } from '../execution/context.js';
import { failureToTell, withRequestId } from '../execution/errors.js';
import type { Answer, Execute } from '../execution/execute.js';
import { type GraphqlRequest, readRequest } from '../execution/limits.js';
import type { Operation, Operations } from '../execution/operations.js';
import type { ResolveDocument } from '../execution/trusted-documents.js';
import { answerType, JSON_TYPE } from './answer-type.js';
import { allowBrowsers, COST_HEADER } from './browser-access.js';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<GraphqlContext>;
  readonly operations: Operations;
  readonly execute: Execute;
  readonly authenticate: Authenticate;
  readonly services: GraphqlServices;
  readonly resolveDocument: ResolveDocument;
  /** Whose pages may ask from a browser. */
  readonly origins: Origins;
}

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

type GetQuery = Readonly<
  Partial<Record<'query' | 'documentId' | 'operationName' | 'variables' | 'extensions', string | readonly string[]>>
>;

// With a slash at the end too, as many configurations have it.
const URLS = ['/graphql', '/graphql/'];

export function graphqlRoute(options: GraphqlRouteOptions) {
  const { apollo, operations, execute, authenticate, services, resolveDocument, origins } = options;
  return async (server: FastifyInstance): Promise<void> => {
    server.setErrorHandler(answerFailure);
    allowBrowsers(server, origins, ['GET', 'POST']);
    requireToken(server, authenticate, 'GRAPHQL');
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const tellsCost = request.headers[COST_HEADER] !== undefined;
      const context = graphqlContext(services, callOf(request), request.log, tellsCost);
      // Beside what the operation costs, so that requests which come to none are not for nothing.
      await context.charge(1);
      const sent = request.method === 'GET' ? bodyFromQuery(request.query as GetQuery) : request.body;
      const body = readRequest(resolveDocument(sent, context.reportUntrusted));
      const type = answerType(request.headers.accept);
      if (type === null) throw Object.assign(new Error('Not acceptable'), { code: NOT_ACCEPTABLE });
      const known = operations.find(body);
      const { status, headers, text } =
        known !== undefined && isPlain(known, request.method)
          ? inFull(await execute(known, body, context), type)
          : await fromApollo(apollo, request, body, type, context);
      return reply.code(status).headers(headers).send(text);
    };
    for (const url of URLS) {
      server.route({ method: ['GET', 'POST'], url, handler });
      refuseOtherMethods(server, url, ['GET', 'POST']);
    }
  };
}

/** What Apollo Server answers, which says what is wrong with an operation, or hands it over to be executed. */
async function fromApollo(
  apollo: ApolloServer<GraphqlContext>,
  { method, id }: FastifyRequest,
  asked: GraphqlRequest,
  type: string,
  context: GraphqlContext,
): Promise<Sent> {
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method,
      // The type has been decided on: Apollo Server would look at what the client accepts only once a mutation is done.
      headers: new HeaderMap([['accept', type]]),
      search: method === 'GET' ? searchOf(asked) : '',
      body: asked,
    },
    context: async () => context,
  });
  const { status = 200, headers, body } = response;
  if (body.kind !== 'complete') throw new Error('Apollo Server answered in parts.');
  return {
    status,
    headers: Object.fromEntries(headers),
    text: status < 400 ? body.string : labelled(body.string, id),
  };
}

function inFull({ status, headers, result }: Answer, type: string): Sent {
  return { status, headers: { ...headers, 'content-type': type }, text: `${JSON.stringify(result)}\n` };
}

/** Whether a valid operation is asked for so that Apollo Server would have nothing to say about it. */
function isPlain({ type }: Operation, method: string): boolean {
  return method === 'POST' || type === OperationTypeNode.QUERY;
}

/** What Apollo Server refuses by itself never reaches its plugins, which give an error its request id. */
function labelled(text: string, requestId: string): string {
  const { errors, ...rest } = JSON.parse(text);
  return `${JSON.stringify({ errors: withRequestId(errors, requestId), ...rest })}\n`;
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
  if (text === undefined || text === '') return undefined;
  if (typeof text !== 'string') throw new Refusal('BAD_REQUEST', `"${name}" is in the address more than once.`);
  return parseJson(text, `"${name}" in the address`);
}

/**
 * Tells a failure as GraphQL errors, in the type that the client accepts: clients take an error in plain JSON for one of
 * the network and look for no code in it.
 */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, code, message } = failureToTell(error);
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  const errors = withRequestId([{ message, extensions: { code } }], request.id);
  const type = answerType(request.headers.accept) ?? JSON_TYPE;
  reply.code(status).headers(headers).type(type).send(JSON.stringify({ errors }));
}
