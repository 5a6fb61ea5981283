/**
 * Apollo Server as its documentation starts it: `startStandaloneServer`, in production mode, no other options.
 * Left out: tokens, tenants, cost, limits beyond Apollo's own, security headers, logs, and commits in groups.
 */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { resolversOf, TYPE_DEFS } from './contract.js';
import { announce, LISTEN, openTable } from './peer-program.js';

const table = openTable();
const server = new ApolloServer({ typeDefs: TYPE_DEFS, resolvers: resolversOf(() => table) });
const { url } = await startStandaloneServer(server, { listen: LISTEN });
announce(url);
