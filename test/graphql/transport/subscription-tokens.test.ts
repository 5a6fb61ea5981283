/** Tests that a stream needs a valid token, and ends when it expires or when its key is withdrawn. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import { createTestIssuer } from '../../support/auth/test-issuer.js';
import { TRANSPORTS, type Transport } from '../../support/graphql/follower.js';
import { type Ending, rawFollower } from '../../support/graphql/raw-follower.js';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { type Booted, boot, bootOnSqlite } from '../../support/service/boot.js';
import { bootProduction } from '../../support/service/boot-production.js';
import { SQLITE } from '../../support/store/open-store.js';

const OTHER_TENANT = '11111111-2222-4333-8444-555555555555';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const REPLAY = { query: 'subscription { changes(after: "") { node { kind } } }' };

/** How a stream is refused, and how it ends. */
const REFUSED: Readonly<Record<Transport, Ending>> = { WebSocket: 'closed 4403', 'server-sent events': 'status 401' };
const ENDED: Readonly<Record<Transport, Ending>> = { WebSocket: 'closed 4403', 'server-sent events': 'complete' };

const REFUSALS: readonly (readonly [
  what: string,
  authorization: (service: Booted) => Promise<string | null>,
  words: RegExp,
])[] = [
  ['no token', async () => null, /^Send an access token/],
  ['a token alone', (service) => service.token(), /not "Bearer" and an access token/],
  ['another scheme', async () => 'Basic dXNlcjpwYXNz', /not "Bearer" and an access token/],
  ['a token that is none', async () => 'Bearer a.b.c', /malformed/],
  ['an expired token', async (service) => `Bearer ${await service.token({ lifetimeSeconds: -120 })}`, /has expired/],
  ['a token with another signature', async (service) => `Bearer ${await withWrongSignature(service)}`, /not valid/],
];

async function withWrongSignature(service: Booted): Promise<string> {
  const [header, payload] = (await service.token()).split('.');
  return `${header}.${payload}.${'A'.repeat(86)}`;
}

/**
 * Fake timers and clock. Sockets are real, so the database must be in a file: the limits of time of a server's answer would pass
 * before it comes.
 */
