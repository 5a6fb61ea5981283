/** What plans need of a running service: its GraphQL API. The commands and the browser pages have each their own client. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Refusal } from '../../domain/errors.js';

export interface TenantService {
  /** Where the service is, for people. */
  readonly url: string;
  /** Sends an operation and returns its data. Throws an `UnknownOutcome` if a change that it asks for may have been made. */
  execute<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data>;
}

/** The response is missing or does not show the outcome: a requested change may have been committed. */
export class UnknownOutcome extends Refusal {
  constructor(message: string, options?: ErrorOptions) {
    super('UNAVAILABLE', message, options);
  }
}

/** Nothing that a request asks for was made: the service refused it, or it was not sent. */
export class RequestRefused extends Refusal {
  constructor(message: string) {
    super('UNAVAILABLE', message);
  }
}

/** Starts to report a piece of work. Call the result with how much is done and how much there is in all. */
export type Progress = (what: string) => (done: number, total: number) => void;
