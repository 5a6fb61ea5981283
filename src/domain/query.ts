/**
 * The one query language over settings, into which GraphQL filters and OData `$filter` both compile.
 * Text compares by Unicode code point, case-sensitively; times are milliseconds since the epoch; an absent help URL is
 * before every text in an order, equals only null, and meets no other comparison.
 */
import type { ActorKind, Origin } from './caller.js';
import type { ChangeKind, RecordedChange } from './change.js';
import {
  type DerivedCredentialSettings,
  type Issuer,
  type NotificationType,
  storedName,
} from './derived-credential-settings.js';
import { Refusal } from './errors.js';

export const TEXT_FIELDS = ['id', 'displayName', 'helpUrl'] as const;
export const ENUM_FIELDS = ['issuer', 'notificationType'] as const;
export const NUMBER_FIELDS = ['renewalThresholdPercentage', 'createdAt', 'updatedAt'] as const;
export const FIELDS = [...TEXT_FIELDS, ...ENUM_FIELDS, ...NUMBER_FIELDS] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export type Field = (typeof FIELDS)[number];

type ValueOf<Name extends Field> = Name extends 'issuer'
  ? Issuer
  : Name extends 'notificationType'
    ? NotificationType
    : Name extends TextField
      ? string
      : number;

/** Compare a text as if it were written in one letter case, by Unicode's simple mapping. Indexes do not serve it. */
export type Fold = 'lower' | 'upper';

type Folding<Name extends Field> = Name extends TextField ? { readonly fold?: Fold } : unknown;

/** A condition on one field. */
export type Comparison = {
  [Name in Field]: { readonly field: Name } & Folding<Name> &
    (
      | { readonly op: 'eq'; readonly value: ValueOf<Name> | (Name extends 'helpUrl' ? null : never) }
      | { readonly op: 'lt' | 'lte' | 'gt' | 'gte'; readonly value: ValueOf<Name> }
      | { readonly op: 'in'; readonly values: readonly ValueOf<Name>[] }
      | (Name extends TextField
          ? { readonly op: 'contains' | 'startsWith' | 'endsWith'; readonly value: string }
          : never)
    );
}[Field];

/**
 * What is made of texts, by Unicode code point: `length` and `indexOf` give numbers, the others texts. The index of what is
 * not there is -1. `substring` takes a text, where to begin, counted from 0, and perhaps how much to take.
 */
export type Expression =
  | { readonly field: TextField }
  | { readonly constant: string | number }
  | {
      readonly fn: Fold | 'trim' | 'concat' | 'substring' | 'length' | 'indexOf';
      readonly of: readonly Expression[];
    };

/** A condition on two texts or two numbers. One that is made of an absent help URL meets none. */
export interface Computed {
  readonly op: 'computed';
  readonly is: 'eq' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'startsWith' | 'endsWith';
  readonly left: Expression;
  readonly right: Expression;
}

/** Which settings a list holds. An empty `and` always holds, an empty `or` never. */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly op: 'not'; readonly filter: Filter }
  | Computed
  | Comparison;

export interface SortKey {
  readonly field: Field;
  readonly direction: 'ASC' | 'DESC';
}

/**
 * The keys of a sort, the first one deciding first. Between objects that are equal in all of them the id decides, in the
 * direction of the last key, ascending if there is none.
 */
export type Order = readonly SortKey[];

/** The place of an object in an order: its value for each key of the order, and its id. */
export interface SettingsKey {
  readonly values: readonly (string | number)[];
  readonly id: string;
}

/** A range of a list, and how much of which end of it to return. */
export interface PageRequest<Key> {
  /** 0 for a page without items, which still tells what stands before and after. */
  readonly size: number;
  readonly from: 'start' | 'end';
  readonly after: Key | null;
  readonly before: Key | null;
  /** How many to pass over at that end first; none where left out. */
  readonly skip?: number;
  /** Whether to count the whole list as well, in the same state of the database as the page. */
  readonly withTotalCount?: boolean;
}

/** Part of a list, always in the order of the list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** The number of items of the whole list. Present only if the request asked for it. */
  readonly totalCount?: number;
}

export interface SettingsQuery {
  readonly filter: Filter;
  readonly order: Order;
  readonly page: PageRequest<SettingsKey>;
}

/** Which changes of a log to return. All members given must hold; one of an empty list never does. */
export interface ChangesFilter {
  readonly settingsIds?: readonly string[];
  readonly kinds?: readonly ChangeKind[];
  /** Subjects of those who asked for the change. */
  readonly subjects?: readonly string[];
  /** Client applications that held their tokens. */
  readonly clientIds?: readonly string[];
  readonly actorKinds?: readonly ActorKind[];
  readonly origins?: readonly Origin[];
  /** Recorded at one of these times, in milliseconds since the epoch. */
  readonly times?: readonly number[];
  /** Recorded at this time or later, in milliseconds since the epoch. */
  readonly from?: number;
  /** Recorded at this time or earlier. */
  readonly upTo?: number;
}

/** Changes are listed in the order of the log; the key is the position. */
export interface ChangesQuery {
  readonly filter: ChangesFilter;
  readonly page: PageRequest<number>;
}

/** What was found in a part of a log: the changes that a filter matches, and the position up to which there are no more. */
export interface Stretch {
  readonly changes: readonly RecordedChange[];
  readonly upTo: number;
}

/** A moment in a tenant's history: after all that was recorded up to a time, or right after one change. */
export type Moment = { readonly time: number } | { readonly position: number };