function stopTime(): void {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

describe.each(TRANSPORTS)('Over %s', (transport) => {
  test.each(REFUSALS)('nothing opens with %s, and the reason is sent', async (_what, authorization, words) => {
    const { url, ...service } = await boot();
    const given = await authorization({ url, ...service });
    const stream = rawFollower({ url, transport, authorization: given, operation: REPLAY });
    const { answers, ending } = await stream.rest();
    expect(ending).toContain(REFUSED[transport]);
    if (transport === 'WebSocket') {
      expect(answers).toEqual([]);
      expect(ending.replace('closed 4403 ', '')).toMatch(words);
    } else {
      const extensions = { code: 'UNAUTHENTICATED', requestId: expect.any(String) };
      expect(answers).toMatchObject([{ errors: [{ message: expect.stringMatching(words), extensions }] }]);
    }
  });

  test('a token ends its streams when it expires, and not before', async () => {
    const service = await bootOnSqlite();
    await settingsClient(service).create(EXAMPLE);
    stopTime();
    const authorization = `Bearer ${await service.token({ lifetimeSeconds: HOUR_MS / 1000 })}`;
    const stream = rawFollower({ url: service.url, transport, authorization, operation: REPLAY });
    expect(await stream.next()).toEqual({ data: { changes: { node: { kind: 'CREATED' } } } });
    await vi.advanceTimersByTimeAsync(HOUR_MS - MINUTE_MS);
    await settingsClient(service, authorization.slice(7)).create(EXAMPLE);
    expect(await stream.next()).toEqual({ data: { changes: { node: { kind: 'CREATED' } } } });
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expectEnded(transport, await stream.rest(), /^The access token has expired. Get a new one and subscribe again./);
  });

  test('a token ends its streams when its key is withdrawn', async () => {
    const service = await bootProduction({}, SQLITE);
    stopTime();
    const authorization = `Bearer ${await service.token({ permissions: [READ_PERMISSION] })}`;
    const stream = rawFollower({ url: service.url, transport, authorization, operation: REPLAY });
    const other = rawFollower({ url: service.url, transport, authorization, operation: { query: '{ nothing }' } });
    expect((await other.rest()).answers).toHaveLength(1);
    service.keyServer.publish((await createTestIssuer('RS256', 'key-2')).publicJwk);
    const ended = stream.rest();
    // Keys are cached for five minutes, and streams check theirs once a minute.
    for (let minute = 0; minute <= 6; minute += 1) await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expectEnded(transport, await ended, /^The access token is not valid/);
  });

  test('a key server that is down ends no stream', async () => {
    const service = await bootProduction({}, SQLITE);
    stopTime();
    const authorization = `Bearer ${await service.token()}`;
    const stream = rawFollower({ url: service.url, transport, authorization, operation: REPLAY });
    const first = stream.next();
    await settingsClient(service).create(EXAMPLE);
    expect(await first).toEqual({ data: { changes: { node: { kind: 'CREATED' } } } });
    let asked = 0;
    const down = new Promise<void>((resolve) => {
      service.keyServer.answer((_request, response) => {
        asked += 1;
        response.writeHead(500).end();
        resolve();
      });
    });
    const second = stream.next();
    for (let minute = 0; minute < 6; minute += 1) await vi.advanceTimersByTimeAsync(MINUTE_MS);
    await down;
    expect(asked).toBeGreaterThan(0);
    const { publicJwk } = service.forge.issuer;
    service.keyServer.publish(publicJwk);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    await settingsClient(service).create(EXAMPLE);
    expect(await second).toEqual({ data: { changes: { node: { kind: 'CREATED' } } } });
  });
});

function expectEnded(
  transport: Transport,
  { answers, ending }: Awaited<ReturnType<ReturnType<typeof rawFollower>['rest']>>,
  words: RegExp,
): void {
  expect(ending).toContain(ENDED[transport]);
  if (transport === 'WebSocket') {
    expect(answers).toEqual([]);
    expect(ending.replace('closed 4403 ', '')).toMatch(words);
  } else {
    const extensions = { code: 'UNAUTHENTICATED', requestId: expect.any(String) };
    expect(answers).toMatchObject([{ errors: [{ message: expect.stringMatching(words), extensions }] }]);
  }
}

describe('In the payload of a ping', () => {
  test('a newer token continues the subscriptions of the connection, after the first has expired', async () => {
    const service = await bootOnSqlite();
    stopTime();
    const lifetime = { lifetimeSeconds: HOUR_MS / 1000 };
    const authorization = `Bearer ${await service.token(lifetime)}`;
    const stream = rawFollower({ url: service.url, transport: 'WebSocket', authorization, operation: REPLAY });
    const other = rawFollower({ url: service.url, transport: 'WebSocket', authorization, operation: REPLAY });
    const first = [stream.next(), other.next()];
    await settingsClient(service, authorization.slice(7)).create(EXAMPLE);
    expect(await first[0]).toEqual({ data: { changes: { node: { kind: 'CREATED' } } } });
    await first[1];
    await vi.advanceTimersByTimeAsync(HOUR_MS - MINUTE_MS);
    const newer = await service.token(lifetime);
    await stream.ping({ authorization: `Bearer ${newer}` });
    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    expect((await other.rest()).ending).toContain('closed 4403');
    await settingsClient(service, newer).create(EXAMPLE);
    expect(await stream.next()).toEqual({ data: { changes: { node: { kind: 'CREATED' } } } });
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect((await stream.rest()).ending).toContain('closed 4403 The access token has expired.');
  });

  test.each([
    ['an expired token', { lifetimeSeconds: -3600 }, /^closed 4403 The access token has expired/],
    ['a token of another tenant', { tenantId: OTHER_TENANT }, /^closed 4403 The token of the ping is of another user/],
    ['a token that allows less', { permissions: [READ_PERMISSION] }, /^closed 4403 .*or allows less/],
  ])('%s ends the connection', async (_what, options, ending) => {
    const service = await boot();
    await settingsClient(service).create(EXAMPLE);
    const authorization = `Bearer ${await service.token()}`;
    const stream = rawFollower({ url: service.url, transport: 'WebSocket', authorization, operation: REPLAY });
    await stream.next();
    void stream.ping({ authorization: `Bearer ${await service.token(options)}` });
    expect((await stream.rest()).ending).toMatch(ending);
  });

  test('anything else changes nothing', async () => {
    const service = await boot();
    await settingsClient(service).create(EXAMPLE);
    const authorization = `Bearer ${await service.token()}`;
    const stream = rawFollower({ url: service.url, transport: 'WebSocket', authorization, operation: REPLAY });
    await stream.next();
    for (const payload of [undefined, {}, { authorization: [1] }, { at: 1 }]) await stream.ping(payload);
    await settingsClient(service).create(EXAMPLE);
    expect(await stream.next()).toEqual({ data: { changes: { node: { kind: 'CREATED' } } } });
  });
});

describe('In the payload of connection_init', () => {
  test.each(['authorization', 'Authorization', 'AUTHORIZATION'])('the token may be called %s', async (name) => {
    const service = await boot();
    const answer = await greeted(service, { [name]: `Bearer ${await service.token()}` });
    expect(answer).toBe('connection_ack');
  });

  test.each([
    ['two tokens', (token: string) => ({ authorization: token, Authorization: token })],
    ['a token in a list', (token: string) => ({ authorization: [token] })],
    ['a token under another name', (token: string) => ({ token })],
  ])('nothing opens with %s', async (_what, parameters) => {
    const service = await boot();
    const answer = await greeted(service, parameters(`Bearer ${await service.token()}`));
    expect(answer).toBe(
      '4403 Send an access token as "authorization" in the payload of connection_init, as "Bearer …".',
    );
  });
});

/** The response to `connection_init`: the type of a message, or the code and reason of the close. */
async function greeted({ url }: Booted, payload: object): Promise<string> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.once('message', (text) => resolve(JSON.parse(String(text)).type));
    socket.once('close', (code, reason) => resolve(`${code} ${reason}`));
    socket.once('error', reject);
  });
}
