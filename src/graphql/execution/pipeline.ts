/**
 * The path of every request: receive it, find or validate its operation, charge the cost, then execute or subscribe.
 * Knows no transport: a transport says which operation types it carries, and writes results in its own format.
 */
import {
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
  OperationTypeNode,
  subscribe,
} from 'graphql';
import type { Refusal } from '../../domain/errors.js';
import { failureOf } from '../../http/failures.js';
import { type Validator, validate } from './apollo-server.js';
import type { GraphqlContext } from './context.js';
import { asGraphqlError, errorFormatter, type FormatErrors, refusalUnder } from './errors.js';
import { FailedRequest, type HttpHead } from './failed-request.js';
import { checkCost, type GraphqlRequest, LIMITS, readRequest } from './limits.js';
import { OperationCache, type ValidOperation } from './operation-cache.js';
import { formattedResults, type Results } from './results.js';
import type { ResolveDocument } from './trusted-documents.js';

/** What a transport can carry. */
export interface Transport {
  readonly method: 'GET' | 'POST';
  readonly operations: readonly OperationTypeNode[];
  /** The answer to operations of other types. */
  readonly refusal: Refusal;
}

/** The result of an operation, with the status and headers of its HTTP response. */
export interface GraphqlResponse extends HttpHead {
  readonly result: FormattedExecutionResult;
}

/** A valid subscription whose cost is charged. */
export type PreparedSubscription = ExecutionArgs & { readonly contextValue: GraphqlContext };

type Variables = NonNullable<GraphqlRequest['variables']>;

const OK: HttpHead = { status: 200, headers: {} };

export interface PipelineOptions {
  readonly schema: GraphQLSchema;
  readonly validator: Validator;
  readonly resolveDocument: ResolveDocument;
  /** Whether errors may suggest names of the schema. */
  readonly suggestions: boolean;
  readonly compileAfter?: number;
}

export class Pipeline {
  /** Formats errors for clients, and logs the unexpected ones. */
  readonly formatErrors: FormatErrors;
  readonly #validator: Validator;
  readonly #resolveDocument: ResolveDocument;
  readonly #operations: OperationCache;

  constructor({ validator, resolveDocument, suggestions, ...options }: PipelineOptions) {
    this.formatErrors = errorFormatter(suggestions);
    this.#validator = validator;
    this.#resolveDocument = resolveDocument;
    this.#operations = new OperationCache(options);
  }

  /**
   * The request in a decoded body, with the document in place of its hash. Throws a `Refusal` if it is not a GraphQL request
   * or exceeds a limit, and a `GraphQLError` if the client must send the document instead of its hash.
   */
  async receive(sent: unknown, context: GraphqlContext): Promise<GraphqlRequest> {
    // Charged in addition to the operation's cost, so that invalid requests are not free.
    await context.charge(1);
    return readRequest(this.#resolveDocument(sent, (hash) => context.reportUntrusted(hash)));
  }

  /** Executes a query or mutation. Never throws. */
  async execute(request: GraphqlRequest, transport: Transport, context: GraphqlContext): Promise<GraphqlResponse> {
    let cost = 0;
    let response: GraphqlResponse;
    try {
      const variables = request.variables ?? {};
      const operation = this.#find(request, transport) ?? (await this.#validate(request, transport));
      operation.check(variables);
      cost = await costIn(context, operation, variables);
      await chargeCost(cost, context);
      response = this.#responseOf(await run(operation, variables, context), context);
    } catch (error) {
      const { errors, http } = FailedRequest.from(error);
      response = { ...http, result: { errors: this.formatErrors(errors, context) } };
    }
    return context.includesCost ? { ...response, result: withCost(response.result, cost) } : response;
  }

  /** Throws a `FailedRequest`. */
  async prepare(request: GraphqlRequest, transport: Transport, context: GraphqlContext): Promise<PreparedSubscription> {
    try {
      const variables = request.variables ?? {};
      const operation = this.#find(request, transport) ?? (await this.#validate(request, transport));
      operation.check(variables);
      await chargeCost(await costIn(context, operation, variables), context);
      return { ...operation.executionArgs(context, variables), contextValue: context };
    } catch (error) {
      throw FailedRequest.from(error);
    }
  }

  /** A stream of results, or the single one that says why there is no stream. An error in the stream is its last result. */
  async subscribe(prepared: PreparedSubscription): Promise<Results | FormattedExecutionResult> {
    const format = (result: ExecutionResult) => this.#formatted(result, prepared.contextValue);
    try {
      const result = await subscribe(prepared);
      return Symbol.asyncIterator in result ? formattedResults(result, format) : format(result);
    } catch (error) {
      return format({ errors: [asGraphqlError(error)] });
    }
  }

  /** Without a promise, because most requests end here. */
  #find(request: GraphqlRequest, { operations }: Transport): ValidOperation | null {
    const known = this.#operations.find(request);
    return known !== undefined && operations.includes(known.type) ? known : null;
  }

