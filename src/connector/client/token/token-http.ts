/**
 * The HTTP client that msal-node uses: Node's fetch with a timeout, a limit on bodies and no redirects, which its own client
 * lacks. Requests are not repeated. Failures are noted for the call that caused them, because msal-node hides their cause.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { jsonObject, readBody } from '../exchange/bounded-body.js';
import { retryAfterMs } from '../exchange/retry-after.js';
import { type TokenFailure, throttled, unreachable } from './token-failure.js';

export type Fetch = (url: string, options: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 15_000;
const MAX_BODY_BYTES = 256 * 1024;

/** What is known about a call beside what msal-node tells. */
export interface TokenCall {
  failure: TokenFailure | null;
}

/** The call in whose course msal-node makes a request. */
export const currentTokenCall = new AsyncLocalStorage<TokenCall>();

export function tokenHttp(fetch: Fetch, timeoutMs = TIMEOUT_MS): INetworkModule {
  const send = async <Body>(url: string, method: string, { headers, body }: NetworkRequestOptions) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const sent = { method, redirect: 'error', signal, ...(headers && { headers }), ...(body && { body }) } as const;
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, sent);
      text = await readBody(response, MAX_BODY_BYTES);
    } catch (error) {
      return failed<Body>(unreachable(reasonOf(error)));
    }
    const { status } = response;
    const facts = { retryAfterMs: retryAfterMs(response.headers, Date.now()) };
    if (status === 429) return failed<Body>(throttled(facts));
    if (status >= 500 || status === 408) return failed<Body>(unreachable(`answered with status ${status}`, facts));
    const json = jsonObject(text);
    if (json === null && status < 400) return failed<Body>(unreachable('answered with something that is not JSON'));
    return { status, headers: Object.fromEntries(response.headers), body: (json ?? {}) as Body };
  };
  return {
    sendGetRequestAsync: (url, options = {}) => send(url, 'GET', options),
    sendPostRequestAsync: (url, options = {}) => send(url, 'POST', options),
  };
}

/**
 * An answer instead of an exception, and never a status from 500 on: msal-node would refuse to send for a minute after one,
 * and would fail even if it only wanted to renew a token that is still valid.
 */
function failed<Body>(failure: TokenFailure): NetworkResponse<Body> {
  const call = currentTokenCall.getStore();
  if (call !== undefined) call.failure = failure;
  return { status: 400, headers: {}, body: { error: 'temporarily_unavailable' } as Body };
}

/** Only codes: a message may hold an address of a gateway or a proxy. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: unknown } };
  if (name === 'TimeoutError') return 'did not answer in time';
  if (name === 'BodyTooLarge') return 'answered with too large a body';
  return typeof cause?.code === 'string' ? `cannot be reached: ${cause.code}` : 'cannot be reached';
}
