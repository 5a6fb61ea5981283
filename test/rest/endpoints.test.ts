/** Proves each endpoint of the REST API over real HTTP: status, headers, body, and the resulting state. */
import { describe, expect, test } from 'vitest';
import { settingsClient, settingsOf } from '../support/graphql/settings-client.js';
import {
  COLLECTION,
  ENTITY_TYPE,
  type Entity,
  type EntityList,
  EXAMPLE_BODY,
  type GraphError,
  restClient,
} from '../support/rest/rest-client.js';
import { boot } from '../support/service/boot.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
const UNDER = { 'the path with /beta': '/beta', 'the bare path': '' } as const;

async function booted() {
  const service = await boot();
  return { service, client: restClient(service) };
}

describe.each(Object.entries(UNDER))('under %s', (_, root) => {
  const collection = `${root}/deviceManagement/derivedCredentials`;

  test('an object is created without a help page if the body says so, and as a step of a batch', async () => {
    const { client } = await booted();
    const created = await client.send<Entity>('POST', collection, { body: { ...EXAMPLE_BODY, id: ID, helpUrl: null } });
    expect([created.status, created.body]).toMatchObject([201, { helpUrl: null, '@odata.etag': 'W/"1"' }]);
    expect((await client.send<Entity>('GET', `${collection}/${ID}`)).body).toMatchObject({ helpUrl: null });
    const { helpUrl: _left, ...without } = EXAMPLE_BODY;
    const bodies = [{ ...EXAMPLE_BODY, helpUrl: null }, without, { ...EXAMPLE_BODY, helpUrl: '' }];
    const requests = bodies.map((body, index) => {
      const headers = { 'Content-Type': 'application/json' };
      return { id: String(index), method: 'POST', url: '/deviceManagement/derivedCredentials', headers, body };
    });
    const { body } = await client.send<{ responses: readonly object[] }>('POST', `${root}/$batch`, {
      body: { requests },
    });
    const refused = (message: string) => {
      return { status: 400, body: { error: { code: 'ModelValidationFailure', message } } };
    };
    const give = 'Give an address such as https://example.com/help, or null for none.';
    expect(body.responses).toMatchObject([
      { status: 201, body: { helpUrl: null } },
      refused(`The property 'helpUrl' is required. ${give}`),
      refused(`helpUrl is blank. ${give}`),
    ]);
  });

  test('the documented example is created, with its address, its version and every annotation', async () => {
    const { service, client } = await booted();
    const { status, headers, body } = await client.send<Entity>('POST', collection, { body: EXAMPLE_BODY });
    expect(status).toBe(201);
    expect(body).toEqual({
      '@odata.context': `${service.url}${root}/$metadata#deviceManagement/derivedCredentials/$entity`,
      '@odata.type': ENTITY_TYPE,
      '@odata.etag': 'W/"1"',
      id: expect.stringMatching(UUID),
      displayName: 'Display Name value',
      helpUrl: 'https://example.com/helpUrl/',
      issuer: 'entrustDatacard',
      notificationType: 'email',
      renewalThresholdPercentage: 20,
    });
    expect(Object.fromEntries(headers)).toMatchObject({
      location: `${service.url}${collection}/${body.id}`,
      etag: 'W/"1"',
      'content-type': JSON_TYPE,
      'odata-version': '4.0',
      'request-id': expect.stringMatching(UUID),
    });
    expect(headers.get('client-request-id')).toBe(headers.get('request-id'));
  });

  test('an object is listed, counted, read, updated and deleted', async () => {
    const { service, client } = await booted();
    const created = await client.create({ id: ID });
    const { '@odata.context': _, ...entity } = created;

    expect((await client.send<EntityList>('GET', collection)).body).toEqual({
      '@odata.context': `${service.url}${root}/$metadata#deviceManagement/derivedCredentials`,
      value: [entity],
    });
    const count = await client.send('GET', `${collection}/$count`);
    expect([count.text, count.headers.get('content-type')]).toEqual(['1', 'text/plain']);

    const read = await client.send<Entity>('GET', `${collection}/${ID}`);
    expect(read.body).toEqual({ '@odata.context': expect.stringMatching(/#.*\/\$entity$/), ...entity });
    expect(read.headers.get('etag')).toBe('W/"1"');

    const updated = await client.send<Entity>('PATCH', `${collection}/${ID}`, {
      body: { displayName: 'New', helpUrl: null },
    });
    const changed = { displayName: 'New', helpUrl: null, '@odata.etag': 'W/"2"' };
    expect([updated.status, updated.headers.get('etag')]).toEqual([200, 'W/"2"']);
    expect(updated.body).toEqual({ ...read.body, ...changed });

    const deleted = await client.send('DELETE', `${collection}/${ID}`);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await client.send('GET', `${collection}/${ID}`)).status).toBe(404);
    expect((await client.list()).value).toEqual([]);
  });
});

const CAST = ENTITY_TYPE.slice(1);
const ADDRESSES: readonly ((id: string) => string)[] = [
  (id) => `${COLLECTION}/${id}`,
  (id) => `${COLLECTION}('${id}')`,
  (id) => `${COLLECTION}(%27${id}%27)`,
  (id) => `${COLLECTION}/${id.toUpperCase()}`,
  (id) => `${COLLECTION}/${id}/`,
  (id) => `${COLLECTION}/${id}/${CAST}`,
  (id) => `${COLLECTION}('${id}')/${CAST}`,
  (id) => `${COLLECTION}/${CAST}/${id}`,
  (id) => `/BETA/devicemanagement/DERIVEDCREDENTIALS/${id}`,
];

test('the id of a deleted object is refused with what a client can do, and each of it works', async () => {
  const { service, client } = await booted();
  const body = { ...EXAMPLE_BODY, id: ID };
  await client.create(body);
  await client.send('PATCH', `${COLLECTION}/${ID}`, { body: { displayName: 'Last' } });
  await client.send('DELETE', `${COLLECTION}/${ID}`);
  const refused = await client.send<GraphError>('POST', COLLECTION, { body });
  expect([refused.status, refused.body.error]).toMatchObject([
    409,
    {
      code: 'Conflict',
      message:
        `The id ${ID} belonged to an object that has been deleted. Give another id or none, or restore the object with ` +
        'revertDerivedCredentialSettings of the GraphQL API, to version 2.',
    },
  ]);
  expect((await client.send('POST', COLLECTION, { body: EXAMPLE_BODY })).status).toBe(201);
  settingsOf(await settingsClient(service).revert({ id: ID, toVersion: 2 }));
  const { body: restored } = await client.send<Entity>('GET', `${COLLECTION}/${ID}`);
  expect(restored).toMatchObject({ displayName: 'Last', '@odata.etag': 'W/"4"' });
});

test('an object is read, updated and deleted at every address that OData gives it', async () => {
  const { service, client } = await booted();
  for (const addressOf of ADDRESSES) {
    const { id } = await client.create();
    const address = addressOf(id);
    const { status, body } = await client.send<Entity>('GET', address);
    expect([status, body.id], address).toEqual([200, id]);
    expect(body['@odata.context']).toBe(`${service.url}/beta/$metadata#deviceManagement/derivedCredentials/$entity`);
    expect((await client.send('PATCH', address, { body: { displayName: 'New' } })).status, address).toBe(200);
    expect((await client.send('DELETE', address)).status, address).toBe(204);
  }
});

const SAFE_IDS = ['5d0f1a68-1111-4222-8333-944444444444', 'a', 'My_client.1-2', 'x'.repeat(64)];
const HOSTILE_IDS = ['x'.repeat(65), '<script>', 'a b', 'a, b', 'é', '"', '{}', 'a\tb'];

test('a client-request-id comes back in headers and errors, unless it could do harm there', async () => {
  const { client } = await booted();
  for (const id of [...SAFE_IDS, ...HOSTILE_IDS]) {
    const sent = { headers: { 'client-request-id': id } };
    for (const [address, status] of [
      [COLLECTION, 200],
      [`${COLLECTION}/${ID}`, 404],
    ] as const) {
      const answer = await client.send<GraphError>('GET', address, sent);
      const requestId = answer.headers.get('request-id');
      const expected = SAFE_IDS.includes(id) ? id : requestId;
      expect([answer.status, answer.headers.get('client-request-id')], id).toEqual([status, expected]);
      expect(requestId).toMatch(UUID);
      if (status === 404) {
        expect(answer.body.error.innerError).toMatchObject({ 'request-id': requestId, 'client-request-id': expected });
      }
    }
  }
});

test('Prefer: return=minimal leaves out the body of a create and of an update, and says where the object is', async () => {
  const { service, client } = await booted();
  const headers = { prefer: 'return=minimal' };
  const location = `${service.url}${COLLECTION}/${ID}`;
  const created = await client.send('POST', COLLECTION, { headers, body: { ...EXAMPLE_BODY, id: ID } });
  const updated = await client.send('PATCH', `${COLLECTION}/${ID}`, { headers, body: { displayName: 'New' } });
  expect([created.status, created.text, updated.status, updated.text]).toEqual([204, '', 204, '']);
  const applied = { 'preference-applied': 'return=minimal', 'odata-entityid': location };
  expect(Object.fromEntries(created.headers)).toMatchObject({ ...applied, location, etag: 'W/"1"' });
  expect(Object.fromEntries(updated.headers)).toMatchObject({ ...applied, etag: 'W/"2"' });
});

const PREFERENCES: readonly [prefer: string, applied: string | null][] = [
  ['return=representation', 'return=representation'],
  ['respond-async, RETURN = "representation"; x=y', 'return=representation'],
  ['return=nothing', null],
  ['xreturn=minimal', null],
  ['return=minimalist', null],
  ['', null],
];

test('any other preference is answered with the object', async () => {
  const { client } = await booted();
  const outcomes: (typeof PREFERENCES)[number][] = [];
  for (const [prefer] of PREFERENCES) {
    const { status, headers } = await client.send('POST', COLLECTION, { headers: { prefer }, body: EXAMPLE_BODY });
    expect(status, prefer).toBe(201);
    outcomes.push([prefer, headers.get('preference-applied')]);
  }
  expect(outcomes).toEqual(PREFERENCES);
});

const SPELLINGS = [
  [
    { issuer: 'entrustDataCard', notificationType: 'NONE' },
    { issuer: 'entrustDatacard', notificationType: 'none' },
  ],
  [
    { issuer: 'XTEC', notificationType: 'Email' },
    { issuer: 'xTec', notificationType: 'email' },
  ],
  [
    { issuer: 'Purebred', notificationType: 'companyportal' },
    { issuer: 'purebred', notificationType: 'companyPortal' },
  ],
  [
    { issuer: 'interCede', notificationType: 'email,companyPortal' },
    { issuer: 'intercede', notificationType: 'companyPortal,email' },
  ],
  [
    { issuer: 'intercede', notificationType: 'COMPANYPORTAL, Email' },
    { issuer: 'intercede', notificationType: 'companyPortal,email' },
  ],
  [
    { issuer: 'intercede', notificationType: 'none,email' },
    { issuer: 'intercede', notificationType: 'email' },
  ],
] as const;

test('enums are read in any letter case and flags in any order, and sent in the spelling of Graph', async () => {
  const { client } = await booted();
  for (const [given, sent] of SPELLINGS) {
    const { id } = await client.create(given);
    expect((await client.send('GET', `${COLLECTION}/${id}`)).body).toMatchObject(sent);
    const { issuer: _fixed, ...changeable } = given;
    await client.send('PATCH', `${COLLECTION}/${id}`, { body: { notificationType: 'companyPortal' } });
    expect((await client.send('PATCH', `${COLLECTION}/${id}`, { body: changeable })).body).toMatchObject(sent);
  }
});

test('a create that is sent again with its id and content is answered with 201 again, and recorded once', async () => {
  const { service, client } = await booted();
  const first = await client.create({ id: ID, notificationType: 'email,companyPortal' });
  const again = await client.create({ id: ID.toUpperCase(), notificationType: 'companyPortal,email' });
  expect(again).toEqual(first);
  expect(await settingsClient(service).changes()).toHaveLength(1);
});

describe('both APIs show one state and one history', () => {
  test('what is written over REST is at once there over GraphQL, with its origin and request id', async () => {
    const { service, client } = await booted();
    const graphql = settingsClient(service);
    const { body, headers } = await client.send<Entity>('POST', COLLECTION, { body: EXAMPLE_BODY });
    const { '@odata.type': _, ...content } = EXAMPLE_BODY;
    expect(await graphql.find(body.id)).toMatchObject({
      ...content,
      issuer: 'ENTRUST_DATACARD',
      notificationType: 'EMAIL',
      version: 1,
    });
    expect(await graphql.changes()).toMatchObject([
      { kind: 'CREATED', origin: 'REST', requestId: headers.get('request-id'), before: null },
    ]);
    await client.send('PATCH', `${COLLECTION}/${body.id}`, { body: { notificationType: 'none' } });
    expect(await graphql.find(body.id)).toMatchObject({ notificationType: 'NONE', version: 2 });
    await client.send('DELETE', `${COLLECTION}/${body.id}`);
    expect(await graphql.find(body.id)).toBeNull();
    const kinds = (await graphql.changes()).map(({ kind, origin }) => `${kind} ${origin}`);
    expect(kinds).toEqual(['CREATED REST', 'UPDATED REST', 'DELETED REST']);
  });

  test('what is written over GraphQL is at once there over REST', async () => {
    const { service, client } = await booted();
    const graphql = settingsClient(service);
    const input = { displayName: 'A name', helpUrl: 'https://example.com/', issuer: 'X_TEC', notificationType: 'NONE' };
    const { id } = settingsOf(await graphql.create(input));
    const address = `${COLLECTION}/${id}`;
    expect((await client.send('GET', address)).body).toMatchObject({ displayName: 'A name', issuer: 'xTec' });
    await graphql.update({ id, helpUrl: null });
    expect((await client.send('GET', address)).body).toMatchObject({ helpUrl: null, '@odata.etag': 'W/"2"' });
    await graphql.remove({ id, expectedVersion: 2 });
    expect((await client.send('GET', address)).status).toBe(404);
    expect((await graphql.changes()).map(({ origin }) => origin)).toEqual(['GRAPHQL', 'GRAPHQL', 'GRAPHQL']);
  });
});
