/**
 * GraphQL Yoga on Node's HTTP server with its plugin for graphql-jit, which compiles each operation at its first request. Its
 * caches of parsed and validated operations are on (the default); its logger, explorer, landing page, file uploads and CORS
 * are off.
 * Left out: tokens, tenants, cost, limits beyond Yoga's own, security headers, logs, and commits in groups.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useGraphQlJit } from '@envelop/graphql-jit';
import { createSchema, createYoga } from 'graphql-yoga';
import { resolversOf, TYPE_DEFS } from './contract.js';
import { announce, LISTEN, openTable } from './peer-program.js';

const table = openTable();
const yoga = createYoga({
  schema: createSchema({ typeDefs: TYPE_DEFS, resolvers: resolversOf(() => table) }),
  plugins: [useGraphQlJit()],
  logging: false,
  graphiql: false,
  landingPage: false,
  multipart: false,
  cors: false,
});
const server = createServer(yoga);
server.listen(LISTEN, () => announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
