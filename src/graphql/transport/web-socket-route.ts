/**
 * `/graphql` over WebSocket: subscriptions in the graphql-transport-ws protocol, which Apollo Sandbox, Apollo Client and
 * urql speak. The token comes with the first message; each answer waits until the one before it is on its way.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { type Context, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type OperationResult } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Authenticate, Caller } from '../../domain/caller.js';
import { Refusal } from '../../domain/errors.js';
import type { CheckHost } from '../../http/host.js';
import type { Streams } from '../../http/streaming/streams.js';
import { acceptWebSockets } from '../../http/streaming/web-sockets.js';
import { type GraphqlContext, type GraphqlServices, graphqlContext } from '../execution/context.js';
import { InvalidRequest, type PreparedSubscription, type Subscriptions } from '../execution/subscriptions.js';
import { closeFor, messageSocket } from './web-socket-messages.js';

export interface WebSocketRouteOptions {
  readonly authenticate: Authenticate;
  readonly services: GraphqlServices;
  readonly subscriptions: Subscriptions;
  readonly streams: Streams;
  readonly checkHost: CheckHost;
}

/** What is kept of one connection. */
interface Connection {
  readonly socket: WebSocket;
  /** Null until the token is verified. */
  caller: Caller | null;
  /** What to give back once the connection is closed. */
  disconnect: () => void;
  /** What is to be done once a subscription is over, by its id. */
  readonly releases: Map<string, (() => void)[]>;
}
/** What a subscription runs with, and what is to be done once it is over. */
type Held = PreparedSubscription & { readonly releases: (() => void)[] };
type Parameters = Readonly<Record<string, unknown>>;

// As long as for the headers of a request.
const GREETING_TIMEOUT_MS = 10_000;
const NO_TOKEN = 'Send an access token as "authorization" in the payload of connection_init, as "Bearer …".';

export function webSocketRoute(options: WebSocketRouteOptions) {
  const { authenticate, services, subscriptions, streams, checkHost } = options;
  return async (server: FastifyInstance): Promise<void> => {
    const { log } = server;
    // By the errors themselves, since they are told where their request is no longer known.
    const told = new WeakMap<readonly GraphQLError[], readonly GraphQLFormattedError[]>();

    const admit = async (connection: Connection, parameters: Parameters): Promise<void> => {
      const { socket } = connection;
      const authorization = authorizationIn(parameters);
      const caller = await authenticate(authorization).catch((error) => {
        throw authorization === undefined ? new Refusal('UNAUTHENTICATED', NO_TOKEN) : error;
      });
      const onExpired = (refusal: Refusal) => closeFor(refusal, socket, log);
      connection.disconnect = streams.connect({ caller, authorization, onExpired });
      connection.caller = caller;
      // It may have been closed meanwhile, and then nobody else gives this back.
      if (socket.readyState === socket.CLOSED) connection.disconnect();
    };

    const prepare = async ({ releases }: Connection, id: string, payload: unknown, context: GraphqlContext) => {
      const ofThis = [streams.subscribe(context.call.caller)];
      releases.set(id, ofThis);
      try {
        const request = await subscriptions.receive(payload, context);
        return { ...(await subscriptions.prepare(request, context)), releases: ofThis };
      } catch (error) {
        release(releases, id);
        throw error;
      }
    };

    const open = async ({ releases, ...prepared }: Held) => {
      const answers = await subscriptions.open(prepared);
      if (Symbol.asyncIterator in answers) releases.push(() => void answers.return());
      return answers;
    };

    const protocol = makeServer<Record<string, unknown>, Connection>({
      connectionInitWaitTimeout: GREETING_TIMEOUT_MS,
      onConnect: async ({ connectionParams = {}, extra: connection }) => {
        try {
          await admit(connection, connectionParams);
          return true;
        } catch (error) {
          closeFor(error, connection.socket, log);
          return false;
        }
      },
      onSubscribe: async ({ extra: connection }, id, payload) => {
        const { caller } = connection;
        if (caller === null) throw new Error('A subscription came before its token.');
        const requestId = randomUUID();
        const requestLog = log.child({ requestId, tenantId: caller.tenantId });
        const context = graphqlContext(services, { caller, origin: 'GRAPHQL', requestId }, requestLog);
        try {
          const prepared = await prepare(connection, id, payload, context);
          requestLog.info({ route: '/graphql' }, 'subscription');
          return prepared;
        } catch (error) {
          const { errors } = InvalidRequest.from(error);
          told.set(errors, subscriptions.tell(errors, context));
          return errors;
        }
      },
      // The answers are ready for the client already, which the library's type of what it is to make ready does not know.
      subscribe: (args) => open(args as Held) as OperationResult,
      onNext: (_connected, _id, _payload, _args, answer) => answer as FormattedExecutionResult,
      onError: (_connected, _id, _payload, errors) => told.get(errors),
      onComplete: ({ extra: { releases } }: Context<Parameters, Connection>, id) => release(releases, id),
      onClose: ({ extra: { releases, disconnect } }: Context<Parameters, Connection>) => {
        for (const id of releases.keys()) release(releases, id);
        disconnect();
      },
    });

    acceptWebSockets(server, {
      path: '/graphql',
      protocol: GRAPHQL_TRANSPORT_WS_PROTOCOL,
      checkHost,
      onOpen: (socket) => {
        const connection: Connection = { socket, caller: null, disconnect: () => {}, releases: new Map() };
        const messages = messageSocket(socket, () => connection.caller !== null, log);
        const closed = protocol.opened(messages, connection);
        socket.once('close', (code, reason) => closed(code, String(reason)));
      },
    });
  };
}

function release(releases: Connection['releases'], id: string): void {
  for (const each of releases.get(id) ?? []) each();
  releases.delete(id);
}

/** Clients send it as a header of the name, which Apollo Sandbox writes with a capital letter. */
function authorizationIn(parameters: Parameters): string | undefined {
  const given = Object.entries(parameters).filter(([name]) => name.toLowerCase() === 'authorization');
  const [value] = given.map(([, text]) => text);
  return given.length === 1 && typeof value === 'string' ? value : undefined;
}
