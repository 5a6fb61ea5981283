/**
 * What a valid operation is answered with: its cost is charged, it is run, and what went wrong is told as clients may see
 * it. Knows no transport, and nothing of how an operation was found to be valid.
 */
import { type ExecutionResult, type FormattedExecutionResult, OperationTypeNode } from 'graphql';
import { failureOf } from '../../http/failures.js';
import type { GraphqlContext } from './context.js';
import { asGraphqlError, type ErrorTeller, refusalUnder } from './errors.js';
import { checkCost, type GraphqlRequest, LIMITS } from './limits.js';
import type { Operation } from './operations.js';

/** A GraphQL response, and what it needs of HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly result: FormattedExecutionResult;
}

const NO_HEADERS = {};

/** Answers a valid operation with the request's variables. Does not throw. */
export type Execute = (operation: Operation, request: GraphqlRequest, context: GraphqlContext) => Promise<Answer>;

export function executor(tell: ErrorTeller): Execute {
  return async (operation, { variables }, context) => {
    const given = variables ?? {};
    let cost = 0;
    let answer: Answer;
    try {
      cost = operation.cost(given);
      checkCost(cost);
      await context.charge(cost);
      answer = told(await run(operation, given, context), context, tell);
    } catch (error) {
      const { status, headers } = failureOf(error);
      answer = { status, headers, result: { errors: tell([asGraphqlError(error)], context) } };
    }
    return context.tellsCost ? { ...answer, result: withCost(answer.result, cost) } : answer;
  };
}

/** Permission comes first: the variables of a mutation are only judged for callers who may write. */
async function run(
  operation: Operation,
  variables: NonNullable<GraphqlRequest['variables']>,
  context: GraphqlContext,
): Promise<ExecutionResult> {
  if (operation.type === OperationTypeNode.MUTATION) {
    try {
      context.settings.authorise(context.call.caller, 'write');
    } catch (error) {
      return { data: null, errors: [asGraphqlError(error)] };
    }
  }
  return operation.run(context, variables);
}

function told({ data, errors }: ExecutionResult, context: GraphqlContext, tell: ErrorTeller): Answer {
  if (errors === undefined) return { status: 200, headers: NO_HEADERS, result: { data: data ?? null } };
  const shown = tell(errors, context);
  // The variables were refused, and nothing was run.
  if (data === undefined) return { status: 400, headers: NO_HEADERS, result: { errors: shown } };
  const refusal = errors.map(refusalUnder).find((each) => each?.code === 'UNAVAILABLE');
  // Says in headers as well when to ask again for what cannot be had now, and in the status if it was all that was asked.
  const { status, headers } = refusal ? failureOf(refusal) : { status: 200, headers: NO_HEADERS };
  const isAll = Object.values(data ?? {}).every((field) => field === null);
  return { status: isAll ? status : 200, headers, result: { errors: shown, data } };
}

/** A result that tells what its operation costs. */
export function withCost(result: FormattedExecutionResult, requested: number): FormattedExecutionResult {
  return { ...result, extensions: { ...result.extensions, cost: { requested, maximum: LIMITS.cost } } };
}
