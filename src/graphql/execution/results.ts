/** The results of a subscription, formatted for clients. */
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { asGraphqlError } from './errors.js';

export type Results = AsyncGenerator<FormattedExecutionResult, void, void>;

/**
 * An error of the source becomes the last result. Not a generator function: `return` of a generator waits until a pending
 * `next` settles, which may never happen.
 */
export function formattedResults(
  source: AsyncGenerator<ExecutionResult, void, void>,
  format: (result: ExecutionResult) => FormattedExecutionResult,
): Results {
  let ended = false;
  const done = { done: true, value: undefined } as const;
  return {
    next: async () => {
      if (ended) return done;
      try {
        const result = await source.next();
        return result.done ? done : { done: false, value: format(result.value) };
      } catch (error) {
        ended = true;
        return { done: false, value: format({ errors: [asGraphqlError(error)] }) };
      }
    },
    return: async () => {
      ended = true;
      await source.return();
      return done;
    },
    throw: (error) => source.throw(error) as Promise<IteratorResult<FormattedExecutionResult, void>>,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
