/** The connection to Microsoft Graph over REST: a service that is connected to a second one over real HTTP. */
import { expect, test } from 'vitest';
import { CONNECTED_TENANT, type ConnectedService, connectedService } from '../support/connector/connected-service.js';
import { boot } from '../support/service/boot.js';

const COLLECTION = '/beta/deviceManagement/derivedCredentials';
const CONTENT = {
  displayName: 'One',
  helpUrl: null,
  issuer: 'intercede',
  notificationType: 'email',
  renewalThresholdPercentage: 20,
};

type Sending = Pick<ConnectedService, 'service'>;

async function send({ service }: Sending, method: string, path: string, body?: object, prefer = 'wait=20') {
  const headers = {
    authorization: `Bearer ${await service.token()}`,
    prefer,
    ...(body && { 'content-type': 'application/json' }),
  };
  return fetch(service.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

const told = ({ status, headers }: Response) => [
  status,
  headers.get('preference-applied'),
  headers.get('graph-status'),
];

test('each kind of write waits for Graph, and says in headers what came of it', async () => {
  const world = await connectedService();
  await world.adopt();
  const created = await send(world, 'POST', COLLECTION, CONTENT, 'return=minimal, wait=10');
  expect(told(created)).toEqual([204, 'return=minimal, wait=10', 'inSync']);
  const path = new URL(created.headers.get('location') ?? '').pathname;
  expect(told(await send(world, 'PATCH', path, { displayName: 'Two' }, 'wait=99999'))).toEqual([
    200,
    'wait=20',
    'inSync',
  ]);
  expect(await world.graph.objects(CONNECTED_TENANT)).toMatchObject([{ displayName: 'Two' }]);
  expect(told(await send(world, 'DELETE', path))).toEqual([204, 'wait=20', 'inSync']);
  expect(await world.graph.objects(CONNECTED_TENANT)).toEqual([]);
});

test('a refusal of Graph is told, and the change is kept here', async () => {
  const world = await connectedService();
  await world.adopt();
  world.proxy.fail('400', { method: 'POST' });
  const created = await send(world, 'POST', COLLECTION, CONTENT);
  expect(told(created)).toEqual([201, 'wait=20', 'refused; problem=REFUSED']);
  const { id } = (await created.json()) as { readonly id: string };
  const status = await send(world, 'GET', `${COLLECTION}('${id}')/graphStatus`);
  expect(await status.json()).toMatchObject({
    '@odata.context': expect.stringContaining('graphStatus'),
    settingsId: id,
    state: 'refused',
    problem: { code: 'REFUSED', status: 400, at: expect.stringMatching(/^2/) },
  });
});

test('a wait that is too short ends with what is known', async () => {
  const world = await connectedService();
  await world.adopt();
  world.proxy.behaviour.delayMs = 3_000;
  const created = await send(world, 'POST', COLLECTION, CONTENT, 'wait=1');
  expect(created.status).toBe(201);
  expect(created.headers.get('graph-status')).toMatch(/^(?:pending|unknown)/);
});

test('the steps of a batch share the time to wait', async () => {
  const world = await connectedService();
  await world.adopt();
  const step = (id: string) => ({
    id,
    method: 'POST',
    url: '/deviceManagement/derivedCredentials',
    headers: { 'Content-Type': 'application/json', Prefer: 'wait=20' },
    body: { ...CONTENT, displayName: id },
  });
  const response = await send(world, 'POST', '/beta/$batch', { requests: [step('a'), step('b')] }, '');
  const { responses } = (await response.json()) as { readonly responses: readonly { readonly headers: object }[] };
  expect(responses.map(({ headers }) => headers)).toMatchObject([
    { 'graph-status': 'inSync', 'preference-applied': 'wait=20' },
    { 'graph-status': 'inSync', 'preference-applied': 'wait=20' },
  ]);
});

test('without a connection nobody waits, and every object says so', async () => {
  const world = { service: await boot() };
  const created = await send(world, 'POST', COLLECTION, CONTENT);
  expect(told(created)).toEqual([201, 'wait=20', 'notConnected']);
  const { id } = (await created.json()) as { readonly id: string };
  for (const path of [
    `${COLLECTION}/${id.toUpperCase()}/graphStatus`,
    `${COLLECTION}/${id}/microsoft.graph.graphStatus()`,
  ]) {
    expect(await (await send(world, 'GET', path)).json()).toMatchObject({ settingsId: id, state: 'notConnected' });
  }
  const unknown = `${COLLECTION}/${id.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))}/graphStatus`;
  expect((await send(world, 'GET', unknown)).status).toBe(404);
  expect((await send(world, 'PUT', `${COLLECTION}/${id}/graphStatus`, {})).status).toBe(405);
});

test.each(['wait=0', 'wait=abc', 'wait', 'await=5'])('the preference %s is ignored', async (prefer) => {
  const world = { service: await boot() };
  const created = await send(world, 'POST', COLLECTION, CONTENT, prefer);
  expect(told(created)).toEqual([201, null, null]);
});
