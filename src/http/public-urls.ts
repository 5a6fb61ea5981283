/** The addresses under which clients know the service. Links in answers begin with one of them and with nothing else. */
import type { FastifyRequest } from 'fastify';

/** The public address to use in the answer to a request, without a slash at its end. */
export type PublicUrls = (request: FastifyRequest) => string;

/**
 * Chooses among the configured addresses the one that the client used, else the first: a forged `Host` header cannot
 * steer a link elsewhere. `listening` tells the addresses to use where none is configured.
 */
export function publicUrlsOf(configured: readonly string[], listening: () => readonly string[]): PublicUrls {
  const entries = configured.map(entryOf);
  return (request) => {
    const known = entries.length > 0 ? entries : listening().map(entryOf);
    const origin = `${request.protocol}://${request.host}`.toLowerCase();
    return (known.find((entry) => entry.origin === origin) ?? known[0])?.url ?? '';
  };
}

function entryOf(address: string): { readonly url: string; readonly origin: string } {
  const { origin, href } = new URL(address);
  return { url: href.replace(/\/+$/, ''), origin };
}
