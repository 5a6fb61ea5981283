/** Subscribes over a WebSocket to the service that served this page, with the signed-in user's token. */
import { type Client, createClient } from 'graphql-ws/client';
import type { GraphqlRequest, GraphqlResponse } from './service.js';
import { currentSession, onSession, savedToken, usableToken } from './session.js';

export interface Subscriber<Data> {
  readonly onResponse: (answer: GraphqlResponse<Data>) => void;
  /** Called once if the subscription ends by itself, not if the page stops it. */
  readonly onEnd: () => void;
}

let shared: Client | undefined;

/** Returns a function that stops the subscription. A connection failure is delivered as a GraphQL error. */
export function subscribe<Data>(request: GraphqlRequest, { onResponse, onEnd }: Subscriber<Data>): () => void {
  shared ??= client();
  return shared.subscribe<Data>(request as Parameters<Client['subscribe']>[0], {
    next: (answer) => onResponse(answer as GraphqlResponse<Data>),
    error: (fault) => {
      onResponse({ errors: [{ message: messageOf(fault) }] });
      onEnd();
    },
    complete: onEnd,
  });
}

function client(): Client {
  const url = new URL('graphql', document.baseURI);
  url.protocol = url.protocol.replace('http', 'ws');
  let socket: WebSocket | null = null;
  let sent: string | null = null;
  const made = createClient({
    url: url.href,
    connectionParams: async () => {
      sent = await usableToken();
      return { authorization: `Bearer ${sent}` };
    },
    on: {
      connected: (opened) => {
        socket = opened as WebSocket;
      },
      closed: () => {
        socket = null;
      },
    },
    // graphql-ws would resubscribe with the original cursor. `followChanges` resumes with the latest one.
    retryAttempts: 0,
  });
  onSession(() => {
    const token = savedToken();
    if (currentSession().viewer === null) made.terminate();
    if (token === null || token === sent || socket?.readyState !== WebSocket.OPEN) return;
    // The service ends a connection with its token. The subscriptions continue with the new one.
    sent = token;
    socket.send(JSON.stringify({ type: 'ping', payload: { authorization: `Bearer ${token}` } }));
  });
  return made;
}

function messageOf(fault: unknown): string {
  const [first] = Array.isArray(fault) ? fault : [fault];
  const { message, reason } = (first ?? {}) as { readonly message?: string; readonly reason?: string };
  return reason || message || 'The connection to the service was lost.';
}
