/** Proves the error responses of the REST API: status, Graph's code and format, and a message that says what to do. */
import { expect, test } from 'vitest';
import { READ_PERMISSION, WRITE_PERMISSION } from '../../src/domain/caller.js';
import { Refusal } from '../../src/domain/errors.js';
import { errorResponse } from '../../src/rest/errors.js';
import { uuid } from '../support/domain/changes.js';
import { settingsClient } from '../support/graphql/settings-client.js';
import { expectNoLeak } from '../support/http/expect-no-leak.js';
import { COLLECTION, type GraphError, type RestAnswer, restClient } from '../support/rest/rest-client.js';
import {
  creating,
  ENTITY,
  ERROR_CASES,
  ID,
  type Request,
  UNKNOWN_ID,
  updating,
} from '../support/rest/rest-error-cases.js';
import { boot } from '../support/service/boot.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Checks what must hold for every error; returns the differences. */
function expectEnvelope({ headers, text, body }: RestAnswer<GraphError>): GraphError['error'] {
  const requestId = headers.get('request-id');
  expect(requestId).toMatch(UUID);
  expect(body).toEqual({
    error: {
      code: expect.any(String),
      message: expect.stringMatching(/./),
      innerError: {
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        'request-id': requestId,
        'client-request-id': headers.get('client-request-id'),
      },
    },
  });
  expect(headers.get('content-type')).toMatch(/^application\/json;odata\.metadata=minimal;/);
  expect(headers.get('odata-version')).toBe('4.0');
  expectNoLeak(text);
  return body.error;
}

test('each request that cannot be carried out is answered by status, code and message in the envelope of Graph', async () => {
  const service = await boot();
  const client = restClient(service);
  await client.create({ id: ID });
  for (const [what, request, status, code, message] of ERROR_CASES) {
    const answer = await client.send<GraphError>(...request);
    const error = expectEnvelope(answer);
    const told = { what, status: answer.status, code: error.code, message: error.message };
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(told).toEqual({ what, status, code, message: expected });
    expect(answer.headers.get('www-authenticate')?.startsWith('Bearer ') ?? false, what).toBe(status === 401);
    expect(answer.headers.get('allow'), what).toBe(status === 405 ? /Use (.*)\.$/.exec(error.message)?.[1] : null);
  }
  expect(await settingsClient(service).changes()).toHaveLength(1);
});

test('a caller without the permission gets an error that names the permissions that would be enough', async () => {
  const service = await boot();
  await restClient(service).create({ id: ID });
  const reader = restClient(service, service.token({ permissions: [READ_PERMISSION] }));
  const nobody = restClient(service, service.token({ permissions: ['Something.Else'] }));
  const reads = [COLLECTION, ENTITY, `${COLLECTION}/$count`, `${COLLECTION}/delta`];
  const writes = [creating({}), updating({ displayName: 'New' }), ['DELETE', ENTITY]] as readonly Request[];

  for (const address of reads) {
    expect((await reader.send('GET', address)).status, address).toBe(200);
    const answer = await nobody.send<GraphError>('GET', address);
    const { code, message } = expectEnvelope(answer);
    expect([answer.status, code], address).toEqual([403, 'Forbidden']);
    expect(message).toContain(READ_PERMISSION);
    expect(message).toContain(WRITE_PERMISSION);
  }
  for (const request of writes) {
    for (const client of [reader, nobody]) {
      const answer = await client.send<GraphError>(...request);
      const { code, message } = expectEnvelope(answer);
      expect([answer.status, code], request[0]).toEqual([403, 'Forbidden']);
      expect(message).toContain(WRITE_PERMISSION);
    }
  }
  expect(await settingsClient(service).changes()).toHaveLength(1);
});

test('a caller without the permission gets 403 whatever else is wrong, alone and in a batch', async () => {
  const service = await boot();
  await restClient(service).create({ id: ID });
  const reader = restClient(service, service.token({ permissions: [READ_PERMISSION] }));
  const nobody = restClient(service, service.token({ permissions: ['Something.Else'] }));
  const posting = (body: unknown, type = 'application/json'): Request => [
    'POST',
    COLLECTION,
    { body, headers: { 'content-type': type } },
  ];
  const writes: readonly Request[] = [
    creating({ colour: 1, issuer: 'other' }),
    posting('{"displayName": '),
    posting(''),
    posting('a=b', 'application/x-www-form-urlencoded'),
    posting('{}', 'garbage'),
    posting('{}', 'application/json/x; y'),
    posting(new Uint8Array([0x22, 0xff, 0x22])),
    ['POST', `${COLLECTION}?$filter=true`],
    posting({ displayName: 'x'.repeat(300_000) }),
    creating({}, { 'content-encoding': 'gzip' }),
    updating({ displayName: 5 }),
    updating({}, { 'if-match': 'garbage' }),
    updating({}, { 'content-encoding': 'gzip' }),
    ['DELETE', `${COLLECTION}/${ID}`, { body: 'x'.repeat(300_000) }],
    ['PATCH', `${COLLECTION}/${UNKNOWN_ID}`, { body: {} }],
    ['DELETE', `${COLLECTION}/${UNKNOWN_ID}`],
    ['DELETE', `${COLLECTION}/1?$top=1`],
  ];
  const reads: readonly Request[] = [
    ['GET', `${COLLECTION}?$filter=colour`],
    ['GET', `${COLLECTION}/${UNKNOWN_ID}`],
    ['GET', `${COLLECTION}/delta?$deltatoken=garbage`],
  ];
  for (const [client, requests] of [
    [reader, writes],
    [nobody, [...writes, ...reads]],
  ] as const) {
    for (const request of requests) {
      const answer = await client.send<GraphError>(...request);
      expect([answer.status, expectEnvelope(answer).code], request.join(' ')).toEqual([403, 'Forbidden']);
    }
  }
  const step = { id: 'a', method: 'POST', url: COLLECTION, body: 'x' };
  const requests = [step, { ...step, id: 'b', method: 'DELETE', url: `${COLLECTION}/${UNKNOWN_ID}` }];
  const { body } = await reader.send<{ responses: { status: number }[] }>('POST', '/$batch', { body: { requests } });
  expect(body.responses.map(({ status }) => status)).toEqual([403, 403]);
});

