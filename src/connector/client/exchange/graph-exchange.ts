/**
 * One request to Graph and its answer, over Node's fetch: never repeated, never redirected, within a time and a size. Tells
 * whether the request can have reached Graph. Does not judge the answer.
 */
import type { TraceHeaders } from '../../../domain/tracing.js';
import { jsonObject, readBody } from './bounded-body.js';
import { httpDate, retryAfterMs } from './retry-after.js';

export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly token: string;
  readonly clientRequestId: string;
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
  /** Left out if the request is not traced. */
  readonly trace?: TraceHeaders | undefined;
}

/** Graph, or something in its place, answered. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** The whole body, if it is a JSON object and says so; else null. */
  readonly json: Readonly<Record<string, unknown>> | null;
  readonly bytes: number;
  readonly requestId: string | null;
  readonly date: number | null;
  readonly retryAfterMs: number | null;
}

export type Exchange =
  | Answered
  /** No connection was made. */
  | { readonly kind: 'not sent'; readonly reason: string }
  /** The request may have reached Graph. */
  | { readonly kind: 'lost'; readonly reason: string };

export type SendToGraph = (request: GraphRequest) => Promise<Exchange>;

const MAX_BODY_BYTES = 1024 * 1024;
const RENEW_MS = 10_000;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

/** Sends requests with this time limit, which covers the whole body. */
export function graphExchange(timeoutMs: number, now: () => number = () => performance.now()): SendToGraph {
  let renewUntil = Number.NEGATIVE_INFINITY;
  return async (request) => {
    // A load balancer may keep a connection on a server that is broken: after a fault, each connection is used once more at most.
    const exchange = await exchanged(request, timeoutMs, now() < renewUntil);
    if (exchange.kind === 'lost' || (exchange.kind === 'answered' && exchange.status >= 500)) {
      renewUntil = now() + RENEW_MS;
    }
    return exchange;
  };
}

async function exchanged(request: GraphRequest, timeoutMs: number, closing: boolean): Promise<Exchange> {
  const { method, url, body, signal } = request;
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      redirect: 'error',
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      headers: headersOf(request, closing),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    const kind = neverLeft(error) ? 'not sent' : 'lost';
    return { kind, reason: reasonOf(error) };
  }
  const text = await readBody(response, MAX_BODY_BYTES).catch(() => null);
  const { status, headers } = response;
  const isJson = JSON_TYPE.test(headers.get('content-type') ?? '');
  return {
    kind: 'answered',
    status,
    json: text === null || !isJson ? null : jsonObject(text),
    bytes: text?.length ?? 0,
    requestId: plainId(headers.get('request-id')),
    date: httpDate(headers.get('date') ?? ''),
    retryAfterMs: retryAfterMs(headers, Date.now()),
  };
}

function headersOf({ token, clientRequestId, body, trace }: GraphRequest, closing: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'client-request-id': clientRequestId,
    'return-client-request-id': 'true',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(closing && { connection: 'close' }),
    ...trace,
  };
}

interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errors?: readonly SystemError[];
}

// A certificate is judged before the first byte of a request is sent.
const CERTIFICATE_CODE =
  /^(?:ERR_TLS_CERT_ALTNAME_INVALID|CERT_[A-Z_]+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_[A-Z_]+)$/;

/** Whether the request cannot have reached anybody. Anything else may have: also a reset, which comes after the connect. */
function neverLeft(error: unknown): boolean {
  const cause = (error as { readonly cause?: SystemError }).cause ?? {};
  // One error for each address of the name, if there are several.
  const each = cause.errors?.length ? cause.errors : [cause];
  return each.every(
    ({ code, syscall }) =>
      syscall === 'connect' ||
      syscall === 'getaddrinfo' ||
      code === 'UND_ERR_CONNECT_TIMEOUT' ||
      CERTIFICATE_CODE.test(String(code)),
  );
}

/** A code only: a message may hold the address of a gateway. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: SystemError & { message?: string } };
  if (name === 'TimeoutError') return 'no whole answer in time';
  if (name === 'AbortError') return 'the service is stopping';
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  if (typeof code === 'string') return code;
  return /redirect/.test(cause?.message ?? '') ? 'a redirect, which is not followed' : 'the connection broke';
}

function plainId(text: string | null): string | null {
  return text !== null && /^[\w.:-]{1,100}$/.test(text) ? text : null;
}
