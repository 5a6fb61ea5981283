/**
 * A WebSocket as graphql-ws sees it: what is sent waits for the client, what is received is strict JSON within limits, and
 * what goes wrong is told in the code that closes it. Knows nothing of subscriptions.
 */
import type { FastifyBaseLogger } from 'fastify';
import { CloseCode, MessageType } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import { Refusal, type RefusalCode } from '../../domain/errors.js';
import { parseJson } from '../../domain/strict-json.js';
import { failureOf } from '../../http/failures.js';

/** What graphql-ws needs of a socket. */
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
      const subscriptions = new RunningSubscriptions();
      const receive = async (data: RawData, isBinary: boolean) => {
        if (socket.readyState !== socket.OPEN) return;
        const message = checkedMessage(data, isBinary, isKnown());
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
 * The subscriptions of one connection that have not ended, by their ids. A client may use an id again as soon as it has asked
 * for the end, and graphql-ws would mix up the old and the new: the new one waits until the old one has ended.
 */
class RunningSubscriptions {
  readonly #ends = new Map<string, Promise<void>>();
  readonly #leaving = new Set<string>();

  /** What has to be over before a message is handled. Null if nothing has. */
  before({ type, id }: ClientMessage): Promise<void> | null {
    return type === MessageType.Subscribe && this.#leaving.has(id) ? (this.#ends.get(id) ?? null) : null;
  }

  /** Graphql-ws has handled a message that subscribes when the subscription has ended. */
  note({ type, id }: ClientMessage, handled: Promise<void>): void {
    if (type === MessageType.Complete && this.#ends.has(id)) this.#leaving.add(id);
    // If the client has not asked for the end of the one before, graphql-ws closes the connection.
    if (type !== MessageType.Subscribe || this.#ends.has(id)) return;
    const end = handled.finally(() => {
      this.#ends.delete(id);
      this.#leaving.delete(id);
    });
    this.#ends.set(id, end);
  }
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

function checkedMessage(data: RawData, isBinary: boolean, isKnown: boolean): ClientMessage {
  if (isBinary) throw new Refusal('BAD_REQUEST', 'Send messages as text.');
  const text = String(data);
  if (!isKnown && text.length > MAX_STRANGERS_MESSAGE) {
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
