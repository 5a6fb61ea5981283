/** Hostile HTTP as data: URLs, methods, headers, encodings, and requests that another site's page can make a browser send. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { EXAMPLE } from '../../support/graphql/settings-client.js';
import { type HostileRequest, hostile, lines } from '../../support/http/hostile-request.js';
import { COLLECTION } from '../../support/rest/rest-client.js';

const QUERY = '/graphql?query=%7B__typename%7D';
const READ = JSON.stringify({ query: '{ __typename }' });
const CREATE = `mutation($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { derivedCredentialSettings { id } }
}`;
/** A mutation that writes if it is executed. */
export const WRITE = JSON.stringify({ query: CREATE, variables: { input: { ...EXAMPLE, displayName: 'Smuggled' } } });
const MEGABYTES = Buffer.alloc(32 * 1024 * 1024);

const get = (what: string, status: number, target: string, headers: Readonly<Record<string, string>> = {}) =>
  hostile(what, status, target, { headers });
const posted = (what: string, status: number, type: string, body: string | Uint8Array = WRITE, target = '/graphql') =>
  hostile(what, status, target, { headers: { 'content-type': type }, body });
const encoded = (encoding: string, body: Uint8Array) =>
  hostile(`a body in ${encoding}`, 415, '/graphql', { headers: { 'content-encoding': encoding }, body });

const ADDRESSES: readonly HostileRequest[] = [
  get('a way up', 404, '/../../../etc/passwd'),
  get('a way up, encoded', 404, '/%2e%2e/%2e%2e/etc/passwd'),
  get('a way up, encoded twice', 404, '/%252e%252e%252fetc%252fpasswd'),
  get('a way up in backslashes', 404, '/..\\..\\windows\\win.ini'),
  get('a way up from the objects', 400, `${COLLECTION}/../../../../etc/passwd`),
  get('a way up in an id', 404, `${COLLECTION}/..%2f..%2f..%2fetc%2fpasswd`),
  get('a way up in a key', 404, `${COLLECTION}('..%2f..%2fadmin')`),
  get('a NUL', 404, '/livez%00'),
  get('a NUL in an id', 404, `${COLLECTION}/%00`),
  get('a NUL behind an id', 404, `${COLLECTION}/cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb%00.json`),
  get('line ends in an id', 404, `${COLLECTION}/a%0d%0aSet-Cookie:%20a=b`),
  get('encoding that is none', 400, '/%ZZ'),
  get('encoding that is none in an id', 400, `${COLLECTION}/%ZZ`),
  get('UTF-8 longer than need be', 400, `${COLLECTION}/%c0%ae%c0%ae`),
  get('half a surrogate pair', 400, `${COLLECTION}/%ed%a0%80`),
  get('a byte that is no UTF-8', 400, `${COLLECTION}/%ff`),
  get('text that runs backwards', 404, `${COLLECTION}/%e2%80%aenosj`),
  get('an id of a prototype', 404, `${COLLECTION}/__proto__`),
  get('an id of a method', 404, `${COLLECTION}/constructor`),
  get('a collection of a prototype', 400, '/beta/deviceManagement/__proto__'),
  get('a key of SQL', 400, `${COLLECTION}('x%27%20or%201=1--')`),
  get('a segment of 10,000 letters', 404, `${COLLECTION}/${'a'.repeat(10_000)}`),
  get('2,000 segments', 400, `${COLLECTION}${'/a'.repeat(2_000)}`),
  get('an address of 20,000 letters', 431, `/${'a'.repeat(20_000)}`),
  get('a doubled slash', 404, '//graphql?query=%7B__typename%7D'),
  get('a parameter in the path', 404, '/graphql;a=b?query=%7B__typename%7D'),
  get('another host as a whole', 404, 'http://elsewhere.example/nothing'),
  get('a page by another host', 200, 'http://elsewhere.example/'),
  get('the sources of a page', 404, '/explorer/..%2F..%2F..%2Fsrc%2Fmain.ts'),
  get('a file', 404, 'file:///etc/passwd'),
  get('the source', 404, '/src/main.ts'),
  get('the packages', 404, '/node_modules/graphql/package.json'),
  get('the repository', 404, '/.git/config'),
  get('the key', 404, '/data/derived-credentials.sqlite.key.json'),
  get('a query without a token', 401, QUERY, { authorization: '' }),
  get('a list without a token', 401, COLLECTION, { authorization: '' }),
  get('a query of many queries', 400, `/graphql?${'query=%7B__typename%7D&'.repeat(300)}`),
  get('variables in two parts', 400, `${QUERY}&variables=%7B%22a%22:1&variables=%22b%22:2%7D`),
  get('variables with the same key twice', 400, `${QUERY}&variables=%7B%22a%22:1,%22a%22:2%7D`),
  get('a query by its index', 400, '/graphql?query[]=%7B__typename%7D'),
  get('parameters of the prototype', 200, `${QUERY}&__proto__[a]=1&constructor.prototype.a=1`),
];