  /** Validates a known operation again: it is Apollo Server that reports why a mutation cannot be sent by GET. */
  async #validate(request: GraphqlRequest, { method, operations, refusal }: Transport): Promise<ValidOperation> {
    const { document, operation } = await validate(this.#validator, request, method);
    const valid = this.#operations.find(request) ?? this.#operations.add(request, document, operation);
    if (operations.includes(valid.type)) return valid;
    throw refusal;
  }

  #responseOf(executed: ExecutionResult, context: GraphqlContext): GraphqlResponse {
    const result = this.#formatted(executed, context);
    const { data, errors } = executed;
    if (errors === undefined) return { status: OK.status, headers: OK.headers, result };
    // Without data the variables were invalid, and nothing was executed.
    if (data === undefined) return { ...OK, status: 400, result };
    const refusal = errors.map(refusalUnder).find((each) => each?.code === 'UNAVAILABLE');
    const { status, headers } = refusal ? failureOf(refusal) : OK;
    // Retry-After is sent in any case, the status only if there is no data at all.
    const isEmpty = Object.values(data ?? {}).every((field) => field === null);
    return { status: isEmpty ? status : OK.status, headers, result };
  }

  #formatted({ data, errors }: ExecutionResult, context: GraphqlContext): FormattedExecutionResult {
    if (errors === undefined) return { data: data ?? null };
    return { ...(data !== undefined && { data }), errors: this.formatErrors(errors, context) };
  }
}

/** What the operation costs in the caller's tenant. Without a promise if that does not depend on its size. */
function costIn(context: GraphqlContext, operation: ValidOperation, variables: Variables): number | Promise<number> {
  const { points, scans } = operation.cost(variables);
  return scans ? costOfScan(context, operation, variables) : points;
}

async function costOfScan(context: GraphqlContext, operation: ValidOperation, variables: Variables): Promise<number> {
  return operation.cost(variables, await context.service.extent(context.call)).points;
}

function chargeCost(cost: number, context: GraphqlContext): Promise<void> | null {
  checkCost(cost);
  return context.charge(cost);
}

/** Checks the permission first: only callers who may write get to know what is wrong with the variables of a mutation. */
function run(
  operation: ValidOperation,
  variables: Variables,
  context: GraphqlContext,
): ExecutionResult | Promise<ExecutionResult> {
  if (operation.type === OperationTypeNode.MUTATION) {
    try {
      context.service.authorise(context.call.caller, 'write');
    } catch (error) {
      return { data: null, errors: [asGraphqlError(error)] };
    }
  }
  return operation.run(context, variables);
}

function withCost(result: FormattedExecutionResult, requested: number): FormattedExecutionResult {
  return { ...result, extensions: { ...result.extensions, cost: { requested, maximum: LIMITS.cost } } };
}
