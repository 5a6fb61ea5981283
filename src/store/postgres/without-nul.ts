/**
 * Removes from a filter what PostgreSQL cannot be asked: texts with the character U+0000, which no stored text holds. The
 * result selects the same rows. Pure.
 */
import type { ChangesFilter, Comparison, Computed, Expression, Filter } from '../../domain/query.js';

const NEVER: Filter = { op: 'or', filters: [] };

export function withoutNul(filter: Filter): Filter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map(withoutNul) };
    case 'not':
      return { ...filter, filter: withoutNul(filter.filter) };
    case 'computed':
      return computedHoldsNul(filter) ? NEVER : filter;
    case 'in':
      return { ...filter, values: (filter.values as readonly unknown[]).filter((value) => !holdsNul(value)) } as Filter;
    default:
      return holdsNul(filter.value) ? comparedUpToNul(filter) : filter;
  }
}

/** The same for a filter of changes, whose lists match one of their values. */
export function changesWithoutNul(filter: ChangesFilter): ChangesFilter {
  const members = Object.entries(filter).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.filter((each) => !holdsNul(each)) : value,
  ]);
  return Object.fromEntries(members);
}

export function holdsNul(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\0');
}

/** U+0000 is below every other character: what is below the whole text is at most the text before it. */
function comparedUpToNul(filter: Exclude<Comparison, { op: 'in' }>): Filter {
  const [value = ''] = String(filter.value).split('\0');
  if (filter.op === 'lt' || filter.op === 'lte') return { ...filter, op: 'lte', value } as Filter;
  if (filter.op === 'gt' || filter.op === 'gte') return { ...filter, op: 'gt', value } as Filter;
  return NEVER;
}

function computedHoldsNul({ left, right }: Computed): boolean {
  return [left, right].some(expressionHoldsNul);
}

function expressionHoldsNul(part: Expression): boolean {
  if ('fn' in part) return part.of.some(expressionHoldsNul);
  return 'constant' in part && holdsNul(part.constant);
}
