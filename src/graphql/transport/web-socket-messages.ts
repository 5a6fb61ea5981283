/**
 * Adapts a WebSocket to graphql-ws: sends at the client's pace, accepts only strict JSON within limits, and closes with a code
 * for each kind of error. Does not execute subscriptions.
 */
import type { FastifyBaseLogger } from 'fastify';
import { CloseCode, MessageType } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import { Refusal, type RefusalCode } from '../../domain/errors.js';
import { parseJson } from '../../domain/strict-json.js';
import { failureOf } from '../../http/failures.js';

/** The socket interface of graphql-ws. */
export interface MessageSocket {
  readonly protocol: string;
  send(text: string): Promise<void>;
  close(code?: number, reason?: string): void;
  onMessage(handle: (text: string) => Promise<void>): void;
}

interface ClientMessage {
  readonly text: string;
  readonly type: unknown;
  readonly id: string;
}

// Client libraries reconnect after 4403 (with a new token) and 1013 (later), but not after the other codes.
const CLOSE_CODES = {
  UNAUTHENTICATED: CloseCode.Forbidden,
  FORBIDDEN: CloseCode.Forbidden,
  READ_ONLY: CloseCode.Forbidden,
  BAD_REQUEST: CloseCode.BadRequest,
  LIMIT_EXCEEDED: CloseCode.BadRequest,
  RATE_LIMITED: 1013,
  UNAVAILABLE: 1013,
  INTERNAL: CloseCode.InternalServerError,
} as const satisfies Record<RefusalCode | 'INTERNAL', number>;
// The limit of a close frame (RFC 6455).
const MAX_REASON_BYTES = 123;
// Enough for a token. Bounds what clients without a verified token can make the service parse.
const MAX_UNVERIFIED_MESSAGE = 32 * 1024;
// Each result repeats the id that the client chose.
const MAX_ID_LENGTH = 128;
const FROM_CLIENTS: readonly unknown[] = [
  MessageType.ConnectionInit,
  MessageType.Ping,
  MessageType.Pong,
  MessageType.Subscribe,
  MessageType.Complete,
];

/** `isVerified` says whether the client's token has been verified. */
export function messageSocket(socket: WebSocket, isVerified: () => boolean, log: FastifyBaseLogger): MessageSocket {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    protocol: socket.protocol,
    // On a closing socket, waits until it is closed, so that the subscription makes no more results meanwhile.
    send: (text) => (socket.readyState === socket.OPEN ? sent(socket, text) : closed),
    close: (code = CloseCode.InternalServerError, reason = '') => socket.close(code, fitting(reason)),
    onMessage: (handle) => {
      const subscriptions = new RunningSubscriptions();
      const receive = async (data: RawData, isBinary: boolean) => {
        if (socket.readyState !== socket.OPEN) return;
        const message = checkedMessage(data, isBinary, isVerified());
        const before = subscriptions.before(message);
        if (before !== null) {
          socket.pause();
          await before;
          socket.resume();
          if (socket.readyState !== socket.OPEN) return;
        }
        const handled = handle(message.text).catch(fail);
        subscriptions.note(message, handled);
      };
      const fail = (error: unknown) => closeFor(error, socket, log);
      let received = Promise.resolve();
      socket.on('message', (data, isBinary) => {
        received = received.then(() => receive(data, isBinary)).catch(fail);
      });
    },
  };
}

/**
 * The running subscriptions of one connection, by id. A client may reuse an id as soon as it has sent `complete`, but graphql-ws
 * confuses the new subscription with the old one while that is ending. So the new one waits until the old one has ended.
 */
class RunningSubscriptions {
  readonly #ends = new Map<string, Promise<void>>();
  readonly #ending = new Set<string>();

  /** What a message has to wait for; null for nothing. */
  before({ type, id }: ClientMessage): Promise<void> | null {
    return type === MessageType.Subscribe && this.#ending.has(id) ? (this.#ends.get(id) ?? null) : null;
  }

  /** `handled` settles when graphql-ws has handled the message: for `subscribe`, when the subscription has ended. */
  note({ type, id }: ClientMessage, handled: Promise<void>): void {
    if (type === MessageType.Complete && this.#ends.has(id)) this.#ending.add(id);
    // If the id is in use and not completed, graphql-ws closes the connection.
    if (type !== MessageType.Subscribe || this.#ends.has(id)) return;
    const end = handled.finally(() => {
      this.#ends.delete(id);
      this.#ending.delete(id);
    });
    this.#ends.set(id, end);
  }
}

/** Closes a connection with the code and message of an error. Logs an unexpected error. */
export function closeFor(error: unknown, socket: WebSocket, log: FastifyBaseLogger): void {
  const { code, message } = failureOf(error);
  if (code === 'INTERNAL') log.error({ err: error }, 'connection failed');
  socket.close(CLOSE_CODES[code], fitting(message));
}

/** Resolves when the operating system has accepted the text, which depends on how fast the client reads. */
function sent(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => socket.send(text, () => resolve()));
}

function checkedMessage(data: RawData, isBinary: boolean, isVerified: boolean): ClientMessage {
  if (isBinary) throw new Refusal('BAD_REQUEST', 'Send messages as text.');
  const text = String(data);
  if (!isVerified && text.length > MAX_UNVERIFIED_MESSAGE) {
    throw new Refusal('LIMIT_EXCEEDED', 'The message is too large to come before the token.');
  }
  const { type, id } = Object(parseJson(text, 'The message')) as { readonly type?: unknown; readonly id?: unknown };
  if (!FROM_CLIENTS.includes(type)) throw new Refusal('BAD_REQUEST', 'Clients send no message of this type.');
  if (typeof id === 'string' && id.length > MAX_ID_LENGTH) {
    throw new Refusal('LIMIT_EXCEEDED', `The id of the message is longer than ${MAX_ID_LENGTH} characters.`);
  }
  return { text, type, id: String(id) };
}

function fitting(reason: string): string {
  let text = reason;
  while (Buffer.byteLength(text) > MAX_REASON_BYTES) text = text.slice(0, -1).toWellFormed();
  return text;
}
