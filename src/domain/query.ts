/**
 * The query language over settings. GraphQL filters and OData `$filter` are converted to it; the store compiles it to SQL.
 * Text compares by Unicode code point and case-sensitively. Times are milliseconds since the epoch. An absent help URL sorts
 * before every text, equals only null, and makes every other comparison false.
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

/** Converts the text to one letter case before it is compared, by Unicode's simple mapping. No index supports this. */
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
 * A computed value. Texts are measured in Unicode code points. `length` and `indexOf` give numbers, the others texts.
 * `indexOf` gives -1 if the text is not found. `substring` takes a text, a start counted from 0, and optionally a length.
 */
export type Expression =
  | { readonly field: TextField }
  | { readonly constant: string | number }
  | {
      readonly fn: Fold | 'trim' | 'concat' | 'substring' | 'length' | 'indexOf';
      readonly of: readonly Expression[];
    };

/** A condition on two texts or two numbers. Always false if a value is computed from an absent help URL. */
export interface Computed {
  readonly op: 'computed';
  readonly is: 'eq' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'startsWith' | 'endsWith';
  readonly left: Expression;
  readonly right: Expression;
}

/** Selects settings. An empty `and` is always true, an empty `or` always false. */
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
 * The sort keys, most significant first. Objects that are equal in all keys are ordered by id, in the direction of the last
 * key (ascending if there is no key).
 */
export type Order = readonly SortKey[];

/** The position of an object in an order: its value for each sort key, and its id. */
export interface SettingsKey {
  readonly values: readonly (string | number)[];
  readonly id: string;
}

/** Selects a page: a range of a list, from which end of it to read, and how many items. */
export interface PageRequest<Key> {
  /** The number of items. 0 gives a page without items that still has `hasNext` and `hasPrevious`. */
  readonly size: number;
  readonly from: 'start' | 'end';
  readonly after: Key | null;
  readonly before: Key | null;
  /** How many items to skip at that end first. Default: 0. */
  readonly skip?: number;
  /** Whether to count the whole list as well, in the same state of the database as the page. */
  readonly withTotalCount?: boolean;
}

/** One page of a list. Items are in the order of the list, also in a page read from the end. */
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

/** Selects changes of a log. All given members must match; an empty list never matches. */
export interface ChangesFilter {
  readonly settingsIds?: readonly string[];
  readonly kinds?: readonly ChangeKind[];
  /** The subjects of the actors. */
  readonly subjects?: readonly string[];
  /** The client applications of the actors. */
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

/** A query over changes, which are listed in the order of the log. The page key is the position. */
export interface ChangesQuery {
  readonly filter: ChangesFilter;
  readonly page: PageRequest<number>;
}

/** The result of searching part of a log: the matching changes, and the position up to which the log was searched. */
export interface Stretch {
  readonly changes: readonly RecordedChange[];
  readonly upTo: number;
}

/** A moment in a tenant's history: after all changes recorded up to a time, or right after the change at a position. */
export type Moment = { readonly time: number } | { readonly position: number };

export const EVERYTHING: Filter = { op: 'and', filters: [] };
export const OLDEST_FIRST: Order = [{ field: 'createdAt', direction: 'ASC' }];
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_FILTER_CONDITIONS = 100;
export const MAX_IN_VALUES = 100;
/** The length of the longest text that is stored. A longer text cannot match. */
export const MAX_FILTER_TEXT = 2048;

/** Whether every object matches a filter because it has no condition. */
export function isEverything(filter: Filter): boolean {
  return filter.op === 'and' && filter.filters.length === 0;
}

/** The position of an object in an order. */
export function settingsKey(settings: DerivedCredentialSettings, order: Order): SettingsKey {
  return { values: order.map(({ field }) => settings[field] ?? ''), id: settings.id };
}

/** The sort keys that take effect, the id included. Keys after the id are dropped: no two objects share an id. */
export function decidingKeys(order: Order): readonly SortKey[] {
  const byId = order.findIndex(({ field }) => field === 'id');
  if (byId >= 0) return order.slice(0, byId + 1);
  return [...order, { field: 'id', direction: order.at(-1)?.direction ?? 'ASC' }];
}

/** Whether an expression uses a field. */
export function readsField(expression: Expression, field: TextField): boolean {
  if ('fn' in expression) return expression.of.some((part) => readsField(part, field));
  return 'field' in expression && expression.field === field;
}

/** Throws `BAD_REQUEST` if the order names a field twice. This also limits an order to as many keys as there are fields. */
export function checkOrder(order: Order): void {
  const fields = order.map(({ field }) => field);
  const repeated = fields.find((field, index) => fields.indexOf(field) !== index);
  if (repeated === undefined) return;
  throw new Refusal('BAD_REQUEST', `The order names ${repeated} more than once. Name each field once.`);
}

/**
 * The filter with its texts in the form in which names are stored (NFC, without surrounding spaces); other forms would match
 * nothing. Throws `LIMIT_EXCEEDED` if the filter is too large, and `BAD_REQUEST` if a text is malformed.
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

/** Checks a filter of changes. Throws like `canonicalFilter`. */
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

/** Each part of the expression counts as a condition. */
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
  // Operators such as `contains` match parts of a name, where spaces at the ends matter.
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
