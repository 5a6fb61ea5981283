/** Proves when keys are fetched, how long they are cached, and that a failing key server affects as few tokens as possible. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { remoteIssuer } from '../../src/auth/remote-issuer.js';
import { createVerifier, type TrustedIssuer } from '../../src/auth/verifier.js';
import type { Authenticate } from '../../src/domain/caller.js';
import { stoppedKeyClock } from '../support/auth/key-clock.js';
import { type KeyServer, keyServer, textAnswer } from '../support/auth/key-server.js';
import {
  AUDIENCE,
  createTestIssuer,
  ISSUER_TEMPLATE,
  NOW,
  NOW_S,
  type TestIssuer,
} from '../support/auth/test-issuer.js';

const MINUTE = 60_000;
const COOL_DOWN = 5_000;
const PAUSE = 1_000;
const DOWN = textAnswer(500, '');

let old: TestIssuer;
let next: TestIssuer;
let stranger: TestIssuer;
beforeAll(async () => {
  old = await createTestIssuer('RS256', 'old');
  next = await createTestIssuer('RS256', 'next');
  stranger = await createTestIssuer('RS256', 'old');
});

let pass: (milliseconds: number) => void;
let server: KeyServer;
beforeEach(async () => {
  pass = stoppedKeyClock();
  server = await keyServer(old.publicJwk);
});

function verifierOf(...issuers: readonly TrustedIssuer[]): Authenticate {
  return createVerifier({ issuers, audiences: [AUDIENCE], tenants: '*', clock: () => NOW });
}

const issuerAt = ({ url }: KeyServer) => remoteIssuer({ issuer: ISSUER_TEMPLATE, jwksUri: url });

/** The subject of a token, or the reason why it is refused. */
async function outcome(authenticate: Authenticate, token: string): Promise<string> {
  const found = await Promise.resolve(authenticate(`Bearer ${token}`)).catch((error: unknown) => error);
  const { subject, reason } = found as { readonly subject?: string; readonly reason?: string };
  return subject ?? reason ?? String(found);
}

describe('a key that its issuer withdraws', () => {
  test('stops working when the set is due, for tokens seen before as for others', async () => {
    const authenticate = verifierOf(issuerAt(server));
    const seen = await old.issue();
    expect(await outcome(authenticate, seen)).toBe('user-7');
    server.publish(next.publicJwk);
    pass(2 * MINUTE);
    expect(await outcome(authenticate, seen)).toBe('user-7');
    pass(3 * MINUTE);
    expect(await outcome(authenticate, seen)).toBe('UNKNOWN_KEY');
    expect(await outcome(authenticate, await old.issue({ oid: 'user-8' }))).toBe('UNKNOWN_KEY');
    expect(await outcome(authenticate, await next.issue())).toBe('user-7');
    expect(server.requests()).toBe(2);
  });

  test('stops working at once where another token causes a new fetch', async () => {
    const authenticate = verifierOf(issuerAt(server));
    const seen = await old.issue();
    await outcome(authenticate, seen);
    server.publish(next.publicJwk);
    pass(COOL_DOWN);
    expect(await outcome(authenticate, await next.issue())).toBe('user-7');
    expect(await outcome(authenticate, seen)).toBe('UNKNOWN_KEY');
  });

  test('stops working where another takes its id', async () => {
    const authenticate = verifierOf(issuerAt(server));
    const seen = await old.issue();
    expect(await outcome(authenticate, seen)).toBe('user-7');
    server.publish(stranger.publicJwk);
    pass(5 * MINUTE);
    // Causes a new fetch of the set before the token is used again.
    expect(await outcome(authenticate, await stranger.issue({ oid: 'user-8' }))).toBe('user-8');
    expect(await outcome(authenticate, seen)).toBe('BAD_SIGNATURE');
  });
});

describe('a new key', () => {
  test('works at once when the set has not just been fetched', async () => {
    const authenticate = verifierOf(issuerAt(server));
    await outcome(authenticate, await old.issue());
    server.publish(old.publicJwk, next.publicJwk);
    expect(await outcome(authenticate, await next.issue())).toBe('UNKNOWN_KEY');
    expect(server.requests()).toBe(1);
    pass(COOL_DOWN);
    expect(await outcome(authenticate, await next.issue())).toBe('user-7');
    expect(await outcome(authenticate, await old.issue())).toBe('user-7');
    expect(server.requests()).toBe(2);
  });

  test('is fetched once for any number of tokens that wait for it', async () => {
    const authenticate = verifierOf(issuerAt(server));
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => old.issue({ oid: `user-${index}` })));
    const outcomes = await Promise.all(tokens.map((token) => outcome(authenticate, token)));
    expect(outcomes).toEqual(tokens.map((_token, index) => `user-${index}`));
    expect(server.requests()).toBe(1);
  });
});

