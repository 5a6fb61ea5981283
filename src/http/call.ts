/** Verifies a request's token and keeps its `Call`: who calls, through which API, under which request id. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authenticate, Call, Caller, Origin } from '../domain/caller.js';
import { clientGone } from './client-gone.js';
import { headerValues } from './header-values.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the token is verified, and on routes that require none. */
    call: Call | null;
  }
}

/** Verifies the token of every request to the server's routes before the body is read: no work without a valid token. */
export function requireToken(server: FastifyInstance, authenticate: Authenticate, origin: Origin): void {
  server.addHook('onRequest', (request, reply, done) => {
    const accept = (caller: Caller) => {
      request.call = { caller, origin, requestId: request.id, clientGone: clientGone(reply.raw) };
      done();
    };
    const caller = authenticate(authorizationOf(request));
    if (caller instanceof Promise) caller.then(accept, done);
    else accept(caller);
  });
}

/** The call of a request to a route that requires a token. */
export function callOf(request: FastifyRequest): Call {
  if (request.call === null) throw new Error('The route does not require a token. Call requireToken first.');
  return request.call;
}

function authorizationOf({ raw }: FastifyRequest): string | undefined {
  const [value, ...others] = headerValues(raw, 'authorization');
  // All values, so that the verifier refuses several: Node keeps the first, but a proxy may have checked another one.
  return others.length === 0 ? value : [value, ...others].join(', ');
}
