/** Proves how the server answers valid and invalid handshakes and other upgrades, and how it closes WebSockets on shutdown. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type WebSocket from 'ws';
import { SECURITY_HEADERS } from '../../../src/http/security-headers.js';
import { TRANSPORTS } from '../../support/graphql/follower.js';
import { rawFollower } from '../../support/graphql/raw-follower.js';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { greetedWebSocket, openWebSocket } from '../../support/graphql/web-socket-client.js';
import { sendBytes, statusesIn } from '../../support/http/hostile-request.js';
import { exchange, openSocket } from '../../support/http/raw-http.js';
import { boot } from '../../support/service/boot.js';
import { startService } from '../../support/service/started-service.js';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const GOOD = {
  Host: 'localhost',
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Key': KEY,
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Protocol': 'graphql-transport-ws',
};
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request with these headers over those of a valid handshake; undefined removes a header. */
function handshake(headers: Headers = {}, line = 'GET /graphql'): string {
  const lines = Object.entries({ ...GOOD, ...headers }).flatMap(([name, values]) =>
    values === undefined ? [] : [values].flat().map((value) => `${name}: ${value}`),
  );
  return [`${line} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

const REFUSED: readonly (readonly [what: string, status: number, text: string])[] = [
  ['another path', 404, handshake({}, 'GET /other')],
  ['a path below', 404, handshake({}, 'GET /graphql/below')],
  ['two slashes at the end', 404, handshake({}, 'GET /graphql//')],
  ['the path of the event stream', 404, handshake({}, 'GET /graphql/stream')],
  ['all paths', 404, handshake({}, 'OPTIONS *')],
  ['another method', 400, handshake({}, 'POST /graphql')],
  ['no key', 400, handshake({ 'Sec-WebSocket-Key': undefined })],
  ['a key that is too short', 400, handshake({ 'Sec-WebSocket-Key': 'YQ==' })],
  ['another version', 400, handshake({ 'Sec-WebSocket-Version': '7' })],
  ['no version', 400, handshake({ 'Sec-WebSocket-Version': undefined })],
  ['protocols that are no list', 400, handshake({ 'Sec-WebSocket-Protocol': 'graphql-transport-ws,,' })],
  ['a protocol twice', 400, handshake({ 'Sec-WebSocket-Protocol': 'graphql-transport-ws, graphql-transport-ws' })],
  ['no host', 400, handshake({ Host: undefined })],
  ['two hosts', 400, handshake({ Host: ['localhost', 'evil.example'] })],
  ['a host with a user', 400, handshake({ Host: 'user@localhost' })],
  ['no host at another path', 400, handshake({ Host: undefined }, 'GET /other')],
];

test('A handshake is refused in the form of every other refusal', async () => {
  const { url } = await boot();
  for (const [what, status, text] of REFUSED) {
    const answer = await exchange(await openSocket(url), text);
    expect(answer.status, what).toBe(status);
    expect(answer.headers, what).toMatchObject({ ...SECURITY_HEADERS, connection: 'close' });
    const requestId = answer.headers['x-request-id'];
    const error = { code: expect.stringMatching(/^[A-Z_]+$/), message: expect.any(String), requestId };
    expect(JSON.parse(answer.body), what).toEqual({ error });
  }
});

test('A handshake is welcome in other letter case, with a slash at the end, with a query, and from any origin', async () => {
  const { url } = await boot();
  for (const [line, headers] of [
    ['GET /GraphQL', {}],
    ['GET /graphql/', {}],
    ['GET /graphql/?a=1', {}],
    ['GET /graphql?a=1', {}],
    ['GET /graphql', { Upgrade: 'WebSocket', Connection: 'keep-alive, upgrade' }],
    ['GET /graphql', { Origin: 'https://evil.example' }],
  ] as const) {
    const socket = await openSocket(url);
    socket.write(handshake(headers, line));
    const answer = await new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
    expect(answer, line).toMatch(/^HTTP\/1\.1 101 /);
    socket.destroy();
  }
});

test('Clients that are gone as soon as they have asked bring nothing down', async () => {
  const service = await startService();
  for (let count = 0; count < 300; count += 1) {
    const socket = await openSocket(service.url);
    const [, , text = ''] = REFUSED[count % REFUSED.length] ?? [];
    socket.write(count % 3 === 0 ? handshake() : text);
    if (count % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.resetAndDestroy();
  }
  expect((await fetch(`${service.url}/livez`)).status).toBe(200);
  expect(service.child.exitCode).toBeNull();
});

describe('A request for another protocol is answered in this one', () => {
  const H2C = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA' };
  const head = (line: string, headers: Readonly<Record<string, string>>) =>
    [`${line} HTTP/1.1`, 'Host: localhost', ...Object.entries(headers).map((pair) => pair.join(': ')), '', ''].join(
      '\r\n',
    );

  async function operation(token: string, query: string, headers: Readonly<Record<string, string>>): Promise<string> {
    const body = JSON.stringify({ query });
    const length = String(Buffer.byteLength(body));
    const all = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': length };
    return head('POST /graphql', { ...all, ...headers }) + body;
  }

  test('with its body, and with requests before and behind it', async () => {
    const service = await boot();
    const token = await service.token();
    const large = `{ viewer { subject } } #${'x'.repeat(14_000)}`;
    const text = [
      head('GET /livez', {}),
      await operation(token, large, H2C),
      head('GET /livez', H2C),
      await operation(token, '{ viewer { tenantId } }', { ...H2C, upgrade: 'TLS/1.0' }),
      head('GET /nowhere', { ...H2C, upgrade: 'h2c, websocket' }),
      head('GET /livez', { connection: 'close' }),
    ].join('');
    const received = await sendBytes(service.url, Buffer.from(text));
    expect(statusesIn(received)).toEqual([200, 200, 200, 200, 404, 200]);
    expect(received.match(/"data":\{"viewer":\{"(?:subject|tenantId)"/g)).toHaveLength(2);
  });

  test('in pieces, and in chunks', async () => {
    const service = await boot();
    const token = await service.token();
    const text = await operation(token, '{ viewer { tenantId } }', {
      ...H2C,
      connection: 'close, Upgrade, HTTP2-Settings',
    });
    const socket = await openSocket(service.url);
    const cut = text.length - 12;
    socket.write(text.slice(0, cut));
    setImmediate(() => socket.write(text.slice(cut)));
    const answer = await exchange(socket, '');
    expect(answer).toMatchObject({ status: 200, headers: { connection: 'close' } });

    const body = JSON.stringify({ query: '{ viewer { tenantId } }' });
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
    };
    const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const chunked =
      head('POST /graphql', { ...headers, ...H2C, connection: 'Upgrade, HTTP2-Settings, close' }) + chunks;
    expect(statusesIn(await sendBytes(service.url, Buffer.from(chunked)))).toEqual([200]);
  });

  test('and no check is passed over by asking so', async () => {
    const { url } = await boot();
    const sent = [
      `${head('POST /graphql', { ...H2C, connection: 'close, upgrade', 'content-length': '2' })}{}`,
      head('GET /livez', { ...H2C, connection: 'close, upgrade', host: 'evil.example' }),
    ];
    const answers = await Promise.all(sent.map((text) => sendBytes(url, Buffer.from(text))));
    expect(answers.map(statusesIn)).toEqual([[401], [400]]);
  });
});

