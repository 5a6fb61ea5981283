/** Tests how many streams a caller may have, and that each is released exactly once, however it ends. */
import { describe, expect, test } from 'vitest';
import { TRANSPORTS, type Transport } from '../../support/graphql/follower.js';
import { type RawFollower, rawFollower } from '../../support/graphql/raw-follower.js';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { greetedWebSocket, openWebSocket } from '../../support/graphql/web-socket-client.js';
import { boot } from '../../support/service/boot.js';

const MAX = 100;
const OTHER_TENANT = '11111111-2222-3333-4444-555555555555';
const REPLAY = { query: 'subscription { changes(after: "") { node { kind } } }' };
const LIMITED = { errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] };

/** A service with a change to replay, and a function that subscribes as one caller. */
async function subscribable(transport: Transport) {
  const service = await boot();
  await settingsClient(service).create(EXAMPLE);
  const authorization = `Bearer ${await service.token()}`;
  const subscribe = (operation: object = REPLAY) =>
    rawFollower({ url: service.url, transport, authorization, operation });
  return { service, subscribe };
}

/** Subscribes until it is accepted. */
async function accepted(subscribe: () => RawFollower): Promise<RawFollower> {
  for (;;) {
    const stream = subscribe();
    if ((await stream.next())?.data !== undefined) return stream;
  }
}

/** How a stream can end before its token expires. */
const WAYS_OUT: readonly (readonly [
  what: string,
  leave: (subscribe: (operation?: object) => RawFollower) => Promise<unknown>,
])[] = [
  ['gone while it waits', async (subscribe) => (await accepted(subscribe)).kill()],
  [
    'gone while it does not read',
    async (subscribe) => {
      const stream = await accepted(subscribe);
      stream.pause();
      stream.kill();
    },
  ],
  ['gone at once', async (subscribe) => subscribe().kill()],
  [
    'gone before its first answer',
    async (subscribe) => {
      const stream = subscribe();
      const first = stream.next();
      setImmediate(() => stream.kill());
      await first;
    },
  ],
  ['refused', (subscribe) => subscribe({ query: 'subscription { planted }' }).rest()],
  ['a query', (subscribe) => subscribe({ query: '{ viewer { subject } }' }).rest()],
  [
    'refused by its resolver',
    (subscribe) => subscribe({ query: 'subscription { changes(after: "A") { cursor } }' }).rest(),
  ],
];

describe.each(TRANSPORTS)('Over %s', (transport) => {
  test(`a caller has at most ${MAX} streams, and each place is given back however it is left`, async () => {
    const { service, subscribe } = await subscribable(transport);
    await Promise.all(Array.from({ length: MAX - 1 }, () => accepted(subscribe)));
    for (const [, leave] of WAYS_OUT) for (let count = 0; count < 4; count += 1) await leave(subscribe);
    await accepted(subscribe);
    const { answers, ending } = await subscribe().rest();
    const words = 'You have 100 streaming connections already. Close some of them.';
    if (transport === 'WebSocket') expect(ending).toBe(`closed 4400 ${words}`);
    else expect({ answers, ending }).toMatchObject({ answers: [LIMITED], ending: 'status 400' });
    const authorization = `Bearer ${await service.token({ tenantId: OTHER_TENANT })}`;
    const other = rawFollower({ url: service.url, transport, authorization, operation: REPLAY }).next();
    await settingsClient(service, authorization.slice(7)).create(EXAMPLE);
    expect(await other).toHaveProperty('data');
  });
});

test(`A connection carries at most ${MAX} subscriptions, and one more for each that has ended`, async () => {
  const { service } = await subscribable('WebSocket');
  const client = await greetedWebSocket(service);
  const subscribe = (id: string, payload = REPLAY) => client.say({ type: 'subscribe', id, payload });
  for (let id = 0; id < MAX; id += 1) subscribe(String(id));
  for (let id = 0; id < MAX; id += 1) expect(await client.hear()).toMatchObject({ type: 'next' });
  subscribe('more');
  const message = 'You have 100 subscriptions already. Close some of them.';
  const refused = { type: 'error', id: 'more', payload: [{ message, ...LIMITED.errors[0] }] };
  expect(await client.hear()).toMatchObject(refused);
  client.say({ type: 'complete', id: '7' });
  await heardAfterPing(client);
  subscribe('instead');
  expect(await client.hear()).toMatchObject({ type: 'next', id: 'instead' });
  subscribe('more');
  expect(await client.hear()).toMatchObject(refused);
});

test('Connections that end before their token, or while it is looked at, take no place', async () => {
  const { service, subscribe } = await subscribable('WebSocket');
  const authorization = `Bearer ${await service.token()}`;
  for (let count = 0; count < 2 * MAX; count += 1) {
    const client = await openWebSocket(service.url);
    if (count % 2 === 0) client.say({ type: 'connection_init', payload: { authorization } });
    if (count % 3 === 0) client.socket.close();
    else client.socket.terminate();
    await client.closed;
  }
  await Promise.all(Array.from({ length: MAX }, () => accepted(subscribe)));
  expect((await subscribe().rest()).ending).toMatch(/^closed 4400 You have 100 streaming connections/);
});

async function heardAfterPing(client: Awaited<ReturnType<typeof greetedWebSocket>>): Promise<void> {
  client.say({ type: 'ping' });
  expect(await client.hear()).toEqual({ type: 'pong' });
}
