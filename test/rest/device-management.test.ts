/** Proves that `deviceManagement`, which contains the collection, can be read by clients that navigate from the root. */
import { expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import { boot } from '../support/service/boot.js';

const REQUESTS: readonly [path: string, status: number, told: object][] = [
  ['/beta/deviceManagement', 200, { id: DEVELOPMENT_TENANT, '@odata.type': '#microsoft.graph.deviceManagement' }],
  ['/deviceManagement/', 200, { id: DEVELOPMENT_TENANT }],
  ['/beta/deviceManagement?$select=id', 200, { id: DEVELOPMENT_TENANT }],
  ['/beta/deviceManagement?$select=displayName', 400, { error: { code: 'BadRequest' } }],
  ['/beta/deviceManagement?$expand=derivedCredentials', 400, { error: { code: 'BadRequest' } }],
];

test('it returns the tenant and nothing else', async () => {
  const { url, token } = await boot();
  const headers = { authorization: `Bearer ${await token()}` };
  for (const [path, status, told] of REQUESTS) {
    const response = await fetch(url + path, { headers });
    expect({ status: response.status, body: await response.json() }, path).toMatchObject({ status, body: told });
  }
  const answer: unknown = await (await fetch(`${url}/beta/deviceManagement`, { headers })).json();
  expect(answer).toMatchObject({ '@odata.context': `${url}/beta/$metadata#deviceManagement/$entity` });
});

test('it can only be read, and only with a token', async () => {
  const { url, token } = await boot();
  const headers = { authorization: `Bearer ${await token()}` };
  const deletion = await fetch(`${url}/beta/deviceManagement`, { method: 'DELETE', headers });
  expect({ status: deletion.status, allow: deletion.headers.get('allow') }).toEqual({
    status: 405,
    allow: 'GET, HEAD',
  });
  expect((await fetch(`${url}/beta/deviceManagement`)).status).toBe(401);
});