describe('When the service stops', () => {
  test('clients are sent away, with the code to come back, and those who do not answer are cut off', async () => {
    const service = await boot();
    const [polite, deaf] = [await greetedWebSocket(service), await greetedWebSocket(service)];
    deaf.socket.pause();
    const stranger = await openWebSocket(service.url);
    await service.stop();
    expect(await polite.closed).toBe('1001 The service is shutting down.');
    expect(await stranger.closed).toBe('1001 The service is shutting down.');
    deaf.socket.resume();
    expect(await deaf.closed).toMatch(/^100[16]/);
  });

  test.each(TRANSPORTS)('followers over %s learn that they should come back, read or not', async (transport) => {
    const service = await boot();
    await settingsClient(service).create(EXAMPLE);
    const authorization = `Bearer ${await service.token()}`;
    const operation = { query: 'subscription { changes(after: "") { cursor } }' };
    const streams = Array.from({ length: 5 }, () =>
      rawFollower({ url: service.url, transport, authorization, operation }),
    );
    for (const stream of streams) await stream.next();
    streams[0]?.pause();
    await service.stop();
    streams[0]?.resume();
    for (const stream of streams) expect((await stream.rest()).ending).toMatch(/^broken$|^closed 1001/);
  });
});

type Send = (socket: WebSocket, done: (error?: Error | null) => void) => void;

/** Sent again and again by a client that reads nothing. */
const FLOODS: readonly (readonly [what: string, send: Send])[] = [
  ['pings of the protocol underneath', (socket, done) => socket.ping(randomBytes(125), undefined, done)],
  [
    'pings with much to give back',
    (socket, done) => socket.send(`{"type":"ping","payload":{"a":"${'a'.repeat(10_000)}"}}`, done),
  ],
];

test.each(FLOODS)('A client that sends %s and reads nothing is cut off', async (_what, send) => {
  const { socket } = await greetedWebSocket(await boot());
  socket.pause();
  const batch = () =>
    new Promise<Error | null>((resolve) => {
      for (let count = 0; count < 100; count += 1) send(socket, () => {});
      send(socket, (error) => setImmediate(resolve, error ?? null));
    });
  let failure: Error | null = null;
  while (failure === null) failure = await batch();
  expect(failure.message).toMatch(/EPIPE|ECONNRESET|not open|closed|destroyed/i);
});
