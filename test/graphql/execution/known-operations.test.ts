/** Tests that a repeated request has the same response: first validated, then from the cache, interpreted and compiled. */
import { ApolloServer } from '@apollo/server';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { GraphqlRequest } from '../../../src/graphql/execution/limits.js';
import { type Sent, send } from '../../support/graphql/send.js';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { type Booted, bootOnSqlite } from '../../support/service/boot.js';
import { damage } from '../../support/store/damage.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const READ = 'query Read($id: ID!) { derivedCredentialSettings(id: $id) { id displayName } }';
const CREATE = `mutation Create($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { derivedCredentialSettings { displayName } userErrors { code } }
}`;
const PAGE = 'query Page($first: Int) { derivedCredentials(first: $first) { nodes { id } } }';
const NESTED = `query Nested($first: Int) {
  derivedCredentials(first: 100) { nodes { changes(first: $first) { nodes { id } } } }
}`;
const BOTH = 'query One { viewer { tenantId } } query Two { viewer { subject } }';

interface Request {
  readonly body: GraphqlRequest;
  readonly method?: 'GET';
  readonly headers?: Readonly<Record<string, string>>;
}

type Case = readonly [what: string, request: Request, status: number, says: string];

const post = (query: string, variables: object = {}, others: Partial<GraphqlRequest> = {}): Request => {
  return { body: { query, variables: { ...variables }, ...others } };
};
const get = (query: string, variables: object = {}, others: Partial<GraphqlRequest> = {}): Request => {
  return { ...post(query, variables, others), method: 'GET' };
};
const withCost = (request: Request): Request => ({ ...request, headers: { 'x-graphql-cost': '1' } });
const accepting = (accept: string): Request => ({ ...post(READ, { id: ID }), headers: { accept } });
const creating = (input: object = {}) => post(CREATE, { input: { ...EXAMPLE, dryRun: true, ...input } });
const surplus = Object.fromEntries([...'abcdefghijk'].map((key) => [key, 1]));

/** Requests with a valid operation, which is validated once. */
const KNOWN: readonly Case[] = [
  ['an object', post(READ, { id: ID }), 200, EXAMPLE.displayName],
  ['no object', post(READ, { id: 'none' }), 200, 'null'],
  ['an object by GET', get(READ, { id: ID }), 200, EXAMPLE.displayName],
  ['the cost', withCost(post(READ, { id: ID })), 200, 'extensions'],
  ['the cost of a failure', withCost(post(PAGE, { first: -1 })), 200, 'extensions'],
  ['a wrong variable', post(READ, { id: [] }), 400, 'BAD_USER_INPUT'],
  ['a missing variable', post(READ), 400, 'BAD_USER_INPUT'],
  ['many wrong variables', creating(surplus), 400, 'Too many'],
  ['a wrong variable and the cost', withCost(get(READ, { id: null })), 400, 'extensions'],
  ['no variables', post(READ, {}, { variables: null }), 400, 'BAD_USER_INPUT'],
  ['surplus variables', post(READ, { id: ID, other: 1 }), 200, EXAMPLE.displayName],
  ['a page of a wrong size', post(PAGE, { first: -1 }), 200, 'BAD_USER_INPUT'],
  ['what fails below the root', post(NESTED, { first: -1 }), 200, 'nodes'],
  ['what costs too much', post(NESTED, { first: 100 }), 400, 'LIMIT_EXCEEDED'],
  ['what costs too much, and its cost', withCost(get(NESTED, { first: 100 })), 400, 'requested'],
  ['a write', creating(), 200, EXAMPLE.displayName],
  ['a write of wrong data', creating({ displayName: '' }), 200, 'BLANK'],
  ['an operation by name', post(BOTH, {}, { operationName: 'Two' }), 200, 'local-developer'],
  ['another by GET', get(BOTH, {}, { operationName: 'One' }), 200, 'tenantId'],
  ['a name of null', post(READ, { id: ID }, { operationName: null }), 200, EXAMPLE.displayName],
  ['an empty name', post(READ, { id: ID }, { operationName: '' }), 200, EXAMPLE.displayName],
  ['a hash', post(READ, { id: ID }, { extensions: { persistedQuery: { sha256Hash: 'a' } } }), 200, EXAMPLE.displayName],
  ['an extension', post(READ, { id: ID }, { extensions: { other: 1 } }), 200, EXAMPLE.displayName],
  ['JSON', accepting('application/json'), 200, ID],
  ['a GraphQL response', accepting('application/graphql-response+json'), 200, ID],
  ['either', accepting('application/graphql-response+json, application/json;q=0.9'), 200, ID],
  ['anything', accepting('*/*'), 200, ID],
];

