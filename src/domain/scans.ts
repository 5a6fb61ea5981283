/**
 * Which reads look at all settings or all changes of a tenant, how much work that is, and what it costs. Follows from the indexes
 * that every store has. Reads nothing.
 */
import {
  type ChangesFilter,
  type Computed,
  decidingKeys,
  type Expression,
  type Field,
  type Filter,
  isEverything,
  type Order,
  readsField,
} from './query.js';

/** How many settings and changes a tenant has. */
export interface Extent {
  readonly settings: number;
  readonly changes: number;
}

/** The rows that a scan reads for one point, with one condition. */
export const SCANNED_PER_POINT = 100;
/** The changes that a subscription reads for one point until it has caught up: each is sent, too. */
export const CAUGHT_UP_PER_POINT = 20;
/** The most points of one scan, so that the tenant with the most settings can be searched too. */
export const MAX_SCAN_COST = 5_000;

/** The fields in whose order an index has the settings of a tenant. */
export const INDEXED_ORDERS: readonly Field[] = ['id', 'displayName', 'createdAt'];
/** The fields whose values an index finds. */
export const INDEXED_FIELDS: readonly Field[] = [...INDEXED_ORDERS, 'issuer'];
// The longest help URL is as many times as long as the longest name.
const WORK_IN_HELP_URL = 8;

/** The cost in points of reading this many rows, with as much work for each. */
export function scanCost(rows: number, work = 1): number {
  return Math.min(Math.ceil((rows * work) / SCANNED_PER_POINT), MAX_SCAN_COST);
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

/** The work of a filter for each row that is scanned, which is at least 1: that of its conditions together. */
export function filterWork(filter: Filter): number {
  return Math.max(1, workOf(filter));
}

/** The work of one condition. The whole text is looked at to find a part of it, or to change its letter case. */
export function conditionWork(field: string, readsWholeText: boolean): number {
  return readsWholeText && field === 'helpUrl' ? WORK_IN_HELP_URL : 1;
}

function workOf(filter: Filter): number {
  if ('filters' in filter) return filter.filters.reduce((sum, each) => sum + workOf(each), 0);
  if (filter.op === 'not') return workOf(filter.filter);
  if (filter.op === 'computed') return computedWork(filter);
  return conditionWork(filter.field, 'fold' in filter || filter.op === 'contains' || filter.op === 'endsWith');
}

/** Each part of both expressions is computed for each row. */
function computedWork({ left, right }: Computed): number {
  const readsHelpUrl = readsField(left, 'helpUrl') || readsField(right, 'helpUrl');
  return (partsOf(left) + partsOf(right)) * (readsHelpUrl ? WORK_IN_HELP_URL : 1);
}

function partsOf(expression: Expression): number {
  return 'fn' in expression ? expression.of.reduce((sum, part) => sum + partsOf(part), 1) : 1;
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
