/** Tests the responses to invalid WebSocket messages, and that subscriptions on one connection are not confused. */
import { expect, test } from 'vitest';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { greetedWebSocket, openWebSocket, type WebSocketClient } from '../../support/graphql/web-socket-client.js';
import { expectNoLeak } from '../../support/http/expect-no-leak.js';
import { boot } from '../../support/service/boot.js';
import { startService } from '../../support/service/started-service.js';

const LIVE = { query: 'subscription { changes { node { kind } } }' };
const REPLAY = { query: 'subscription { changes(after: "") { node { kind } } }' };
const CREATED = { data: { changes: { node: { kind: 'CREATED' } } } };
const subscribe = (id: unknown, payload: unknown = LIVE) => ({ type: 'subscribe', id, payload });

type Said = object | string | Buffer;

/** Messages of a client with a verified token, and how the connection is closed. */
const CLOSING: readonly (readonly [what: string, said: readonly Said[], closed: RegExp])[] = [
  ['bytes', [Buffer.from('{"type":"ping"}')], /^4400 Send messages as text/],
  ['no JSON', ['{"type":"ping"'], /^4400 The message is not valid JSON/],
  ['a key twice', ['{"type":"ping","type":"ping"}'], /^4400 The JSON names the same key twice/],
  ['a key of the prototype', ['{"type":"ping","payload":{"__proto__":{"a":1}}}'], /^4400 The JSON names the prototype/],
  [
    'JSON 70 levels deep',
    [`{"type":"ping","payload":{"a":${'['.repeat(70)}${']'.repeat(70)}}}`],
    /^4400 The JSON nests/,
  ],
  ['null', ['null'], /^4400 /],
  ['a list', ['[{"type":"ping"}]'], /^4400 /],
  ['no type', [{ id: '1' }], /^4400 /],
  ['a type that there is not', [{ type: 'start', id: '1', payload: LIVE }], /^4400 Clients send no message/],
  ['a type that is an object', [{ type: { toString: 'ping' } }], /^4400 Clients send no message/],
  ['what only a server says', [{ type: 'next', id: '1', payload: {} }], /^4400 Clients send no message/],
  ['an acknowledgement', [{ type: 'connection_ack' }], /^4400 Clients send no message/],
  ['a second greeting', [{ type: 'connection_init' }], /^4429 Too many initialisation requests/],
  ['an id that is empty', [subscribe('')], /^4400 Invalid message received/],
  ['an id that is a number', [subscribe(7)], /^4400 Invalid message received/],
  ['an id of 200,000 characters', [subscribe('a'.repeat(200_000))], /^4400 The id of the message is longer than 128/],
  ['an id twice', [subscribe('one'), subscribe('one')], /^4409 Subscriber for one already exists/],
  [
    'a long id twice, in letters of many bytes',
    [subscribe('\u{1f600}'.repeat(64)), subscribe('\u{1f600}'.repeat(64))],
    /^4409 Subscriber for \u{1f600}{20,}$/u,
  ],
  ['no operation', [subscribe('1', {})], /^4400 Invalid message received/],
  ['an operation that is a list', [subscribe('1', { query: ['{ a }'] })], /^4400 Invalid message received/],
  ['variables that are a list', [subscribe('1', { ...LIVE, variables: [] })], /^4400 Invalid message received/],
  ['300,000 characters', [{ type: 'ping', payload: { a: 'a'.repeat(300_000) } }], /^1009/],
];

/** The same before the token is verified. */
const CLOSING_STRANGERS: typeof CLOSING = [
  ['a subscription', [subscribe('1')], /^4401 Unauthorized/],
  ['a greeting without a token', [{ type: 'connection_init' }], /^4403 Send an access token/],
  ['much', [{ type: 'ping', payload: { a: 'a'.repeat(40_000) } }], /^4400 The message is too large to come before/],
  ['a token of 40,000 characters', [greeting(`Bearer ${'a'.repeat(40_000)}`)], /^4400 The message is too large/],
  ['nothing for ten seconds', [], /^4408 Connection initialisation timeout/],
];

function greeting(authorization: unknown) {
  return { type: 'connection_init', payload: { authorization } };
}

test('A connection is closed for what breaks the protocol, and the code says why', async () => {
  const service = await boot();
  for (const [what, said, closed] of CLOSING) {
    const client = await greetedWebSocket(service);
    for (const message of said) client.say(message);
    const ending = await client.closed;
    expect(ending, what).toMatch(closed);
    expectNoLeak(ending);
  }
});

test('Before the token is verified, any other message closes the connection', async () => {
  const service = await boot();
  const endings = CLOSING_STRANGERS.map(async ([what, said, closed]) => {
    const client = await openWebSocket(service.url);
    for (const message of said) client.say(message);
    expect(await client.closed, what).toMatch(closed);
  });
  await Promise.all(endings);
});

test('Text that is no UTF-8 closes the connection', async () => {
  const { socket, closed } = await greetedWebSocket(await boot());
  socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
  expect(await closed).toMatch(/^1007/);
});

test.each([
  ['no protocol', []],
  ['the protocol that came before', ['graphql-ws']],
  ['unknown protocols', ['soap', 'mqtt']],
])('A client that offers %s is refused', async (_what, protocols) => {
  const { closed } = await openWebSocket((await boot()).url, protocols).catch(refusedByClient);
  expect(await closed).toMatch(/^4406 Subprotocol not acceptable|^Server sent no subprotocol/);
});

