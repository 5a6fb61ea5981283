/** HTTP client of a running service's public GraphQL API. Imports only the typed operations, none of the service's modules. */
import { setTimeout as wait } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { TenantService } from '../../desired/plan/tenant-service.js';
import { dataOf, failedRequest, type Received } from './responses.js';

// Longer than the request timeout of the service.
const ANSWER_TIMEOUT_MS = 120_000;
const MAX_WAITS = 10;
const MAX_WAIT_SECONDS = 60;

export class RemoteService implements TenantService {
  /** Without a final slash. */
  readonly url: string;
  readonly #token: string;
  readonly #onWait: (seconds: number) => void;

  /** `onWait` is called before each wait with its length. */
  constructor(url: string, token: string, onWait: (seconds: number) => void) {
    this.url = url;
    this.#token = token;
    this.#onWait = onWait;
  }

  /**
   * Sends an operation and returns its data. If the service limits the rate, waits as long as it asks and tries again.
   * Throws a `SetupError` if another attempt cannot help, and a `Refusal` if it may.
   */
  async execute<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    const body = JSON.stringify({ query: print(document), variables });
    for (let waits = 0; ; waits += 1) {
      const received = await this.#post(body);
      if (received.status !== 429 || waits === MAX_WAITS) return dataOf<Data>(received, this.url);
      const seconds = Math.min(Math.max(Number(received.retryAfter ?? 1) || 1, 1), MAX_WAIT_SECONDS);
      this.#onWait(seconds);
      await wait(seconds * 1000);
    }
  }

  async #post(body: string): Promise<Received> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    try {
      // Redirects are not followed: the token must not reach another address.
      const request = { method: 'POST', headers, body, signal, redirect: 'manual' } as const;
      const response = await fetch(`${this.url}/graphql`, request);
      const { status } = response;
      return { status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
    } catch (error) {
      throw failedRequest(error, this.url);
    }
  }
}
