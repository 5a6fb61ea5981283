/**
 * Apollo Server as its documentation starts it: `startStandaloneServer`, in production mode, nothing else set.
 * Left out: tokens, tenants, cost, limits beyond Apollo's own, security headers, logs, and commits in groups.
 */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { resolversOf, TYPE_DEFS } from './contract.js';
import { announce, LISTEN, tableOfArguments } from './peer-program.js';

const server = new ApolloServer({ typeDefs: TYPE_DEFS, resolvers: resolversOf(tableOfArguments()) });
const { url } = await startStandaloneServer(server, { listen: LISTEN });
announce(url);
