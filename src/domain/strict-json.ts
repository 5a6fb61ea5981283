/** A strict JSON parser: refuses duplicate keys, deep nesting and keys that set a prototype, which other parsers may read differently. */
import { Refusal } from './errors.js';

const MAX_DEPTH = 64;
// Outside of strings, all characters of JSON up to the space are white space.
const SPACE = 0x20;

/** Parses a JSON text. Throws a `Refusal` if the text is invalid or ambiguous; its message calls the text `name`. */
export function parseJson(text: string, name: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('BAD_REQUEST', `${name} is not valid JSON.`);
  }
  if (keysKept(value) === keysWritten(text)) return value;
  throw new Refusal('BAD_REQUEST', 'The JSON names the same key twice in one object.');
}

function keysKept(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === MAX_DEPTH) throw new Refusal('LIMIT_EXCEEDED', `The JSON nests deeper than ${MAX_DEPTH} levels.`);
  if (namesPrototype(value)) throw new Refusal('BAD_REQUEST', 'The JSON names the prototype of an object.');
  let count = 0;
  if (Array.isArray(value)) for (const inner of value) count += keysKept(inner, depth + 1);
  else for (const key of Object.keys(value)) count += 1 + keysKept(value[key as keyof typeof value], depth + 1);
  return count;
}

/** Whether copying the object key by key could change the prototype of all objects (prototype pollution). */
function namesPrototype(value: object): boolean {
  if (Object.hasOwn(value, '__proto__')) return true;
  if (!Object.hasOwn(value, 'constructor')) return false;
  const { constructor: inner } = value as { readonly constructor: unknown };
  return Object(inner) === inner && Object.hasOwn(Object(inner), 'prototype');
}

/** Counts keys in valid JSON: a string is a key exactly if a colon follows it. */
function keysWritten(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1; ) {
    let next = endOfString(text, start) + 1;
    while (text.charCodeAt(next) <= SPACE) next += 1;
    if (text[next] === ':') count += 1;
    start = text.indexOf('"', next);
  }
  return count;
}

/** Jumps from quotation mark to quotation mark. Reads single characters only if the string contains an escape. */
function endOfString(text: string, start: number): number {
  const end = text.indexOf('"', start + 1);
  if (text[end - 1] !== '\\') return end;
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
