/** The executable schema: the contract file, its resolvers and scalars. */
import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { GraphQLDateTime as DateTime, GraphQLURL as URL_ } from 'graphql-scalars';
import { Mutation } from './resolvers/mutation.js';
import { Query } from './resolvers/query.js';
import { Change, DerivedCredentialSettings, Node } from './resolvers/types.js';

// The same distance from the sources as from the built program.
const CONTRACT = new URL('../../schema.graphql', import.meta.url);

export function createSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: readFileSync(CONTRACT, 'utf8'),
    resolvers: { Query, Mutation, Node, DerivedCredentialSettings, Change, DateTime, URL: URL_ },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}
