/** The executable schema: the contract file, its resolvers and scalars. */
import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { CONTRACT } from '../contract.js';
import { Mutation } from './resolvers/mutation.js';
import { Query } from './resolvers/query.js';
import { Subscription } from './resolvers/subscription.js';
import * as types from './resolvers/types.js';
import { SCALARS } from './scalars.js';

// The same distance from the sources as from the built program.
export function createSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: readFileSync(CONTRACT, 'utf8'),
    resolvers: { Query, Mutation, Subscription, ...types, ...SCALARS },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    // What a start need not do: look for faults in a contract that tests have read, and copy a schema that nobody has yet.
    assumeValidSDL: true,
    updateResolversInPlace: true,
  });
}
