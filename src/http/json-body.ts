/** Strict JSON: valid UTF-8, no key twice, no deep nesting. What JavaScript would mend in silence is refused. */
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../domain/errors.js';

const MAX_DEPTH = 64;
// In text that is valid JSON, a string with a colon behind it is a key, and nothing else is.
const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/gs;

/** Takes `application/json` and nothing else; every other kind of body is answered with 415. */
export function acceptJsonOnly(server: FastifyInstance): void {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  const decoded = (payload: Buffer) => {
    try {
      return utf8.decode(payload);
    } catch {
      throw new Refusal('BAD_REQUEST', 'The body is not valid UTF-8.');
    }
  };
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, payload: Buffer) => {
    const text = decoded(payload);
    // An empty body is no body; whether that will do is for the edge to say.
    return text === '' ? undefined : parseJson(text, 'The body');
  });
}

/** What a JSON text stands for. Throws a `Refusal`, with `name` for the text, where it is none or not clear. */
export function parseJson(text: string, name: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('BAD_REQUEST', `${name} is not valid JSON.`);
  }
  const kept = countKeys(value);
  let written = 0;
  for (const [, colon] of text.matchAll(STRING)) if (colon !== undefined) written += 1;
  if (written === kept) return value;
  throw new Refusal('BAD_REQUEST', 'The JSON names the same key twice in one object.');
}

function countKeys(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === MAX_DEPTH) throw new Refusal('LIMIT_EXCEEDED', `The JSON nests deeper than ${MAX_DEPTH} levels.`);
  if (namesPrototype(value)) throw new Refusal('BAD_REQUEST', 'The JSON names the prototype of an object.');
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const inner of Object.values(value)) count += countKeys(inner, depth + 1);
  return count;
}

/** Whether copying the object key by key, as programs do, could change what all objects have in common. */
function namesPrototype(value: object): boolean {
  if (Object.hasOwn(value, '__proto__')) return true;
  const { constructor: inner } = value as { readonly constructor: unknown };
  return Object.hasOwn(value, 'constructor') && Object(inner) === inner && Object.hasOwn(Object(inner), 'prototype');
}
