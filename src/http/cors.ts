/**
 * Lets pages of named origins use a server's routes from a browser, and no others. Allows no credentials of the browser's
 * own: such a page too must hold a token. Answers preflights, which carry none, before anything asks for one.
 */
import type { FastifyInstance } from 'fastify';
import { isLoopback } from './host.js';

/** Tells whether the pages of an origin are let in, by its name as browsers send it: `https://studio.apollographql.com`. */
export type Origins = Pick<ReadonlySet<string>, 'has'>;

export interface CorsOptions {
  readonly origins: Origins;
  readonly methods: readonly string[];
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
}

const PREFLIGHT_LIFETIME_S = 600;
const MAX_ORIGIN_LENGTH = 200;
const UNNAMED = 'a page was refused: name its origin in CORS_ORIGINS if it may use the API';

/** The origins named, and those of pages that this machine serves, such as `http://localhost:5173`. */
export function andLoopback(named: Origins): Origins {
  return { has: (origin) => named.has(origin) || isOfLoopback(origin) };
}

function isOfLoopback(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname, protocol, origin: spelled } = new URL(origin);
  return spelled === origin && /^https?:$/.test(protocol) && isLoopback(hostname);
}

/** To be called before `requireToken`. */
export function allowOrigins(server: FastifyInstance, options: CorsOptions): void {
  const { origins, methods, requestHeaders, responseHeaders } = options;
  server.addHook('onRequest', async ({ method, headers, log }, reply) => {
    // Of every answer, refusals included: what is kept for one origin is not for another.
    reply.header('vary', 'origin');
    const { origin } = headers;
    if (origin === undefined) return;
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    if (!origins.has(origin)) {
      // The browser tells its user no more than that it was refused.
      if (isPreflight) log.warn({ origin: origin.slice(0, MAX_ORIGIN_LENGTH) }, UNNAMED);
      return;
    }
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': responseHeaders.join(', '),
    });
    if (!isPreflight) return;
    reply.headers({
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': requestHeaders.join(', '),
      'access-control-max-age': PREFLIGHT_LIFETIME_S,
    });
    // Asked where a page from the internet calls a service on this machine or its network.
    if (headers['access-control-request-private-network'] === 'true') {
      reply.header('access-control-allow-private-network', 'true');
    }
    return reply.code(204).send();
  });
}