const METHODS: readonly HostileRequest[] = [
  ...['PUT', 'PATCH', 'DELETE'].map((method) =>
    hostile(`${method} of the schema`, 405, '/graphql', { method, body: READ }),
  ),
  ...['TRACE', 'PROPFIND', 'SEARCH', 'PURGE', 'LOCK'].map((method) =>
    hostile(`${method} of the objects`, 404, COLLECTION, { method }),
  ),
  hostile('PUT of the objects', 405, COLLECTION, { method: 'PUT', body: READ }),
  hostile('DELETE of all objects', 405, COLLECTION, { method: 'DELETE' }),
  hostile('a method of another letter case', 400, '/graphql', { method: 'post', body: WRITE }),
  hostile('a method that is none', 400, '/graphql', { method: 'BREW' }),
  hostile('a method of 10,000 letters', 400, '/graphql', { method: 'A'.repeat(10_000) }),
  hostile('a write by another method', 400, '/graphql', {
    headers: { 'x-http-method-override': 'POST', 'x-method-override': 'POST' },
  }),
  hostile('a mutation by GET', 405, `/graphql?${new URLSearchParams({ query: 'mutation { __typename }' })}`),
  hostile('a GET with a body that writes', 400, '/graphql', { method: 'GET', body: WRITE }),
];

const HEADERS: readonly HostileRequest[] = [
  get('a header of 20,000 letters', 431, '/livez', { 'x-large': 'x'.repeat(20_000) }),
  get('900 headers', 200, '/livez', Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`x-${i}`, 'x']))),
  get('3,000 headers', 431, '/livez', Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`x-${i}`, 'x']))),
  get('a token of 15,000 letters', 401, QUERY, { authorization: `Bearer ${'a'.repeat(5_000)}.`.repeat(2) }),
  get('headers of the prototype', 200, '/livez', { __proto__x: 'a', constructor: 'a', 'has-own-property': 'a' }),
  get('a forwarded host', 200, COLLECTION, { 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'https' }),
  { ...get('another host', 403, COLLECTION, { host: 'elsewhere.example' }), inProduction: [200] },
  get('a host that is none', 400, '/livez', { host: 'a b' }),
  get('a rewritten address', 200, '/livez', { 'x-original-url': '/graphql', 'x-rewrite-url': '/graphql' }),
  get('a request id of script', 200, '/livez', { 'x-request-id': '<script>', 'client-request-id': '<script>' }),
  get('a thousand ranges', 200, '/livez', { range: `bytes=${'0-1,'.repeat(1_000)}0-1` }),
  get('conditions without end', 400, `${COLLECTION}/a`, { 'if-none-match': 'W/"1",'.repeat(1_500) }),
  get('preferences without end', 200, COLLECTION, { prefer: 'maxpagesize = '.repeat(900) }),
  get('an upgrade to sockets', 404, '/livez', { connection: 'upgrade, close', upgrade: 'websocket' }),
  get('an upgrade to HTTP/2', 200, '/livez', { connection: 'upgrade, close', upgrade: 'h2c', 'http2-settings': 'AA' }),
  lines(
    'two tokens',
    [401],
    `GET ${QUERY} HTTP/1.1`,
    'Host: localhost',
    'Authorization: Bearer {token}',
    'Authorization: Bearer {token}',
    'Connection: close',
    '',
    '',
  ),
  lines(
    'two hosts',
    [400],
    'GET /livez HTTP/1.1',
    'Host: localhost',
    'Host: elsewhere.example',
    'Connection: close',
    '',
    '',
  ),
  lines('no host', [400], 'GET /livez HTTP/1.1', 'Connection: close', '', ''),
  lines(
    'an expectation of a body to come',
    [100, 415],
    'POST /graphql HTTP/1.1',
    'Host: localhost',
    'Authorization: Bearer {token}',
    'Content-Type: text/plain',
    'Content-Length: 2',
    'Expect: 100-continue',
    'Connection: close',
    '',
    '{}',
  ),
];

