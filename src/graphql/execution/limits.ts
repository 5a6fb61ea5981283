/** The limits of one GraphQL request, the same for every transport. */
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import {
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { Refusal } from '../../domain/errors.js';
import { asGraphqlError } from './errors.js';

export const LIMITS = {
  characters: 15_000,
  tokens: 2_000,
  depth: 12,
  aliases: 15,
  directives: 50,
  rootFields: 10,
  /** Objects, lists and values in the variables, and their depth. */
  variableValues: 2_000,
  variableDepth: 32,
  /** Errors in one response. Validation and coercion stop there. */
  errors: 9,
  /** Points of `costOf`. */
  cost: 10_000,
} as const;

/** The request of a client over any transport. */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

/**
 * Reads a decoded body. An empty operation name counts as none. Throws a `Refusal` if the body is not a GraphQL request, or if it
 * exceeds a limit that can be checked before parsing.
 */
export function readRequest(body: unknown): GraphqlRequest {
  if (!isRecord(body)) throw malformed('The body must be one JSON object with the operation in "query".');
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || query === '') throw malformed('"query" must be a text that holds the operation.');
  if (operationName != null && typeof operationName !== 'string') throw malformed('"operationName" must be a text.');
  if (variables != null && !isRecord(variables)) throw malformed('"variables" must be an object.');
  if (extensions != null && !isRecord(extensions)) throw malformed('"extensions" must be an object.');
  if (query.length > LIMITS.characters) throw exceeded(`The operation is longer than ${LIMITS.characters} characters.`);
  countValues(variables, 0, { left: LIMITS.variableValues });
  return { query, operationName: operationName || null, variables: variables ?? null, extensions: extensions ?? null };
}

/** Throws a `Refusal` if the cost is above the limit. */
export function checkCost(cost: number): void {
  if (cost > LIMITS.cost) throw exceeded(`The operation costs ${cost}, more than ${LIMITS.cost}.`);
}

/** Validation rules in addition to those of the GraphQL specification. */
export const LIMIT_RULES: readonly ValidationRule[] = [
  maxDepthRule({ n: LIMITS.depth, flattenFragments: true, ...reporting() }),
  maxAliasesRule({ n: LIMITS.aliases, allowList: [], ...reporting() }),
  directivesRule,
  rootFieldsRule,
];

/** Counts the directives of the document: those of a fragment once, however often it is spread. */
function directivesRule(context: ValidationContext) {
  let count = 0;
  return {
    Directive() {
      count += 1;
      // Reported once.
      if (count === LIMITS.directives + 1)
        report(context, `The operation holds more than ${LIMITS.directives} directives.`);
    },
  };
}

function rootFieldsRule(context: ValidationContext) {
  return {
    OperationDefinition(operation: OperationDefinitionNode) {
      const count = countFields(operation.selectionSet, context, new Set());
      if (count <= LIMITS.rootFields) return;
      report(context, `Root fields limit of ${LIMITS.rootFields} exceeded, found ${count}.`);
    },
  };
}

function countFields({ selections }: SelectionSetNode, context: ValidationContext, seen: Set<string>): number {
  let count = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) count += 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += countFields(selection.selectionSet, context, seen);
    else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = context.getFragment(selection.name.value);
      if (fragment) count += countFields(fragment.selectionSet, context, seen);
    }
  }
  return count;
}

/** Makes a rule of graphql-armor report a `Refusal` instead of throwing an error, which would abort the validation. */
function reporting() {
  const onReject = (context: ValidationContext | null, { message }: GraphQLError) =>
    context && report(context, message.replace(/^Syntax Error: /, ''));
  return { onReject: [onReject], propagateOnRejection: false };
}

function report(context: ValidationContext, message: string): void {
  context.reportError(asGraphqlError(exceeded(message)));
}

function countValues(value: unknown, depth: number, budget: { left: number }): void {
  budget.left -= 1;
  if (budget.left < 0) throw exceeded(`The variables hold more than ${LIMITS.variableValues} values.`);
  if (depth > LIMITS.variableDepth) throw exceeded(`The variables nest deeper than ${LIMITS.variableDepth} levels.`);
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) countValues(inner, depth + 1, budget);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(message: string): Refusal {
  return new Refusal('BAD_REQUEST', message);
}

function exceeded(message: string): Refusal {
  return new Refusal('LIMIT_EXCEEDED', message);
}
