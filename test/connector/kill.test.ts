/** The program is killed at each point of a create, an update and a deletion. What is started next finishes the work, once. */
import { expect, test } from 'vitest';
import { adopt, connectedProgram } from '../support/connector/connected-program.js';
import type { Hooks } from '../support/connector/fault-proxy.js';
import type { KillableService } from '../support/service/killable-service.js';

const ID = 'aaaaaaaa-1111-4222-8333-444444444444';
const CREATE = `mutation { createDerivedCredentialSettings(input: {
  id: "${ID}", displayName: "One", helpUrl: null, issuer: INTERCEDE, notificationType: EMAIL, waitForGraph: false
}) { userErrors { message } } }`;
const UPDATE = `mutation { updateDerivedCredentialSettings(input: { id: "${ID}", displayName: "Two" }) { userErrors { message } } }`;
const DELETE = `mutation { deleteDerivedCredentialSettings(input: { id: "${ID}" }) { userErrors { message } } }`;

const OPERATIONS = [
  { name: 'create', method: 'POST', mutation: CREATE, prepared: false, holds: ['One'] },
  { name: 'update', method: 'PATCH', mutation: UPDATE, prepared: true, holds: ['Two'] },
  { name: 'delete', method: 'DELETE', mutation: DELETE, prepared: true, holds: [] },
];

/** Where a process may end. `null`: right after the change is durable here. */
const POINTS: readonly (readonly [string, keyof Hooks | null])[] = [
  ['as soon as the change is durable', null],
  ['before Graph has the request', 'before'],
  ['when Graph has done it and not answered', 'after'],
  ['when Graph has answered', 'sent'],
];
const GRAPHS = [
  { graph: 'keeps ids', keepsIds: true },
  { graph: 'chooses ids', keepsIds: false },
];

const CASES = GRAPHS.flatMap((graph) =>
  OPERATIONS.flatMap((operation) => POINTS.map(([point, hook]) => ({ ...graph, ...operation, point, hook }))),
);

test.each(CASES)('$name, Graph $graph, killed $point', { timeout: 60_000 }, async (each) => {
  const world = await connectedProgram({ keepsIds: each.keepsIds });
  const first = await world.start();
  await adopt(first);
  if (each.prepared) {
    await first.graphql(CREATE);
    await inSync(first);
  }
  const killed =
    each.hook === null
      ? first.graphql(each.mutation).then(() => first.kill())
      : new Promise<unknown>((resolve) => {
          const kill = async () => resolve(await first.kill());
          world.proxy.hook({ [String(each.hook)]: kill }, { method: each.method });
          void first.graphql(each.mutation).catch(() => {});
        });
  await killed;
  const next = await world.start();
  if (each.holds.length > 0) await inSync(next);
  else await expect.poll(() => world.objects(), { timeout: 20_000 }).toEqual([]);
  expect((await world.objects()).map(({ displayName }) => displayName)).toEqual(each.holds);
  const { data } = await next.graphql<{ readonly graphConnection: object }>(
    '{ graphConnection { conflicts drifted refused } graphDrift { totalCount } }',
  );
  expect(data).toEqual({
    graphConnection: { conflicts: 0, drifted: 0, refused: 0 },
    graphDrift: { totalCount: 0 },
  });
});

async function inSync({ graphql }: KillableService): Promise<void> {
  const query = `{ graphStatus(settingsId: "${ID}") { state } }`;
  const state = async () =>
    (await graphql<{ readonly graphStatus: { readonly state: string } }>(query)).data?.graphStatus.state;
  await expect.poll(state, { timeout: 20_000, interval: 100 }).toBe('IN_SYNC');
}
