/** CORS for the REST API: the methods and headers that pages of allowed origins may use. */
import type { FastifyInstance } from 'fastify';
import { POSITION_HEADER } from '../http/call.js';
import { allowOrigins, type Origins } from '../http/cors.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'];
// Includes the headers of Microsoft's Graph clients (also those of a retry) and of tracing.
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
  POSITION_HEADER,
];
const RESPONSE_HEADERS = [
  'allow',
  'client-request-id',
  'etag',
  'graph-status',
  'location',
  'odata-entityid',
  'odata-version',
  'preference-applied',
  'request-id',
  'retry-after',
  'www-authenticate',
  'x-request-id',
  POSITION_HEADER,
];

/** Call it before `requireToken`. */
export function allowBrowsers(server: FastifyInstance, origins: Origins): void {
  allowOrigins(server, {
    origins,
    methods: METHODS,
    requestHeaders: REQUEST_HEADERS,
    responseHeaders: RESPONSE_HEADERS,
  });
}
