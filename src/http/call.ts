/** From a request to the call it makes of the service: one header, one token, one caller. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authenticate, Call, Origin } from '../domain/caller.js';
import { headerValues } from './header-values.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the token is verified, and on routes that ask for none. */
    call: Call | null;
  }
}

/** Has every request to a server's routes verified before its body is read, so that strangers cannot make it work. */
export function requireToken(server: FastifyInstance, authenticate: Authenticate, origin: Origin): void {
  server.addHook('onRequest', async (request) => {
    const caller = await authenticate(authorizationOf(request));
    request.call = { caller, origin, requestId: request.id };
  });
}

/** The call of a request to a route that requires a token. */
export function callOf(request: FastifyRequest): Call {
  if (request.call === null) throw new Error('A request reached its handler without being verified.');
  return request.call;
}

function authorizationOf({ raw }: FastifyRequest): string | undefined {
  const values = headerValues(raw, 'authorization');
  // Node would keep the first of several and drop the rest; a proxy in front could have judged another one.
  return values.length === 0 ? undefined : values.join(', ');
}
