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
import type { Call } from '../../domain/caller.js';
import type { Refusal, RefusalCode } from '../../domain/errors.js';
import { secondsSince, type Telemetry } from '../../domain/telemetry.js';
import { failBy, type Span } from '../../domain/tracing.js';
import { positionHeaders } from '../../http/call.js';
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

// A client may try again later: the response says so in its status and headers, as a proxy or a client's retry expects.
const PASSING: ReadonlySet<RefusalCode> = new Set(['UNAVAILABLE', 'RATE_LIMITED']);
const OK: HttpHead = { status: 200, headers: {} };
const SERVICE_FAULTS: ReadonlySet<unknown> = new Set(['INTERNAL_SERVER_ERROR', 'UNAVAILABLE']);

export interface PipelineOptions {
  readonly schema: GraphQLSchema;
  readonly validator: Validator;
  readonly resolveDocument: ResolveDocument;
  /** Whether errors may suggest names of the schema. */
  readonly suggestions: boolean;
  readonly compileAfter?: number;
  readonly telemetry?: Telemetry | null;
}

export class Pipeline {
  /** Formats errors for clients, and logs the unexpected ones. */
  readonly formatErrors: FormatErrors;
  readonly #validator: Validator;
  readonly #resolveDocument: ResolveDocument;
  readonly #operations: OperationCache;
  readonly #telemetry: Telemetry | null;

  constructor({ validator, resolveDocument, suggestions, telemetry = null, ...options }: PipelineOptions) {
    this.#telemetry = telemetry;
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
    const began = performance.now();
    let cost = 0;
    let type: OperationTypeNode | 'invalid' = 'invalid';
    let response: GraphqlResponse;
    try {
      const variables = request.variables ?? {};
      const operation = this.#find(request, transport) ?? (await this.#validated(request, transport, context));
      type = operation.type;
      operation.check(variables);
      cost = await costIn(context, operation, variables);
      await chargeCost(cost, context);
      const { span } = context.call;
      const executed = span == null ? run(operation, variables, context) : traced(operation, variables, context, span);
      response = this.#responseOf(await executed, context);
    } catch (error) {
      const { errors, http } = FailedRequest.from(error);
      response = { ...http, result: { errors: this.formatErrors(errors, context) } };
    }
    this.#report(type, began, response.result.errors);
    const positioned = context.call.reached === undefined ? response : withPosition(response, context.call);
    return context.includesCost ? { ...positioned, result: withCost(positioned.result, cost) } : positioned;
  }

  /** Throws a `FailedRequest`. */
  async prepare(request: GraphqlRequest, transport: Transport, context: GraphqlContext): Promise<PreparedSubscription> {
    const began = performance.now();
    let type: OperationTypeNode | 'invalid' = 'invalid';
    try {
      const variables = request.variables ?? {};
      const operation = this.#find(request, transport) ?? (await this.#validated(request, transport, context));
      type = operation.type;
      operation.check(variables);
      await chargeCost(await costIn(context, operation, variables), context);
      this.#report(type, began, undefined);
      return { ...operation.executionArgs(context, variables), contextValue: context };
    } catch (error) {
      const failed = FailedRequest.from(error);
      this.#report(type, began, this.formatErrors(failed.errors, context));
      throw failed;
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
    const isKnown = known !== undefined && operations.includes(known.type);
    this.#telemetry?.add('derived_credentials_operation_cache_total', 1, { result: isKnown ? 'hit' : 'miss' });
    return isKnown ? known : null;
  }

  #validated(request: GraphqlRequest, transport: Transport, { call }: GraphqlContext): Promise<ValidOperation> {
    const span = call.span?.child('validation');
    const operation = this.#validate(request, transport);
    return span === undefined ? operation : operation.finally(() => span.end());
  }

  /** Validates a known operation again: it is Apollo Server that reports why a mutation cannot be sent by GET. */
  async #validate(request: GraphqlRequest, { method, operations, refusal }: Transport): Promise<ValidOperation> {
    const { document, operation } = await validate(this.#validator, request, method);
    const valid = this.#operations.find(request) ?? this.#operations.add(request, document, operation);
    if (operations.includes(valid.type)) return valid;
    throw refusal;
  }

  #report(operation: string, began: number, errors: FormattedExecutionResult['errors']): void {
    this.#telemetry?.record('derived_credentials_operation_duration_seconds', secondsSince(began), {
      api: 'graphql',
      operation,
      outcome: outcomeOf(errors),
    });
  }

  #responseOf(executed: ExecutionResult, context: GraphqlContext): GraphqlResponse {
    const result = this.#formatted(executed, context);
    const { data, errors } = executed;
    if (errors === undefined) return { status: OK.status, headers: OK.headers, result };
    // Without data the variables were invalid, and nothing was executed.
    if (data === undefined) return { ...OK, status: 400, result };
    const refusal = errors.map(refusalUnder).find((each) => each !== null && PASSING.has(each.code));
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

/** `failed` is the service's fault, `refused` the client's. */
function outcomeOf(errors: FormattedExecutionResult['errors']): 'ok' | 'refused' | 'failed' {
  if (errors === undefined || errors.length === 0) return 'ok';
  return errors.some(({ extensions }) => SERVICE_FAULTS.has(extensions?.['code'])) ? 'failed' : 'refused';
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

/** Runs the operation in a span of its own. */
async function traced(
  operation: ValidOperation,
  variables: Variables,
  context: GraphqlContext,
  outer: Span,
): Promise<ExecutionResult> {
  const { call } = context;
  const { type, fields } = operation;
  const span = outer.child('execution', { 'graphql.operation.type': type, 'derived_credentials.fields': fields });
  call.span = span;
  try {
    const result = await run(operation, variables, context);
    for (const { originalError } of result.errors ?? []) if (originalError) failBy(span, originalError);
    return result;
  } finally {
    span.end();
    call.span = outer;
  }
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

function withPosition({ status, headers, result }: GraphqlResponse, call: Call): GraphqlResponse {
  const extensions = { ...result.extensions, tenantPosition: call.reached };
  return { status, headers: { ...headers, ...positionHeaders(call) }, result: { ...result, extensions } };
}

function withCost(result: FormattedExecutionResult, requested: number): FormattedExecutionResult {
  return { ...result, extensions: { ...result.extensions, cost: { requested, maximum: LIMITS.cost } } };
}
