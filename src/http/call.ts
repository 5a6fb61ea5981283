/** Verifies a request's token and keeps its `Call`: who calls, through which API, under which request id, from which position. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authenticate, Call, Caller, Origin } from '../domain/caller.js';
import { Refusal } from '../domain/errors.js';
import { during } from '../domain/tracing.js';
import { clientGone } from './client-gone.js';
import { headerValues } from './header-values.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the token is verified, and on routes that require none. */
    call: Call | null;
  }
}

/**
 * The position in the log of the caller's tenant. The response to a write names it, and a request that sends it back reads at
 * least the state after that write, also from a replica.
 */
export const POSITION_HEADER = 'x-tenant-position';

const POSITION = /^\d{1,15}$/;

/** Verifies the token of every request to the server's routes before the body is read: no work without a valid token. */
export function requireToken(server: FastifyInstance, authenticate: Authenticate, origin: Origin): void {
  server.addHook('onRequest', (request, reply, done) => {
    const { id: requestId, span } = request;
    const accept = (caller: Caller) => {
      const atLeast = positionIn(request.headers[POSITION_HEADER]);
      if (atLeast === null) return done(NO_POSITION);
      request.call = { caller, origin, requestId, clientGone: clientGone(reply.raw), atLeast, span };
      done();
    };
    const caller = authenticate(authorizationOf(request));
    if (!(caller instanceof Promise)) return accept(caller);
    const verified = span === null ? caller : during(span.child('verification'), () => caller);
    verified.then(accept, done);
  });
}

const NO_POSITION = new Refusal(
  'BAD_REQUEST',
  `The header ${POSITION_HEADER} is not a position. Send it as a response named it, or leave it out.`,
);

/**
 * For a request within a request, which has a header of its own. A call without a position reads the state of now anyway. Returns
 * the refusal of a header that is not a position.
 */
export function raisePosition(call: Call, header: string | undefined): Refusal | null {
  const position = positionIn(header);
  if (position === null) return NO_POSITION;
  if (call.atLeast !== undefined) call.atLeast = Math.max(call.atLeast, position ?? 0);
  return null;
}

/** Undefined without the header, and null if it is not a position. */
function positionIn(header: unknown): number | undefined | null {
  if (header === undefined) return undefined;
  return typeof header === 'string' && POSITION.test(header) ? Number(header) : null;
}

/** The headers of a response that say which position a call has reached; none if it only read. */
export function positionHeaders({ reached }: Call): Readonly<Record<string, string>> {
  return reached === undefined ? {} : { [POSITION_HEADER]: String(reached) };
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
