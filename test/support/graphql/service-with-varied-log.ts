/** The service over a log in which everything has happened, and what its objects and changes look like over GraphQL. */
import { changeId, type RecordedChange } from '../../../src/domain/change.js';
import { type DerivedCredentialSettings, differingFields } from '../../../src/domain/derived-credential-settings.js';
import { OTHER_TENANT, TENANT } from '../domain/changes.js';
import { live } from '../domain/varied-log.js';
import { scratchFolder } from '../files/scratch.js';
import { type Booted, boot } from '../service/boot.js';
import { openStore, TEST_DATABASE } from '../store/open-store.js';
import type { ChangeEntry, Settings } from './settings-client.js';

export interface LivedService {
  readonly service: Booted;
  /** Of the tenant whose log it is. */
  readonly token: string;
  /** Of a tenant whose log is another, of objects of the same ids. */
  readonly strangersToken: string;
  readonly log: readonly RecordedChange[];
}

export async function livedService(): Promise<LivedService> {
  const folder = scratchFolder();
  const store = await openStore(TEST_DATABASE.urlIn(folder));
  const log = await live(store);
  await store.close();
  const service = await boot({}, folder);
  const [token, strangersToken] = await Promise.all(
    [TENANT, OTHER_TENANT].map((tenantId) => service.token({ tenantId })),
  );
  if (token === undefined || strangersToken === undefined) throw new Error('There is no token.');
  return { service, token, strangersToken, log };
}

/** A time as clients see it. */
export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function settingsInGraphql({ createdAt, updatedAt, ...settings }: DerivedCredentialSettings): Settings {
  return { ...settings, createdAt: timeOf(createdAt), updatedAt: timeOf(updatedAt) };
}

export function changeInGraphql(change: RecordedChange): ChangeEntry {
  const { kind, settingsId, version, actor, origin, requestId, before, after } = change;
  const times = { at: timeOf(change.at), recordedAt: timeOf(change.recordedAt) };
  const told = { kind, settingsId, version, ...times, actor, origin, requestId, before, after };
  return { id: changeId(change), ...told, fields: differingFields(change.before, change.after) };
}
