/**
 * WebSockets at one address of the HTTP server: the handshake, pings, and the end of all of them when the server closes.
 * Knows nothing of what is said over them.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import { answerSocket } from './client-errors.js';

export interface WebSocketOptions {
  /** The path at which they are accepted. */
  readonly path: string;
  /** The one protocol that is spoken over them. */
  readonly protocol: string;
  readonly onOpen: (socket: WebSocket) => void;
}

const MAX_MESSAGE_BYTES = 256 * 1024;
// A client that sends much and reads nothing of what it is answered holds no more than this.
const MAX_UNSENT_BYTES = 1024 * 1024;
// Often enough for proxies, which drop connections on which nothing has gone either way for a minute or less.
const PING_INTERVAL_MS = 25_000;
const GOING_AWAY = 1001;
const NO_SUCH_ADDRESS = { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' };
const NO_HANDSHAKE = { status: 400, code: 'BAD_REQUEST', message: 'This is not the handshake of a WebSocket.' };

/** Accepts WebSockets beside what the server answers already. */
export function acceptWebSockets(server: FastifyInstance, { path, protocol, onOpen }: WebSocketOptions): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => offered.has(protocol) && protocol,
  });
  sockets.on('wsClientError', (_error, socket) => answerSocket(server.log, NO_HANDSHAKE, socket));
  sockets.on('connection', (socket) => {
    keepAlive(socket);
    onOpen(socket);
  });
  server.server.on('upgrade', (request, socket: Duplex, head) => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return withoutUpgrade(server, request, socket, head);
    if (pathOf(request) !== path) return answerSocket(server.log, NO_SUCH_ADDRESS, socket);
    return sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted, request));
  });
  server.addHook('preClose', async () => {
    for (const socket of sockets.clients) socket.close(GOING_AWAY, 'The service is shutting down.');
  });
  server.addHook('onClose', async () => {
    for (const socket of sockets.clients) socket.terminate();
  });
}

/**
 * A missing pong proves nothing: a client that has stopped reading for a while is still there, and one that is gone is
 * found out by its connection.
 */
function keepAlive(socket: WebSocket): void {
  const timer = setInterval(() => {
    if (socket.bufferedAmount === 0) socket.ping();
  }, PING_INTERVAL_MS).unref();
  socket.on('message', () => {
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
  });
  socket.on('close', () => clearInterval(timer));
  // What is wrong with the connection closes it, and what is wrong with a message is told in the code that closes it.
  socket.on('error', () => {});
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0]?.toLowerCase() ?? '';
}

/**
 * Lets a request to switch to another protocol be answered as if it did not ask, which HTTP allows: Node takes every such
 * request out of its server as soon as any protocol is accepted. Java's own HTTP client asks for HTTP/2 like this.
 */
function withoutUpgrade({ server }: FastifyInstance, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const pairs = request.rawHeaders.flatMap((name, index, all) => (index % 2 === 0 ? [[name, all[index + 1]]] : []));
  const kept = pairs.filter(([name]) => !/^(?:upgrade|http2-settings)$/i.test(name ?? ''));
  const lines = kept.map(([name, value]) => `${name}: ${/^connection$/i.test(name ?? '') ? 'keep-alive' : value}`);
  const text = [`${request.method} ${request.url} HTTP/${request.httpVersion}`, ...lines, '', ''].join('\r\n');
  socket.unshift(Buffer.concat([Buffer.from(text, 'latin1'), head]));
  server.emit('connection', socket);
}
