/** Reads how a tenant's settings stand in Intune: the connection, the objects that are not in sync, and all differences. */
import {
  GraphConnectionDocument,
  type GraphConnectionFieldsFragment,
  GraphDeletionsDocument,
  type GraphDeletionsQueryVariables,
  GraphDriftDocument,
  type GraphDriftKind,
  type GraphDriftQuery,
  GraphStatusesDocument,
  type GraphStatusFieldsFragment,
  GraphStatusOfDocument,
} from '../../client/documents.js';
import type { RemoteService } from '../remote/remote-service.js';

export type Difference = GraphDriftQuery['graphDrift']['nodes'][number];

/** An object here, or a deleted one, with its status in Intune. */
export interface ObjectStatus {
  readonly id: string;
  readonly displayName: string;
  readonly isDeleted: boolean;
  readonly graph: GraphStatusFieldsFragment;
}

export interface GraphReport {
  readonly connection: GraphConnectionFieldsFragment;
  /** How many objects are in sync. */
  readonly inSync: number;
  /** Everything else, deleted objects last. */
  readonly unsettled: readonly ObjectStatus[];
  readonly differences: readonly Difference[];
}

const PAGE_SIZE = 100;

export async function readReport(service: RemoteService): Promise<GraphReport> {
  const { graphConnection: connection } = await service.execute(GraphConnectionDocument, {});
  if (connection.mode === 'OFF') return { connection, inSync: 0, unsettled: [], differences: [] };
  const differences = await readDifferences(service);
  const objects = await readStatuses(service);
  const differing = new Set(differences.map(({ settings }) => settings?.id));
  // A connection that only observes links nothing, so that its objects are equal if no difference names them.
  const isEqual = ({ id, graph: { state } }: ObjectStatus) =>
    state === 'NOT_CONNECTED' &&
    connection.mode === 'OBSERVE' &&
    connection.lastWholeReadAt !== null &&
    !differing.has(id);
  const unsettled = objects.filter((object) => object.graph.state !== 'IN_SYNC' && !isEqual(object));
  const { pending, unknown, refused, drifted, conflicts } = connection;
  const missing = pending + unknown + refused + drifted + conflicts - unsettled.filter(isCounted).length;
  const deleted = missing > 0 ? await readDeleted(service, missing) : [];
  return { connection, inSync: objects.length - unsettled.length, unsettled: [...unsettled, ...deleted], differences };
}

/** The connection counts all states but these two. */
function isCounted({ graph: { state } }: ObjectStatus): boolean {
  return state !== 'IN_SYNC' && state !== 'NOT_CONNECTED';
}

export async function readStatuses(service: RemoteService): Promise<readonly ObjectStatus[]> {
  const objects: ObjectStatus[] = [];
  for (let after: string | null = null; ; ) {
    const variables: { first: number; after: string | null } = { first: PAGE_SIZE, after };
    const { derivedCredentials: page } = await service.execute(GraphStatusesDocument, variables);
    objects.push(...page.nodes.map((node) => ({ ...node, isDeleted: false })));
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage || after === null) return objects;
  }
}

/** Deleted objects are in no list. The latest deletions come first, until as many are found as the connection counts. */
async function readDeleted(service: RemoteService, count: number): Promise<readonly ObjectStatus[]> {
  const found = new Map<string, ObjectStatus>();
  for (let before: string | null = null; found.size < count; ) {
    const filter = { kind: { eq: 'DELETED' } } as const;
    const variables: GraphDeletionsQueryVariables = { last: PAGE_SIZE, before, filter };
    const { changes } = await service.execute(GraphDeletionsDocument, variables);
    for (const { settingsId: id, before: content, graph: delivery } of changes.nodes.toReversed()) {
      if (delivery.state === 'CONFIRMED' || delivery.state === 'SUPERSEDED' || found.has(id)) continue;
      const { graphStatus: graph } = await service.execute(GraphStatusOfDocument, { settingsId: id });
      if (graph !== null && graph.state !== 'IN_SYNC' && graph.state !== 'NOT_CONNECTED')
        found.set(id, { id, displayName: content?.displayName ?? '', isDeleted: true, graph });
    }
    before = changes.pageInfo.startCursor;
    if (!changes.pageInfo.hasPreviousPage || before === null) break;
  }
  return [...found.values()];
}

export async function readDifferences(
  service: RemoteService,
  kind: GraphDriftKind[] | null = null,
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (let after: string | null = null; ; ) {
    const variables: { first: number; after: string | null; kind: GraphDriftKind[] | null } = {
      first: PAGE_SIZE,
      after,
      kind,
    };
    const { graphDrift: page } = await service.execute(GraphDriftDocument, variables);
    differences.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage || after === null) return differences;
  }
}
