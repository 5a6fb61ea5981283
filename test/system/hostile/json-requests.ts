/** Hostile JSON as data: bodies that every endpoint must refuse. */
import { type HostileRequest, hostile } from '../../support/http/hostile-request.js';
import { COLLECTION } from '../../support/rest/rest-client.js';

const ENDPOINTS = ['/graphql', '/graphql/stream', COLLECTION, '/beta/$batch'];
const bytes = (...parts: readonly (string | number)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(typeof part === 'number' ? [part] : part)));
const deep = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

/** Every endpoint answers each with 400. */
export const HOSTILE_TEXTS: readonly (readonly [what: string, text: string | Uint8Array])[] = [
  ['nothing', ''],
  ['spaces alone', '   '],
  ['half an object', '{"query":'],
  ['a text without end', '{"query":"{ __typename }'],
  ['two objects', '{}{}'],
  ['an object and more', '{"query":"{ __typename }"} x'],
  ['a comma at the end', '{"query":"{ __typename }",}'],
  ['a comment', '{"query":"{ __typename }"/* */}'],
  ['single quotes', "{'query':'{ __typename }'}"],
  ['a key without quotes', '{query:"{ __typename }"}'],
  ['no number', '{"query":"{ __typename }","variables":{"a":NaN}}'],
  ['a number that begins with zero', '{"query":"{ __typename }","variables":{"a":01}}'],
  ['a number in another notation', '{"query":"{ __typename }","variables":{"a":0x1}}'],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '1e999'],
  ['a text', '"{ __typename }"'],
  ['a list', '[{"query":"{ __typename }"}]'],
  ['a list of many', `[${'{},'.repeat(50_000)}{}]`],
  ['the same key twice', '{"query":"{ __typename }","query":"{ viewer { subject } }"}'],
  ['the same key twice, once in escapes', '{"query":"{ __typename }","\\u0071uery":"{ viewer { subject } }"}'],
  ['the same key twice further in', '{"query":"{ __typename }","variables":{"a":{"b":1,"b":2}}}'],
  ['a key of the prototype', '{"query":"{ __typename }","__proto__":{"admin":true}}'],
  ['a key of the prototype in escapes', '{"query":"{ __typename }","\\u005f_proto__":{"admin":true}}'],
  ['a prototype of the constructor', '{"query":"{ __typename }","constructor":{"prototype":{"admin":true}}}'],
  ['a key of the prototype further in', '{"query":"{ __typename }","variables":{"a":[{"__proto__":{"a":1}}]}}'],
  ['65 levels', deep(65)],
  ['100,000 levels', deep(100_000)],
  ['a raw line end in a text', '{"query":"{ __typename }\n"}'],
  ['a raw NUL', '{"query":"{ __typename }\u0000"}'],
  ['a NUL behind', '{"query":"{ __typename }"}\u0000'],
  ['a byte that is no UTF-8', bytes('{"query":"', 0xff, '"}')],
  ['UTF-8 longer than need be', bytes('{"query":"', 0xc0, 0xaf, '"}')],
  ['half a surrogate pair', bytes('{"query":"', 0xed, 0xa0, 0x80, '"}')],
  ['a code point beyond the last', bytes('{"query":"', 0xf4, 0x90, 0x80, 0x80, '"}')],
  ['a character that is cut off', bytes('{"query":"{ __typename }', 0xe2, 0x82)],
  ['an escape that is none', '{"query":"\\x41"}'],
  ['an escape that is cut off', '{"query":"\\u00'],
  ['256 kB of one word', `{"${'a'.repeat(262_000)}":1}`],
  ['256 kB of backslashes', `{"query":"${'\\\\'.repeat(130_000)}"`],
  ['256 kB of quotes', '"'.repeat(262_000)],
  ['40,000 keys', `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join(',')}}`],
];

export const HOSTILE_JSON: readonly HostileRequest[] = ENDPOINTS.flatMap((endpoint) =>
  HOSTILE_TEXTS.map(([what, body]) => hostile(`${what} to ${endpoint}`, 400, endpoint, { body })),
);
