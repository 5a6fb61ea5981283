/** Answers 405 to methods that a URL does not support. */
import type { FastifyInstance } from 'fastify';
import { METHOD_NOT_ALLOWED } from './failures.js';

/** The methods that a route can handle. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Refuses all methods but `allowed` at a URL. `errorFor` creates the error that the server's error handler gets. */
export function refuseOtherMethods(
  server: FastifyInstance,
  url: string,
  allowed: readonly string[],
  errorFor: (...allowed: readonly string[]) => Error = () =>
    Object.assign(new Error('Method not allowed'), { code: METHOD_NOT_ALLOWED }),
): void {
  server.route({
    method: METHODS.filter((method) => !allowed.includes(method)),
    url,
    handler: async (_request, reply) => {
      reply.header('allow', allowed.join(', '));
      throw errorFor(...allowed);
    },
  });
}
