/**
 * Every hostile request gets a clear error or a closed connection, without internal details. Afterwards the service is as
 * healthy as before, holds the same objects and uses about the same memory.
 */
import { describe, expect, test } from 'vitest';
import { expectNoLeak } from '../../support/http/expect-no-leak.js';
import { type HostileRequest, hostile, sendBytes, statusesIn } from '../../support/http/hostile-request.js';
import { COLLECTION, EXAMPLE_BODY } from '../../support/rest/rest-client.js';
import { AUTH_MODES, type Target } from '../../support/service/auth-modes.js';
import { residentMemory } from '../../support/service/resident-memory.js';
import { HOSTILE_OPERATIONS, type HostileOperation } from './graphql-requests.js';
import { HOSTILE_HTTP } from './http-requests.js';
import { HOSTILE_JSON } from './json-requests.js';
import { HOSTILE_ODATA } from './odata-requests.js';
import { SMUGGLED } from './smuggled-requests.js';

type Mode = keyof typeof AUTH_MODES;

const MAX_ANSWER = 20_000;
const MAX_GROWTH = 100 * 1024 * 1024;
const MAX_HEADERS = 16_000;
// Texts that would reveal libraries, the platform or the database.
const INSIDES = /FST_|HPE_|ERR_[A-Z]|fastify|access-control-|set-cookie|x-powered-by|\nserver:/i;
const INNER_FAULT = /"status":5(?!03)\d\d|INTERNAL_SERVER_ERROR|InternalServerError/;

/** The request for an operation in each transport, or null if the transport cannot carry it. */
const TRANSPORTS: Readonly<Record<string, (operation: HostileOperation) => HostileRequest | null>> = {
  POST: ({ body, status }) => hostile('', status, '/graphql', { body: JSON.stringify(body) }),
  GET: ({ body, status, byGet = status }) => {
    const { query, operationName, variables, extensions } = body;
    const texts = Object.entries({ query, operationName }).filter(([, value]) => typeof value === 'string');
    const json = Object.entries({ variables, extensions }).filter(([, value]) => value !== undefined);
    if (texts.length < Object.keys({ query, operationName }).filter((name) => name in body).length) return null;
    const search = new URLSearchParams([
      ...texts.map(([name, value]): [string, string] => [name, String(value)]),
      ...json.map(([name, value]): [string, string] => [name, JSON.stringify(value)]),
    ]);
    const target = `/graphql?${search}`;
    return hostile('', target.length > MAX_HEADERS ? 431 : byGet, target);
  },
};

const OPERATIONS = HOSTILE_OPERATIONS.flatMap((operation) =>
  Object.entries(TRANSPORTS).flatMap(([transport, requestOf]): HostileRequest[] => {
    const request = requestOf(operation);
    if (request === null) return [];
    const inProduction = operation.inProduction === undefined ? request.answers : [operation.inProduction];
    return [{ ...request, inProduction, what: `${operation.what}, by ${transport}` }];
  }),
);
const CATALOGUE = [...OPERATIONS, ...HOSTILE_HTTP, ...SMUGGLED, ...HOSTILE_JSON, ...HOSTILE_ODATA];

describe.each(Object.keys(AUTH_MODES) as Mode[])('in %s mode', (mode) => {
  test('each hostile request gets its own error and nothing else, and the service is as before', async () => {
    const target = await AUTH_MODES[mode]();
    const { url, token } = target;
    expect(await ask(target, COLLECTION, JSON.stringify(EXAMPLE_BODY))).toMatch(/^HTTP\/1\.1 201 /);
    const [before, size] = [await storedContents(target), residentMemory(target.pid)];
    const faults: string[] = [];
    for (const request of CATALOGUE) {
      const received = await sendBytes(url, request.bytes(token)).catch(String);
      faults.push(...faultsOf(received, request, mode));
    }
    expect(faults).toEqual([]);
    expect(residentMemory(target.pid) - size).toBeLessThan(MAX_GROWTH);
    expect(await storedContents(target)).toEqual(before);
    expect(await ask(target, '/readyz')).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"status":"ready"\}$/);
    expect(await ask(target, COLLECTION, JSON.stringify(EXAMPLE_BODY))).toMatch(/^HTTP\/1\.1 201 /);
  });
});

/** The faults of a response, each with the request and the response. */
function faultsOf(received: string, { what, answers, inProduction }: HostileRequest, mode: Mode): string[] {
  const expected = mode === 'production' ? (inProduction ?? answers) : answers;
  const statuses = statusesIn(received);
  const wrong = {
    [`answers ${statuses} instead of ${expected}`]: String(statuses) !== String(expected),
    'tells of the insides': INSIDES.test(received) || leaks(received),
    'helps with names': mode === 'production' && received.includes('Did you mean'),
    'fails inside': INNER_FAULT.test(received),
    'answers at length': received.length > MAX_ANSWER && !statuses.includes(200),
  };
  const names = Object.entries(wrong).flatMap(([name, is]) => (is ? [name] : []));
  return names.map((name) => `${what} ${name}: ${received.slice(received.indexOf('\r\n\r\n')).trim().slice(0, 300)}`);
}

function leaks(received: string): boolean {
  try {
    expectNoLeak(received);
    return false;
  } catch {
    return true;
  }
}

/** Every object and every change of the tenant. */
async function storedContents(target: Target): Promise<string[]> {
  const answers = [await ask(target, `${COLLECTION}?$top=999`), await ask(target, `${COLLECTION}/delta?$top=999`)];
  return answers.map((answer) => answer.slice(answer.indexOf('\r\n\r\n')));
}

function ask({ url, token }: Target, address: string, body?: string): Promise<string> {
  return sendBytes(url, hostile('', 200, address, body === undefined ? {} : { body }).bytes(token));
}
