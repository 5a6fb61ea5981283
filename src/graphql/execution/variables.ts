/**
 * Coerces the variables of a compiled operation by the rules of graphql-js. Looks up their types once for each operation. Does
 * not report what is wrong: graphql-js executes the operation again for that.
 */
import {
  coerceInputValue,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/** From variables as the client sent them to those that resolvers receive. Null if one is invalid. */
export type ReadVariables = (sent: Values) => Values | null;

/** No variable may have a default, or a name of `Object.prototype`. */
export function variableReader(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): ReadVariables {
  const expected = definitions.map(({ variable, type }) => ({
    name: variable.name.value,
    type: inputType(schema, type),
  }));
  return (sent) => {
    const values: Record<string, unknown> = {};
    try {
      for (const { name, type } of expected) {
        if (Object.hasOwn(sent, name)) values[name] = coerceInputValue(sent[name], type, refuse);
        else if (isNonNullType(type)) return null;
      }
      return values;
    } catch {
      return null;
    }
  };
}

/** Stops at the first fault, because variables with thousands of faults are an attack on the CPU. */
function refuse(): never {
  throw new Error('A variable is invalid.');
}

function inputType(schema: GraphQLSchema, node: VariableDefinitionNode['type']): GraphQLInputType {
  const type = typeFromAST(schema, node);
  if (isInputType(type)) return type;
  throw new Error('A variable has a type that is no input type, though the operation is valid.');
}
