/** Reads all settings of a tenant page by page, all as of one moment. */

import {
  ChangesPageDocument,
  type Moment,
  type SettingsFieldsFragment,
  SettingsPageDocument,
  type SettingsPageQueryVariables,
  ViewerDocument,
} from '../../client/documents.js';
import { WRITE_PERMISSION } from '../../domain/caller.js';
import type { Progress, TenantService } from './tenant-service.js';

/** The content of the tenant that a token belongs to. */
export interface Tenant {
  readonly id: string;
  readonly mayWrite: boolean;
  readonly objects: readonly SettingsFieldsFragment[];
}

const PAGE_SIZE = 100;

/** All settings. If others write meanwhile, the state at the moment when this was noticed. */
export async function readTenant(service: TenantService, progress: Progress): Promise<Tenant> {
  const { viewer } = await service.execute(ViewerDocument, {});
  const before = await latestCursor(service);
  const now = await readObjects(service, progress, null);
  const after = await latestCursor(service);
  // Reading as of an earlier moment costs more, so it is only done if the log moved while the pages were read.
  const objects = after === before || after === null ? now : await readObjects(service, progress, { cursor: after });
  return { id: viewer.tenantId, mayWrite: viewer.permissions.includes(WRITE_PERMISSION), objects };
}

async function latestCursor(service: TenantService): Promise<string | null> {
  const { changes } = await service.execute(ChangesPageDocument, { last: 1 });
  return changes.pageInfo.endCursor ?? null;
}

async function readObjects(
  service: TenantService,
  progress: Progress,
  asOf: Moment | null,
): Promise<SettingsFieldsFragment[]> {
  const objects: SettingsFieldsFragment[] = [];
  const report = progress('Reading settings');
  for (let after: string | null = null; ; ) {
    const variables: SettingsPageQueryVariables = { first: PAGE_SIZE, after, asOf };
    const { derivedCredentials: page } = await service.execute(SettingsPageDocument, variables);
    objects.push(...page.nodes);
    report(objects.length, page.totalCount);
    after = page.pageInfo.endCursor ?? null;
    if (!page.pageInfo.hasNextPage || after === null) return objects;
  }
}
