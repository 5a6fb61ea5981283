/**
 * Lets pages of named origins use a server's routes from a browser, and no others. Allows no credentials of the browser's
 * own: such a page too must hold a token. Answers preflights, which carry none, before anything asks for one.
 */
import type { FastifyInstance } from 'fastify';

export interface CorsOptions {
  /** As browsers send them, such as `https://studio.apollographql.com`. */
  readonly origins: ReadonlySet<string>;
  readonly methods: readonly string[];
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
}

const PREFLIGHT_LIFETIME_S = 600;

/** To be called before `requireToken`. Without an origin nothing changes. */
export function allowOrigins(server: FastifyInstance, options: CorsOptions): void {
  const { origins, methods, requestHeaders, responseHeaders } = options;
  if (origins.size === 0) return;
  server.addHook('onRequest', async ({ method, headers }, reply) => {
    // Of every answer, refusals included: what is kept for one origin is not for another.
    reply.header('vary', 'origin');
    const { origin } = headers;
    if (origin === undefined || !origins.has(origin)) return;
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': responseHeaders.join(', '),
    });
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return;
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
