/**
 * Many tenants with one change each, through a Graph that answers slowly, and one tenant whose Graph never answers. A thousand
 * tenants and their figures: `GRAPH_TENANT_COUNT=1000 npx vitest run test/connector/many-tenants.test.ts`.
 */
import { expect, test } from 'vitest';
import { connectedService } from '../support/connector/connected-service.js';
import { uuid } from '../support/domain/changes.js';

const COUNT = Number(process.env['GRAPH_TENANT_COUNT'] ?? 60);
const ADOPT = 'mutation { adoptFromGraph(input: { dryRun: false }) { leftCount } }';
const CREATE = `mutation { createDerivedCredentialSettings(input: {
  displayName: "One", helpUrl: null, issuer: INTERCEDE, notificationType: EMAIL
}) { userErrors { message } } }`;
const COUNTS = '{ graphConnection { lag } derivedCredentials { nodes { graph { state } } } }';

interface Counts {
  readonly derivedCredentials: { readonly nodes: readonly { readonly graph: { readonly state: string } }[] };
}

test('a tenant whose Graph hangs delays no other, and connections are bounded', { timeout: 300_000 }, async () => {
  const world = await connectedService({ GRAPH_INTERVAL: '3600', GRAPH_TIMEOUT: '20' });
  const { service, proxy } = world;
  const tenants = Array.from({ length: COUNT }, (_, index) => uuid(index + 1));
  const tokens = await Promise.all(tenants.map((tenantId) => service.token({ tenantId })));
  for (const token of tokens) await service.graphql(ADOPT, {}, token);
  await Promise.all(
    tokens.map((token) => expect.poll(() => adopted(token), { timeout: 60_000, interval: 200 }).toBe(true)),
  );
  const [hung = ''] = tenants;
  proxy.always('hang', { tenant: hung });
  proxy.behaviour.delayMs = 100;
  let [most, memory] = [0, 0];
  const watch = setInterval(() => {
    most = Math.max(most, proxy.requests.filter(({ forwarded }) => forwarded === null).length);
    memory = Math.max(memory, process.memoryUsage().rss);
  }, 50);
  const began = performance.now();
  for (const token of tokens) await service.graphql(CREATE, {}, token);
  const others = tokens.slice(1);
  await Promise.all(
    others.map((token) => expect.poll(() => states(token), { timeout: 240_000, interval: 300 }).toEqual(['IN_SYNC'])),
  );
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  const megabytes = Math.round(memory / 1e6);
  process.stdout.write(
    `${others.length} tenants confirmed in ${seconds.toFixed(1)} s, ${most} requests at once, ${megabytes} MB\n`,
  );
  expect(await states(tokens[0] ?? '')).not.toEqual(['IN_SYNC']);
  expect(most).toBeLessThanOrEqual(33);
  for (const tenant of tenants.slice(1)) expect(await world.graph.objects(tenant)).toHaveLength(1);

  async function adopted(token: string): Promise<boolean> {
    return (await service.graphql(ADOPT, {}, token)).errors === undefined;
  }
  async function states(token: string): Promise<readonly string[]> {
    const { data } = await service.graphql<Counts>(COUNTS, {}, token);
    return data?.derivedCredentials.nodes.map(({ graph }) => graph.state) ?? [];
  }
});
