/**
 * Subscriptions over each transport without a client library, to do what libraries do not: send anything, stop reading, or drop
 * the connection. Results have the same format for both transports.
 */
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { StreamResult, Transport } from './follower.js';

/** How a stream ended: in words such as `complete`, `refused`, `closed 4403 …`, `status 401` or `broken`. */
export type Ending = string;

export interface RawFollower<Data = Record<string, unknown>> {
  /** The next result; null after the end of the stream. */
  next(): Promise<StreamResult<Data> | null>;
  /** All further results, and how the stream ended. */
  rest(): Promise<{ readonly answers: readonly StreamResult<Data>[]; readonly ending: Ending }>;
  /** Drops the connection. */
  kill(): void;
  /** Stops reading until `resume`. */
  pause(): void;
  resume(): void;
  /** Over WebSocket: sends a ping and waits for its pong. */
  ping(payload: unknown): Promise<void>;
}

export interface RawFollowerOptions {
  readonly url: string;
  readonly transport: Transport;
  /** Null for none. */
  readonly authorization: string | null;
  /** Sent as it is. */
  readonly operation: unknown;
}

/** Subscribes. The connection is dropped when the test ends. */
export function rawFollower<Data = Record<string, unknown>>(options: RawFollowerOptions): RawFollower<Data> {
  const inbox = new Inbox<StreamResult<Data>>();
  const wire = options.transport === 'WebSocket' ? overWebSocket(options, inbox) : overEvents(options, inbox);
  onTestFinished(() => wire.kill());
  return {
    next: () => inbox.next(),
    rest: async () => {
      const answers: StreamResult<Data>[] = [];
      for (let answer = await inbox.next(); answer !== null; answer = await inbox.next()) answers.push(answer);
      return { answers, ending: inbox.ending };
    },
    ...wire,
  };
}

type Wire = Pick<RawFollower, 'kill' | 'pause' | 'resume' | 'ping'>;

/** Received items that have not been read yet. */
class Inbox<Item> {
  readonly #items: Item[] = [];
  #waiting: (() => void) | null = null;
  #ending: Ending | null = null;

  get ending(): Ending {
    return this.#ending ?? 'open';
  }

  put(item: Item): void {
    this.#items.push(item);
    this.#waiting?.();
  }

  /** Only the first ending counts. */
  end(ending: Ending): void {
    this.#ending ??= ending;
    this.#waiting?.();
  }

  async next(): Promise<Item | null> {
    while (this.#items.length === 0 && this.#ending === null) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
    return this.#items.shift() ?? null;
  }
}

function overWebSocket<Data>(options: RawFollowerOptions, inbox: Inbox<StreamResult<Data>>): Wire {
  const { url, authorization, operation } = options;
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (message: object) => socket.send(JSON.stringify(message));
  const pongs: (() => void)[] = [];
  socket.on('open', () => send({ type: 'connection_init', ...(authorization && { payload: { authorization } }) }));
  socket.on('message', (text) => {
    const { type, payload } = JSON.parse(String(text));
    if (type === 'connection_ack') send({ type: 'subscribe', id: '1', payload: operation });
    if (type === 'pong') pongs.shift()?.();
    if (type === 'next') inbox.put(payload);
    if (type === 'error') inbox.put({ errors: payload });
    if (type === 'error' || type === 'complete') {
      inbox.end(type === 'error' ? 'refused' : 'complete');
      socket.close();
    }
  });
  socket.on('error', () => {});
  socket.on('close', (code, reason) => inbox.end(code === 1006 ? 'broken' : `closed ${code} ${reason}`));
  return {
    kill: () => socket.terminate(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    ping: (payload) => {
      send({ type: 'ping', payload });
      return new Promise((resolve) => pongs.push(resolve));
    },
  };
}

function overEvents<Data>(options: RawFollowerOptions, inbox: Inbox<StreamResult<Data>>): Wire {
  const { url, authorization, operation } = options;
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    ...(authorization && { authorization }),
  };
  const sent: ClientRequest = request(`${url}/graphql/stream`, { method: 'POST', headers, agent: new Agent() });
  let received: IncomingMessage | undefined;
  sent.on('error', () => inbox.end('broken'));
  sent.on('response', (response) => {
    received = response;
    response.setEncoding('utf8').on('error', () => inbox.end('broken'));
    if (response.statusCode === 200) readEvents(response, inbox);
    else readRefusal(response, inbox);
  });
  sent.end(JSON.stringify(operation));
  return {
    kill: () => sent.destroy(),
    pause: () => void received?.pause(),
    resume: () => void received?.resume(),
    ping: () => Promise.reject(new Error('Events go one way.')),
  };
}

function readEvents<Data>(response: IncomingMessage, inbox: Inbox<StreamResult<Data>>): void {
  let text = '';
  response.on('data', (chunk) => {
    const events = `${text}${chunk}`.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const [, name, content] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
      if (name === 'next') inbox.put(JSON.parse(content ?? ''));
      if (name === 'complete') inbox.end('complete');
    }
  });
  response.on('close', () => inbox.end('broken'));
}

function readRefusal<Data>(response: IncomingMessage, inbox: Inbox<StreamResult<Data>>): void {
  let text = '';
  response.on('data', (chunk) => (text += chunk));
  response.on('end', () => {
    inbox.put({ errors: JSON.parse(text).errors });
    inbox.end(`status ${response.statusCode}`);
  });
}
