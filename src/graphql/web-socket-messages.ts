/**
 * A WebSocket as graphql-ws sees it: what is sent waits for the client, what is received is strict JSON within limits, and
 * what goes wrong is told in the code that closes it. Knows nothing of subscriptions.
 */
import type { FastifyBaseLogger } from 'fastify';
import { CloseCode, MessageType } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import { Refusal, type RefusalCode } from '../domain/errors.js';
import { failureOf } from '../http/failures.js';
import { parseJson } from '../http/json-body.js';

/** What graphql-ws needs of a socket. */
export interface MessageSocket {
  readonly protocol: string;
  send(text: string): Promise<void>;
  close(code?: number, reason?: string): void;
  onMessage(handle: (text: string) => Promise<void>): void;
}

// Clients come back after 4403 and 1013, with a new token or later, and stay away after the others.
const CLOSE_CODES = {
  UNAUTHENTICATED: CloseCode.Forbidden,
  FORBIDDEN: CloseCode.Forbidden,
  BAD_REQUEST: CloseCode.BadRequest,
  LIMIT_EXCEEDED: CloseCode.BadRequest,
  RATE_LIMITED: 1013,
  UNAVAILABLE: 1013,
  INTERNAL: CloseCode.InternalServerError,
} as const satisfies Record<RefusalCode | 'INTERNAL', number>;
// What fits into the frame that closes a connection.
const MAX_REASON_BYTES = 123;
// A token and little else. Strangers shall not make the service read more.
const MAX_STRANGERS_MESSAGE = 32 * 1024;
// Each answer carries the id that the client gave to its subscription.
const MAX_ID_LENGTH = 128;
const FROM_CLIENTS: readonly unknown[] = [
  MessageType.ConnectionInit,
  MessageType.Ping,
  MessageType.Pong,
  MessageType.Subscribe,
  MessageType.Complete,
];

/** `isKnown` tells whether the client's token has been verified. */
export function messageSocket(socket: WebSocket, isKnown: () => boolean, log: FastifyBaseLogger): MessageSocket {
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    protocol: socket.protocol,
    // While it is being closed nobody takes answers, and whoever makes them shall not go on making more.
    send: (text) => (socket.readyState === socket.OPEN ? sent(socket, text) : gone),
    close: (code = CloseCode.InternalServerError, reason = '') => socket.close(code, fitting(reason)),
    onMessage: (handle) => {
      socket.on('message', async (message, isBinary) => {
        if (socket.readyState !== socket.OPEN) return;
        try {
          await handle(checkedText(message, isBinary, isKnown()));
        } catch (error) {
          closeFor(error, socket, log);
        }
      });
    },
  };
}

/** Closes a connection and says why. The log is told of what was not foreseen. */
export function closeFor(error: unknown, socket: WebSocket, log: FastifyBaseLogger): void {
  const { code, message } = failureOf(error);
  if (code === 'INTERNAL') log.error({ err: error }, 'connection failed');
  socket.close(CLOSE_CODES[code], fitting(message));
}

/** Resolves once the system has taken the text, which it does at the pace at which the client reads. */
function sent(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => socket.send(text, () => resolve()));
}

function checkedText(message: RawData, isBinary: boolean, isKnown: boolean): string {
  if (isBinary) throw new Refusal('BAD_REQUEST', 'Send messages as text.');
  const text = String(message);
  if (!isKnown && text.length > MAX_STRANGERS_MESSAGE) {
    throw new Refusal('LIMIT_EXCEEDED', 'The message is too large to come before the token.');
  }
  const { type, id } = Object(parseJson(text, 'The message')) as { readonly type?: unknown; readonly id?: unknown };
  if (!FROM_CLIENTS.includes(type)) throw new Refusal('BAD_REQUEST', 'Clients send no message of this type.');
  if (typeof id === 'string' && id.length > MAX_ID_LENGTH) {
    throw new Refusal('LIMIT_EXCEEDED', `The id of the message is longer than ${MAX_ID_LENGTH} characters.`);
  }
  return text;
}

function fitting(reason: string): string {
  let text = reason;
  while (Buffer.byteLength(text) > MAX_REASON_BYTES) text = text.slice(0, -1).toWellFormed();
  return text;
}
