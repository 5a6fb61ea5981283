/** Followers of the change feed over each transport, by the clients that real programs use, as they come. */
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

/** What a subscription answers, one after the other. */
export interface Told<Data = Record<string, unknown>> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

export interface FollowerOptions {
  readonly url: string;
  readonly transport: Transport;
  readonly token: string;
}

/** One answer after the other, until the server completes the stream; what ends it otherwise is thrown. */
export function subscribe<Data = Record<string, unknown>>(
  { url, transport, token }: FollowerOptions,
  operation: Operation,
): AsyncIterableIterator<Told<Data>> {
  const client = transport === 'WebSocket' ? wsClient(url, token) : sseClient(url, token);
  // A stream over HTTP ends with the service: the client's fetch would leave an idle connection, which delays its stop.
  if (transport === 'WebSocket') onTestFinished(() => void client.dispose());
  const iterate = client.iterate as (operation: Operation) => AsyncIterableIterator<Told<Data>>;
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
