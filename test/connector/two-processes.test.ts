/** Two processes on one database: what one begins and does not finish is finished by the other, and done once. */
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { adopt, connectedProgram } from '../support/connector/connected-program.js';
import type { KillableService } from '../support/service/killable-service.js';

const creation = (name: string) => `mutation { createDerivedCredentialSettings(input: {
  displayName: "${name}", helpUrl: null, issuer: INTERCEDE, notificationType: EMAIL
}) { userErrors { message } } }`;

async function states({ graphql }: KillableService): Promise<readonly string[]> {
  const query = '{ derivedCredentials(first: 100) { nodes { graph { state } } } }';
  const { data } = await graphql<{
    readonly derivedCredentials: { readonly nodes: readonly { readonly graph: { readonly state: string } }[] };
  }>(query);
  return data?.derivedCredentials.nodes.map(({ graph }) => graph.state) ?? [];
}

async function expectInSync(service: KillableService, count: number): Promise<void> {
  const expected = Array.from({ length: count }, () => 'IN_SYNC');
  await expect.poll(() => states(service), { timeout: 30_000, interval: 100 }).toEqual(expected);
}

test.each([
  ['keeps ids, and gets the request long after', true, 4_000],
  ['chooses ids, and gets the request before the other process looks', false, 200],
])(
  'a process is suspended while it sends a create to a Graph that %s',
  { timeout: 60_000 },
  async (_graph, keepsIds, heldMs) => {
    const world = await connectedProgram({ keepsIds });
    const first = await world.start();
    await adopt(first);
    const suspended = new Promise<void>((resolve) => {
      const before = () => {
        first.child.kill('SIGSTOP');
        resolve();
        return after(heldMs);
      };
      world.proxy.hook({ before }, { method: 'POST' });
    });
    await first.graphql(creation('One'));
    await suspended;
    const second = await world.start();
    // The lease of the first ends, and the second waits for what may still be under way.
    await expectInSync(second, 1);
    await after(Math.max(0, heldMs - 2_000));
    first.child.kill('SIGCONT');
    await second.graphql(creation('Two'));
    await expectInSync(second, 2);
    await expectInSync(first, 2);
    expect((await world.objects()).map(({ displayName }) => displayName).toSorted()).toEqual(['One', 'Two']);
  },
);

test('two processes share the work of one tenant while faults happen, and one is killed in the middle', {
  timeout: 90_000,
}, async () => {
  const world = await connectedProgram();
  const [first, second] = [await world.start(), await world.start()];
  await adopt(first);
  world.proxy.fail('drop after', { method: 'POST' });
  world.proxy.fail('503 after', { method: 'POST' });
  world.proxy.fail('drop before', { method: 'POST' });
  for (let count = 0; count < 6; count += 1)
    await (count % 2 === 0 ? first : second).graphql(creation(`Name ${count}`));
  await after(1_000);
  await first.kill();
  await expectInSync(second, 6);
  const names = (await world.objects()).map(({ displayName }) => displayName);
  expect(names.toSorted()).toEqual(Array.from({ length: 6 }, (_, count) => `Name ${count}`));
});
