/** Proves what generic OData clients need: service document, HEAD, metadata levels, other origins. */
import { describe, expect, test } from 'vitest';
import { exchange, openSocket, request } from '../support/http/raw-http.js';
import { COLLECTION, ENTITY_TYPE, type GraphError, restClient } from '../support/rest/rest-client.js';
import { type Booted, boot } from '../support/service/boot.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const ENTITY = `${COLLECTION}/${ID}`;

async function withObject() {
  const service = await boot();
  const client = restClient(service);
  await client.create({ id: ID });
  return { service, client };
}

describe('the service document', () => {
  test.each(['/beta', '/beta/', '/BETA?$format=json', '/?$format=json', '/?format=application/json'])(
    'is at %s, without a token',
    async (path) => {
      const { url } = await boot();
      const response = await fetch(url + path);
      const root = path.startsWith('/?') ? url : `${url}/beta`;
      expect([response.status, response.headers.get('odata-version')]).toEqual([200, '4.0']);
      const document = (await response.json()) as { '@odata.context': string; value: { url: string }[] };
      expect(document).toEqual({
        '@odata.context': `${root}/$metadata`,
        value: [{ name: 'deviceManagement', kind: 'Singleton', url: 'deviceManagement' }],
      });
      expect((await fetch(document['@odata.context'])).status).toBe(200);
      const next = new URL(document.value[0]?.url ?? '', document['@odata.context']);
      expect((await fetch(next)).status).toBe(401);
    },
  );

  test.each(['/beta', '/'])(
    'at %s says as much about itself as is asked for, and refuses other options',
    async (path) => {
      const { url } = await boot();
      const ask = async (query: string, level: string) => {
        const headers = { accept: `application/json;odata.metadata=${level}` };
        const response = await fetch(`${url}${path}?${query}`, { headers });
        const context = Object.keys((await response.json()) as object).includes('@odata.context');
        return [response.status, /metadata=(\w+)/.exec(response.headers.get('content-type') ?? '')?.[1], context];
      };
      expect(await ask('', 'none')).toEqual([200, 'none', false]);
      expect(await ask('', 'full')).toEqual([200, 'full', true]);
      expect(await ask('$format=json', 'none')).toEqual([200, 'minimal', true]);
      expect((await ask('$filter=true', 'minimal'))[0]).toBe(400);
      expect((await ask('$format=atom', 'minimal'))[0]).toBe(400);
    },
  );

  test.each([
    ['application/json', 'json'],
    ['application/json, text/plain, */*', 'json'],
    ['text/*', 'html'],
    ['', 'html'],
    ['application/json;odata.metadata=minimal, */*;q=0.1', 'json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
    ['*/*', 'html'],
    ['text/html;q=0.5, application/json', 'json'],
  ])('or the explorer is at the root for %s', async (accept, kind) => {
    const { url } = await boot();
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await fetch(url, { method, headers: { accept } });
      expect([status, headers.get('vary')]).toEqual([200, 'accept']);
      expect(headers.get('content-type')).toContain(kind);
    }
  });
});

test('every GET address also answers HEAD, with the same status and headers and no body', async () => {
  const { client } = await withObject();
  const addresses = [
    ...['/beta', '/$metadata', '/beta/$metadata', '/beta/deviceManagement', COLLECTION, ENTITY],
    ...[`${COLLECTION}/$count`, `${COLLECTION}/delta`, `${COLLECTION}/1`, `${COLLECTION}?$filter=x`],
  ];
  for (const address of addresses) {
    const [get, head] = [await client.send('GET', address), await client.send('HEAD', address)];
    expect([address, head.status, head.text]).toEqual([address, get.status, '']);
    expect(get.text).not.toBe('');
    const named = ['content-type', 'content-length', 'etag', 'odata-version'];
    expect(named.map((name) => head.headers.get(name))).toEqual(named.map((name) => get.headers.get(name)));
  }
  const headers = { 'if-none-match': 'W/"1"' };
  expect((await client.send('HEAD', ENTITY, { headers })).status).toBe(304);
});

