/**
 * Subscriptions, whatever carries them: the same checks in the same order as for an operation that Apollo Server answers,
 * then a stream of answers. Knows no transport.
 */
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  subscribe,
  validate,
} from 'graphql';
import { Refusal } from '../../domain/errors.js';
import type { GraphqlContext } from './context.js';
import { costOf } from './cost.js';
import { asGraphqlError, coded, type ErrorTeller, errorTeller } from './errors.js';
import { checkCost, type GraphqlRequest, LIMIT_RULES, LIMITS, readRequest } from './limits.js';
import type { ResolveDocument } from './trusted-documents.js';

export interface SubscriptionsOptions {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  readonly resolveDocument: ResolveDocument;
}

/** One answer of a stream, with errors as a client may see them. */
export interface Answer {
  readonly data?: ExecutionResult['data'];
  readonly errors?: readonly GraphQLFormattedError[];
}

/** What a checked subscription runs with. */
export type PreparedSubscription = ExecutionArgs & { readonly contextValue: GraphqlContext };

export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly tell: ErrorTeller;

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
    this.tell = errorTeller(options.introspection);
  }

  /**
   * The request that was sent, with its document in full. Throws a `Refusal` if it is no request that is answered here, and an
   * `InvalidRequest` if the client is to send the document in the place of its hash.
   */
  async receive(sent: unknown, { charge, reportUntrusted }: GraphqlContext): Promise<GraphqlRequest> {
    // Beside what the operation costs, so that requests which come to none are not for nothing.
    await charge(1);
    try {
      return readRequest(this.#options.resolveDocument(sent, reportUntrusted));
    } catch (error) {
      throw error instanceof GraphQLError ? new InvalidRequest([error]) : error;
    }
  }

  /** What to run. Throws an `InvalidRequest` where it is not to be. */
  async prepare(request: GraphqlRequest, contextValue: GraphqlContext): Promise<PreparedSubscription> {
    const { schema } = this.#options;
    try {
      const document = this.#checkedDocument(request.query);
      const variableValues = request.variables ?? {};
      const operation = subscriptionIn(document, request);
      const cost = costOf(schema, document, operation)(variableValues);
      checkCost(cost);
      await contextValue.charge(cost);
      const operationName = request.operationName ?? null;
      const options = { maxCoercionErrors: LIMITS.errors - 1 };
      return { schema, document, variableValues, operationName, contextValue, options };
    } catch (error) {
      throw InvalidRequest.from(error);
    }
  }

  /** The answers, or the one that says why there will be none. A failure on the way is the last of them. */
  async open(prepared: PreparedSubscription): Promise<AsyncGenerator<Answer, void, void> | Answer> {
    const { contextValue } = prepared;
    const told = (result: ExecutionResult) => this.#told(result, contextValue);
    try {
      const result = await subscribe(prepared);
      return Symbol.asyncIterator in result ? answers(result, told) : told(result);
    } catch (error) {
      return told({ errors: [asGraphqlError(error)] });
    }
  }

  #told({ data, errors }: ExecutionResult, context: GraphqlContext): Answer {
    if (errors === undefined) return { data };
    return { ...(data !== undefined && { data }), errors: this.tell(errors, context) };
  }

  #checkedDocument(query: string): DocumentNode {
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: LIMITS.tokens });
    } catch (error) {
      throw error instanceof GraphQLError ? coded(error, 'GRAPHQL_PARSE_FAILED') : error;
    }
    const rules = [...specifiedRules, ...LIMIT_RULES];
    if (!this.#options.introspection) rules.push(NoSchemaIntrospectionCustomRule);
    const errors = validate(this.#options.schema, document, rules, { maxErrors: LIMITS.errors - 1 });
    if (errors.length > 0) throw new InvalidRequest(errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')));
    return document;
  }
}

/** Everything that is wrong with a request. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('The request is not carried out.');
    this.errors = errors;
  }

  static from(error: unknown): InvalidRequest {
    return error instanceof InvalidRequest ? error : new InvalidRequest([asGraphqlError(error)]);
  }
}

function subscriptionIn(document: DocumentNode, { operationName }: GraphqlRequest) {
  const operation = getOperationAST(document, operationName);
  if (operation == null) throw new Refusal('BAD_REQUEST', 'Name in "operationName" which of the operations to run.');
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return operation;
  throw new Refusal('BAD_REQUEST', 'Only subscriptions are answered here. Send other operations by POST to /graphql.');
}

/** Not a generator function: what it makes can only be left between two answers, and there may never be a next one. */
function answers(
  source: AsyncGenerator<ExecutionResult, void, void>,
  told: (result: ExecutionResult) => Answer,
): AsyncGenerator<Answer, void, void> {
  let failed = false;
  const done = { done: true, value: undefined } as const;
  return {
    next: async () => {
      if (failed) return done;
      try {
        const result = await source.next();
        return result.done ? done : { done: false, value: told(result.value) };
      } catch (error) {
        failed = true;
        return { done: false, value: told({ errors: [asGraphqlError(error)] }) };
      }
    },
    return: async () => {
      failed = true;
      await source.return();
      return done;
    },
    throw: (error) => source.throw(error) as Promise<IteratorResult<Answer, void>>,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