/** Requests that Apollo Server validates each time, because it reports their fault. */
const COMPLAINTS: readonly Case[] = [
  ['an unknown field', post('{ nothing }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['no GraphQL', post('{'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['no name where there are two', post(BOTH), 400, 'BAD_USER_INPUT'],
  ['an unknown name', post(BOTH, {}, { operationName: 'Three' }), 400, 'Three'],
  ['a GET of a write', get(CREATE), 405, 'GET'],
  ['a subscription', post('subscription { changes { cursor } }'), 400, 'WebSocket'],
];

function sent({ body, method, headers = {} }: Request): Sent {
  if (method === undefined) return { headers, body };
  const texts = Object.entries(body).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { method, search: `?${new URLSearchParams(texts)}`, headers: { 'content-type': '', ...headers } };
}

/** The response without its request id and date. */
async function answerOf(service: Booted, request: Request, authorization?: string) {
  const headers = { ...request.headers, ...(authorization && { authorization }) };
  const answer = await send(service, sent({ ...request, headers }));
  const requestId = answer.headers.get('x-request-id') ?? 'none';
  const told = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
  return { status: answer.status, text: answer.text.replaceAll(requestId, 'ID'), headers: Object.fromEntries(told) };
}

/** The calls of Apollo Server until the test ends. */
function watchApollo() {
  const watch = vi.spyOn(ApolloServer.prototype, 'executeOperation');
  onTestFinished(() => watch.mockRestore());
  return watch;
}

// Validated and interpreted, from the cache and interpreted, compiled, and compiled again.
const TIMES = 4;

/** Sends a request until it has been answered in each way. */
async function expectAlike(service: Booted, [what, request, status, says]: Case, authorization?: string) {
  const first = await answerOf(service, request, authorization);
  expect({ ...first, what }).toMatchObject({ what, status, text: expect.stringContaining(says) });
  for (let time = 1; time < TIMES; time += 1) {
    expect({ ...(await answerOf(service, request, authorization)), what }).toEqual({ ...first, what });
  }
  return first;
}

/** The same with a document that is not in the cache. */
function unseen([what, request, ...expected]: Case): Case {
  return [what, { ...request, body: { ...request.body, query: `${request.body.query} # ${what}` } }, ...expected];
}

async function usualService(environment: NodeJS.ProcessEnv = {}) {
  const service = await bootOnSqlite(environment, { compileAfter: 2 });
  await settingsClient(service).create({ ...EXAMPLE, id: ID });
  return service;
}

test('A repeated request has the same response without Apollo Server', async () => {
  const service = await usualService();
  const asked = watchApollo();
  for (const request of KNOWN) {
    asked.mockClear();
    await expectAlike(service, unseen(request));
    expect([request[0], asked.mock.calls.length]).toEqual([request[0], 1]);
  }
});

test('Apollo Server reports faults each time, even if the operation is in the cache', async () => {
  const service = await usualService();
  for (const request of [...KNOWN, ...KNOWN.toReversed()]) await expectAlike(service, request);
  const asked = watchApollo();
  for (const request of COMPLAINTS) {
    asked.mockClear();
    await expectAlike(service, request);
    expect([request[0], asked.mock.calls.length]).toEqual([request[0], TIMES]);
  }
});

test('A caller without permission gets the same response for a cached operation', async () => {
  const service = await usualService();
  const authorization = `Bearer ${await service.token({ permissions: [] })}`;
  for (const body of [post(READ, { id: ID }), withCost(get(PAGE)), creating()]) {
    await expectAlike(service, unseen(['no permission', body, 200, 'FORBIDDEN']), authorization);
  }
});

test('A caller without budget gets the same response for a cached operation', async () => {
  const service = await usualService({ RATE_LIMIT: '40' });
  for (const request of [post(PAGE, { first: 60 }), withCost(get(PAGE, { first: 60 }))]) {
    const [first, second] = [await answerOf(service, request), await answerOf(service, request)];
    expect(first.status).toBe(429);
    // The seconds to wait differ.
    const texts = [first, second].map(({ text }) => text.replace(/Wait [0-9]+ s/, 'Wait'));
    expect(texts[1]).toBe(texts[0]);
    expect(Object.keys(second.headers)).toEqual(Object.keys(first.headers));
    expect(second.headers['retry-after']).toMatch(/^[1-9][0-9]?$/);
  }
});

test('With a damaged database, a cached operation gets the same response', async () => {
  const service = await usualService();
  const mend = damage(service.databaseFile, 'settings');
  for (const body of [post(READ, { id: ID }), withCost(get(PAGE)), creating({ id: ID })]) {
    const { headers } = await expectAlike(service, unseen(['damage', body, 503, 'UNAVAILABLE']));
    expect(headers).not.toHaveProperty('retry-after');
  }
  mend();
});
