/** The service's public URLs. Every link in a response begins with one of them. */
import type { FastifyRequest } from 'fastify';

/** The public URL for links in the response to a request, without a trailing slash. */
export type PublicUrls = (request: FastifyRequest) => string;

/**
 * Chooses the configured URL that the client used, or else the first, so that a forged `Host` header cannot change a link.
 * `listening` returns the URLs to use if none is configured.
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