describe('an answer', () => {
  const levels: readonly (readonly [accept: string, query: string, level: string])[] = [
    ['application/json;odata.metadata=none', '', 'none'],
    ['text/plain, application/json; ODATA.Metadata="NONE";q=0.9', '', 'none'],
    ['application/json;metadata=full', '', 'full'],
    ['application/json', '$format=application/json;odata.metadata=full', 'full'],
    ['application/json;odata.metadata=full', '$format=json;odata.metadata=none', 'none'],
    ['application/json;odata.metadata=full', '$format=json', 'minimal'],
    ['application/json;odata.metadata=minimal', '', 'minimal'],
    ['application/json;odata.metadata=other', '', 'minimal'],
    ['application/json;odata=verbose', '', 'minimal'],
    ['', '', 'minimal'],
  ];

  test.each(levels)('to Accept %j and %j says as much as %s', async (accept, query, level) => {
    const { client } = await withObject();
    const { headers } = await client.send('GET', `${ENTITY}?${query}`, { headers: { accept } });
    expect(headers.get('content-type')).toBe(
      `application/json;odata.metadata=${level};odata.streaming=true;IEEE754Compatible=false;charset=utf-8`,
    );
  });

  test('with no metadata is data alone, but for the next page and the count', async () => {
    const { client } = await withObject();
    await client.create();
    const headers = { accept: 'application/json;odata.metadata=none' };
    const { body: one } = await client.send<object>('GET', ENTITY, { headers });
    const names = ['id', 'displayName', 'helpUrl', 'issuer', 'notificationType', 'renewalThresholdPercentage'];
    expect(Object.keys(one)).toEqual(names);
    const { body: list } = await client.send<{ value: object[] }>('GET', `${COLLECTION}?$top=1&$count=true`, {
      headers,
    });
    expect(Object.keys(list)).toEqual(['@odata.count', '@odata.nextLink', 'value']);
    expect(Object.keys(list.value[0] ?? {})).toEqual(names);
    const { body: latest } = await client.send<object>('GET', `${COLLECTION}/delta?$deltatoken=latest`, { headers });
    await client.send('DELETE', ENTITY);
    const link = (latest as { '@odata.deltaLink': string })['@odata.deltaLink'];
    const { body: delta } = await client.send('GET', link, { headers });
    expect(delta).toEqual({
      '@odata.deltaLink': expect.any(String),
      value: [{ id: ID, '@removed': { reason: 'deleted' } }],
    });
  });

  test('with full metadata says where an object is and of which types its values are', async () => {
    const { service, client } = await withObject();
    const headers = { accept: 'application/json;odata.metadata=full' };
    const address = `${service.url}${COLLECTION}('${ID}')`;
    const annotations = {
      '@odata.id': address,
      '@odata.editLink': address,
      '@odata.type': ENTITY_TYPE,
      '@odata.etag': 'W/"1"',
      'issuer@odata.type': '#microsoft.graph.deviceManagementDerivedCredentialIssuer',
      'notificationType@odata.type': '#microsoft.graph.deviceManagementDerivedCredentialNotificationType',
      'renewalThresholdPercentage@odata.type': '#Int32',
    };
    expect((await client.send('GET', ENTITY, { headers })).body).toMatchObject(annotations);
    expect((await client.send('GET', address, { headers })).status).toBe(200);
    const list = await client.send<{ value: object[] }>('GET', COLLECTION, { headers });
    expect(list.body.value).toEqual([expect.objectContaining(annotations)]);
    const patched = await client.send('PATCH', ENTITY, { headers, body: { displayName: 'New' } });
    expect(patched.body).toMatchObject({ ...annotations, '@odata.etag': 'W/"2"' });
    const root = await client.send('GET', '/beta/deviceManagement', { headers });
    expect(root.body).toMatchObject({ 'derivedCredentials@odata.navigationLink': `${service.url}${COLLECTION}` });
    // A response body can be sent back unchanged.
    const { body } = await client.send<object>('GET', ENTITY, { headers });
    expect((await client.send('PATCH', ENTITY, { body })).status).toBe(200);
  });

  test('of a step in a batch says as much as the step asks for', async () => {
    const { client } = await withObject();
    const requests = ['none', 'full'].map((level) => ({
      id: level,
      method: 'GET',
      url: ENTITY,
      headers: { Accept: `application/json;odata.metadata=${level}` },
    }));
    const { body } = await client.send<{ responses: { body: object }[] }>('POST', '/$batch', { body: { requests } });
    expect(body.responses.map((each) => '@odata.id' in each.body)).toEqual([false, true]);
    expect(body.responses.map((each) => '@odata.etag' in each.body)).toEqual([false, true]);
  });

  test('in a format that is not there is refused', async () => {
    const { client } = await withObject();
    for (const format of ['application/json;odata.metadata=other', 'xml', 'atom']) {
      const { status, body } = await client.send<GraphError>('GET', `${ENTITY}?$format=${format}`);
      expect([format, status, body.error.code]).toEqual([format, 400, 'BadRequest']);
    }
  });
});

