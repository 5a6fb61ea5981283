/** A service whose log has every kind of change, and its objects and changes as GraphQL returns them. */
import { changeId, type RecordedChange } from '../../../src/domain/change.js';
import { type DerivedCredentialSettings, differingFields } from '../../../src/domain/derived-credential-settings.js';
import { OTHER_TENANT, TENANT } from '../domain/changes.js';
import { live } from '../domain/varied-log.js';
import { scratchFolder } from '../files/scratch.js';
import { type Booted, boot } from '../service/boot.js';
import { openStore, TEST_DATABASE } from '../store/open-store.js';
import type { ChangeEntry, Settings } from './settings-client.js';

export interface ServiceWithVariedLog {
  readonly service: Booted;
  /** For the tenant of the log. */
  readonly token: string;
  /** For a tenant with another log of objects with the same ids. */
  readonly otherTenantsToken: string;
  readonly log: readonly RecordedChange[];
}

export async function serviceWithVariedLog(): Promise<ServiceWithVariedLog> {
  const folder = scratchFolder();
  const store = await openStore(await TEST_DATABASE.urlIn(folder));
  const log = await live(store);
  await store.close();
  const service = await boot({}, folder);
  const [token, otherTenantsToken] = await Promise.all(
    [TENANT, OTHER_TENANT].map((tenantId) => service.token({ tenantId })),
  );
  if (token === undefined || otherTenantsToken === undefined) throw new Error('There is no token.');
  return { service, token, otherTenantsToken, log };
}

/** A time as GraphQL returns it. */
export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function settingsInGraphql({ createdAt, updatedAt, ...settings }: DerivedCredentialSettings): Settings {
  return { ...settings, createdAt: timeOf(createdAt), updatedAt: timeOf(updatedAt) };
}

export function changeInGraphql(change: RecordedChange): ChangeEntry {
  const { kind, settingsId, version, actor, origin, requestId, before, after } = change;
  const times = { at: timeOf(change.at), recordedAt: timeOf(change.recordedAt) };
  const fields = { kind, settingsId, version, ...times, actor, origin, requestId, before, after };
  return { id: changeId(change), ...fields, fields: differingFields(change.before, change.after) };
}
