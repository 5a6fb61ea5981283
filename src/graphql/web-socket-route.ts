/**
 * `/graphql` over WebSocket: subscriptions in the graphql-transport-ws protocol, which Apollo Sandbox, Apollo Client and
 * urql speak. The token comes with the first message; each answer waits until the one before it is on its way.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { CloseCode, type Context, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type OperationResult } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Authenticate, Caller } from '../domain/caller.js';
import { Refusal, type RefusalCode } from '../domain/errors.js';
import { jsonFault } from '../http/json-body.js';
import type { Streams } from '../http/streams.js';
import { acceptWebSockets } from '../http/web-sockets.js';
import { type GraphqlServices, graphqlContext } from './context.js';
import { InvalidRequest, type PreparedSubscription, type Subscriptions } from './subscriptions.js';

export interface WebSocketRouteOptions {
  readonly authenticate: Authenticate;
  readonly services: GraphqlServices;
  readonly subscriptions: Subscriptions;
  readonly streams: Streams;
}

/** What is kept of one connection. */
interface Connection {
  readonly socket: WebSocket;
  caller: Caller | null;
  /** What to give back once the connection is closed. */
  disconnect: () => void;
  /** What to give back once a subscription is over, by its id. */
  readonly releases: Map<string, () => void>;
}
type Connected = Context<Record<string, unknown>, Connection>;

// Clients come back after 4403 and 1013, with a new token or later, and stay away after the others.
const CLOSE_CODES = {
  UNAUTHENTICATED: CloseCode.Forbidden,
  FORBIDDEN: CloseCode.Forbidden,
  BAD_REQUEST: CloseCode.BadRequest,
  LIMIT_EXCEEDED: CloseCode.BadRequest,
  RATE_LIMITED: 1013,
  UNAVAILABLE: 1013,
} as const satisfies Record<RefusalCode, number>;
// What fits into the frame that closes a connection.
const MAX_REASON_LENGTH = 123;

export function webSocketRoute({ authenticate, services, subscriptions, streams }: WebSocketRouteOptions) {
  return async (server: FastifyInstance): Promise<void> => {
    const { log } = server;
    // By the errors themselves, since they are told where their request is no longer known.
    const told = new WeakMap<readonly GraphQLError[], readonly GraphQLFormattedError[]>();

    const protocol = makeServer<Record<string, unknown>, Connection>({
      onConnect: async ({ connectionParams = {}, extra: connection }) => {
        const { socket } = connection;
        try {
          const authorization = authorizationIn(connectionParams);
          connection.caller = await authenticate(authorization);
          const onExpired = (refusal: Refusal) => closeFor(refusal, socket, log);
          connection.disconnect = streams.connect({ caller: connection.caller, authorization, onExpired });
          // It may have been closed meanwhile, and then nobody else gives this back.
          if (socket.readyState !== socket.OPEN) connection.disconnect();
          return true;
        } catch (error) {
          closeFor(error, socket, log);
          return false;
        }
      },
      onSubscribe: async ({ extra: { caller, releases } }, id, payload) => {
        if (caller === null) throw new Error('A subscription came before its token.');
        const requestId = randomUUID();
        const requestLog = log.child({ requestId, tenantId: caller.tenantId });
        const context = graphqlContext(services, { caller, origin: 'GRAPHQL', requestId }, requestLog);
        try {
          const prepared = await subscriptions.prepare(payload, context);
          releases.set(id, streams.subscribe(caller));
          requestLog.info({ route: '/graphql' }, 'subscription');
          return prepared;
        } catch (error) {
          const { errors } = InvalidRequest.from(error);
          told.set(errors, subscriptions.tell(errors, context));
          return errors;
        }
      },
      // The answers are ready for the client already, which the library's type of what it is to make ready does not know.
      subscribe: (args) => subscriptions.open(args as PreparedSubscription) as OperationResult,
      onNext: (_connected, _id, _payload, _args, answer) => answer as FormattedExecutionResult,
      onError: (_connected, _id, _payload, errors) => told.get(errors),
      onComplete: ({ extra: { releases } }: Connected, id) => {
        releases.get(id)?.();
        releases.delete(id);
      },
      onClose: ({ extra: { disconnect } }: Connected) => disconnect(),
    });

    acceptWebSockets(server, {
      path: '/graphql',
      protocol: GRAPHQL_TRANSPORT_WS_PROTOCOL,
      onOpen: (socket) => {
        const connection: Connection = { socket, caller: null, disconnect: () => {}, releases: new Map() };
        const closed = protocol.opened(adapter(socket, log), connection);
        socket.once('close', (code, reason) => closed(code, String(reason)));
      },
    });
  };
}

/** Clients send it as a header of the name, which Apollo Sandbox writes with a capital letter. */
function authorizationIn(parameters: Readonly<Record<string, unknown>>): string | undefined {
  const given = Object.entries(parameters).filter(([name]) => name.toLowerCase() === 'authorization');
  const [value] = given.map(([, text]) => text);
  return given.length === 1 && typeof value === 'string' ? value : undefined;
}

/** A socket as graphql-ws sees it: what is sent waits for the client, and what is received is strict JSON. */
function adapter(socket: WebSocket, log: FastifyBaseLogger) {
  return {
    protocol: socket.protocol,
    send: (text: string) =>
      new Promise<void>((resolve) => {
        // What cannot be sent any more has nobody waiting for it.
        if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
        else resolve();
      }),
    close: (code?: number, reason?: string) => socket.close(code, reason),
    onMessage: (handle: (text: string) => Promise<void>) => {
      socket.on('message', async (message, isBinary) => {
        try {
          const text = String(message);
          checkJson(text, isBinary);
          await handle(text);
        } catch (error) {
          closeFor(error, socket, log);
        }
      });
    },
  };
}

function checkJson(text: string, isBinary: boolean): void {
  if (isBinary) throw new Refusal('BAD_REQUEST', 'Send messages as text.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('BAD_REQUEST', 'The message is not valid JSON.');
  }
  const fault = jsonFault(text, value);
  if (fault !== null) throw fault;
}

function closeFor(error: unknown, socket: WebSocket, log: FastifyBaseLogger): void {
  if (error instanceof Refusal) {
    socket.close(CLOSE_CODES[error.code], error.message.slice(0, MAX_REASON_LENGTH));
  } else {
    log.error({ err: error }, 'connection failed');
    socket.close(CloseCode.InternalServerError, 'Internal error.');
  }
}