describe('a token seen before', () => {
  test('asks for no key again', async () => {
    const remote = issuerAt(server);
    let asked = 0;
    const counted: TrustedIssuer = {
      ...remote,
      keys: (...token) => {
        asked += 1;
        return remote.keys(...token);
      },
    };
    const authenticate = verifierOf(counted);
    const token = await old.issue();
    for (let time = 0; time < 3; time += 1) expect(await outcome(authenticate, token)).toBe('user-7');
    expect(asked).toBe(1);
    expect(await outcome(authenticate, await old.issue({ oid: 'user-8' }))).toBe('user-8');
    expect(asked).toBe(2);
  });

  test('is refused when it has expired', async () => {
    let now = NOW;
    const options = { issuers: [issuerAt(server)], audiences: [AUDIENCE], tenants: '*' as const };
    const authenticate = createVerifier({ ...options, clock: () => now });
    const token = await old.issue({ exp: NOW_S + 30 });
    expect(await outcome(authenticate, token)).toBe('user-7');
    now += 91_000;
    expect(await outcome(authenticate, token)).toBe('EXPIRED');
  });

  test('needs no key server, until its key is due', async () => {
    const authenticate = verifierOf(issuerAt(server));
    const token = await old.issue();
    await outcome(authenticate, token);
    server.answer(DOWN);
    pass(2 * MINUTE);
    expect(await outcome(authenticate, token)).toBe('user-7');
    expect(await outcome(authenticate, await old.issue({ oid: 'user-8' }))).toBe('user-8');
    expect(server.requests()).toBe(1);
    pass(3 * MINUTE);
    expect(await outcome(authenticate, token)).toBe('KEYS_UNAVAILABLE');
  });
});

describe('keys of half their age', () => {
  test('are fetched once by the requests that use them, and none waits for it', async () => {
    const authenticate = verifierOf(issuerAt(server));
    const token = await old.issue();
    await outcome(authenticate, token);
    let release = () => {};
    server.answer((_request, response) => {
      release = () => response.end(JSON.stringify({ keys: [next.publicJwk] }));
    });
    pass(3 * MINUTE);
    for (let time = 0; time < 20; time += 1) expect(await outcome(authenticate, token)).toBe('user-7');
    await expect.poll(server.requests).toBe(2);
    release();
    await expect.poll(() => outcome(authenticate, token)).toBe('UNKNOWN_KEY');
    // Two minutes after the age at which the first keys would have been too old.
    pass(4 * MINUTE);
    server.answer(DOWN);
    expect(await outcome(authenticate, await next.issue())).toBe('user-7');
  });

  test('are asked for again every five seconds if that fails, and are used until they are too old', async () => {
    const authenticate = verifierOf(issuerAt(server));
    const token = await old.issue();
    await outcome(authenticate, token);
    server.answer(DOWN);
    pass(3 * MINUTE);
    for (let time = 1; time <= 3; time += 1) {
      for (let again = 0; again < 5; again += 1) expect(await outcome(authenticate, token)).toBe('user-7');
      await expect.poll(server.requests).toBe(1 + time);
      pass(COOL_DOWN);
    }
    pass(2 * MINUTE);
    expect(await outcome(authenticate, token)).toBe('KEYS_UNAVAILABLE');
  });
});