/** A client that requested a protocol and got none closes the connection itself. */
function refusedByClient({ message }: Error): Pick<WebSocketClient, 'closed'> {
  return { closed: Promise.resolve(message) };
}

test('Pings are answered, also before the token and while answers are awaited', async () => {
  const service = await boot();
  const unverified = await openWebSocket(service.url);
  unverified.say({ type: 'ping', payload: { a: 1 } });
  expect(await unverified.hear()).toEqual({ type: 'pong', payload: { a: 1 } });
  const client = await greetedWebSocket(service);
  client.say(subscribe('1'));
  client.say({ type: 'pong' });
  client.say({ type: 'ping' });
  expect(await client.hear()).toEqual({ type: 'pong' });
});

test('Several subscriptions of one connection are kept apart, and each ends by itself', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  const client = await greetedWebSocket(service);
  client.say(subscribe('a', REPLAY));
  client.say(subscribe('b', REPLAY));
  client.say(subscribe('c', { query: '{ viewer { subject } }' }));
  expect(await client.hear()).toMatchObject({
    type: 'error',
    id: 'c',
    payload: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  });
  await tenant.create(EXAMPLE);
  const both = [await client.hear(), await client.hear()];
  expect(both.map(({ type, id }) => `${type} ${id}`).sort()).toEqual(['next a', 'next b']);
  client.say({ type: 'complete', id: 'a' });
  client.say({ type: 'complete', id: 'never-there' });
  await pong(client);
  await tenant.create(EXAMPLE);
  expect(await client.hear()).toMatchObject({ type: 'next', id: 'b' });
  await pong(client);
});

test('An id is free again once its subscription has ended, however often', async () => {
  const service = await boot();
  const client = await greetedWebSocket(service);
  for (let round = 0; round < 150; round += 1) {
    client.say(subscribe('same', REPLAY));
    await pong(client);
    client.say({ type: 'complete', id: 'same' });
    await pong(client);
  }
  client.say(subscribe('same', REPLAY));
  await settingsClient(service).create(EXAMPLE);
  expect(await client.hear()).toEqual({ type: 'next', id: 'same', payload: CREATED });
});

test('An id may be used again as soon as the client has sent complete, for a new subscription', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create(EXAMPLE);
  const client = await greetedWebSocket(service);
  const end = { type: 'complete', id: 'same' };
  for (let round = 0; round < 120; round += 1) for (const message of [subscribe('same'), end]) client.say(message);
  client.say(subscribe('same', REPLAY));
  expect(await client.hear()).toEqual({ type: 'next', id: 'same', payload: CREATED });
  await tenant.create(EXAMPLE);
  expect(await client.hear()).toEqual({ type: 'next', id: 'same', payload: CREATED });
  client.say(end);
  await pong(client);
  await tenant.create(EXAMPLE);
  await pong(client);
  // A caller may have a hundred subscriptions, and all earlier ones have ended.
  for (let id = 0; id < 100; id += 1) client.say(subscribe(String(id), REPLAY));
  for (let count = 0; count < 300; count += 1) expect(await client.hear()).toMatchObject({ type: 'next' });
});

test('Whatever follows on an id that waits for its turn keeps its order', async () => {
  const service = await boot();
  await settingsClient(service).create(EXAMPLE);
  const end = { type: 'complete', id: 'same' };
  const REFUSED = subscribe('same', { query: '{ viewer { subject } }' });
  const client = await greetedWebSocket(service);
  for (const message of [subscribe('same'), end, REFUSED]) client.say(message);
  expect(await client.hear()).toMatchObject({ type: 'error', id: 'same' });
  for (const message of [subscribe('same'), end, subscribe('same', REPLAY), end, { type: 'ping' }]) client.say(message);
  const heard: string[] = [];
  while (heard.at(-1) !== 'pong') heard.push((await client.hear()).type);
  await pong(client);
  for (const message of [subscribe('same'), end, subscribe('same'), subscribe('same')]) client.say(message);
  expect(await client.closed).toBe('4409 Subscriber for same already exists');
});

test('A client that is gone while its id waits leaves nothing behind', async () => {
  const service = await boot();
  for (let round = 0; round < 120; round += 1) {
    const client = await greetedWebSocket(service);
    for (const message of [subscribe('same'), { type: 'complete', id: 'same' }, subscribe('same')]) client.say(message);
    if (round % 2 === 0) client.socket.terminate();
    else client.socket.close();
    await client.closed;
  }
  await settingsClient(service).create(EXAMPLE);
  const client = await greetedWebSocket(service);
  for (let id = 0; id < 100; id += 1) client.say(subscribe(String(id), REPLAY));
  for (let id = 0; id < 100; id += 1) expect(await client.hear()).toMatchObject({ type: 'next', payload: CREATED });
});

/** Receives only the response to a ping. */
async function pong(client: WebSocketClient): Promise<void> {
  client.say({ type: 'ping' });
  expect(await client.hear()).toEqual({ type: 'pong' });
}

test('Nothing that clients say is an error in the log', async () => {
  const service = await startService({ LOG_LEVEL: 'error' });
  for (const [, said] of CLOSING) {
    const client = await greetedWebSocket({ ...service, token: async () => service.token });
    for (const message of said) client.say(message);
    await client.closed;
  }
  service.child.kill('SIGTERM');
  expect(await service.ended).toMatchObject({ code: 0, stderr: '' });
});
