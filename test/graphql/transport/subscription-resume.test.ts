/** Tests that a follower that is disconnected many times during writes receives every change of its tenant once and in order. */
import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { type StreamResult, TRANSPORTS, type Transport } from '../../support/graphql/follower.js';
import { type RawFollower, rawFollower } from '../../support/graphql/raw-follower.js';
import { dataOf, EXAMPLE, mutation, type Payload } from '../../support/graphql/settings-client.js';
import { type Booted, boot } from '../../support/service/boot.js';

const CUTS = 50;
const WRITERS = 2;
/** What is followed. Between disconnects, fewer changes are read than match in a round, to prevent a deadlock with the writer. */
const FOLLOWED: readonly Followed[] = [
  { what: 'whole log', filter: null, mostBetweenCuts: 6 },
  { what: 'log of deletions', filter: { kind: { eq: 'DELETED' } }, mostBetweenCuts: 2 },
  {
    what: 'log of changes and deletions through this API',
    filter: { kind: { in: ['UPDATED', 'DELETED'] }, origin: { eq: 'GRAPHQL' } },
    mostBetweenCuts: 4,
  },
];
// The rounds of a writer, and the disconnects of its follower.
const MOST_AHEAD = 5;
const TENANTS = ['11111111-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000002'] as const;
const FOLLOW = `subscription ($after: String, $filter: ChangeFilter) {
  changes(after: $after, filter: $filter) { cursor node { id } }
}`;
const LOG = `query ($after: String, $filter: ChangeFilter) {
  changes(first: 100, after: $after, filter: $filter) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
}`;

interface Followed {
  readonly what: string;
  readonly filter: object | null;
  readonly mostBetweenCuts: number;
}

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

/** Follows a log from its beginning and disconnects at random moments. Collects all changes. */
class CutOffFollower extends EventEmitter<{ readonly cut: [] }> {
  readonly seen: Edge[] = [];
  cuts = 0;
  readonly #open: () => RawFollower<{ readonly changes: Edge }>;
  readonly #mostBetweenCuts: number;

  constructor({ url }: Booted, transport: Transport, token: string, { filter, mostBetweenCuts }: Followed) {
    super();
    this.#mostBetweenCuts = mostBetweenCuts;
    this.#open = () => {
      const operation = { query: FOLLOW, variables: { after: this.seen.at(-1)?.cursor ?? '', filter } };
      return rawFollower({ url, transport, authorization: `Bearer ${token}`, operation });
    };
  }

  async beCutOff(times: number): Promise<void> {
    while (this.cuts < times) {
      const stream = this.#open();
      const most = Math.floor(Math.random() * this.#mostBetweenCuts);
      for (let count = 0; count < most; count += 1) this.#take(await stream.next());
      // Sometimes during results, sometimes before the first one, sometimes during the handshake.
      if (Math.random() < 0.5) await new Promise((resolve) => setImmediate(resolve));
      stream.kill();
      this.cuts += 1;
      this.emit('cut');
    }
  }

  async readUpTo(count: number): Promise<void> {
    const stream = this.#open();
    while (this.seen.length < count) this.#take(await stream.next());
    stream.kill();
  }

  #take(answer: StreamResult<{ readonly changes: Edge }> | null): void {
    if (answer?.data == null) throw new Error(`No change was received: ${JSON.stringify(answer)}`);
    this.seen.push(answer.data.changes);
  }
}

/** Writes as a tenant, never far ahead of its follower, until the follower has disconnected for the last time. */
async function keepWriting(service: Booted, token: string, follower: CutOffFollower): Promise<void> {
  const write = async <Answer>(verb: 'Create' | 'Update' | 'Delete', input: object) =>
    dataOf(await service.graphql<{ answer: Answer }>(mutation(verb), { input }, token)).answer;
  for (let round = 0; follower.cuts < CUTS; round += 1) {
    while (round > follower.cuts + MOST_AHEAD && follower.cuts < CUTS) await once(follower, 'cut');
    const { derivedCredentialSettings } = await write<Payload>('Create', EXAMPLE);
    const { id } = derivedCredentialSettings ?? {};
    await write('Update', { id, displayName: 'Second' });
    await write('Delete', { id });
  }
}

async function readLog(service: Booted, token: string, filter: object | null): Promise<Edge[]> {
  const edges: Edge[] = [];
  for (let after: string | null = null; ; ) {
    const { changes }: Page = dataOf(await service.graphql<Page>(LOG, { after, filter }, token));
    edges.push(...changes.edges);
    if (!changes.pageInfo.hasNextPage) return edges;
    after = changes.pageInfo.endCursor;
  }
}

describe.each(TRANSPORTS)('Over %s', (transport) => {
  const title = `followers that are cut off ${CUTS} times see their tenant’s %s, each change once and in order`;
  test.each(FOLLOWED.map((each) => [each.what, each] as const))(
    title,
    async (_, followed) => {
      const service = await boot();
      const runs = TENANTS.map(async (tenantId) => {
        const token = await service.token({ tenantId });
        const follower = new CutOffFollower(service, transport, token, followed);
        const writers = Array.from({ length: WRITERS }, () => keepWriting(service, token, follower));
        await Promise.all([follower.beCutOff(CUTS), ...writers]);
        const log = await readLog(service, token, followed.filter);
        await follower.readUpTo(log.length);
        return { log, seen: follower.seen };
      });
      for (const { log, seen } of await Promise.all(runs)) {
        expect(log.length).toBeGreaterThan(CUTS / 5);
        expect(seen).toEqual(log);
      }
    },
    240_000,
  );
});
