/** Proves that a write with `If-Match` replaces only a version that it names, and that a read with `If-None-Match` is spared. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RestRequest } from '../../src/rest/messages.js';
import { respond } from '../../src/rest/service.js';
import { type Booted, boot } from '../support/boot.js';
import { CONTENT } from '../support/changes.js';
import { CALL, openService } from '../support/open-service.js';
import { COLLECTION, type RestClient, tenantClient } from '../support/rest-client.js';
import { scratchFolder } from '../support/scratch.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const ADDRESS = `${COLLECTION}/${ID}`;

const HOLDING = ['W/"2"', '"2"', 'w/"2"', 'W/"1", W/"2"', '"7" , "2"', '*', ' * '];
const FAILING = ['W/"1"', '"1"', 'W/"3"', '2', '"W/2"', 'W/"2', 'garbage', '"*"', 'W/"1",W/"3"', '""'];

/** A client of a new tenant that holds one object, at version 2. */
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

test('of several writers that have read the same version, one wins and the others are told', async () => {
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
  const settings = await openService(join(scratchFolder(), 'test.sqlite'));
  await settings.create(CALL, { ...CONTENT, helpUrl: 'https://example.com/', id: ID });
  const request = (displayName: string): RestRequest => ({
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
  });
  const faults: unknown[] = [];
  const answers = await Promise.all(
    ['One', 'Two', 'Three', 'Four'].map((name) => respond(settings, request(name), (fault) => faults.push(fault))),
  );
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