/** Decompression bombs: small compressed bodies of large content. The service decompresses nothing. */
const ENCODINGS: readonly HostileRequest[] = [
  encoded('gzip', gzipSync(MEGABYTES)),
  encoded('GZIP', gzipSync(WRITE)),
  encoded('x-gzip', gzipSync(WRITE)),
  encoded('gzip, gzip', gzipSync(gzipSync(MEGABYTES))),
  encoded('identity, gzip', gzipSync(WRITE)),
  encoded('deflate', deflateSync(MEGABYTES)),
  encoded('br', brotliCompressSync(MEGABYTES)),
  encoded('zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])),
  encoded('aes128gcm', Buffer.from(WRITE)),
  posted('a bomb that does not say so', 400, 'application/json', gzipSync(MEGABYTES)),
  posted('UTF-16', 400, 'application/json; charset=utf-16', Buffer.from(WRITE, 'utf16le')),
  posted('UTF-16 with a mark', 400, 'application/json', Buffer.from(`\ufeff${WRITE}`, 'utf16le')),
  posted('UTF-7', 400, 'application/json; charset=utf-7', WRITE.replaceAll('"', '+ACI-')),
  posted('a byte order mark', 200, 'application/json', `\ufeff${READ}`),
  posted('more than 256 kB', 413, 'application/json', Buffer.alloc(300_000, ' ')),
];

const TYPES = [
  ...['text/plain', 'text/plain; charset=utf-8; a=application/json', 'application/x-www-form-urlencoded'],
  ...['multipart/form-data; boundary=x', 'application/graphql', 'application/jsonp', 'application/x-json'],
  ...['application/json, text/plain', 'text/json', 'application/*', '*/*', 'json', 'application/octet-stream'],
  ...['application/xml', `application/${'j'.repeat(5_000)}`],
];
const ORIGIN = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site', cookie: 'session=1' };

/** Cross-site requests, with and without a token (which another site's page cannot have). */
const CROSS_SITE: readonly HostileRequest[] = [
  ...TYPES.flatMap((type) => [
    posted(`a body of ${type.slice(0, 50)}`, 415, type),
    posted(`an object of ${type.slice(0, 50)}`, 400, type, WRITE, COLLECTION),
    posted(`a batch of ${type.slice(0, 50)}`, 400, type, WRITE, '/beta/$batch'),
  ]),
  ...['/graphql', COLLECTION, '/beta/$batch'].flatMap((target) => [
    hostile(`a form from elsewhere to ${target}`, 401, target, {
      headers: { ...ORIGIN, authorization: '', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ query: CREATE }).toString(),
    }),
    hostile(`plain text from elsewhere to ${target}`, 401, target, {
      headers: { ...ORIGIN, authorization: '', 'content-type': 'text/plain' },
      body: WRITE,
    }),
    hostile(`a body of no type to ${target}`, target === '/graphql' ? 415 : 400, target, {
      headers: { ...ORIGIN, 'content-type': '' },
      body: WRITE,
    }),
    hostile(`a question beforehand to ${target}`, 401, target, {
      method: 'OPTIONS',
      headers: {
        ...ORIGIN,
        authorization: '',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    }),
  ]),
  get('a query from elsewhere', 401, QUERY, { ...ORIGIN, authorization: '' }),
  get('a query from nowhere', 401, QUERY, { origin: 'null', authorization: '' }),
  get('a token in a cookie', 401, QUERY, { authorization: '', cookie: 'authorization=Bearer%20a.b.c' }),
  get('a token in the address', 401, `${QUERY}&access_token=a.b.c`, { authorization: '' }),
];

export const HOSTILE_HTTP: readonly HostileRequest[] = [
  ...ADDRESSES,
  ...METHODS,
  ...HEADERS,
  ...ENCODINGS,
  ...CROSS_SITE,
];
