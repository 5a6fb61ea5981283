/**
 * WebSockets at one path of the HTTP server: handshake, pings, and closing all of them when the server closes.
 * Knows nothing about their messages.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { SHUTTING_DOWN } from '../../domain/errors.js';
import { answerSocket } from '../client-errors.js';
import { failureOf } from '../failures.js';
import type { CheckHost } from '../host.js';
import type { UnroutedFailure } from '../unrouted.js';
import { answerWithoutUpgrade, onUpgrade } from './upgrades.js';

export interface WebSocketOptions {
  /** The path, in lower case; a request may add a trailing slash. */
  readonly path: string;
  /** The only supported subprotocol. */
  readonly protocol: string;
  readonly checkHost: CheckHost;
  readonly onOpen: (socket: WebSocket) => void;
}

const MAX_MESSAGE_BYTES = 256 * 1024;
// Bounds the memory for a client that sends messages and does not read the responses.
const MAX_UNSENT_BYTES = 1024 * 1024;
// Shorter than the idle timeout of most proxies, about a minute.
const PING_INTERVAL_MS = 25_000;
// How long to wait for a client's close frame before its connection is cut.
const CLOSE_TIMEOUT_MS = 3_000;
const GOING_AWAY = 1001;
const NO_SUCH_ADDRESS = { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' };
const INVALID_HANDSHAKE = { status: 400, code: 'BAD_REQUEST', message: 'This is not a valid WebSocket handshake.' };

/** Adds WebSockets to an HTTP server. */
export function acceptWebSockets(server: FastifyInstance, options: WebSocketOptions): void {
  const { protocol, onOpen } = options;
  const refuse = (failure: UnroutedFailure, socket: Duplex) => answerSocket(server.log, failure, socket);
  let closing = false;
  // `closeTimeout` is missing in the types of ws.
  const serverOptions: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    closeTimeout: CLOSE_TIMEOUT_MS,
    perMessageDeflate: false,
    handleProtocols: (offered) => offered.has(protocol) && protocol,
  };
  const sockets = new WebSocketServer(serverOptions);
  sockets.on('wsClientError', (_error, socket) => refuse(INVALID_HANDSHAKE, socket));
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
    for (const socket of sockets.clients) socket.close(GOING_AWAY, SHUTTING_DOWN.message);
  });
}

/** Why a WebSocket request is refused; null if it is accepted. */
function failureIn(
  request: IncomingMessage,
  { path, checkHost }: WebSocketOptions,
  closing: boolean,
): UnroutedFailure | null {
  try {
    checkHost(request);
    if (closing) throw SHUTTING_DOWN;
  } catch (error) {
    return failureOf(error);
  }
  const requested = request.url
    ?.split('?', 1)[0]
    ?.toLowerCase()
    .replace(/(?<=.)\/$/, '');
  return requested === path ? null : NO_SUCH_ADDRESS;
}

/**
 * Pings keep proxies from closing an idle connection. A missing pong is ignored: the client may only have paused reading, and
 * a dead one is detected by TCP.
 */
function keepAlive(socket: WebSocket): void {
  const timer = setInterval(() => {
    if (socket.bufferedAmount === 0) socket.ping();
  }, PING_INTERVAL_MS).unref();
  // Checked per message only: the library itself bounds its replies to pings.
  socket.on('message', () => {
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
  });
  socket.on('close', () => clearInterval(timer));
  // Nothing to do: ws closes the socket after an error, and its close code reports an invalid message.
  socket.on('error', () => {});
}
