/** Strict JSON bodies: valid UTF-8, no key twice, no deep nesting. What JavaScript would mend in silence is refused. */
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../domain/errors.js';

const MAX_DEPTH = 64;
// In text that is valid JSON, a string with a colon behind it is a key, and nothing else is.
const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/gs;

/** Takes `application/json` and nothing else; every other kind of body is answered with 415. */
export function acceptJsonOnly(server: FastifyInstance): void {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, payload, done) => {
    let text: string;
    try {
      text = utf8.decode(payload as Buffer);
    } catch {
      return done(new Refusal('BAD_REQUEST', 'The body is not valid UTF-8.'));
    }
    // An empty body is no body; whether that will do is for the edge to say.
    if (text === '') return done(null, undefined);
    return parse(request, text, (error, value) => done(error ?? jsonFault(text, value), value));
  });
}

/** What is wrong with JSON that was parsed; null where nothing is. */
export function jsonFault(text: string, value: unknown): Refusal | null {
  const kept = countKeys(value);
  if (kept === null) return new Refusal('LIMIT_EXCEEDED', `The JSON nests deeper than ${MAX_DEPTH} levels.`);
  let written = 0;
  for (const [, colon] of text.matchAll(STRING)) if (colon !== undefined) written += 1;
  return written === kept ? null : new Refusal('BAD_REQUEST', 'The JSON names the same key twice in one object.');
}

/** Null where the value nests too deep. */
function countKeys(value: unknown, depth = 0): number | null {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === MAX_DEPTH) return null;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const inner of Object.values(value)) {
    const below = countKeys(inner, depth + 1);
    if (below === null) return null;
    count += below;
  }
  return count;
}
