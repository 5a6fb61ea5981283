/**
 * `/graphql` over WebSocket: subscriptions in the graphql-transport-ws protocol, which Apollo Sandbox, Apollo Client and urql
 * use. The token is in the first message, and a ping may bring a newer one. A result is sent when the operating system has
 * accepted the one before it.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Context, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type OperationResult } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Authenticate, Caller } from '../../domain/caller.js';
import { Refusal } from '../../domain/errors.js';
import type { Tracing } from '../../domain/tracing.js';
import type { CheckHost } from '../../http/host.js';
import type { Streams } from '../../http/streaming/streams.js';
import { acceptWebSockets } from '../../http/streaming/web-sockets.js';
import { graphqlContext, type SharedContext } from '../execution/context.js';
import { FailedRequest } from '../execution/failed-request.js';
import type { Pipeline, PreparedSubscription } from '../execution/pipeline.js';
import { STREAM } from './stream-transport.js';
import { closeFor, messageSocket } from './web-socket-messages.js';

export interface WebSocketRouteOptions {
  readonly pipeline: Pipeline;
  readonly authenticate: Authenticate;
  readonly shared: SharedContext;
  readonly streams: Streams;
  readonly checkHost: CheckHost;
  readonly tracing: Tracing | null;
}

interface Connection {
  readonly socket: WebSocket;
  /** Null until the token is verified. */
  caller: Caller | null;
  /** Called when the connection is closed. */
  disconnect: () => void;
  /** Called when a subscription ends, by its id. */
  readonly releases: Map<string, (() => void)[]>;
}
type Subscription = PreparedSubscription & { readonly releases: (() => void)[] };
type Parameters = Readonly<Record<string, unknown>>;

// The same time that HTTP clients have to send their headers.
const GREETING_TIMEOUT_MS = 10_000;
const NO_TOKEN = 'Send an access token as "authorization" in the payload of connection_init, as "Bearer …".';
const OTHER_CALLER = 'The token of the ping is of another user, or allows less. Open a new connection with it.';

export function webSocketRoute(options: WebSocketRouteOptions) {
  return async (server: FastifyInstance): Promise<void> => {
    const { log } = server;
    const protocol = makeServer<Record<string, unknown>, Connection>({
      connectionInitWaitTimeout: GREETING_TIMEOUT_MS,
      onConnect: async ({ connectionParams = {}, extra: connection }) => {
        try {
          await connect(options, connection, connectionParams, log);
          return true;
        } catch (error) {
          closeFor(error, connection.socket, log);
          return false;
        }
      },
      onPing: ({ extra: connection }, payload = {}) => renew(options, connection, payload, log),
      onSubscribe: ({ extra: connection }, id, payload) => prepare(options, connection, { id, payload }, log),
      // The results are formatted already, which the types of graphql-ws do not provide for.
      subscribe: (args) => subscribe(options.pipeline, args as Subscription) as OperationResult,
      onNext: (_connected, _id, _payload, _args, result) => result as FormattedExecutionResult,
      onComplete: ({ extra: { releases } }: Context<Parameters, Connection>, id) => release(releases, id),
      onClose: ({ extra: { releases, disconnect } }: Context<Parameters, Connection>) => {
        for (const id of releases.keys()) release(releases, id);
        disconnect();
      },
    });
    acceptWebSockets(server, {
      path: '/graphql',
      protocol: GRAPHQL_TRANSPORT_WS_PROTOCOL,
      checkHost: options.checkHost,
      onOpen: (socket) => {
        const connection: Connection = { socket, caller: null, disconnect: () => {}, releases: new Map() };
        const messages = messageSocket(socket, () => connection.caller !== null, log);
        const closed = protocol.opened(messages, connection);
        socket.once('close', (code, reason) => closed(code, String(reason)));
      },
    });
  };
}

/** Verifies the token of a connection. */
async function connect(
  { authenticate, streams }: WebSocketRouteOptions,
  connection: Connection,
  parameters: Parameters,
  log: FastifyBaseLogger,
): Promise<void> {
  const { socket } = connection;
  const authorization = authorizationIn(parameters);
  const caller = await Promise.resolve(authenticate(authorization)).catch((error) => {
    throw authorization === undefined ? new Refusal('UNAUTHENTICATED', NO_TOKEN) : error;
  });
  const onExpired = (refusal: Refusal) => closeFor(refusal, socket, log);
  connection.disconnect = streams.connect({ caller, authorization, onExpired });
  connection.caller = caller;
  // If the socket was closed during the verification, `onClose` has run already.
  if (socket.readyState === socket.CLOSED) connection.disconnect();
}

