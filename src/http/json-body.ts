/** The bodies of requests: valid UTF-8 and strict JSON, of one media type. What JavaScript would mend in silence is refused. */
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../domain/errors.js';
import { parseJson } from '../domain/strict-json.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Takes `application/json` and nothing else; every other kind of body is answered with 415. */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, payload: Buffer) =>
    parseJsonBody(payload),
  );
}

/** A body of JSON; undefined if it is empty, which is for the API to judge. Throws a `Refusal` if it is not valid. */
export function parseJsonBody(payload: Buffer): unknown {
  const text = decoded(payload);
  return text === '' ? undefined : parseJson(text, 'The body');
}

function decoded(payload: Buffer): string {
  try {
    return UTF8.decode(payload);
  } catch {
    throw new Refusal(
      'BAD_REQUEST',
      'The body is not valid UTF-8. Encode it as UTF-8; Windows PowerShell does so for a Content-Type with charset=utf-8.',
    );
  }
}