describe('a key server that is down', () => {
  test('is fetched at most once a second, however many tokens arrive', async () => {
    server.answer(DOWN);
    const authenticate = verifierOf(issuerAt(server));
    const token = await old.issue();
    for (let second = 1; second <= 3; second += 1) {
      const outcomes = await Promise.all(Array.from({ length: 350 }, () => outcome(authenticate, token)));
      expect(new Set(outcomes)).toEqual(new Set(['KEYS_UNAVAILABLE']));
      expect(await outcome(authenticate, token)).toBe('KEYS_UNAVAILABLE');
      expect(server.requests()).toBe(second);
      pass(PAUSE);
    }
  });

  test('is used again when it comes back', async () => {
    server.answer(DOWN);
    const authenticate = verifierOf(issuerAt(server));
    expect(await outcome(authenticate, await old.issue())).toBe('KEYS_UNAVAILABLE');
    server.publish(old.publicJwk);
    pass(PAUSE);
    expect(await outcome(authenticate, await old.issue())).toBe('user-7');
  });

  test('still accepts tokens with known keys while others send unknown ones', async () => {
    const authenticate = verifierOf(issuerAt(server));
    await outcome(authenticate, await old.issue());
    server.answer(DOWN);
    pass(COOL_DOWN);
    for (const kid of ['made-up', 'made-up too']) {
      expect(await outcome(authenticate, await old.issue({}, { kid }))).toBe('KEYS_UNAVAILABLE');
      expect(await outcome(authenticate, await old.issue({ oid: kid }))).toBe(kid);
      expect(await outcome(authenticate, await stranger.issue())).toBe('BAD_SIGNATURE');
    }
    expect(server.requests()).toBe(2);
  });

  test('does not take the keys with it that were there before an empty answer', async () => {
    const authenticate = verifierOf(issuerAt(server));
    await outcome(authenticate, await old.issue());
    server.publish();
    pass(COOL_DOWN);
    expect(await outcome(authenticate, await old.issue({}, { kid: 'made-up' }))).toBe('KEYS_UNAVAILABLE');
    expect(await outcome(authenticate, await old.issue({ oid: 'user-8' }))).toBe('user-8');
    expect(server.requests()).toBe(2);
  });
});

test('a flood of made-up key ids is one fetch in five seconds', async () => {
  const authenticate = verifierOf(issuerAt(server));
  const token = await old.issue();
  const madeUp = (kid: string) => old.issue({}, { kid });
  await outcome(authenticate, token);
  for (let round = 1; round <= 3; round += 1) {
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => madeUp(`${round}-${index}`)));
    const outcomes = await Promise.all(tokens.map((each) => outcome(authenticate, each)));
    expect(new Set(outcomes)).toEqual(new Set(['UNKNOWN_KEY']));
    expect(server.requests()).toBe(round);
    pass(COOL_DOWN);
  }
});

describe('of two issuers of the same name', () => {
  test('each vouches for its own tokens, in either order', async () => {
    const other = await keyServer(next.publicJwk);
    for (const servers of [
      [server, other],
      [other, server],
    ]) {
      const authenticate = verifierOf(...servers.map(issuerAt));
      expect(await outcome(authenticate, await old.issue())).toBe('user-7');
      expect(await outcome(authenticate, await next.issue())).toBe('user-7');
      expect(await outcome(authenticate, await stranger.issue())).toMatch(/BAD_SIGNATURE|UNKNOWN_KEY/);
      expect(await outcome(authenticate, await old.issue({ exp: NOW_S - 61 }))).toBe('EXPIRED');
    }
  });

  test('the one whose keys cannot be fetched leaves the other’s tokens alone', async () => {
    const other = await keyServer(next.publicJwk);
    other.answer(DOWN);
    for (const servers of [
      [server, other],
      [other, server],
    ]) {
      const authenticate = verifierOf(...servers.map(issuerAt));
      expect(await outcome(authenticate, await old.issue())).toBe('user-7');
      expect(await outcome(authenticate, await next.issue())).toBe('KEYS_UNAVAILABLE');
    }
  });
});

describe('a key that names an issuer', () => {
  const TENANT_ISSUER = ISSUER_TEMPLATE.replace('{tenantid}', '33333333-cccc-4ddd-8eee-444444444444');
  const NAMED: readonly (readonly [title: string, issuer: string, expected: string])[] = [
    ['is accepted if it names the token’s', ISSUER_TEMPLATE, 'user-7'],
    ['is refused if it names another', 'https://login.example/{tenantid}/v1.0', 'UNKNOWN_KEY'],
    ['is refused if it names another tenant’s', TENANT_ISSUER, 'UNKNOWN_KEY'],
  ];
  test.each(NAMED)('%s', async (_title, issuer, expected) => {
    server.publish({ ...old.publicJwk, issuer } as TestIssuer['publicJwk']);
    const authenticate = verifierOf(issuerAt(server));
    const token = await old.issue();
    for (let time = 0; time < 2; time += 1) expect(await outcome(authenticate, token)).toBe(expected);
    // Leaving out the key id does not help either.
    expect(await outcome(authenticate, await old.issue({}, { kid: undefined }))).toBe('UNKNOWN_KEY');
  });

  test('is accepted by a verifier for the one tenant that it names', async () => {
    server.publish({ ...old.publicJwk, issuer: TENANT_ISSUER } as TestIssuer['publicJwk']);
    const claims = { iss: TENANT_ISSUER, tid: '33333333-cccc-4ddd-8eee-444444444444' };
    expect(await outcome(verifierOf(issuerAt(server)), await old.issue(claims))).toBe('user-7');
  });
});
