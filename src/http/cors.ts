/**
 * CORS for the routes of an API: allows pages of the configured origins only. Never allows cookies or other browser
 * credentials, so a page needs a token as well. Preflights carry no token and are answered before `requireToken`.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from './host.js';

/** The allowed origins, as browsers send them: `https://studio.apollographql.com`. */
export type Origins = Pick<ReadonlySet<string>, 'has'>;

export interface CorsOptions {
  readonly origins: Origins;
  readonly methods: readonly string[];
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
}

const PREFLIGHT_LIFETIME_S = 600;
const MAX_ORIGIN_LENGTH = 200;
const REFUSED = 'a page was refused: add its origin to CORS_ORIGINS if it may use the API';

/** The given origins, and all loopback origins, such as `http://localhost:5173`. */
export function withLoopback(origins: Origins): Origins {
  return { has: (origin) => origins.has(origin) || isLoopbackOrigin(origin) };
}

function isLoopbackOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname, protocol, origin: normalized } = new URL(origin);
  return normalized === origin && /^https?:$/.test(protocol) && isLoopback(hostname);
}

/** Call it before `requireToken`. */
export function allowOrigins(server: FastifyInstance, options: CorsOptions): void {
  server.addHook('onRequest', (request, reply, done) => {
    // On every response, errors included, so that caches keep the responses of different origins apart.
    reply.header('vary', 'origin');
    const { origin } = request.headers;
    if (origin !== undefined && answerPage(origin, request, reply, options)) reply.code(204).send();
    else done();
  });
}

/** Allows or refuses a page. Returns whether the request is the preflight of an allowed page, and so has its answer. */
function answerPage(
  origin: string,
  { method, headers, log }: FastifyRequest,
  reply: FastifyReply,
  { origins, methods, requestHeaders, responseHeaders }: CorsOptions,
): boolean {
  const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  if (!origins.has(origin)) {
    // Logged, because the browser shows its user no reason.
    if (isPreflight) log.warn({ origin: origin.slice(0, MAX_ORIGIN_LENGTH) }, REFUSED);
    return false;
  }
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': responseHeaders.join(', '),
  });
  if (!isPreflight) return false;
  reply.headers({
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': requestHeaders.join(', '),
    'access-control-max-age': PREFLIGHT_LIFETIME_S,
  });
  // Browsers send this if a page from the internet calls a service on the local machine or network.
  if (headers['access-control-request-private-network'] === 'true') {
    reply.header('access-control-allow-private-network', 'true');
  }
  return true;
}
