/** Tests that variables are coerced like in graphql-js, and that coercion stops at the first fault. */
import { buildSchema, getVariableValues, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test, vi } from 'vitest';
import { variableReader } from '../../../src/graphql/execution/variables.js';

const SCHEMA = buildSchema(`
  scalar Even
  input Pair { left: Int!, right: [String!], either: Choice }
  input Choice @oneOf { text: String, number: Int }
  type Query { ask(pairs: [Pair!], evens: [Even!], name: String!): Int }
`);
const QUERY =
  'query($pairs: [Pair!], $evens: [Even!], $name: String!) { ask(pairs: $pairs, evens: $evens, name: $name) }';

function definitions() {
  const operation = parse(QUERY).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return (operation as OperationDefinitionNode).variableDefinitions ?? [];
}

const read = variableReader(SCHEMA, definitions());

test.each<Readonly<Record<string, unknown>>>([
  { name: 'a' },
  { name: 'a', pairs: null },
  { name: 'a', pairs: [{ left: 1 }, { left: 2, right: ['x'], either: { text: 'y' } }] },
  // A single item is coerced to a list.
  { name: 'a', pairs: { left: 1, right: 'x' } },
  { name: 'a', unknown: 1 },
  {},
  { name: null },
  { name: 1 },
  { name: 'a', pairs: [null] },
  { name: 'a', pairs: [{ left: 1, other: 2 }] },
  { name: 'a', pairs: [{ left: 1, either: { text: 'y', number: 1 } }] },
  { name: 'a', pairs: [{ left: 1, either: {} }] },
])('%j is read as graphql-js reads it', (sent) => {
  const { coerced, errors } = getVariableValues(SCHEMA, definitions(), sent);
  expect(read(sent)).toEqual(errors === undefined ? { ...coerced } : null);
});

test('Coercion stops at the first invalid value', () => {
  const scalar = SCHEMA.getType('Even') as unknown as { parseValue: (value: unknown) => unknown };
  const parseValue = vi.spyOn(scalar, 'parseValue').mockImplementation((value) => {
    if (Number(value) % 2 === 0) return value;
    throw new Error('It is odd.');
  });
  expect(read({ name: 'a', evens: [2, 4] })).toEqual({ name: 'a', evens: [2, 4] });
  parseValue.mockClear();
  expect(read({ name: 'a', evens: [2, 3, ...Array(1000).fill(5)] })).toBeNull();
  expect(parseValue).toHaveBeenCalledTimes(2);
});
