/**
 * Compiles operations to JavaScript with graphql-jit. Operations for which graphql-jit and graphql-js differ are not compiled.
 * The generated code contains only names and numbers from the client's document, never its strings.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLNamedType,
  GraphQLScalarType,
  GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { GraphqlContext } from './context.js';
import { variableReader } from './variables.js';

/** Executes an operation with variables as the client sent them. Executes nothing and returns null if they are invalid. */
export type Compiled = (
  contextValue: GraphqlContext,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult> | null;

// No strings: graphql-jit copies them into its code, and some of them are executed.
const PLAIN_VALUES: ReadonlySet<ValueNode['kind']> = new Set([Kind.VARIABLE, Kind.INT, Kind.BOOLEAN, Kind.ENUM]);
// Longer than any client's. Each field below an alias repeats it in the code.
const MAX_ALIAS_LENGTH = 50;
// More than any client in this repository selects. Compiling blocks the event loop, in proportion to the size.
const MAX_SIZE = 100;
// A field with a resolver makes as much code as this many fields without one.
const RESOLVED_SIZE = 5;
// Replaces the type of every variable, since graphql-jit never finishes compiling recursive input types.
const COERCED = new GraphQLScalarType({ name: 'Coerced' });
let lastStep: Promise<unknown> = Promise.resolve();
const withCoerced = new WeakMap<GraphQLSchema, GraphQLSchema>();

/** The traversal of one operation. */
interface Code {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The only type whose fields may have arguments, or a resolver for an object. Null if all types may. */
  readonly resolving: GraphQLNamedType | null;
  /** In selections. */
  size: number;
}

/**
 * The number of selections with every fragment expanded, which is the measure of the generated code. Null if there are too
 * many, or if graphql-jit differs from graphql-js:
 * - After a failed mutation it executes the next one, so there must be one root field.
 * - It parses literals without their scalars, and ignores defaults of variables inside lists and objects. So arguments must be
 *   variables without defaults, integers, booleans or enum members.
 * - Its directives and introspection are different implementations.
 * - It reports other errors if several fields fail. A query is then executed again by graphql-js. A mutation cannot be, so
 *   nothing below its root may fail.
 */
export function codeSize(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, directives, variableDefinitions = [], selectionSet }: OperationDefinitionNode,
): number | null {
  const root = schema.getRootType(operation);
  if (!root || operation === OperationTypeNode.SUBSCRIPTION || directives?.length) return null;
  if (selectionSet.selections.length !== 1 || selectionSet.selections[0]?.kind !== Kind.FIELD) return null;
  const named = document.definitions.flatMap((definition) =>
    definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
  );
  const resolving = operation === OperationTypeNode.MUTATION ? root : null;
  const code = { schema, fragments: new Map(named), resolving, size: 0 };
  return variableDefinitions.every(isPlainVariable) && arePlain(selectionSet, root, code) ? code.size : null;
}

function arePlain({ selections }: SelectionSetNode, parent: GraphQLNamedType, code: Code): boolean {
  return selections.every((selection) => {
    code.size += 1;
    if (code.size > MAX_SIZE || selection.directives?.length) return false;
    return selection.kind === Kind.FIELD
      ? isPlainField(selection, parent, code)
      : isPlainFragment(selection, parent, code);
  });
}

function isPlainField(
  { name, alias, arguments: given = [], selectionSet }: FieldNode,
  parent: GraphQLNamedType,
  code: Code,
): boolean {
  if (alias !== undefined && (alias.value.length > MAX_ALIAS_LENGTH || isInherited(alias.value))) return false;
  if (!given.every(({ value }) => PLAIN_VALUES.has(value.kind))) return false;
  if (name.value === '__typename') return true;
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name.value] : undefined;
  if (field === undefined) return false;
  const canFail = field.args.length > 0 || (field.resolve !== undefined && selectionSet !== undefined);
  if (canFail && code.resolving !== null && code.resolving !== parent) return false;
  if (field.resolve !== undefined) code.size += RESOLVED_SIZE - 1;
  return selectionSet === undefined || arePlain(selectionSet, getNamedType(field.type), code);
}

function isPlainFragment(
  selection: InlineFragmentNode | FragmentSpreadNode,
  parent: GraphQLNamedType,
  code: Code,
): boolean {
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : code.fragments.get(selection.name.value);
  if (fragment === undefined) return false;
  const type = fragment.typeCondition ? code.schema.getType(fragment.typeCondition.name.value) : parent;
  return type !== undefined && arePlain(fragment.selectionSet, type, code);
}

function isPlainVariable({ variable, defaultValue }: VariableDefinitionNode): boolean {
  return defaultValue === undefined && !isInherited(variable.name.value);
}

/** Whether the name is a property of `Object.prototype`, which graphql-jit does not distinguish from an object's own properties. */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** Compiles a valid operation with a `codeSize`. Null if graphql-jit cannot compile it. Never blocks the event loop for long. */
export async function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Promise<Compiled | null> {
  // Loaded on first use, because it slows the start.
  const { compileQuery, isCompiledQuery } = await import('graphql-jit');
  const extended = await inOwnTurn(() => schemaWithCoerced(schema));
  const coercing = withCoercedVariables(document);
  const compiled = await inOwnTurn(() => uncached(() => compileQuery(extended, coercing, operation.name?.value ?? '')));
  if (!isCompiledQuery(compiled)) return null;
  // Not left to graphql-jit, which accepts values that graphql-js refuses.
  const read = variableReader(schema, operation.variableDefinitions ?? []);
  return (contextValue, variables) => {
    const coerced = read(variables);
    return coerced && compiled.query(null, contextValue, coerced);
  };
}

/**
 * Runs the step in a turn of the event loop without another such step. Otherwise the first step would join the turn in which
 * graphql-jit was loaded, and operations that wait for that would all be compiled in one turn.
 */
function inOwnTurn<Result>(step: () => Result): Promise<Result> {
  const result = lastStep.then(() => nextTurn()).then(step);
  lastStep = result.catch(() => undefined);
  return result;
}

/** Turns off V8's compilation cache, which would keep the code after the operation has left `OperationCache`. */
function uncached<Result>(make: () => Result): Result {
  setFlagsFromString('--no-compilation-cache');
  try {
    return make();
  } finally {
    setFlagsFromString('--compilation-cache');
  }
}

function withCoercedVariables(document: DocumentNode): DocumentNode {
  const type = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: COERCED.name } } as const;
  return visit(document, { VariableDefinition: (definition) => ({ ...definition, type }) });
}

/** The same schema with the same type objects, and the type `Coerced`. */
function schemaWithCoerced(schema: GraphQLSchema): GraphQLSchema {
  const known = withCoerced.get(schema);
  if (known !== undefined) return known;
  const config = schema.toConfig();
  const extended = new GraphQLSchema({ ...config, types: [...config.types, COERCED], assumeValid: true });
  withCoerced.set(schema, extended);
  return extended;
}
