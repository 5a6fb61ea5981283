/** What the query language means, said as plainly as possible and without a store: the measure for every compiler of it. */
import type { DerivedCredentialSettings } from '../../../src/domain/derived-credential-settings.js';
import type { Comparison, Computed, Expression, Filter, Fold, Order } from '../../../src/domain/query.js';

type Value = string | number;

/** Whether a filter holds for an object. */
export function matches(filter: Filter, settings: DerivedCredentialSettings): boolean {
  switch (filter.op) {
    case 'and':
      return filter.filters.every((each) => matches(each, settings));
    case 'or':
      return filter.filters.some((each) => matches(each, settings));
    case 'not':
      return !matches(filter.filter, settings);
    case 'computed':
      return computes(filter, settings);
    default:
      return compares(filter, settings);
  }
}

/** Less than zero where `one` comes first in an order. */
export function compareSettings(
  order: Order,
  one: DerivedCredentialSettings,
  other: DerivedCredentialSettings,
): number {
  for (const { field, direction } of order) {
    // Nothing comes before the empty text, so it stands in for an absent value.
    const difference = compareValues(one[field] ?? '', other[field] ?? '');
    if (difference !== 0) return direction === 'ASC' ? difference : -difference;
  }
  const byId = compareValues(one.id, other.id);
  return order.at(-1)?.direction === 'DESC' ? -byId : byId;
}

/** Numbers by size, text by code point and not, as `<` does, by UTF-16 unit. */
export function compareValues(one: Value, other: Value): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [codePoints(String(one)), codePoints(String(other))];
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compares(comparison: Comparison, settings: DerivedCredentialSettings): boolean {
  const stored = settings[comparison.field];
  const actual = 'fold' in comparison && typeof stored === 'string' ? folded(comparison.fold, stored) : stored;
  if (actual === null) return comparison.op === 'eq' && comparison.value === null;
  switch (comparison.op) {
    case 'in':
      return comparison.values.some((value) => value === actual);
    case 'contains':
      return String(actual).includes(comparison.value);
    case 'startsWith':
      return String(actual).startsWith(comparison.value);
    case 'endsWith':
      return String(actual).endsWith(comparison.value);
    case 'eq':
      return comparison.value === actual;
    default:
      return holds(comparison.op, compareValues(actual, comparison.value));
  }
}

function computes({ is, left, right }: Computed, settings: DerivedCredentialSettings): boolean {
  const [one, other] = [valueIn(left, settings), valueIn(right, settings)];
  if (one === null || other === null) return false;
  if (is === 'contains') return String(one).includes(String(other));
  if (is === 'startsWith') return String(one).startsWith(String(other));
  if (is === 'endsWith') return String(one).endsWith(String(other));
  return is === 'eq' ? one === other : holds(is, compareValues(one, other));
}

/** Null for every value computed from an absent help URL. */
function valueIn(part: Expression, settings: DerivedCredentialSettings): Value | null {
  if ('field' in part) return settings[part.field];
  if ('constant' in part) return part.constant;
  const of = part.of.map((each) => valueIn(each, settings));
  if (of.includes(null)) return null;
  const [text = '', second = '', third] = of.map(String);
  const points = [...text];
  switch (part.fn) {
    case 'length':
      return points.length;
    case 'indexOf':
      return text.includes(second) ? [...text.slice(0, text.indexOf(second))].length : -1;
    case 'concat':
      return text + second;
    case 'substring':
      return points.slice(Number(second), third === undefined ? undefined : Number(second) + Number(third)).join('');
    case 'trim':
      return text.replace(/^ +| +$/g, '');
    default:
      return folded(part.fn, text);
  }
}

function folded(fold: Fold | undefined, text: string): string {
  if (fold === undefined) return text;
  // Letter case can take a text out of NFC, in which names are stored and asked for.
  return (fold === 'lower' ? text.toLowerCase() : text.toUpperCase()).normalize('NFC');
}

function holds(op: 'lt' | 'lte' | 'gt' | 'gte', difference: number): boolean {
  if (op === 'lt') return difference < 0;
  if (op === 'lte') return difference <= 0;
  return op === 'gt' ? difference > 0 : difference >= 0;
}

function codePoints(text: string): number[] {
  return [...text].map((character) => character.codePointAt(0) ?? 0);
}
