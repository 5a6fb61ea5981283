/**
 * Operations compiled to JavaScript by graphql-jit, which answer just as graphql-js's `execute` does: what the two do not
 * do alike is not compiled. Takes variables that graphql-js has coerced.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  GraphQLScalarType,
  GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { GraphqlContext } from './context.js';

/** Runs an operation with coerced variables. */
export type Compiled = (
  contextValue: GraphqlContext,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>;

const PLAIN_VALUES: ReadonlySet<ValueNode['kind']> = new Set([
  Kind.VARIABLE,
  Kind.INT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.ENUM,
]);
// Far more than any client's page shows, and compiled in some milliseconds.
const MAX_SELECTIONS = 300;
// In the place of every variable's type: they have been coerced, and those of recursive types take the compiler for ever.
const COERCED = new GraphQLScalarType({ name: 'Coerced' });
const withCoerced = new WeakMap<GraphQLSchema, GraphQLSchema>();

/**
 * Whether graphql-jit would answer an operation as graphql-js does. It goes on with the mutations after one that failed, so
 * there must be one field at the root; it reads literals without their scalars, puts variables into them without defaults,
 * and has directives and introspection of its own. It writes each fragment out wherever it is spread.
 */
export function isCompilable(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return false;
  if (operation.directives?.length || operation.variableDefinitions?.some(hasDefault)) return false;
  const { selections } = operation.selectionSet;
  if (selections.length !== 1 || selections[0]?.kind !== Kind.FIELD) return false;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet]] : [],
    ),
  );
  let left = MAX_SELECTIONS;
  const isPlain = ({ selections }: SelectionSetNode): boolean => selections.every(isPlainSelection);
  const isPlainSelection = (selection: SelectionNode): boolean => {
    left -= 1;
    if (left < 0 || selection.directives?.length) return false;
    if (selection.kind === Kind.FIELD && !isPlainField(selection)) return false;
    const inner =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection.selectionSet;
    return inner === undefined || isPlain(inner);
  };
  return isPlain(operation.selectionSet);
}

function isPlainField({ name, arguments: given = [] }: FieldNode): boolean {
  if (name.value.startsWith('__') && name.value !== '__typename') return false;
  return given.every(({ value }) => PLAIN_VALUES.has(value.kind));
}

function hasDefault({ defaultValue }: VariableDefinitionNode): boolean {
  return defaultValue !== undefined;
}

/** Compiles a valid operation for which `isCompilable` holds; null where graphql-jit cannot. */
export async function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Promise<Compiled | null> {
  // Loaded when it is first needed, to start sooner.
  const { compileQuery, isCompiledQuery } = await import('graphql-jit');
  const compiled = compileQuery(schemaWithCoerced(schema), withCoercedVariables(document), operation.name?.value ?? '');
  if (!isCompiledQuery(compiled)) return null;
  return (contextValue, variables) => compiled.query(null, contextValue, variables);
}

function withCoercedVariables(document: DocumentNode): DocumentNode {
  const type = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: COERCED.name } } as const;
  return visit(document, { VariableDefinition: (definition) => ({ ...definition, type }) });
}

/** The same schema, whose types are the same objects, with one type more. */
function schemaWithCoerced(schema: GraphQLSchema): GraphQLSchema {
  const known = withCoerced.get(schema);
  if (known !== undefined) return known;
  const config = schema.toConfig();
  const extended = new GraphQLSchema({ ...config, types: [...config.types, COERCED], assumeValid: true });
  withCoerced.set(schema, extended);
  return extended;
}
