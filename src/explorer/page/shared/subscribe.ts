/** Subscribes, as whoever is signed in, over a WebSocket to the service that this page came with. */
import { type Client, createClient } from 'graphql-ws/client';
import type { GraphqlAnswer, GraphqlRequest } from './service.js';
import { savedToken } from './session.js';

export interface Subscriber<Data> {
  readonly onAnswer: (answer: GraphqlAnswer<Data>) => void;
  /** Told once, when no more will come; not where the page itself has stopped it. */
  readonly onEnd: () => void;
}

let shared: Client | undefined;

/** Returns how to stop it. What goes wrong on the way is told as a GraphQL error. */
export function subscribe<Data>(request: GraphqlRequest, { onAnswer, onEnd }: Subscriber<Data>): () => void {
  shared ??= client();
  return shared.subscribe<Data>(request as Parameters<Client['subscribe']>[0], {
    next: (answer) => onAnswer(answer as GraphqlAnswer<Data>),
    error: (fault) => {
      onAnswer({ errors: [{ message: messageOf(fault) }] });
      onEnd();
    },
    complete: onEnd,
  });
}

function client(): Client {
  const url = new URL('graphql', document.baseURI);
  url.protocol = url.protocol.replace('http', 'ws');
  return createClient({
    url: url.href,
    connectionParams: () => ({ authorization: `Bearer ${savedToken()}` }),
    // Whoever subscribes knows from where to go on, and this does not.
    retryAttempts: 0,
  });
}

function messageOf(fault: unknown): string {
  const [first] = Array.isArray(fault) ? fault : [fault];
  const { message, reason } = (first ?? {}) as { readonly message?: string; readonly reason?: string };
  return reason || message || 'The connection to the service was lost.';
}
