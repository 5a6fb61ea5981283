/**
 * PostGraphile over the service's tables, with its own HTTP server on that of Node.js. In production mode and without its explorer
 * and WebSockets. The tenant is an argument, as it is a column. A create is a function of the database.
 * Left out: tokens, permissions, cost, limits beyond PostGraphile's own, security headers, logs, and commits in groups.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { announce, databaseUrl, LISTEN } from './peer-program.js';
import CREATE_FUNCTION from './postgraphile-create.sql';
import { SCHEMA_PLUGINS } from './postgraphile-schema.js';
import { openPool } from './postgres-settings.js';

const pool = await openPool(databaseUrl());
await pool.query(CREATE_FUNCTION);
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: SCHEMA_PLUGINS,
  pgServices: [makePgService({ pool, schemas: ['public'] })],
  grafserv: { graphiql: false, watch: false, websockets: false, outputDataAsString: true },
  grafast: { explain: false },
});
const server = createServer();
await instance.createServ(grafserv).addTo(server);
server.listen(LISTEN, () => announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
