/**
 * The variables of one operation, read by graphql-js's own rules, with what is the same each time done once. Leaves it to
 * graphql-js to say what is wrong with them, and defaults as well.
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

/** Variables as they were sent, as resolvers take them; null where some are not valid. */
export type ReadVariables = (sent: Values) => Values | null;

/** The reader of a valid operation's variables, none of which has a default or the name of a property of every object. */
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

/** Ends it with the first fault: to find them all is work that hostile variables are meant to cause. */
function refuse(): never {
  throw new Error('A variable is not valid.');
}

function inputType(schema: GraphQLSchema, node: VariableDefinitionNode['type']): GraphQLInputType {
  const type = typeFromAST(schema, node);
  if (isInputType(type)) return type;
  throw new Error('A valid operation has a variable of a type that takes no input.');
}
