/**
 * WebSockets at one address of the HTTP server: the handshake, pings, and the end of all of them when the server closes.
 * Knows nothing of what is said over them.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { Refusal } from '../../domain/errors.js';
import { answerSocket } from '../client-errors.js';
import { failureOf } from '../failures.js';
import type { CheckHost } from '../host.js';
import type { SocketFailure } from '../unrouted.js';
import { answerWithoutUpgrade, onUpgrade } from './upgrades.js';

export interface WebSocketOptions {
  /** The path at which they are accepted, in lower case; requests may have a slash at the end. */
  readonly path: string;
  /** The one protocol that is spoken over them. */
  readonly protocol: string;
  readonly checkHost: CheckHost;
  readonly onOpen: (socket: WebSocket) => void;
}

const MAX_MESSAGE_BYTES = 256 * 1024;
// A client that sends much and reads nothing of what it is answered holds no more than this.
const MAX_UNSENT_BYTES = 1024 * 1024;
// Often enough for proxies, which drop connections on which nothing has gone either way for a minute or less.
const PING_INTERVAL_MS = 25_000;
// A client that is told that its connection is closed and does not agree is cut off after this.
const CLOSE_TIMEOUT_MS = 3_000;
const GOING_AWAY = 1001;
const NO_SUCH_ADDRESS = { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' };
const NO_HANDSHAKE = { status: 400, code: 'BAD_REQUEST', message: 'This is not the handshake of a WebSocket.' };

/** Accepts WebSockets beside what the server answers already. */
export function acceptWebSockets(server: FastifyInstance, options: WebSocketOptions): void {
  const { protocol, onOpen } = options;
  const refuse = (failure: SocketFailure, socket: Duplex) => answerSocket(server.log, failure, socket);
  let closing = false;
  // The types of ws do not know its `closeTimeout` yet.
  const serverOptions: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    closeTimeout: CLOSE_TIMEOUT_MS,
    perMessageDeflate: false,
    handleProtocols: (offered) => offered.has(protocol) && protocol,
  };
  const sockets = new WebSocketServer(serverOptions);
  sockets.on('wsClientError', (_error, socket) => refuse(NO_HANDSHAKE, socket));
  onUpgrade(server.server, (request, socket, head) => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return answerWithoutUpgrade(server.server, request, socket, head);
    }
    const failure = failureIn(request, options, closing);
    if (failure !== null) return refuse(failure, socket);
    return sockets.handleUpgrade(request, socket, head, (accepted) => {
      keepAlive(accepted);
      onOpen(accepted);
    });
  });
  server.addHook('preClose', async () => {
    closing = true;
    for (const socket of sockets.clients) socket.close(GOING_AWAY, 'The service is shutting down.');
  });
}

/** What keeps a request from being a handshake that is welcome here and now. */
function failureIn(
  request: IncomingMessage,
  { path, checkHost }: WebSocketOptions,
  closing: boolean,
): SocketFailure | null {
  try {
    checkHost(request);
    if (closing) throw new Refusal('UNAVAILABLE', 'The service is shutting down.');
  } catch (error) {
    return failureOf(error);
  }
  const asked = request.url
    ?.split('?', 1)[0]
    ?.toLowerCase()
    .replace(/(?<=.)\/$/, '');
  return asked === path ? null : NO_SUCH_ADDRESS;
}

/**
 * A missing pong proves nothing: a client that has stopped reading for a while is still there, and one that is gone is
 * found out by its connection.
 */
function keepAlive(socket: WebSocket): void {
  const timer = setInterval(() => {
    if (socket.bufferedAmount === 0) socket.ping();
  }, PING_INTERVAL_MS).unref();
  // The answers to pings of WebSocket itself are bounded by the library.
  socket.on('message', () => {
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
  });
  socket.on('close', () => clearInterval(timer));
  // What is wrong with the connection closes it, and what is wrong with a message is told in the code that closes it.
  socket.on('error', () => {});
}
