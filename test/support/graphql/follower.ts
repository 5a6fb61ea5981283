/** Subscriptions over each transport with graphql-ws and graphql-sse, the clients of real programs. */
import { createClient as createSseClient, type Client as SseClient } from 'graphql-sse';
import { createClient as createWsClient, type Client as WsClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';

export const TRANSPORTS = ['WebSocket', 'server-sent events'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** One result of a subscription. */
export interface StreamResult<Data = Record<string, unknown>> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

export interface FollowerOptions {
  readonly url: string;
  readonly transport: Transport;
  readonly token: string;
}

/** The results until the server completes the stream. Throws if it ends in another way. */
export function subscribe<Data = Record<string, unknown>>(
  { url, transport, token }: FollowerOptions,
  operation: Operation,
): AsyncIterableIterator<StreamResult<Data>> {
  const client = transport === 'WebSocket' ? wsClient(url, token) : sseClient(url, token);
  // Not for HTTP, where the stream ends with the service: an aborted fetch leaves an idle connection, which delays its stop.
  if (transport === 'WebSocket') onTestFinished(() => void client.dispose());
  const iterate = client.iterate as (operation: Operation) => AsyncIterableIterator<StreamResult<Data>>;
  return iterate(operation);
}

function wsClient(url: string, token: string): WsClient {
  return createWsClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
}

function sseClient(url: string, token: string): SseClient {
  return createSseClient({
    url: `${url}/graphql/stream`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
}
