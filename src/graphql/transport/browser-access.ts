/** What pages of other origins may send to the GraphQL routes from a browser, and read of the answers. */
import type { FastifyInstance } from 'fastify';
import { allowOrigins, type Origins } from '../../http/cors.js';

/** Any value of it asks for the cost, which the answer then tells in `extensions.cost`. */
export const COST_HEADER = 'x-graphql-cost';

const REQUEST_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  COST_HEADER,
  // Sent by Apollo's clients and pages.
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-apollo-operation-name',
  // By which OpenTelemetry follows a request from the page on.
  'traceparent',
  'tracestate',
  'baggage',
];
const RESPONSE_HEADERS = ['retry-after', 'www-authenticate', 'x-request-id'];

/** To be called before `requireToken`. */
export function allowBrowsers(server: FastifyInstance, origins: Origins, methods: readonly string[]): void {
  allowOrigins(server, { origins, methods, requestHeaders: REQUEST_HEADERS, responseHeaders: RESPONSE_HEADERS });
}
