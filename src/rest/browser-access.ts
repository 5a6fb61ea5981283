/** What pages of other origins may send to the REST routes from a browser, and read of the answers. */
import type { FastifyInstance } from 'fastify';
import { allowOrigins, type Origins } from '../http/cors.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'];
// Those of Microsoft's clients, on a retry too, and of tracing among them.
const REQUEST_HEADERS = [
  'accept',
  'authorization',
  'baggage',
  'cache-control',
  'client-request-id',
  'consistencylevel',
  'content-type',
  'if-match',
  'if-none-match',
  'odata-maxversion',
  'odata-version',
  'prefer',
  'retry-attempt',
  'return-client-request-id',
  'sdkversion',
  'traceparent',
  'tracestate',
  'user-agent',
];
const RESPONSE_HEADERS = [
  'allow',
  'client-request-id',
  'etag',
  'location',
  'odata-entityid',
  'odata-version',
  'preference-applied',
  'request-id',
  'retry-after',
  'www-authenticate',
  'x-request-id',
];

/** To be called before `requireToken`. */
export function allowBrowsers(server: FastifyInstance, origins: Origins): void {
  allowOrigins(server, {
    origins,
    methods: METHODS,
    requestHeaders: REQUEST_HEADERS,
    responseHeaders: RESPONSE_HEADERS,
  });
}