/** Continues a connection with the token of a ping, so that no subscription ends with the token before. */
async function renew(
  { authenticate, streams }: WebSocketRouteOptions,
  connection: Connection,
  payload: Parameters,
  log: FastifyBaseLogger,
): Promise<void> {
  const { socket, caller: known } = connection;
  const authorization = authorizationIn(payload);
  if (known === null || authorization === undefined) return;
  const onExpired = (refusal: Refusal) => closeFor(refusal, socket, log);
  try {
    const caller = await authenticate(authorization);
    if (!mayContinue(known, caller)) throw new Refusal('FORBIDDEN', OTHER_CALLER);
    if (socket.readyState !== socket.OPEN) return;
    connection.disconnect();
    connection.disconnect = streams.connect({ caller, authorization, onExpired });
    connection.caller = caller;
  } catch (error) {
    // The token before is still good.
    if (error instanceof Refusal && error.code === 'UNAVAILABLE') return;
    closeFor(error, socket, log);
  }
}

/** Running subscriptions keep the permissions with which they began. */
function mayContinue(known: Caller, { tenantId, subject, clientId, permissions }: Caller): boolean {
  const isSame = tenantId === known.tenantId && subject === known.subject && clientId === known.clientId;
  return isSame && known.permissions.every((permission) => permissions.includes(permission));
}

/** A subscription that may start, or the errors for the client. */
async function prepare(
  { pipeline, shared, streams, tracing }: WebSocketRouteOptions,
  { caller, releases }: Connection,
  { id, payload }: { readonly id: string; readonly payload: unknown },
  log: FastifyBaseLogger,
): Promise<Subscription | readonly GraphQLError[]> {
  if (caller === null) throw new Error('A subscription came before its token.');
  const requestId = randomUUID();
  const span = tracing?.begin('subscribe', () => ({ 'http.response.header.x-request-id': [requestId] })) ?? null;
  const trace = span && { traceId: span.traceId, spanId: span.spanId };
  const requestLog = log.child({ requestId, tenantId: caller.tenantId, ...trace });
  const context = graphqlContext(shared, { caller, origin: 'GRAPHQL', requestId, span }, requestLog);
  try {
    const own = [streams.subscribe(caller)];
    releases.set(id, own);
    const received = await pipeline.receive(payload, context);
    const prepared = await pipeline.prepare(received, STREAM, context);
    requestLog.info({ route: '/graphql' }, 'subscription');
    return { ...prepared, releases: own };
  } catch (error) {
    const { errors, http } = FailedRequest.from(error);
    if (http.status >= 500) span?.fail(String(http.status));
    span?.end();
    release(releases, id);
    return pipeline.formatErrors(errors, context).map(asWritten);
  }
}

async function subscribe(pipeline: Pipeline, { releases, ...prepared }: Subscription) {
  const results = await pipeline.subscribe(prepared);
  const { call } = prepared.contextValue;
  call.span?.end();
  // What the subscription does later belongs to no request.
  call.span = null;
  if (Symbol.asyncIterator in results) releases.push(() => void results.return());
  return results;
}

/** An error that graphql-ws, which takes `GraphQLError`s only, writes in this format. */
function asWritten(formatted: GraphQLFormattedError): GraphQLError {
  return Object.assign(new GraphQLError(formatted.message), { toJSON: () => formatted });
}

function release(releases: Connection['releases'], id: string): void {
  for (const each of releases.get(id) ?? []) each();
  releases.delete(id);
}

/** The parameter is named like the header. Apollo Sandbox writes it with a capital letter. */
function authorizationIn(parameters: Parameters): string | undefined {
  const given = Object.entries(parameters).filter(([name]) => name.toLowerCase() === 'authorization');
  const [value] = given.map(([, text]) => text);
  return given.length === 1 && typeof value === 'string' ? value : undefined;
}
