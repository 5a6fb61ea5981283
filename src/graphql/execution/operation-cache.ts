/** The operations that passed validation, so that a repeated one is not parsed and validated again. Validates nothing. */
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Extent } from '../../domain/scans.js';
import { type Compiled, codeSize, compile } from './compile.js';
import type { GraphqlContext } from './context.js';
import { type Cost, costOf } from './cost.js';
import { type GraphqlRequest, LIMITS } from './limits.js';
import { pastStatusCheck } from './past-status.js';

type Variables = NonNullable<GraphqlRequest['variables']>;

/** A document, and the name of one of its operations. */
type Named = Pick<GraphqlRequest, 'query' | 'operationName'>;

export interface OperationCacheOptions {
  readonly schema: GraphQLSchema;
  /** How often an operation is interpreted before it is compiled, which takes as long as a few dozen executions. */
  readonly compileAfter?: number;
}

const MAX_OPERATIONS = 1000;
const MAX_BYTES = 50_000_000;
// Upper bounds of the memory for an operation's AST, by its characters, and for its code, by its selections.
const BYTES_A_CHARACTER = 200;
const BYTES_A_SELECTION = 5_000;
const COMPILE_AFTER = 20;
const OPTIONS: NonNullable<ExecutionArgs['options']> = { maxCoercionErrors: LIMITS.errors - 1 };

export class OperationCache {
  readonly #schema: GraphQLSchema;
  readonly #compileAfter: number;
  readonly #operations = new LRUCache<string, ValidOperation>({
    max: MAX_OPERATIONS,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ codeSize }, key) => key.length * BYTES_A_CHARACTER + (codeSize ?? 0) * BYTES_A_SELECTION,
  });

  constructor({ schema, compileAfter = COMPILE_AFTER }: OperationCacheOptions) {
    this.#schema = schema;
    this.#compileAfter = compileAfter;
  }

  find(named: Named): ValidOperation | undefined {
    return this.#operations.get(cacheKey(named));
  }

  /** The operation must be valid. */
  add(named: Named, document: DocumentNode, node: OperationDefinitionNode): ValidOperation {
    const operation = new ValidOperation(this.#schema, document, node, this.#compileAfter);
    this.#operations.set(cacheKey(named), operation);
    return operation;
  }
}

/** A valid operation, to be executed many times. */
export class ValidOperation {
  readonly type: OperationTypeNode;
  /** In selections; null if the operation is never compiled. */
  readonly codeSize: number | null;
  /** What it costs with these variables, which need not be valid, in a tenant of this size. */
  readonly cost: (variables: Variables, extent?: Extent) => Cost;
  /** Throws a `Refusal` for variables with which the operation makes no sense. */
  readonly check: (variables: Variables) => void;
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #node: OperationDefinitionNode;
  #runsToCompile: number;
  #compiled: Compiled | null = null;
  #fields: readonly string[] | null = null;

  constructor(schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode, compileAfter: number) {
    this.type = node.operation;
    this.codeSize = codeSize(schema, document, node);
    this.cost = costOf(schema, document, node);
    this.check = pastStatusCheck(document, node);
    this.#schema = schema;
    this.#document = document;
    this.#node = node;
    this.#runsToCompile = this.codeSize === null ? Number.POSITIVE_INFINITY : compileAfter;
  }

  /** The names of the root fields that are selected outside of fragments. */
  get fields(): readonly string[] {
    const selected = this.#node.selectionSet.selections;
    this.#fields ??= [...new Set(selected.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : [])))];
    return this.#fields;
  }

  /** The arguments of graphql-js's `execute` and `subscribe`, with variables as the client sent them. */
  executionArgs(contextValue: GraphqlContext, variableValues: Variables): ExecutionArgs {
    const operationName = this.#node.name?.value ?? null;
    const [schema, document] = [this.#schema, this.#document];
    return { schema, document, operationName, variableValues, contextValue, options: OPTIONS };
  }

  /** Executes a query or mutation with the result of graphql-js's `execute`. */
  async run(contextValue: GraphqlContext, variables: Variables): Promise<ExecutionResult> {
    if (this.#runsToCompile-- <= 0) {
      this.#runsToCompile = Number.POSITIVE_INFINITY;
      this.#compiled = await compile(this.#schema, this.#document, this.#node);
    }
    const result = await this.#compiled?.(contextValue, variables);
    // If fields below the root fail, graphql-jit reports more errors than graphql-js, in another order: execute it again.
    if (result && (this.type !== OperationTypeNode.QUERY || !hasFailedBelowRoot(result))) return result;
    return execute(this.executionArgs(contextValue, variables));
  }
}

function hasFailedBelowRoot({ errors = [] }: ExecutionResult): boolean {
  return errors.some(({ path = [] }) => path.length > 1);
}

/** The length of the name comes first, because name and query may contain any character. */
function cacheKey({ query, operationName }: Named): string {
  return operationName == null ? `:${query}` : `${operationName.length}:${operationName}${query}`;
}
