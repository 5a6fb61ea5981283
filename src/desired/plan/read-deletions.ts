/** Finds the ids of deleted objects of a tenant, with their last content. */
import {
  ChangesPageDocument,
  type ChangesPageQueryVariables,
  type SnapshotFieldsFragment,
} from '../../client/documents.js';
import { MAX_IN_VALUES } from '../../domain/query.js';
import type { TenantService } from './tenant-service.js';

/** A deleted object. */
export interface Deleted {
  readonly id: string;
  /** The version of the deletion. The version before it has the content. */
  readonly version: number;
  /** When it was deleted. */
  readonly at: string;
  /** Its content when it was deleted. */
  readonly content: SnapshotFieldsFragment;
}

const PAGE_SIZE = 100;

/** The latest deletion of each id that has one. None of the ids may belong to an existing object. */
export async function readDeletions(
  service: TenantService,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Deleted>> {
  const deleted = new Map<string, Deleted>();
  for (let start = 0; start < ids.length; start += MAX_IN_VALUES)
    await readSome(service, ids.slice(start, start + MAX_IN_VALUES), deleted);
  return deleted;
}

/** Reads deletions, latest first, until each id has one or there are no more. */
async function readSome(service: TenantService, ids: readonly string[], deleted: Map<string, Deleted>): Promise<void> {
  const filter = { settingsId: { in: ids }, kind: { eq: 'DELETED' } } as const;
  for (let before: string | null = null; ; ) {
    const variables: ChangesPageQueryVariables = { filter, last: PAGE_SIZE, before };
    const { changes } = await service.execute(ChangesPageDocument, variables);
    for (const { settingsId: id, version, at, before: content } of changes.nodes.toReversed())
      if (content && !deleted.has(id)) deleted.set(id, { id, version, at, content });
    before = changes.pageInfo.startCursor ?? null;
    if (!changes.pageInfo.hasPreviousPage || before === null || ids.every((id) => deleted.has(id))) return;
  }
}
