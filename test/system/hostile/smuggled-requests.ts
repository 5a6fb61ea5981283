/**
 * HTTP request smuggling as data: requests whose end a proxy and the service could see at different places. The smuggled
 * request would write; each case states the number of responses, which shows that it was never executed.
 */
import { type HostileRequest, lines, raw } from '../../support/http/hostile-request.js';
import { WRITE } from './http-requests.js';

const HIDDEN = [
  'POST /graphql HTTP/1.1',
  'Host: localhost',
  'Authorization: Bearer {token}',
  'Content-Type: application/json',
  `Content-Length: ${Buffer.byteLength(WRITE)}`,
  'Connection: close',
  '',
  WRITE,
];
const POST = ['POST /graphql HTTP/1.1', 'Host: localhost', 'Authorization: Bearer {token}'];
const JSON_TYPE = 'Content-Type: application/json';
const CHUNKED = 'Transfer-Encoding: chunked';

/** A request with these headers and a body, followed by the smuggled request. */
const hiding = (what: string, headers: readonly string[]) =>
  lines(what, [400], ...POST, JSON_TYPE, ...headers, '', '0', '', ...HIDDEN);
/** The same with a chunked body, given as raw chunks. */
const chunks = (what: string, text: string) =>
  raw(what, [400], `${[...POST, JSON_TYPE, CHUNKED].join('\r\n')}\r\n\r\n${text}${HIDDEN.join('\r\n')}`);
const length = (value: string) => `Content-Length: ${value}`;

const LENGTHS: readonly HostileRequest[] = [
  hiding('a length and chunks', [length('5'), CHUNKED]),
  hiding('chunks and a length', [CHUNKED, length('5')]),
  hiding('chunks and no length at all', [CHUNKED, length('0')]),
  hiding('two lengths', [length('5'), length('3')]),
  hiding('the same length twice', [length('3'), length('3')]),
  hiding('two lengths in one', [length('3, 3')]),
  ...['-1', '+3', '0x3', '3e0', '3 3', '3;', '', '３', '99999999999999999999999', '0000000000000000000000003;'].map(
    (value) => hiding(`a length of "${value}"`, [length(value)]),
  ),
  hiding('a length in two lines', ['Content-Length:', ' 3']),
  hiding('a length behind a bare LF', [`X: y\n${length('3')}`, length('0')]),
  hiding('a length behind a NUL', [`X: y\u0000${length('3')}`]),
];

const TRANSFERS: readonly HostileRequest[] = [
  hiding('chunks that are not last', ['Transfer-Encoding: chunked, identity']),
  hiding('chunks and something else', [CHUNKED, 'Transfer-Encoding: x']),
  hiding('almost chunks', ['Transfer-Encoding: xchunked']),
  hiding('chunks in quotes', ['Transfer-Encoding: "chunked"']),
  hiding('chunks behind a space', ['Transfer-Encoding : chunked']),
  hiding('chunks behind a fold', ['Transfer-Encoding:', ' chunked', length('5')]),
  hiding('chunks in a name with a tab', ['Transfer-Encoding\t: chunked', length('5')]),
  hiding('chunks behind a bare CR', [`X: y\rTransfer-Encoding: chunked`, length('5')]),
  hiding('chunks behind a bare LF', [`X: y\n${CHUNKED}`, length('5')]),
  hiding('chunks behind a vertical tab', ['Transfer-Encoding: \u000bchunked']),
  hiding('chunks in a header that goes on', ['X: y', ' ', CHUNKED, length('5')]),
  lines(
    'chunks in HTTP/1.0',
    [400],
    'POST /graphql HTTP/1.0',
    'Host: localhost',
    'Authorization: Bearer {token}',
    JSON_TYPE,
    CHUNKED,
    length('3'),
    '',
    '0',
    '',
    ...HIDDEN,
  ),
];

const CHUNKS: readonly HostileRequest[] = [
  chunks('a chunk of no number', 'g\r\n{}\r\n0\r\n\r\n'),
  chunks('a chunk of fewer than none', '-2\r\n{}\r\n0\r\n\r\n'),
  chunks('a chunk in another notation', '0x2\r\n{}\r\n0\r\n\r\n'),
  chunks('a chunk of more than any', 'ffffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
  chunks('a chunk behind a space', ' 2\r\n{}\r\n0\r\n\r\n'),
  chunks('a chunk with a space behind it', '2 \r\n{}\r\n0\r\n\r\n'),
  chunks('a chunk that is longer than it says', '1\r\n{}\r\n0\r\n\r\n'),
  chunks('a chunk that ends in a bare LF', '2\n{}\n0\n\n'),
  chunks('a chunk whose extension holds a bare LF', '2;a\n{}\r\n0\r\n\r\n'),
  chunks('a chunk whose extension has no end', `2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`),
  chunks('a trailer that is no header', '0\r\nNo colon\r\n\r\n'),
];

const LINES: readonly HostileRequest[] = [
  raw('bare LFs', [400], HIDDEN.join('\n')),
  raw('bare CRs', [400], HIDDEN.join('\r')),
  raw('nothing but NULs', [400], new Uint8Array(1_000)),
  raw('the preface of HTTP/2', [400], 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  raw('the first bytes of TLS', [400], Buffer.from('16030100c8010000c40303', 'hex')),
  raw('HTTP/0.9', [400], 'GET /livez\r\n\r\n'),
  raw('another version', [400], 'GET /livez HTTP/9.9\r\nHost: localhost\r\n\r\n'),
  raw('a version in small letters', [400], 'GET /livez http/1.1\r\nHost: localhost\r\n\r\n'),
  raw('words of another protocol', [400], 'EHLO localhost\r\n'),
  raw('an address with spaces', [400], 'GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  raw('a tunnel', [], 'CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n'),
  lines('a header without a name', [400], 'GET /livez HTTP/1.1', 'Host: localhost', ': b', '', ''),
  lines('a header that begins with a space', [400], 'GET /livez HTTP/1.1', ' X: y', 'Host: localhost', '', ''),
  lines('a name with a space', [400], 'GET /livez HTTP/1.1', 'Host: localhost', 'X y: z', '', ''),
  lines('a name that is no ASCII', [400], 'GET /livez HTTP/1.1', 'Host: localhost', 'Xé: z', '', ''),
  lines('a value with a NUL', [400], 'GET /livez HTTP/1.1', 'Host: localhost', 'X: a\u0000b', '', ''),
  lines('nonsense behind a request', [400], 'GET /livez HTTP/1.1', 'Host: localhost', '', 'nonsense', '', ''),
  lines(
    'a request in the body of a GET',
    [200],
    'GET /livez HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    length(String(Buffer.byteLength(HIDDEN.join('\r\n')) + 2_000)),
    '',
    ...HIDDEN,
    'x'.repeat(2_000),
  ),
  lines(
    'a request behind the last one',
    [400],
    'GET /livez HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    '',
    ...HIDDEN,
  ),
];

export const SMUGGLED: readonly HostileRequest[] = [...LENGTHS, ...TRANSFERS, ...CHUNKS, ...LINES];