export const EVERYTHING: Filter = { op: 'and', filters: [] };
export const OLDEST_FIRST: Order = [{ field: 'createdAt', direction: 'ASC' }];
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_FILTER_CONDITIONS = 100;
export const MAX_IN_VALUES = 100;
/** As long as the longest text that is kept; nothing longer can match. */
export const MAX_FILTER_TEXT = 2048;

/** Where an object stands in an order. */
export function keyOf(settings: DerivedCredentialSettings, order: Order): SettingsKey {
  return { values: order.map(({ field }) => settings[field] ?? ''), id: settings.id };
}

/** The keys that decide in an order, the id among them: what follows the id has nothing left to decide. */
export function decidingKeys(order: Order): readonly SortKey[] {
  const byId = order.findIndex(({ field }) => field === 'id');
  if (byId >= 0) return order.slice(0, byId + 1);
  return [...order, { field: 'id', direction: order.at(-1)?.direction ?? 'ASC' }];
}

/** Whether a list in this order is sorted before it is cut into pages: no index holds several keys or two directions. */
export function needsSort(order: Order): boolean {
  const keys = decidingKeys(order);
  return keys.length > 2 || keys.some(({ direction }) => direction !== keys[0]?.direction);
}

/** What a list costs more than the objects of its page if it reads all of its tenant's settings for them. */
export const SCAN_COST = 100;

/** Whether a filter reads all of a tenant's settings, because no index serves one of its conditions. */
export function needsScan(filter: Filter): boolean {
  if ('filters' in filter) return filter.filters.some(needsScan);
  return ['not', 'contains', 'endsWith', 'computed'].includes(filter.op) || 'fold' in filter;
}

/** Whether an expression is made of a field. */
export function readsField(expression: Expression, field: TextField): boolean {
  if ('fn' in expression) return expression.of.some((part) => readsField(part, field));
  return 'field' in expression && expression.field === field;
}

/** Throws `BAD_REQUEST` for an order that names a field twice, so that it has no more keys than there are fields. */
export function checkOrder(order: Order): void {
  const fields = order.map(({ field }) => field);
  const repeated = fields.find((field, index) => fields.indexOf(field) !== index);
  if (repeated === undefined) return;
  throw new Refusal('BAD_REQUEST', `The order names ${repeated} more than once. Name each field once.`);
}

/**
 * The filter with its names as they are stored, in NFC and without spaces around them: one that was written otherwise would
 * match nothing. Throws `LIMIT_EXCEEDED` or `BAD_REQUEST` for a filter that is too large to run or holds malformed text.
 */
export function canonicalFilter(filter: Filter): Filter {
  let conditions = 0;
  const count = () => {
    conditions += 1;
    if (conditions > MAX_FILTER_CONDITIONS) {
      throw new Refusal('LIMIT_EXCEEDED', `The filter holds more than ${MAX_FILTER_CONDITIONS} conditions.`);
    }
  };
  const visit = (node: Filter): Filter => {
    count();
    if ('filters' in node) return { ...node, filters: node.filters.map(visit) };
    if ('filter' in node) return { ...node, filter: visit(node.filter) };
    if (node.op === 'computed') {
      return { ...node, left: canonicalExpression(node.left, count), right: canonicalExpression(node.right, count) };
    }
    checkComparison(node);
    return inStoredForm(node);
  };
  return visit(filter);
}

/** Throws as `canonicalFilter` does, for a filter of changes. */
export function checkChangesFilter(filter: ChangesFilter): void {
  checkValues('settingsId', filter.settingsIds ?? []);
  checkValues('kind', filter.kinds ?? []);
  checkValues('actor.subject', filter.subjects ?? []);
  checkValues('actor.clientId', filter.clientIds ?? []);
  checkValues('actor.kind', filter.actorKinds ?? []);
  checkValues('origin', filter.origins ?? []);
  checkValues('at', filter.times ?? []);
}

function checkComparison(comparison: Comparison): void {
  checkValues(comparison.field, comparison.op === 'in' ? comparison.values : [comparison.value]);
}

/** Each part counts as a condition. */
function canonicalExpression(expression: Expression, count: () => void): Expression {
  count();
  if ('fn' in expression) return { ...expression, of: expression.of.map((part) => canonicalExpression(part, count)) };
  if ('field' in expression || typeof expression.constant === 'number') return expression;
  checkValues('a text', [expression.constant]);
  return { constant: expression.constant.normalize('NFC') };
}

function inStoredForm(comparison: Comparison): Comparison {
  if (comparison.field !== 'displayName') return comparison;
  if (comparison.op === 'in') return { ...comparison, values: comparison.values.map(storedName) };
  const { op, value } = comparison;
  // Of the other operators some look for a part of a name, in which spaces at the ends count.
  return { ...comparison, value: op === 'eq' ? storedName(value) : value.normalize('NFC') };
}

function checkValues(field: string, values: readonly unknown[]): void {
  if (values.length > MAX_IN_VALUES) {
    throw new Refusal('LIMIT_EXCEEDED', `The filter on ${field} lists more than ${MAX_IN_VALUES} values.`);
  }
  for (const value of values) {
    if (typeof value !== 'string') continue;
    if (value.length > MAX_FILTER_TEXT) {
      throw new Refusal('LIMIT_EXCEEDED', `The filter on ${field} is longer than ${MAX_FILTER_TEXT} characters.`);
    }
    if (!value.isWellFormed()) {
      throw new Refusal('BAD_REQUEST', `The filter on ${field} holds half a surrogate pair.`);
    }
  }
}
