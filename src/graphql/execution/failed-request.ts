/** A request that is not executed, with all its errors and what they mean for an HTTP response. */
import type { GraphQLError } from 'graphql';
import { type Failure, failureOf } from '../../http/failures.js';
import { asGraphqlError } from './errors.js';

/** The part of an HTTP response before its body. */
export type HttpHead = Pick<Failure, 'status' | 'headers'>;

export class FailedRequest extends Error {
  override readonly name = 'FailedRequest';
  readonly errors: readonly GraphQLError[];
  readonly http: HttpHead;

  constructor(errors: readonly GraphQLError[], http: HttpHead) {
    super('The request is not executed.');
    this.errors = errors;
    this.http = http;
  }

  static from(error: unknown): FailedRequest {
    return error instanceof FailedRequest ? error : new FailedRequest([asGraphqlError(error)], failureOf(error));
  }
}