describe('a page of another origin', () => {
  const APP = 'https://app.example.com';
  const preflight = ({ url }: Booted, path: string, origin: string) =>
    fetch(url + path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,content-type,if-match,prefer',
      },
    });

  test('may use the REST API if its origin is named, with its conditions and preferences', async () => {
    const service = await boot({ CORS_ORIGINS: APP });
    for (const path of [
      COLLECTION,
      ENTITY,
      '/deviceManagement/derivedCredentials',
      '/$batch',
      '/beta/$metadata',
      '/beta',
    ]) {
      const { status, headers } = await preflight(service, path, APP);
      expect([path, status, headers.get('access-control-allow-origin')]).toEqual([path, 204, APP]);
      expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PATCH, DELETE');
      const allowed = headers.get('access-control-allow-headers')?.split(', ');
      expect(allowed).toEqual(
        expect.arrayContaining(['authorization', 'if-match', 'if-none-match', 'prefer', 'sdkversion', 'retry-attempt']),
      );
    }
    const authorization = `Bearer ${await service.token()}`;
    const answer = await fetch(service.url + COLLECTION, { headers: { origin: APP, authorization } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, APP]);
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/etag.*preference-applied/);
    const refused = await fetch(service.url + COLLECTION, { headers: { origin: APP } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, APP]);
  });

  test('gets no CORS headers if its origin is not configured', async () => {
    const service = await boot({ CORS_ORIGINS: APP });
    for (const origin of ['https://evil.example.com', `${APP}.evil.example`, 'null']) {
      const { status, headers } = await preflight(service, COLLECTION, origin);
      expect([origin, status, headers.get('access-control-allow-origin')]).toEqual([origin, 401, null]);
    }
  });
});

test('an address may name the host in front, as clients of a proxy send it', async () => {
  const service = await boot();
  const authorization = `Authorization: Bearer ${await service.token()}`;
  await restClient(service).create();
  await restClient(service).create();
  for (const root of ['http://localhost', 'HTTP://other.example:1']) {
    const list = await request(service.url, `GET ${root}${COLLECTION}?$top=1`, [authorization]);
    const { '@odata.nextLink': next } = JSON.parse(list.body) as { '@odata.nextLink': string };
    expect([list.status, next.startsWith(`${service.url}${COLLECTION}?`)]).toEqual([200, true]);
    const document = await request(service.url, `GET ${root}/beta`);
    expect(JSON.parse(document.body)).toMatchObject({ '@odata.context': `${service.url}/beta/$metadata` });
  }
});

test('a request without a Host is refused for that, with no word about its body', async () => {
  const { url } = await boot();
  const answer = await exchange(await openSocket(url), `POST ${COLLECTION} HTTP/1.1\r\nConnection: close\r\n\r\n`);
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body)).toMatchObject({ error: { message: 'The Host header is missing.' } });
});

test('a failure outside of any route has the format of Graph, and names the path of the API', async () => {
  const { url } = await boot();
  const lines: readonly (readonly [line: string, status: number, message: RegExp])[] = [
    [`GET /v1.0/deviceManagement/derivedCredentials HTTP/1.1`, 404, /nothing at this address/],
    [`POST /v1.0/$batch HTTP/1.1`, 404, /nothing at this address/],
    [`GET /V2/deviceManagement HTTP/1.1`, 404, /nothing at this address/],
    [`GET /${COLLECTION} HTTP/1.1`, 404, /nothing at this address/],
    [`GET //deviceManagement/derivedCredentials?$top=1 HTTP/1.1`, 404, /nothing at this address/],
    [`PROPFIND ${COLLECTION} HTTP/1.1`, 404, /nothing at this address/],
    [`GET ${COLLECTION}/%zz HTTP/1.1`, 400, /malformed/],
    [`get ${COLLECTION} HTTP/1.1`, 400, /upper case/],
    [`Patch ${ENTITY} HTTP/1.1`, 400, /upper case/],
    [`GET ${COLLECTION} HTTP/1.1\r\nbad header`, 400, /not valid HTTP/],
    [`GET ${COLLECTION}?$filter=${'a'.repeat(20_000)} HTTP/1.1`, 431, /larger than 16 KiB/],
    [`QUERY ${COLLECTION} HTTP/1.1`, 400, /malformed/],
    [`GET http://localhost/v1.0/me HTTP/1.1`, 404, /nothing at this address/],
    [`POST /v1.0/me HTTP/1.1\r\nContent-Encoding: gzip`, 415, /Content-Encoding/],
  ];
  for (const [line, status, message] of lines) {
    const text = `${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;
    const answer = await exchange(await openSocket(url), text);
    const { error } = JSON.parse(answer.body) as GraphError;
    expect([line, answer.status]).toEqual([line, status]);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/The API is at \/beta\/deviceManagement\/derivedCredentials\.$/);
    expect(error).toMatchObject({
      code: status === 404 ? 'ResourceNotFound' : 'BadRequest',
      innerError: { 'request-id': expect.any(String), 'client-request-id': expect.any(String) },
    });
  }
  const others = ['GET /vision HTTP/1.1', 'get /graphql HTTP/1.1', 'GET /betamax HTTP/1.1'];
  for (const line of others) {
    const answer = await exchange(await openSocket(url), `${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect(JSON.parse(answer.body).error, line).toHaveProperty('requestId');
  }
});
