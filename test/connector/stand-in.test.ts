/** Proves that the stand-in for Graph and its proxy do what tests of the connector rely on. */
import { expect, test } from 'vitest';
import { TENANT } from '../support/auth/test-issuer.js';
import { faultProxy } from '../support/connector/fault-proxy.js';
import { GRAPH_PATH, graphStandIn, SAMPLE } from '../support/connector/graph-stand-in.js';
import { tokenEndpoint } from '../support/connector/token-endpoint.js';

const ID = 'aaaaaaaa-1111-4222-8333-444444444444';

async function started(options = {}) {
  const graph = await graphStandIn();
  const proxy = await faultProxy(graph.url, options);
  const send = async (method: string, path = '', body?: object) => {
    const headers = { authorization: `Bearer ${await graph.token()}`, 'content-type': 'application/json' };
    const address = proxy.url + GRAPH_PATH + path;
    return fetch(address, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  };
  return { graph, proxy, send };
}

test('others can create, update and delete in it, in any tenant', async () => {
  const graph = await graphStandIn();
  const { id } = await graph.create({ displayName: 'One' });
  await graph.create({ displayName: 'Other' }, ID);
  expect(await graph.update(id, { displayName: 'Two' })).toEqual({ ...SAMPLE, id, displayName: 'Two' });
  expect([await graph.objects(), (await graph.objects(ID)).length]).toEqual([
    [{ ...SAMPLE, id, displayName: 'Two' }],
    1,
  ]);
  await graph.delete(id);
  expect(await graph.objects(TENANT)).toEqual([]);
});

test('ids are kept, replaced or refused', async () => {
  const { graph, proxy, send } = await started();
  expect((await (await send('POST', '', { ...SAMPLE, id: ID })).json()).id).toBe(ID);
  proxy.behaviour.keepsIds = false;
  expect((await (await send('POST', '', { ...SAMPLE, id: TENANT })).json()).id).not.toBe(TENANT);
  proxy.behaviour.refusesIds = true;
  expect((await send('POST', '', { ...SAMPLE, id: TENANT })).status).toBe(400);
  expect(await graph.objects()).toHaveLength(2);
});

test('a PATCH can make another object, and new objects can be late in lists and reads', async () => {
  const { graph, send } = await started({ patchMakesNew: true, listLagMs: 60_000, getLagMs: 60_000 });
  const { id } = await graph.create();
  const patched = await send('PATCH', `/${id}`, { displayName: 'New' });
  const made = await patched.json();
  expect([patched.status, made.displayName, made.id === id]).toEqual([200, 'New', false]);
  expect(await graph.objects()).toHaveLength(2);
  expect((await (await send('GET')).json()).value).toHaveLength(1);
  expect((await send('GET', `/${made.id}`)).status).toBe(404);
});

test('faults come once, always or by chance, and are counted', async () => {
  const { graph, proxy, send } = await started({ weights: { '500': 1 }, random: () => 0 });
  proxy.fail('drop after', { method: 'POST' });
  proxy.always(['429', '7'], { method: 'GET' });
  await expect(send('POST', '', SAMPLE)).rejects.toThrow('fetch failed');
  expect(await graph.objects()).toHaveLength(1);
  expect((await send('GET')).headers.get('retry-after')).toBe('7');
  expect((await send('POST', '', SAMPLE)).status).toBe(500);
  proxy.heal();
  expect((await send('POST', '', SAMPLE)).status).toBe(201);
  expect(proxy.counts()).toEqual({ 'drop after': 1, '429': 1, '500': 1 });
  expect(proxy.requests.map(({ forwarded }) => forwarded)).toEqual([201, null, null, 201]);
});

test('a late commit is answered at once and done later', async () => {
  const { graph, proxy, send } = await started();
  proxy.fail(['late commit', 50], { method: 'POST' });
  expect((await send('POST', '', SAMPLE)).status).toBe(504);
  expect(await graph.objects()).toEqual([]);
  await proxy.settled();
  expect(await graph.objects()).toHaveLength(1);
});

test('the token endpoint answers over https with tokens that the stand-in accepts', async () => {
  const graph = await graphStandIn();
  const endpoint = await tokenEndpoint(graph);
  const answer = await endpoint.fetch(`${endpoint.url}/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body: 'a=b' });
  const { access_token: token } = (await answer.json()) as { readonly access_token: string };
  const list = await fetch(graph.url + GRAPH_PATH, { headers: { authorization: `Bearer ${token}` } });
  expect([list.status, endpoint.requests]).toEqual([200, [{ tenantId: TENANT, form: { a: 'b' } }]]);
});
