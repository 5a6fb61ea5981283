/** The guide to Intune names every state, problem, mode and decision of the contract, and no other. */
import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLEnumType } from 'graphql';
import { expect, test } from 'vitest';
import { tableRows } from '../support/system/markdown.js';

const PAGE = readFileSync(new URL('../../docs/guide/intune.md', import.meta.url), 'utf8');
const SCHEMA = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

const membersOf = (name: string) => (SCHEMA.getType(name) as GraphQLEnumType).getValues().map((member) => member.name);

test.each([
  ['GraphState', '| state | meaning | what to do |', (name: string) => name],
  ['GraphProblemCode', '| problem | what to do |', (name: string) => name],
  ['GraphMode', '| `GRAPH_MODE` | what it does |', (name: string) => name.toUpperCase()],
  ['GraphResolution', '| decision | an object on both sides | only here | only in Intune |', (name: string) => name],
])('%s has a row for each member', (type, head, spelled) => {
  const named = tableRows(PAGE, head).map(([first = '']) => spelled(first.replaceAll('`', '')));
  expect(named.toSorted()).toEqual(membersOf(type).toSorted());
});
