/** The executable schema: the contract with its resolvers and scalars. */
import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { CONTRACT } from '../contract.js';
import { Mutation } from './resolvers/mutation.js';
import { Query } from './resolvers/query.js';
import { Subscription } from './resolvers/subscription.js';
import * as types from './resolvers/types.js';
import { SCALARS } from './scalars.js';

export function createSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: readFileSync(CONTRACT, 'utf8'),
    resolvers: { Query, Mutation, Subscription, ...types, ...SCALARS },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    // Both make the start faster: tests have validated the contract, and nobody else holds the schema object.
    assumeValidSDL: true,
    updateResolversInPlace: true,
  });
}
