/** Tests that `totalCount` is of the same state of the database as its page, and counted only if it is selected. */
import { expect, test } from 'vitest';
import type { PageRequest } from '../../../src/domain/query.js';
import type { Store } from '../../../src/domain/store.js';
import { commit, creation, uuid } from '../../support/domain/changes.js';
import { CALL } from '../../support/domain/open-service.js';
import { answerOf, checked, compiled, interpreted } from '../../support/graphql/interpreted-and-compiled.js';
import { openStore } from '../../support/store/open-store.js';

const SELECTED = [
  'totalCount',
  'totalCount @include(if: $yes)',
  'totalCount @skip(if: $yes) totalCount',
  '... { ... @skip(if: $no) { totalCount } }',
  '...Outer',
] as const;
const NOT_SELECTED = [
  'nodes { id }',
  'totalCount @include(if: $no)',
  '... @skip(if: $yes) { totalCount }',
  '...Outer @include(if: $no)',
] as const;
const FRAGMENTS = (type: string) =>
  `fragment Outer on ${type} { ...Inner ...Inner } fragment Inner on ${type} { totalCount }`;

test('A count has the state of its page if others write in between', async () => {
  const { store } = await writtenAfterEachPage();
  for (const operation of [
    '{ a: derivedCredentials { nodes { id } totalCount } }',
    '{ a: derivedCredentials { nodes { id } ... { totalCount } } }',
    '{ a: derivedCredentials(filter: { displayName: { startsWith: "Display" } }) { nodes { id } totalCount } }',
    '{ a: derivedCredentials(filter: { helpUrl: { contains: "e" } }) { nodes { id } totalCount } }',
    '{ a: changes { nodes { id } totalCount } }',
    '{ a: changes(orderBy: { direction: DESC }) { nodes { id } totalCount } }',
    '{ a: changes(filter: { kind: { eq: CREATED } }) { nodes { id } totalCount } }',
    '{ a: derivedCredentials { nodes { id } } a: derivedCredentials { totalCount } }',
  ]) {
    for (const run of [interpreted, compiled]) {
      const { a } = await dataOf(run, operation, store);
      expect(a.nodes.length).toBeGreaterThan(0);
      expect(a.totalCount).toBe(a.nodes.length);
    }
  }
});

test('What is counted is what is selected, whatever fragments and directives say so', async () => {
  const { store, counted } = await writtenAfterEachPage();
  for (const [list, type] of [
    ['derivedCredentials', 'DerivedCredentialSettingsConnection'],
    ['changes', 'ChangeConnection'],
  ] as const) {
    for (const [selections, expected] of [
      [SELECTED, true],
      [NOT_SELECTED, false],
    ] as const) {
      for (const selection of selections) {
        const query = `query($yes: Boolean! = true, $no: Boolean! = false) {
          a: ${list}(first: 1) { pageInfo @include(if: $yes) { hasNextPage } nodes @skip(if: $no) { id } ${selection} ...Rest }
        } fragment Rest on ${type} { pageInfo { endCursor } } ${selection.includes('Outer') ? FRAGMENTS(type) : ''}`;
        counted.length = 0;
        const { a } = await dataOf(interpreted, query, store);
        expect(counted, query).toEqual([expected]);
        expect('totalCount' in a, query).toBe(expected);
      }
    }
  }
});

type Answer = { readonly a: { readonly nodes: readonly unknown[]; readonly totalCount?: number } };

async function dataOf(run: typeof interpreted, query: string, store: Store): Promise<Answer> {
  const operation = checked({ query, operationName: null, variables: {} });
  if (operation === null) throw new Error(`The operation is invalid: ${query}`);
  const { text } = await answerOf(run, operation, store, { caller: CALL.caller, failure: null });
  const { data, errors } = JSON.parse(text);
  expect(errors, text).toBeUndefined();
  return data;
}

/** A store to which somebody writes as soon as a page has been read, and whether each page came with a count. */
async function writtenAfterEachPage() {
  const opened = await openStore();
  let number = 0;
  const write = () => commit(opened, creation(uuid(number++)));
  await write();
  const counted: (boolean | undefined)[] = [];
  const store = new Proxy<Store>(opened, {
    get: (target, name: keyof Store) => {
      const method = target[name] as (...given: readonly unknown[]) => unknown;
      if (name !== 'list' && name !== 'listChanges') return method.bind(target);
      return async (tenantId: string, query: { readonly page: PageRequest<unknown> }, ...rest: readonly unknown[]) => {
        counted.push(query.page.withTotalCount);
        const page = await method.call(target, tenantId, query, ...rest);
        await write();
        return page;
      };
    },
  });
  return { store, counted };
}
