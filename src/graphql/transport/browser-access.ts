/** CORS for the GraphQL routes: the headers that pages of other origins may send and read. */
import type { FastifyInstance } from 'fastify';
import { POSITION_HEADER } from '../../http/call.js';
import { allowOrigins, type Origins } from '../../http/cors.js';

/** If a request has this header, with any value, the response has the cost in `extensions.cost`. */
export const COST_HEADER = 'x-graphql-cost';

const REQUEST_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  COST_HEADER,
  POSITION_HEADER,
  // Sent by Apollo Client and Apollo Sandbox.
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-apollo-operation-name',
  // Trace context of OpenTelemetry.
  'traceparent',
  'tracestate',
  'baggage',
];
const RESPONSE_HEADERS = ['retry-after', 'www-authenticate', 'x-request-id', POSITION_HEADER];

/** Call it before `requireToken`, because preflight requests have no token. */
export function allowBrowsers(server: FastifyInstance, origins: Origins, methods: readonly string[]): void {
  allowOrigins(server, { origins, methods, requestHeaders: REQUEST_HEADERS, responseHeaders: RESPONSE_HEADERS });
}
