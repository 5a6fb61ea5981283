/** Sends any request to /graphql, for tests of requests that no client library sends. */
import type { GraphQLFormattedError } from 'graphql';
import type { Booted } from '../service/boot.js';

export interface Sent {
  readonly method?: 'GET' | 'POST';
  /** What follows `/graphql` in the address. */
  readonly search?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | Uint8Array<ArrayBuffer> | object | null;
}

export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly errors: readonly GraphQLFormattedError[];
  /** `extensions.code` of each error. */
  readonly codes: readonly unknown[];
  readonly messages: readonly string[];
}

/** Sends a valid token unless `authorization` is given. An empty header is not sent. */
export async function send(service: Booted, { method = 'POST', search = '', headers, body }: Sent): Promise<Received> {
  const all: Record<string, string> = {
    'content-type': 'application/json',
    authorization: await usualAuthorization(service),
    ...headers,
  };
  const sent = Object.entries(all).filter(([, value]) => value !== '');
  const init = { method, headers: Object.fromEntries(sent), ...(method === 'POST' && { body: encoded(body ?? null) }) };
  const response = await fetch(`${service.url}/graphql${search}`, init);
  const text = await response.text();
  const errors = errorsIn(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    errors,
    codes: errors.map(({ extensions }) => extensions?.['code']),
    messages: errors.map(({ message }) => message),
  };
}

// Signing a token takes longer than most requests.
const usual = new WeakMap<Booted, Promise<string>>();

function usualAuthorization(service: Booted): Promise<string> {
  const known = usual.get(service) ?? service.token().then((token) => `Bearer ${token}`);
  usual.set(service, known);
  return known;
}

function encoded(body: NonNullable<Sent['body']> | null): string | Uint8Array<ArrayBuffer> | null {
  return body === null || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
}

function errorsIn(text: string): readonly GraphQLFormattedError[] {
  try {
    return JSON.parse(text).errors ?? [];
  } catch {
    return [];
  }
}
