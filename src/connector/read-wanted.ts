/** Reads what is wanted for a tenant: every object that exists, and the recorded deletion of every linked one that does not. */
import { contentOf, type DerivedCredentialSettings } from '../domain/derived-credential-settings.js';
import type { GraphLink } from '../domain/graph-ledger.js';
import { settingsKey } from '../domain/query.js';
import type { Store } from '../domain/store.js';
import type { Wanted } from './tenant-view.js';

const PAGE_SIZE = 500;
const ORDER = [{ field: 'createdAt', direction: 'ASC' }] as const;

export async function readWanted(
  store: Pick<Store, 'list' | 'findLatestChange'>,
  tenantId: string,
  links: readonly GraphLink[],
): Promise<readonly Wanted[]> {
  const existing = (await readAll(store, tenantId)).map(wantedOf);
  const found = new Set(existing.map(({ settingsId }) => settingsId));
  const missing = links.filter(({ settingsId }) => !found.has(settingsId));
  const deleted = await Promise.all(missing.map(({ settingsId }) => latestOf(store, tenantId, settingsId)));
  return [...existing, ...deleted.filter((each) => each !== null)];
}

async function readAll(store: Pick<Store, 'list'>, tenantId: string): Promise<readonly DerivedCredentialSettings[]> {
  const all: DerivedCredentialSettings[] = [];
  for (let hasNext = true; hasNext; ) {
    const last = all.at(-1);
    const after = last ? settingsKey(last, ORDER) : null;
    const page = { size: PAGE_SIZE, from: 'start', after, before: null } as const;
    const read = await store.list(tenantId, { filter: { op: 'and', filters: [] }, order: ORDER, page });
    all.push(...read.items);
    hasNext = read.hasNext;
  }
  return all;
}

export function wantedOf(settings: DerivedCredentialSettings): Wanted {
  const { id, version, updatedAt } = settings;
  return { settingsId: id, version, content: contentOf(settings), at: updatedAt };
}

/** Out of the log and never out of absence: only a recorded deletion deletes in Graph. */
async function latestOf(
  store: Pick<Store, 'findLatestChange'>,
  tenantId: string,
  settingsId: string,
): Promise<Wanted | null> {
  const change = await store.findLatestChange(tenantId, settingsId);
  return change && { settingsId, version: change.version, content: change.after, at: change.at };
}
