/** Proves that the contexts of all requests have one shape, and so are collected as soon as their requests are answered. */
import { expect, test } from 'vitest';
import type { Call } from '../../../src/domain/caller.js';
import { graphqlContext, type SharedContext } from '../../../src/graphql/execution/context.js';

test('a context has no getters of its own', () => {
  const context = graphqlContext({} as SharedContext, {} as Call, console);
  const own = Object.values(Object.getOwnPropertyDescriptors(context));
  expect(own.filter(({ get }) => get !== undefined)).toEqual([]);
  expect(context.graph).toBe(context.graph);
});
