/** Proves that a write with `If-Match` only replaces a version it names, and that `If-None-Match` answers a read with 304. */
import { request } from 'node:http';
import { expect, test } from 'vitest';
import type { DerivedCredentialSettings } from '../../src/domain/derived-credential-settings.js';
import { NotConnected } from '../../src/domain/not-connected.js';
import type { RestRequest } from '../../src/rest/messages.js';
import { versionToReplace } from '../../src/rest/preconditions.js';
import { respond } from '../../src/rest/respond.js';
import { CONTENT, uuid } from '../support/domain/changes.js';
import { CALL, openService } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';
import { COLLECTION, type GraphError, type RestClient, tenantClient } from '../support/rest/rest-client.js';
import { type Booted, boot } from '../support/service/boot.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const ADDRESS = `${COLLECTION}/${ID}`;

const HOLDING = ['W/"2"', '"2"', 'w/"2"', 'W/"1", W/"2"', '"7" , "2"', '*', ' * '];
const FAILING = ['W/"1"', '"1"', 'W/"3"', '"W/2"', '"*"', 'W/"1",W/"3"', '""', '"a,b"'];
const MALFORMED = [
  '',
  ' ',
  '2',
  'W/2',
  'W/"2',
  'W/""2"',
  'garbage',
  '*, *',
  '*, W/"2"',
  'W/"2", ',
  ', W/"2"',
  'W/"2" W/"2"',
  'W/"2", garbage',
  'null',
  'undefined',
];

interface BatchAnswer {
  readonly responses: readonly { readonly status: number }[];
}

/** A client of a new tenant with one object, at version 2. */
async function atVersion2(service: Booted, tenant = 1): Promise<RestClient> {
  const client = tenantClient(service, tenant);
  await client.create({ id: ID });
  await client.send('PATCH', ADDRESS, { body: { displayName: 'Second' } });
  return client;
}

test('a write takes place where If-Match holds', async () => {
  const service = await boot();
  for (const [tenant, condition] of HOLDING.entries()) {
    const client = await atVersion2(service, tenant);
    const headers = { 'if-match': condition };
    expect((await client.send('GET', ADDRESS, { headers })).status, condition).toBe(200);
    const updated = await client.send('PATCH', ADDRESS, { headers, body: { displayName: 'Second' } });
    expect([updated.status, updated.headers.get('etag')], condition).toEqual([200, 'W/"2"']);
    expect((await client.send('DELETE', ADDRESS, { headers })).status, condition).toBe(204);
  }
});

test('nothing is written or read where If-Match does not hold', async () => {
  const client = await atVersion2(await boot());
  for (const condition of FAILING) {
    const headers = { 'if-match': condition };
    const answers = [
      await client.send('PATCH', ADDRESS, { headers, body: { displayName: 'Third' } }),
      await client.send('DELETE', ADDRESS, { headers }),
      await client.send('GET', ADDRESS, { headers }),
    ];
    for (const { status, body } of answers) {
      expect(status, condition).toBe(412);
      expect(body).toMatchObject({ error: { code: 'PreconditionFailed' } });
    }
  }
  expect((await client.send('GET', ADDRESS)).body).toMatchObject({ displayName: 'Second', '@odata.etag': 'W/"2"' });
});

test('a condition that is empty or malformed is refused with 400, alone and in a batch, and nothing is written', async () => {
  const service = await boot();
  const client = await atVersion2(service);
  const authorization = `Bearer ${await service.token({ tenantId: uuid(1) })}`;
  // Sent with `fetch`, because the test client omits empty headers.
  const send = async (method: string, headers: Readonly<Record<string, string>>) => {
    const body = method === 'PATCH' ? { body: '{"displayName":"Third"}' } : {};
    const all = { authorization, 'content-type': 'application/json', ...headers };
    const response = await fetch(service.url + ADDRESS, { method, headers: all, ...body });
    return { status: response.status, ...((await response.json()) as GraphError) };
  };
  for (const name of ['If-Match', 'If-None-Match']) {
    for (const condition of MALFORMED) {
      for (const method of ['PATCH', 'DELETE', 'GET']) {
        const { status, error } = await send(method, { [name]: condition });
        expect([method, condition, status, error.code]).toEqual([method, condition, 400, 'BadRequest']);
        expect(error.message).toMatch(new RegExp(`^${name} is .*Send an ETag as it was read`));
      }
      const step = { id: 'a', method: 'DELETE', url: ADDRESS, headers: { [name]: condition } };
      const batch = await client.send<BatchAnswer>('POST', '/$batch', { body: { requests: [step] } });
      expect(
        batch.body.responses.map(({ status }) => status),
        condition,
      ).toEqual([400]);
    }
  }
  expect((await client.send('GET', ADDRESS)).body).toMatchObject({ displayName: 'Second', '@odata.etag': 'W/"2"' });
});

