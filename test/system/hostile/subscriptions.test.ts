/**
 * The hostile operations and texts achieve nothing over WebSocket and server-sent events either: each gets an error or a closed
 * connection, without internal details, and the service is as before.
 */
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { TRANSPORTS } from '../../support/graphql/follower.js';
import { type SubscriptionOutcome, subscriptionOutcome } from '../../support/graphql/subscription-outcome.js';
import { expectNoLeak } from '../../support/http/expect-no-leak.js';
import { COLLECTION, EXAMPLE_BODY } from '../../support/rest/rest-client.js';
import { AUTH_MODES, type Target } from '../../support/service/auth-modes.js';
import { residentMemory } from '../../support/service/resident-memory.js';
import { HOSTILE_OPERATIONS } from './graphql-requests.js';
import { HOSTILE_TEXTS } from './json-requests.js';

const MAX_ANSWER = 20_000;
const MAX_GROWTH = 100 * 1024 * 1024;
// Error codes of refused operations, HTTP statuses, and close codes for invalid protocol messages.
const ENDINGS = /^(?:refused|complete|status 400|closed (?:4400|1007|1009)\b.*)$/s;
// A valid subscription is not hostile over these transports.
const OPERATIONS = HOSTILE_OPERATIONS.filter(({ what }) => what !== 'a subscription');

describe.each(Object.keys(AUTH_MODES) as (keyof typeof AUTH_MODES)[])('in %s mode', (mode) => {
  test('each is refused, and the service is as before', async () => {
    const target = await AUTH_MODES[mode]();
    await create(target);
    const [before, size] = [await storedContents(target), residentMemory(target.pid)];
    const service = { url: target.url, token: async () => target.token };
    for (const { what, body } of OPERATIONS) {
      for (const transport of TRANSPORTS) {
        const outcome = await subscriptionOutcome(service, transport, body);
        expect(faultsOf(outcome, mode === 'production'), `${what}, over ${transport}`).toEqual([]);
      }
    }
    for (const [what, text] of HOSTILE_TEXTS) expect(await saidOverWebSocket(target, text), what).toMatch(ENDINGS);
    expect(residentMemory(target.pid) - size).toBeLessThan(MAX_GROWTH);
    expect(await storedContents(target)).toEqual(before);
    await create(target);
  }, 120_000);
});

/** The faults in the outcome of a query or mutation. */
function faultsOf({ codes, messages, answers, ending }: SubscriptionOutcome, isProduction: boolean): string[] {
  const wrong = {
    [`ends with ${ending}`]: !ENDINGS.test(ending),
    'is not refused': codes.length === 0 && !ending.startsWith('closed'),
    'is answered': answers.some(({ data }) => data != null),
    'fails inside': codes.includes('INTERNAL_SERVER_ERROR'),
    'helps with names': isProduction && messages.some((message) => message.includes('Did you mean')),
    'answers at length': JSON.stringify(answers).length > MAX_ANSWER,
  };
  return Object.entries(wrong).flatMap(([name, is]) => (is ? [`${name}: ${messages.join().slice(0, 300)}`] : []));
}

/** How a connection ends after a valid `connection_init` and then this text or these bytes. */
function saidOverWebSocket({ url, token }: Target, text: string | Uint8Array): Promise<string> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  const greeting = { type: 'connection_init', payload: { authorization: `Bearer ${token}` } };
  return new Promise((resolve, reject) => {
    socket.once('open', () => socket.send(JSON.stringify(greeting)));
    socket.once('message', () => socket.send(text, { binary: false }));
    socket.once('error', reject);
    socket.once('close', (code, reason) => {
      expectNoLeak(String(reason));
      resolve(`closed ${code} ${reason}`);
    });
  });
}

async function create(target: Target): Promise<void> {
  const body = JSON.stringify(EXAMPLE_BODY);
  expect((await ask(target, COLLECTION, { method: 'POST', body })).status).toBe(201);
}

/** Every object and every change of the tenant. */
async function storedContents(target: Target): Promise<unknown[]> {
  const addresses = [`${COLLECTION}?$top=999`, `${COLLECTION}/delta?$top=999`];
  return Promise.all(addresses.map(async (address) => (await ask(target, address)).json()));
}

function ask({ url, token }: Target, address: string, options: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${url}${address}`, { ...options, headers });
}
