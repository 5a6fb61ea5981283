/**
 * The operations that have passed validation, so that one which comes again is not parsed, validated and planned again.
 * Knows no transport, and validates nothing itself.
 */
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Compiled, codeSize, compile } from './compile.js';
import type { GraphqlContext } from './context.js';
import { costOf } from './cost.js';
import { type GraphqlRequest, LIMITS } from './limits.js';

type Variables = NonNullable<GraphqlRequest['variables']>;

/** Which operation of which document is meant. */
type Named = Pick<GraphqlRequest, 'query' | 'operationName'>;

export interface OperationsOptions {
  readonly schema: GraphQLSchema;
  /** How often an operation is interpreted before it is compiled, which costs as much as a few dozen runs. */
  readonly compileAfter?: number;
}

const MAX_OPERATIONS = 1000;
const MAX_BYTES = 50_000_000;
// What is kept of an operation takes no more than this of its document, and of its code.
const BYTES_A_CHARACTER = 200;
const BYTES_A_SELECTION = 5_000;
const COMPILE_AFTER = 20;
const OPTIONS: NonNullable<ExecutionArgs['options']> = { maxCoercionErrors: LIMITS.errors - 1 };

export class Operations {
  readonly #schema: GraphQLSchema;
  readonly #compileAfter: number;
  readonly #known = new LRUCache<string, Operation>({
    max: MAX_OPERATIONS,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ codeSize }, key) => key.length * BYTES_A_CHARACTER + (codeSize ?? 0) * BYTES_A_SELECTION,
  });

  constructor({ schema, compileAfter = COMPILE_AFTER }: OperationsOptions) {
    this.#schema = schema;
    this.#compileAfter = compileAfter;
  }

  /** Undefined where it has not been admitted, or not lately. */
  find(named: Named): Operation | undefined {
    return this.#known.get(keyOf(named));
  }

  /** Remembers an operation, which must be valid. */
  admit(named: Named, document: DocumentNode, node: OperationDefinitionNode): Operation {
    const operation = new Operation(this.#schema, document, node, this.#compileAfter);
    this.#known.set(keyOf(named), operation);
    return operation;
  }
}

/** A valid operation, to be run many times. */
export class Operation {
  /** In selections; null where it is only interpreted. */
  readonly codeSize: number | null;
  /** What it costs with variables as they were sent. */
  readonly cost: (variables: Variables) => number;
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #node: OperationDefinitionNode;
  #runsToCompile: number;
  #compiled: Compiled | null = null;

  constructor(schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode, compileAfter: number) {
    this.codeSize = codeSize(schema, document, node);
    this.cost = costOf(schema, document, node);
    this.#schema = schema;
    this.#document = document;
    this.#node = node;
    this.#runsToCompile = this.codeSize === null ? Number.POSITIVE_INFINITY : compileAfter;
  }

  get type(): OperationTypeNode {
    return this.#node.operation;
  }

  /** What graphql-js's `execute` would answer, with variables as they were sent. */
  async run(contextValue: GraphqlContext, variables: Variables): Promise<ExecutionResult> {
    if (this.#runsToCompile-- <= 0) {
      this.#runsToCompile = Number.POSITIVE_INFINITY;
      this.#compiled = await compile(this.#schema, this.#document, this.#node);
    }
    const answer = await this.#compiled?.(contextValue, variables);
    // Of what fails below the root, graphql-jit tells more than graphql-js does, in another order.
    if (answer && (this.type !== OperationTypeNode.QUERY || !hasFailedBelowRoot(answer))) return answer;
    const operationName = this.#node.name?.value ?? null;
    const [schema, document, variableValues] = [this.#schema, this.#document, variables];
    return execute({ schema, document, operationName, variableValues, contextValue, options: OPTIONS });
  }
}

function hasFailedBelowRoot({ errors = [] }: ExecutionResult): boolean {
  return errors.some(({ path = [] }) => path.length > 1);
}

/** Differs wherever the two together do: the length says where the name ends, which may hold anything. */
function keyOf({ query, operationName }: Named): string {
  return operationName == null ? `:${query}` : `${operationName.length}:${operationName}${query}`;
}
