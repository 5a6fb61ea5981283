/** Proves that generators for other languages, phones among them, can make a name of their own of each name here. */
import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isIntrospectionType, Kind, parse } from 'graphql';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const OPERATIONS = new URL('src/client/operations/', ROOT);
const SCHEMA = buildSchema(readFileSync(new URL('schema.graphql', ROOT), 'utf8'));
const TYPES = Object.values(SCHEMA.getTypeMap()).filter((type) => !isIntrospectionType(type));

/** What Apollo's generators call an operation or a fragment. */
function generatedNames(): string[] {
  const texts = readdirSync(OPERATIONS).map((file) => readFileSync(new URL(file, OPERATIONS), 'utf8'));
  return parse(texts.join('\n')).definitions.map((definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) return definition.name.value;
    if (definition.kind !== Kind.OPERATION_DEFINITION) throw new Error(`${definition.kind} is no operation.`);
    const [first = '', ...rest] = definition.operation;
    return `${definition.name?.value}${first.toUpperCase()}${rest.join('')}`;
  });
}

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function camelCase(member: string): string {
  return member.toLowerCase().replace(/_+([a-z0-9])/g, (_, next: string) => next.toUpperCase());
}

test('each type, operation and fragment can have a file of its own, where letter case does not count too', () => {
  const names = [...TYPES.map(({ name }) => name), ...generatedNames()].map((name) => name.toLowerCase());
  expect(names.length).toBeGreaterThan(40);
  expect(repeated(names)).toEqual([]);
  expect(repeated([...names, 'url'])).toEqual(['url']);
});

test('the members of an enum stay apart in camel case', () => {
  for (const type of TYPES.filter(isEnumType)) {
    const members = type.getValues().map(({ name }) => camelCase(name));
    expect(repeated(members), type.name).toEqual([]);
  }
  expect(repeated(['X_TEC', 'x_tec'].map(camelCase))).toEqual(['xTec']);
});