test('a change whose body could not be read is not made, even if it needs none', async () => {
  const service = await boot();
  const client = restClient(service);
  await client.create({ id: ID });
  for (const sent of [{ body: 'x'.repeat(300_000) }, { headers: { 'content-encoding': 'gzip' } }]) {
    const { status } = await client.send('DELETE', `${COLLECTION}/${ID}`, sent);
    expect(status).toBe('body' in sent ? 413 : 400);
  }
  expect((await client.send('GET', `${COLLECTION}/${ID}`)).status).toBe(200);
});

test('a stranger learns nothing about a body, through either API', async () => {
  const { url } = await boot();
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  for (const path of [COLLECTION, '/graphql', '/graphql/stream']) {
    expect([path, (await fetch(url + path, { method: 'POST', headers, body: '{}' })).status]).toEqual([path, 401]);
  }
});

test("another tenant's id is answered byte for byte as an id that does not exist", async () => {
  const service = await boot();
  await restClient(service).create({ id: ID });
  const other = restClient(service, service.token({ tenantId: uuid(7) }));
  const requests = [
    ['GET'],
    ['PATCH', { body: { displayName: 'New' } }],
    ['PATCH', { body: {}, headers: { 'if-match': '*' } }],
    ['DELETE'],
  ] as const;
  for (const [method, sent] of requests) {
    const [taken, unknown] = [ID, UNKNOWN_ID].map(async (id) => {
      const { status, headers, text } = await other.send(method, `${COLLECTION}/${id}`, sent);
      const requestId = headers.get('request-id') ?? '';
      const { date: _date, ...kept } = Object.fromEntries(headers);
      const neutral = (from: string) =>
        from
          .replaceAll(id, '{id}')
          .replaceAll(requestId, '{request}')
          .replace(/"date":"[^"]+"/, '');
      return { status, headers: neutral(JSON.stringify(kept)), text: neutral(text) };
    });
    expect(await taken).toEqual(await unknown);
    expect(await taken).toMatchObject({ status: 404, text: expect.stringContaining('ResourceNotFound') });
  }
});

test('a rate-limited caller gets Retry-After, and other callers are not delayed', async () => {
  const service = await boot({ RATE_LIMIT: '3' });
  const client = restClient(service);
  const count = `${COLLECTION}/$count`;
  for (let time = 0; time < 3; time += 1) expect((await client.send('GET', count)).status).toBe(200);
  const answer = await client.send<GraphError>('GET', count);
  expect([answer.status, expectEnvelope(answer).code]).toEqual([429, 'TooManyRequests']);
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
  const other = restClient(service, service.token({ tenantId: uuid(7) }));
  expect((await other.send('GET', count)).status).toBe(200);
});

const IDS = { requestId: 'one', clientRequestId: 'two' };
const THROWN: readonly [error: unknown, status: number, code: string, message: string, headers: object][] = [
  [new Refusal('RATE_LIMITED', 'Too many.'), 429, 'TooManyRequests', 'Too many.', { 'retry-after': '1' }],
  [new Refusal('READ_ONLY', 'Not here.'), 403, 'ReadOnly', 'Not here.', {}],
  [new Refusal('UNAVAILABLE', 'Not now.'), 503, 'ServiceUnavailable', 'Not now.', { 'retry-after': '1' }],
  [new Refusal('LIMIT_EXCEEDED', 'Too much.'), 400, 'BadRequest', 'Too much.', {}],
  [new Error('SELECT * FROM secrets'), 500, 'InternalServerError', 'Internal error.', {}],
  ['thrown text', 500, 'InternalServerError', 'Internal error.', {}],
];

test('faults of the service itself keep their cause to themselves', () => {
  for (const [error, status, code, message, headers] of THROWN) {
    expect(errorResponse(error, IDS)).toMatchObject({
      status,
      headers,
      body: { error: { code, message, innerError: { 'request-id': 'one', 'client-request-id': 'two' } } },
    });
  }
});
