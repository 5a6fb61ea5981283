/** Parses request bodies: strict JSON in valid UTF-8. Refuses what JavaScript would silently repair. */
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../domain/errors.js';
import { parseJson } from '../domain/strict-json.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Accepts only `application/json`; the server answers any other media type with 415. */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, payload: Buffer, done) =>
    done(null, parseJsonBody(payload)),
  );
}

/** Parses a JSON body. Returns undefined for an empty body, which each API handles itself. Throws a `Refusal` if invalid. */
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
