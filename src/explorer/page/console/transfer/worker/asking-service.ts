/** The service as the worker reaches it: through the page, which has the token. Sends nothing itself. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { RequestRefused, type TenantService, UnknownOutcome } from '../../../../../desired/plan/tenant-service.js';
import type { GraphqlRequest } from '../../../shared/service.js';
import type { ToWorker } from './protocol.js';

type Answer = Exclude<ToWorker, { readonly task: unknown }>;

export class AskingService implements TenantService {
  readonly url: string;
  readonly #ask: (number: number, request: GraphqlRequest) => void;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #asked = 0;

  constructor(url: string, ask: (number: number, request: GraphqlRequest) => void) {
    this.url = url;
    this.#ask = ask;
  }

  async execute<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    this.#asked += 1;
    const number = this.#asked;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(number, resolve);
      this.#ask(number, { query: print(document), variables });
    });
    if ('data' in answer) return answer.data as Data;
    const { message, mayBeMade } = answer.failure;
    throw mayBeMade ? new UnknownOutcome(message) : new RequestRefused(message);
  }

  /** Receives an answer. */
  settle(answer: Answer): void {
    this.#waiting.get(answer.number)?.(answer);
    this.#waiting.delete(answer.number);
  }
}
