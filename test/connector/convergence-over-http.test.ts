/**
 * Random changes over GraphQL while requests to Graph meet faults, all over real HTTP: once the faults end, both sides are the same,
 * and no object was in sync before whose content Graph did not hold. More seeds: `GRAPH_HTTP_SEEDS=60 npx vitest run` this file.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { CONNECTED_TENANT, type ConnectedService, connectedService } from '../support/connector/connected-service.js';
import type { FaultProxyOptions } from '../support/connector/fault-proxy.js';
import { seededRandom } from '../support/connector/seeded-random.js';

const SEEDS = Number(process.env['GRAPH_HTTP_SEEDS'] ?? 2);
const CHANGES = 10;
const RATE = 0.04;
const WEIGHTS: NonNullable<FaultProxyOptions['weights']> = {
  'drop before': RATE,
  'drop after': RATE,
  '429': RATE,
  '500': RATE,
  '500 after': RATE,
  '503': RATE,
  '504 after': RATE,
  'html 200 after': RATE,
  half: RATE,
};
const TIMES = { GRAPH_SETTLE_SECONDS: '0.5', GRAPH_TIMEOUT: '2' };
const LIST = `{ derivedCredentials(first: 100) { nodes {
  id displayName renewalThresholdPercentage graph { state confirmedVersion graphId }
} } }`;

interface Shown {
  readonly id: string;
  readonly displayName: string;
  readonly renewalThresholdPercentage: number;
  readonly graph: { readonly state: string; readonly confirmedVersion: number | null; readonly graphId: string | null };
}

const sums = { seeds: 0, requests: 0, faults: 0 };
afterAll(() => {
  process.stdout.write(`${sums.seeds} seeds, ${sums.requests} requests, ${sums.faults} faults\n`);
});

async function shownBy({ service }: ConnectedService): Promise<readonly Shown[]> {
  const { data } = await service.graphql<{ readonly derivedCredentials: { readonly nodes: readonly Shown[] } }>(LIST);
  return data?.derivedCredentials.nodes ?? [];
}

/** What Graph holds between two looks that agree must be what was shown in sync. */
async function expectNoFalseInSync(world: ConnectedService): Promise<void> {
  const before = await shownBy(world);
  const there = await world.graph.objects(CONNECTED_TENANT);
  const after = new Set((await shownBy(world)).map((shown) => JSON.stringify(shown)));
  for (const shown of before) {
    if (shown.graph.state !== 'IN_SYNC' || !after.has(JSON.stringify(shown))) continue;
    const { displayName, renewalThresholdPercentage } = shown;
    const held = there.find(({ id }) => id === shown.graph.graphId);
    expect(held).toMatchObject({ displayName, renewalThresholdPercentage });
  }
}

async function change({ service }: ConnectedService, random: () => number, live: Set<string>): Promise<void> {
  const chosen = [...live][Math.floor(random() * live.size)];
  const kind = chosen === undefined || random() < 0.45 ? 'create' : random() < 0.6 ? 'update' : 'delete';
  const content = { helpUrl: null, issuer: 'INTERCEDE', notificationType: 'EMAIL' };
  const input = {
    create: { create: { ...content, displayName: `Name ${Math.floor(random() * 3)}` } },
    update: { update: { id: chosen, renewalThresholdPercentage: 1 + Math.floor(random() * 99) } },
    delete: { delete: { id: chosen } },
  }[kind];
  const mutation = `mutation ($input: ApplyDerivedCredentialSettingsChangesInput!) {
    applyDerivedCredentialSettingsChanges(input: $input) { results { derivedCredentialSettings { id } } userErrors { message } }
  }`;
  const { data } = await service.graphql<{
    readonly applyDerivedCredentialSettingsChanges: {
      readonly results: readonly { readonly derivedCredentialSettings: { readonly id: string } }[];
    };
  }>(mutation, { input: { changes: [input] } });
  const id = data?.applyDerivedCredentialSettingsChanges.results[0]?.derivedCredentialSettings.id ?? '';
  if (kind === 'delete') live.delete(id);
  else live.add(id);
}

describe.each([
  ['keeps ids', true],
  ['chooses ids', false],
])('a Graph that %s', (_name, keepsIds) => {
  test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
    'holds in the end what is kept here, with seed %i',
    { timeout: 120_000 },
    async (seed) => {
      const random = seededRandom(seed);
      const world = await connectedService(
        { ...TIMES, GRAPH_MAX_DELETIONS: '1000' },
        { faults: { keepsIds, weights: WEIGHTS, random } },
      );
      await world.adopt();
      const live = new Set<string>();
      for (let count = 0; count < CHANGES; count += 1) {
        await change(world, random, live);
        await new Promise((resolve) => setTimeout(resolve, random() * 400));
        await expectNoFalseInSync(world);
      }
      world.proxy.heal();
      const states = async () => (await shownBy(world)).map(({ graph }) => graph.state);
      const expected = [...live].map(() => 'IN_SYNC');
      await expect.poll(states, { timeout: 90_000, interval: 200 }).toEqual(expected);
      const contentOf = ({ displayName, renewalThresholdPercentage }: Omit<Shown, 'id' | 'graph'>) =>
        `${displayName} ${renewalThresholdPercentage}`;
      const there = async () => (await world.graph.objects(CONNECTED_TENANT)).map(contentOf).toSorted();
      await expect.poll(there, { timeout: 90_000 }).toEqual((await shownBy(world)).map(contentOf).toSorted());
      sums.seeds += 1;
      sums.requests += world.proxy.requests.length;
      sums.faults += Object.values(world.proxy.counts()).reduce((sum, count) => sum + count, 0);
    },
  );
});
