/** Proves that a follower who is cut off again and again, while many write, sees every change of its tenant once and in order. */
import { describe, expect, test } from 'vitest';
import { type Booted, boot } from '../support/boot.js';
import { type Told, TRANSPORTS, type Transport } from '../support/follower.js';
import { type RawFollower, rawFollower } from '../support/raw-follower.js';
import { dataOf, EXAMPLE, mutation } from '../support/settings-client.js';

const CUTS = 50;
const WRITERS = 2;
const MOST_BETWEEN_CUTS = 12;
const TENANTS = ['11111111-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000002'] as const;
const FOLLOW = 'subscription ($after: String) { changes(after: $after) { cursor node { id } } }';
const LOG = `query ($after: String) {
  changes(first: 100, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
}`;

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string };
}

interface Page {
  readonly changes: {
    readonly edges: readonly Edge[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Follows a log from its beginning and is cut off at random moments; answers with all that was told, told so long. */
class CutOffFollower {
  readonly seen: Edge[] = [];
  readonly #open: () => RawFollower<{ readonly changes: Edge }>;

  constructor({ url }: Booted, transport: Transport, token: string) {
    this.#open = () => {
      const operation = { query: FOLLOW, variables: { after: this.seen.at(-1)?.cursor ?? '' } };
      return rawFollower({ url, transport, authorization: `Bearer ${token}`, operation });
    };
  }

  async beCutOff(times: number): Promise<void> {
    for (let cut = 0; cut < times; cut += 1) {
      const stream = this.#open();
      const most = Math.floor(Math.random() * MOST_BETWEEN_CUTS);
      for (let count = 0; count < most; count += 1) this.#take(await stream.next());
      // Sometimes with answers on their way, sometimes before the first, sometimes in the middle of the handshake.
      if (Math.random() < 0.5) await new Promise((resolve) => setImmediate(resolve));
      stream.kill();
    }
  }

  async readUpTo(count: number): Promise<void> {
    const stream = this.#open();
    while (this.seen.length < count) this.#take(await stream.next());
    stream.kill();
  }

  #take(answer: Told<{ readonly changes: Edge }> | null): void {
    if (answer?.data == null) throw new Error(`No change was told: ${JSON.stringify(answer)}`);
    this.seen.push(answer.data.changes);
  }
}

/** Writes as a tenant until told to stop. */
async function keepWriting(service: Booted, token: string, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const { answer } = dataOf(
      await service.graphql<{ answer: { derivedCredentialSettings: { id: string } } }>(
        mutation('Create'),
        { input: EXAMPLE },
        token,
      ),
    );
    const { id } = answer.derivedCredentialSettings;
    dataOf(await service.graphql(mutation('Update'), { input: { id, displayName: 'Second' } }, token));
    dataOf(await service.graphql(mutation('Delete'), { input: { id } }, token));
  }
}

async function wholeLog(service: Booted, token: string): Promise<Edge[]> {
  const edges: Edge[] = [];
  for (let after: string | null = null; ; ) {
    const { changes }: Page = dataOf(await service.graphql<Page>(LOG, { after }, token));
    edges.push(...changes.edges);
    if (!changes.pageInfo.hasNextPage) return edges;
    after = changes.pageInfo.endCursor;
  }
}

describe.each(TRANSPORTS)('Over %s', (transport) => {
  test(`followers that are cut off ${CUTS} times see their tenant’s whole log, each change once and in order`, async () => {
    const service = await boot();
    const tokens = await Promise.all(TENANTS.map((tenantId) => service.token({ tenantId })));
    let over = false;
    const writers = tokens.flatMap((token) =>
      Array.from({ length: WRITERS }, () => keepWriting(service, token, () => over)),
    );
    const followers = tokens.map((token) => new CutOffFollower(service, transport, token));
    await Promise.all(followers.map((follower) => follower.beCutOff(CUTS)));
    over = true;
    await Promise.all(writers);
    const logs = await Promise.all(tokens.map((token) => wholeLog(service, token)));
    await Promise.all(followers.map((follower, index) => follower.readUpTo(logs[index]?.length ?? 0)));
    expect(followers.map(({ seen }) => seen)).toEqual(logs);
    expect(logs.map(({ length }) => length > CUTS)).toEqual([true, true]);
  }, 240_000);
});
