/**
 * Apollo Server over PostgreSQL as the documentation of both starts them: `startStandaloneServer` in production mode, a pool of
 * `pg`, and a transaction for each create. The tenant is the token's.
 * Left out: signatures of tokens, permissions, cost, limits beyond Apollo's own, security headers, logs, and commits in groups.
 */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { resolversOf, TYPE_DEFS } from './contract.js';
import { tokensIn } from './known-tokens.js';
import { announce, callersFile, databaseUrl, LISTEN } from './peer-program.js';
import { openPool, PostgresSettings } from './postgres-settings.js';

interface Context {
  readonly settings: PostgresSettings;
}

const pool = await openPool(databaseUrl());
const tenantOf = tokensIn(callersFile());
const resolvers = resolversOf<Context>(({ settings }) => settings);
const server = new ApolloServer<Context>({ typeDefs: TYPE_DEFS, resolvers });
const { url } = await startStandaloneServer(server, {
  listen: LISTEN,
  context: async ({ req }) => ({ settings: new PostgresSettings(pool, tenantOf(req.headers.authorization) ?? '') }),
});
announce(url);
