/** The executable schema: the contract file, its resolvers and scalars. */
import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLScalarType, GraphQLSchema } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';
import { Mutation } from './resolvers/mutation.js';
import { Query } from './resolvers/query.js';
import { Subscription } from './resolvers/subscription.js';
import { Change, DerivedCredentialSettings, Node } from './resolvers/types.js';

// The same distance from the sources as from the built program.
const CONTRACT = new URL('../../schema.graphql', import.meta.url);

const SCALARS = { DateTime: conversions(GraphQLDateTime), URL: conversions(GraphQLURL) };

export function createSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: readFileSync(CONTRACT, 'utf8'),
    resolvers: { Query, Mutation, Subscription, Node, DerivedCredentialSettings, Change, ...SCALARS },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}

/** What a scalar does, without the library's words about it: the contract has its own. */
function conversions({ serialize, parseValue, parseLiteral }: GraphQLScalarType) {
  return { serialize, parseValue, parseLiteral };
}
