/**
 * Which reads look at all settings or all changes of a tenant, and what that costs. Follows from the indexes that every store
 * has. Reads nothing.
 */
import { type ChangesFilter, decidingKeys, type Field, type Filter, isEverything, type Order } from './query.js';

/** How many settings and changes a tenant has. */
export interface Extent {
  readonly settings: number;
  readonly changes: number;
}

/** The rows that a scan reads for one point. */
export const SCANNED_PER_POINT = 100;
/** The changes that a subscription reads for one point until it has caught up: each is sent, too. */
export const CAUGHT_UP_PER_POINT = 20;
/** The most points of one scan, so that the tenant with the most settings can be searched too. */
export const MAX_SCAN_COST = 5_000;

/** The fields in whose order an index has the settings of a tenant. */
export const INDEXED_ORDERS: readonly Field[] = ['id', 'displayName', 'createdAt'];
/** The fields whose values an index finds. */
export const INDEXED_FIELDS: readonly Field[] = [...INDEXED_ORDERS, 'issuer'];

/** The cost in points of reading this many rows. */
export function scanCost(rows: number): number {
  return Math.min(Math.ceil(rows / SCANNED_PER_POINT), MAX_SCAN_COST);
}

/** The cost in points of catching up with this many changes. */
export function catchUpCost(changes: number): number {
  return Math.min(Math.ceil(changes / CAUGHT_UP_PER_POINT), MAX_SCAN_COST);
}

/** Whether the database must sort the list before it can cut a page: no index has several keys, or mixed directions. */
export function needsSort(order: Order): boolean {
  const keys = decidingKeys(order);
  const isIndexed = keys.length <= 2 && keys.slice(0, 1).every(({ field }) => INDEXED_ORDERS.includes(field));
  return !isIndexed || keys.some(({ direction }) => direction !== keys[0]?.direction);
}

/** Whether a filter reads all settings of the tenant because one of its conditions cannot use an index. */
export function needsScan(filter: Filter): boolean {
  if ('filters' in filter) return filter.filters.some(needsScan);
  if (filter.op === 'not' || filter.op === 'computed' || filter.op === 'contains' || filter.op === 'endsWith')
    return true;
  return 'fold' in filter || !INDEXED_FIELDS.includes(filter.field);
}

/**
 * Whether a page may read many more settings than it shows, scan or not: unless the filter selects a range of the index that
 * has the settings in the page's order.
 */
export function readsMany(filter: Filter, order: Order): boolean {
  if (isEverything(filter)) return needsSort(order);
  const [first] = decidingKeys(order);
  if (filter.op === 'eq' && filter.field === 'issuer') return needsSort(order) || first?.field !== 'createdAt';
  return needsScan(filter) || needsSort(order) || !('field' in filter) || filter.field !== first?.field;
}

/** Whether changes are counted one by one: a range of positions holds as many changes, and one object has few. */
export function countsByRow({ from: _from, upTo: _upTo, settingsIds, ...conditions }: ChangesFilter): boolean {
  return settingsIds === undefined && Object.keys(conditions).length > 0;
}

/** Whether a filter reads the whole log of the tenant: indexes find one object's changes, one kind's and one subject's. */
export function scansLog({
  settingsIds,
  kinds,
  subjects,
  clientIds,
  actorKinds,
  origins,
  times,
}: ChangesFilter): boolean {
  if (settingsIds !== undefined) return false;
  if (clientIds !== undefined || actorKinds !== undefined || origins !== undefined || times !== undefined) return true;
  const [ofKind, ofSubject] = [kinds?.length ?? 0, subjects?.length ?? 0];
  return ofKind > 1 || ofSubject > 1 || (ofKind > 0 && ofSubject > 0);
}
