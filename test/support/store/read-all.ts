/** Whole lists read from a store, page by page in either direction. */
import type { RecordedChange } from '../../../src/domain/change.js';
import type { DerivedCredentialSettings } from '../../../src/domain/derived-credential-settings.js';
import {
  type ChangesFilter,
  EVERYTHING,
  type Filter,
  OLDEST_FIRST,
  type Order,
  type Page,
  type PageRequest,
  settingsKey,
} from '../../../src/domain/query.js';
import type { Store } from '../../../src/domain/store.js';
import { TENANT } from '../domain/changes.js';

/** A list with cursors, whatever it holds. */
export interface Source<Item, Key> {
  readonly page: (request: PageRequest<Key>) => Promise<Page<Item>>;
  readonly settingsKey: (item: Item) => Key;
}

export interface SettingsRange {
  readonly tenantId?: string;
  readonly filter?: Filter;
  readonly order?: Order;
  /** The current state if absent. */
  readonly asOf?: number | null;
}

export function settingsSource(store: Store, range: SettingsRange = {}) {
  const { tenantId = TENANT, filter = EVERYTHING, order = OLDEST_FIRST, asOf = null } = range;
  return {
    page: (page: PageRequest<ReturnType<typeof settingsKey>>) => store.list(tenantId, { filter, order, page }, asOf),
    settingsKey: (settings: DerivedCredentialSettings) => settingsKey(settings, order),
  };
}

/** Changes of one object, or of every one. */
export function changesOf(settingsId: string | null): ChangesFilter {
  return settingsId === null ? {} : { settingsIds: [settingsId] };
}

export function changesSource(store: Store, settingsId: string | null = null, tenantId = TENANT) {
  return filteredChanges(store, changesOf(settingsId), tenantId);
}

/** The changes that a filter matches. */
export function filteredChanges(store: Store, filter: ChangesFilter, tenantId = TENANT) {
  return {
    page: (page: PageRequest<number>) => store.listChanges(tenantId, { filter, page }),
    settingsKey: ({ position }: RecordedChange) => position,
  };
}

/** The pages of a list in the order in which a reader asks for them: from its start, or from its end. */
export async function readPages<Item, Key>(
  source: Source<Item, Key>,
  size: number,
  from: 'start' | 'end' = 'start',
): Promise<readonly Page<Item>[]> {
  const pages: Page<Item>[] = [];
  let cursor: Key | null = null;
  for (;;) {
    const bound: Pick<PageRequest<Key>, 'after' | 'before'> = from === 'start'
      ? { after: cursor, before: null }
      : { after: null, before: cursor };
    const page: Page<Item> = await source.page({ size, from, ...bound });
    pages.push(page);
    const last = from === 'start' ? page.items.at(-1) : page.items[0];
    if (last === undefined || !(from === 'start' ? page.hasNext : page.hasPrevious)) return pages;
    cursor = source.settingsKey(last);
  }
}

/** All items of a list. */
export async function readAll<Item, Key>(source: Source<Item, Key>): Promise<readonly Item[]> {
  return (await readPages(source, 100)).flatMap(({ items }) => items);
}
