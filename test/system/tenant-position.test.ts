/** The header `x-tenant-position`: what a write reaches, in both APIs, and which values a request may send. */
import { describe, expect, test } from 'vitest';
import { EXAMPLE } from '../support/graphql/settings-client.js';
import { EXAMPLE_BODY, type GraphError, restClient } from '../support/rest/rest-client.js';
import { type Booted, boot } from '../support/service/boot.js';

const HEADER = 'x-tenant-position';
const COLLECTION = '/beta/deviceManagement/derivedCredentials';
const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const OTHER_ID = '1f0e9a31-4b6f-4c1e-9d55-0a6a7c2f8d10';
const CREATE = `mutation ($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { derivedCredentialSettings { version } userErrors { code } } }`;
const UPDATE = `mutation ($input: UpdateDerivedCredentialSettingsInput!) {
  updateDerivedCredentialSettings(input: $input) { userErrors { code } } }`;
const LIST = '{ derivedCredentials { totalCount } }';

interface Answer {
  readonly status: number;
  /** Null if the response has no such header. */
  readonly position: string | null;
  readonly body: {
    readonly data?: unknown;
    readonly extensions?: { readonly tenantPosition?: number };
    readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  };
}

async function graphql(service: Booted, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const authorization = `Bearer ${await service.token()}`;
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body: JSON.stringify(body),
  });
  const position = response.headers.get(HEADER);
  return { status: response.status, position, body: (await response.json()) as Answer['body'] };
}

const input = (changes: object) => ({ variables: { input: changes } });

describe('a write names the position that it has reached', () => {
  test('in GraphQL, in a header and in the extensions, also if it is refused or changes nothing', async () => {
    const service = await boot();
    const created = await graphql(service, { query: CREATE, ...input({ ...EXAMPLE, id: ID }) });
    expect(created).toMatchObject({ position: '1', body: { extensions: { tenantPosition: 1 } } });
    const updated = { query: UPDATE, ...input({ id: ID, displayName: 'Changed' }) };
    expect((await graphql(service, updated)).position).toBe('2');
    expect((await graphql(service, updated)).position).toBe('2');
    const conflict = { query: UPDATE, ...input({ id: ID, displayName: 'Mine', expectedVersion: 1 }) };
    expect(await graphql(service, conflict)).toMatchObject({
      position: '2',
      body: { data: { updateDerivedCredentialSettings: { userErrors: [{ code: 'VERSION_CONFLICT' }] } } },
    });
    const tried = { query: CREATE, ...input({ ...EXAMPLE, dryRun: true }) };
    expect((await graphql(service, tried)).position).toBe('2');
    const two = `mutation ($input: UpdateDerivedCredentialSettingsInput!, $other: UpdateDerivedCredentialSettingsInput!) {
      one: updateDerivedCredentialSettings(input: $input) { userErrors { code } }
      other: updateDerivedCredentialSettings(input: $other) { userErrors { code } } }`;
    const variables = { input: { id: ID, displayName: 'A' }, other: { id: ID, displayName: 'B' } };
    expect((await graphql(service, { query: two, variables })).position).toBe('4');
  });

  test('in REST, in a header, for each step of a batch and for the batch, also if a condition fails', async () => {
    const service = await boot();
    const client = restClient(service);
    const created = await client.send<{ id: string }>('POST', COLLECTION, { body: EXAMPLE_BODY });
    expect(created.headers.get(HEADER)).toBe('1');
    const address = `${COLLECTION}/${created.body.id}`;
    const patched = await client.send('PATCH', address, { body: { displayName: 'Changed' } });
    expect(patched.headers.get(HEADER)).toBe('2');
    const stale = { headers: { 'if-match': 'W/"1"' }, body: { displayName: 'Mine' } };
    const refused = await client.send('PATCH', address, stale);
    expect([refused.status, refused.headers.get(HEADER)]).toEqual([412, '2']);
    const json = { 'content-type': 'application/json' };
    const requests = [
      { id: 'create', method: 'POST', url: COLLECTION.slice('/beta'.length), headers: json, body: EXAMPLE_BODY },
      { id: 'read', method: 'GET', url: address.slice('/beta'.length) },
      { id: 'delete', method: 'DELETE', url: address.slice('/beta'.length) },
    ];
    const batch = await client.send<{ responses: { headers: Record<string, string> }[] }>('POST', '/beta/$batch', {
      body: { requests },
    });
    expect(batch.headers.get(HEADER)).toBe('4');
    expect(batch.body.responses.map(({ headers }) => headers[HEADER])).toEqual(['3', undefined, '4']);
  });

  test('and a read names none', async () => {
    const service = await boot();
    await restClient(service).create();
    const read = await graphql(service, { query: LIST });
    expect(read).toMatchObject({
      status: 200,
      position: null,
      body: { data: { derivedCredentials: { totalCount: 1 } } },
    });
    expect(read.body).not.toHaveProperty('extensions');
    expect((await restClient(service).send('GET', COLLECTION)).headers.get(HEADER)).toBeNull();
    const unknown = await restClient(service).send('GET', `${COLLECTION}/${OTHER_ID}`);
    expect([unknown.status, unknown.headers.get(HEADER)]).toEqual([404, null]);
  });
});