test('a condition that is sent twice counts as a whole', async () => {
  const service = await boot();
  const client = await atVersion2(service);
  const authorization = `Bearer ${await service.token({ tenantId: uuid(1) })}`;
  const status = (...conditions: string[]) =>
    new Promise((resolve, reject) => {
      const headers: Record<string, string | string[]> = { authorization, 'if-match': conditions };
      request(service.url + ADDRESS, { headers }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  expect(await status('W/"1"', 'W/"2"')).toBe(200);
  expect(await status('W/"1"', 'W/"3"')).toBe(412);
  for (const twice of [
    ['*', 'W/"1"'],
    ['W/"2"', ''],
    ['', 'W/"2"'],
    ['', ''],
  ])
    expect(await status(...twice)).toBe(400);
  const headers = { 'If-Match': 'W/"2"', 'if-match': '' };
  const requests = [{ id: 'a', method: 'DELETE', url: ADDRESS, headers }];
  const answer = await client.send<GraphError>('POST', '/$batch', { body: { requests } });
  expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringMatching(/the same header twice/)]);
});

test('a condition in a batch is not passed over because its name is misspelt with a space or a colon', async () => {
  const service = await boot();
  const client = await atVersion2(service);
  for (const name of ['If-Match ', ' If-Match', 'If-Match:', 'If-Match\t', 'If-Match\u00a0']) {
    const requests = [{ id: 'a', method: 'DELETE', url: ADDRESS, headers: { [name]: 'W/"1"' } }];
    const answer = await client.send<GraphError>('POST', '/$batch', { body: { requests } });
    expect([name, answer.status]).toEqual([name, 400]);
    expect(answer.body.error.message).toContain('The request "a" has a header named ');
  }
  expect((await client.send('GET', ADDRESS)).status).toBe(200);
});

test('a write takes place unless If-None-Match names what is there', async () => {
  const service = await boot();
  const update = { body: { displayName: 'Second' } };
  for (const [tenant, condition] of [...HOLDING, ...FAILING].entries()) {
    const client = await atVersion2(service, tenant + 1);
    const headers = { 'if-none-match': condition };
    const holds = FAILING.includes(condition);
    const answers = [
      await client.send<GraphError>('PATCH', ADDRESS, { ...update, headers }),
      await client.send<GraphError>('DELETE', ADDRESS, { headers }),
    ];
    expect(
      answers.map(({ status }) => status),
      condition,
    ).toEqual(holds ? [200, 204] : [412, 412]);
    if (!holds) expect(answers[0]?.body.error.message).toMatch(/If-None-Match excludes/);
  }
  const client = await atVersion2(service, 99);
  const both = { 'if-match': 'W/"2"', 'if-none-match': '*' };
  expect((await client.send('PATCH', ADDRESS, { ...update, headers: both })).status).toBe(412);
});

test('of several writers that have read the same version, one wins and the others get 412', async () => {
  const client = await atVersion2(await boot());
  const headers = { 'if-match': 'W/"2"' };
  const names = ['One', 'Two', 'Three', 'Four'];
  const answers = await Promise.all(
    names.map((displayName) => client.send('PATCH', ADDRESS, { headers, body: { displayName } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
});

test('a read is answered with 304 and no body only where the client has the version', async () => {
  const client = await atVersion2(await boot());
  for (const condition of [...HOLDING, ...FAILING]) {
    const answer = await client.send('GET', ADDRESS, { headers: { 'if-none-match': condition } });
    expect(answer.headers.get('etag'), condition).toBe('W/"2"');
    expect(answer.status, condition).toBe(HOLDING.includes(condition) ? 304 : 200);
    expect(answer.text !== '', condition).toBe(FAILING.includes(condition));
  }
});

test('of writers that have all read before any of them writes, one wins too', async () => {
  const settings = await openService(scratchFolder());
  await settings.create(CALL, { ...CONTENT, helpUrl: 'https://example.com/', id: ID });
  const faults: unknown[] = [];
  const writing = (displayName: string): RestRequest => ({
    method: 'PATCH',
    path: ADDRESS.replace('/beta/', ''),
    query: '',
    header: (name) => (name === 'if-match' ? 'W/"1"' : undefined),
    body: () => ({ displayName }),
    call: CALL,
    requestId: 'request',
    clientRequestId: 'request',
    charge: async () => {},
    root: 'http://127.0.0.1/beta',
    connection: new NotConnected({ findLatestChange: async () => null }, settings),
    waitsUntil: 0,
    reportFault: (fault: unknown) => faults.push(fault),
  });
  const answers = await Promise.all(['One', 'Two', 'Three', 'Four'].map((name) => respond(settings, writing(name))));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  expect(faults).toEqual([]);
  expect(await settings.find(CALL, ID)).toMatchObject({ version: 2 });
});

test('If-Match on an unknown object is a 404', async () => {
  const client = await atVersion2(await boot());
  const address = ADDRESS.replace('cb6e', 'aaaa');
  const headers = { 'if-match': '*' };
  expect((await client.send('PATCH', address, { headers, body: { displayName: 'Third' } })).status).toBe(404);
  expect((await client.send('DELETE', address, { headers })).status).toBe(404);
});

test('a write that If-None-Match lets pass replaces the version that was compared, and none that came after it', () => {
  const current = { version: 2 } as DerivedCredentialSettings;
  expect(versionToReplace({ ifMatch: undefined, ifNoneMatch: ['"3"'] }, current)).toBe(2);
  expect(versionToReplace({ ifMatch: '*', ifNoneMatch: ['"3"'] }, current)).toBe(2);
  expect(versionToReplace({ ifMatch: '*', ifNoneMatch: undefined }, current)).toBeUndefined();
});
