/**
 * Mercurius on Fastify with graphql-jit, which compiles each operation at its first request. No logger, no explorer.
 * Left out: tokens, tenants, cost, limits beyond Mercurius's own, security headers, logs, and commits in groups.
 */
import { fastify } from 'fastify';
import mercurius from 'mercurius';
import { resolversOf, TYPE_DEFS } from './contract.js';
import { announce, LISTEN, openTable } from './peer-program.js';

const table = openTable();
const server = fastify({ logger: false });
await server.register(mercurius.default, {
  schema: TYPE_DEFS,
  resolvers: resolversOf(() => table),
  jit: 1,
  graphiql: false,
});
announce(await server.listen(LISTEN));