describe('a request', () => {
  test('may send any position', async () => {
    const service = await boot();
    await restClient(service).create();
    for (const position of ['0', '1', '000000000000001', '999999999999999']) {
      const list = await restClient(service).send('GET', COLLECTION, { headers: { [HEADER]: position } });
      expect(list).toMatchObject({ status: 200, body: { value: [{ displayName: EXAMPLE_BODY.displayName }] } });
      expect(await graphql(service, { query: LIST }, { [HEADER]: position })).toMatchObject({
        status: 200,
        body: { data: { derivedCredentials: { totalCount: 1 } } },
      });
    }
  });

  const told = `The header ${HEADER} is not a position. Send it as a response named it, or leave it out.`;

  test('that sends anything else is refused, and writes nothing', async () => {
    const service = await boot();
    const authorization = `Bearer ${await service.token()}`;
    const rest = async (method: string, path: string, position: string) => {
      const response = await fetch(service.url + path, {
        method,
        headers: { authorization, 'content-type': 'application/json', [HEADER]: position },
        ...(method === 'POST' && { body: JSON.stringify(EXAMPLE_BODY) }),
      });
      return { status: response.status, body: await response.json() };
    };
    const refused = { status: 400, body: { error: { code: 'BadRequest', message: told } } };
    for (const position of ['', '-1', '1.5', '1, 2', 'latest', '0x10', '1000000000000000', '9'.repeat(5000)]) {
      expect(await graphql(service, { query: CREATE, ...input(EXAMPLE) }, { [HEADER]: position })).toMatchObject({
        status: 400,
        position: null,
        body: { errors: [{ message: told, extensions: { code: 'BAD_USER_INPUT' } }] },
      });
      expect(await rest('GET', COLLECTION, position)).toMatchObject(refused);
      expect(await rest('POST', COLLECTION, position)).toMatchObject(refused);
      expect(await rest('POST', '/beta/$batch', position)).toMatchObject(refused);
    }
    expect((await graphql(service, { query: LIST })).body.data).toEqual({ derivedCredentials: { totalCount: 0 } });
  });

  test('learns nothing of the header without a valid token', async () => {
    const service = await boot();
    const response = await fetch(`${service.url}${COLLECTION}`, { headers: { [HEADER]: 'no position' } });
    expect(response.status).toBe(401);
  });

  test('is refused on the step of a batch that names no position', async () => {
    const service = await boot();
    const url = COLLECTION.slice('/beta'.length);
    const requests = ['1', '', 'x'].map((position) => ({
      id: `at ${position}`,
      method: 'GET',
      url,
      headers: { 'X-Tenant-Position': position },
    }));
    const batch = await restClient(service).send<{ responses: { status: number; body: GraphError }[] }>(
      'POST',
      '/beta/$batch',
      { headers: { [HEADER]: '0' }, body: { requests } },
    );
    expect(batch.body.responses.map(({ status, body }) => [status, body.error?.message])).toEqual([
      [200, undefined],
      [400, told],
      [400, told],
    ]);
  });
});
