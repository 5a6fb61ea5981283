/**
 * Operations compiled to JavaScript by graphql-jit, which answer just as graphql-js's `execute` does: what the two do not
 * do alike is not compiled. Of what clients write, nothing but names and numbers comes into the code.
 */
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

/** Runs an operation with variables as they were sent; null, and nothing is run, where they are not valid. */
export type Compiled = (
  contextValue: GraphqlContext,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult> | null;

// No texts: graphql-jit writes them into its code, some of them as code.
const PLAIN_VALUES: ReadonlySet<ValueNode['kind']> = new Set([Kind.VARIABLE, Kind.INT, Kind.BOOLEAN, Kind.ENUM]);
// Longer than any client's, and named again by all that lies below.
const MAX_ALIAS_LENGTH = 50;
// More than any client's page asks for, and compiled in some ten milliseconds.
const MAX_SIZE = 200;
// A field with a resolver comes to as much code as so many others.
const RESOLVED_SIZE = 5;
// In the place of every variable's type: they have been coerced, and those of recursive types take the compiler for ever.
const COERCED = new GraphQLScalarType({ name: 'Coerced' });
const withCoerced = new WeakMap<GraphQLSchema, GraphQLSchema>();

/** The code that an operation comes to. */
interface Code {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The only type whose fields may ask the service, for what arguments say or for an object; null where all may. */
  readonly asking: GraphQLNamedType | null;
  /** In selections. */
  size: number;
}

/**
 * How much code graphql-jit would make of an operation, in selections, each fragment written out wherever it is spread; null
 * where it would not answer as graphql-js does, or would make too much. It goes on with the mutations after one that failed,
 * so there must be one field at the root; it reads literals without their scalars, puts variables into them without
 * defaults, and has directives and introspection of its own. Where several fields fail, it tells other errors: in a mutation,
 * which cannot be run again, none may be asked for that can fail below the root.
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
  const asking = operation === OperationTypeNode.MUTATION ? root : null;
  const code = { schema, fragments: new Map(named), asking, size: 0 };
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
  const asks = field.args.length > 0 || (field.resolve !== undefined && selectionSet !== undefined);
  if (asks && code.asking !== null && code.asking !== parent) return false;
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

/** Whether every object has a property of this name, which graphql-jit takes for what was given, or fails to set. */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** Compiles a valid operation that has a `codeSize`; null where graphql-jit cannot. */
export async function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Promise<Compiled | null> {
  // Loaded when it is first needed, to start sooner.
  const { compileQuery, isCompiledQuery } = await import('graphql-jit');
  const coercing = withCoercedVariables(document);
  const compiled = uncached(() => compileQuery(schemaWithCoerced(schema), coercing, operation.name?.value ?? ''));
  if (!isCompiledQuery(compiled)) return null;
  // Variables are not read by the compiler, which takes other values for valid than graphql-js and tells errors in other words.
  const read = variableReader(schema, operation.variableDefinitions ?? []);
  return (contextValue, variables) => {
    const coerced = read(variables);
    return coerced && compiled.query(null, contextValue, coerced);
  };
}

/** Keeps V8 from holding code for a text that might come again, long after its operation has been forgotten. */
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

/** The same schema, whose types are the same objects, with one type more. */
function schemaWithCoerced(schema: GraphQLSchema): GraphQLSchema {
  const known = withCoerced.get(schema);
  if (known !== undefined) return known;
  const config = schema.toConfig();
  const extended = new GraphQLSchema({ ...config, types: [...config.types, COERCED], assumeValid: true });
  withCoerced.set(schema, extended);
  return extended;
}
