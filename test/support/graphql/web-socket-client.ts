/** A WebSocket client that sends any messages. */
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { Booted } from '../service/boot.js';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface WebSocketClient {
  readonly socket: WebSocket;
  /** An object is sent as JSON, text as it is, and bytes as a binary message. */
  say(message: object | string | Buffer): void;
  /** The next message. Rejects if the connection is closed first. */
  hear(): Promise<Message>;
  /** The code and reason of the close. */
  readonly closed: Promise<string>;
}

/** Opens a connection, which is terminated when the test ends. */
export async function openWebSocket(url: string, protocols = ['graphql-transport-ws']): Promise<WebSocketClient> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, protocols);
  onTestFinished(() => socket.terminate());
  const heard: Message[] = [];
  let waiting: (() => void) | undefined;
  let end: string | undefined;
  socket.on('message', (text) => {
    heard.push(JSON.parse(String(text)));
    waiting?.();
  });
  const closed = new Promise<string>((resolve) => {
    socket.once('close', (code, reason) => {
      end = `${code} ${reason}`.trim();
      resolve(end);
      waiting?.();
    });
  });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('error', () => {});
  return {
    socket,
    closed,
    say: (message) =>
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    hear: async () => {
      while (heard.length === 0) {
        if (end !== undefined) throw new Error(`Closed: ${end}`);
        await new Promise<void>((resolve) => {
          waiting = resolve;
        });
      }
      return heard.shift() as Message;
    },
  };
}

/** Opens a connection with a verified token. */
export async function greetedWebSocket(
  service: Pick<Booted, 'url' | 'token'>,
  token?: string,
): Promise<WebSocketClient> {
  const client = await openWebSocket(service.url);
  const authorization = `Bearer ${token ?? (await service.token())}`;
  client.say({ type: 'connection_init', payload: { authorization } });
  const { type } = await client.hear();
  if (type !== 'connection_ack') throw new Error(`Greeted with ${type}.`);
  return client;
}
