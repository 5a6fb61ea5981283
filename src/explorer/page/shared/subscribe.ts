/** Subscribes over a WebSocket to the service that served this page, with the signed-in user's token. */
import { type Client, createClient } from 'graphql-ws/client';
import type { GraphqlRequest, GraphqlResponse } from './service.js';
import { savedToken } from './session.js';

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
  return createClient({
    url: url.href,
    connectionParams: () => ({ authorization: `Bearer ${savedToken()}` }),
    // graphql-ws would resubscribe with the original cursor. `followChanges` resumes with the latest one.
    retryAttempts: 0,
  });
}

function messageOf(fault: unknown): string {
  const [first] = Array.isArray(fault) ? fault : [fault];
  const { message, reason } = (first ?? {}) as { readonly message?: string; readonly reason?: string };
  return reason || message || 'The connection to the service was lost.';
}
