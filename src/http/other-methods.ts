/** Tells clients that use a method which an address does not offer which ones it does. */
import type { FastifyInstance } from 'fastify';
import { METHOD_NOT_ALLOWED } from './failures.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Answers 405 to all methods but these, which routes of their own must answer. */
export function refuseOtherMethods(server: FastifyInstance, url: string, allowed: readonly string[]): void {
  server.route({
    method: METHODS.filter((method) => !allowed.includes(method)),
    url,
    handler: async (_request, reply) => {
      reply.header('allow', allowed.join(', '));
      throw Object.assign(new Error('Method not allowed'), { code: METHOD_NOT_ALLOWED });
    },
  });
}
