/** Prints domain filters as OData's `$filter`: the reverse of the parser. */
import type { Comparison, Computed, Expression, Filter } from '../../../src/domain/query.js';
import { ENUMS } from '../../../src/graph/vocabulary.js';

/** Choices where OData allows several spellings. */
export interface PrintStyle {
  /** Keywords, functions and properties in upper case. */
  readonly capitals: boolean;
  /** Enum members with the name of their type in front. */
  readonly typedEnums: boolean;
  readonly space: string;
}

export const PLAIN: PrintStyle = { capitals: false, typedEnums: false, space: ' ' };

const OPERATORS = { eq: 'eq', lt: 'lt', lte: 'le', gt: 'gt', gte: 'ge' } as const;
const FUNCTIONS = { contains: 'contains', startsWith: 'startswith', endsWith: 'endswith' } as const;
const NOTHING: Filter = { op: 'or', filters: [] };

/** A similar filter that `$filter` can express: replaces what it cannot express by something that it can. */
export function expressible(filter: Filter): Filter {
  if ('filter' in filter) return { op: 'not', filter: expressible(filter.filter) };
  if ('filters' in filter) {
    const filters = filter.filters.map(expressible);
    return filters.length === 1 && filters[0] !== undefined ? filters[0] : { op: filter.op, filters };
  }
  if (filter.op === 'computed') return filter;
  // Graph has no time properties, no ranges of enums, and no empty lists.
  if (filter.field === 'createdAt' || filter.field === 'updatedAt') return NOTHING;
  if (filter.op === 'in') return filter.values.length === 0 ? NOTHING : filter;
  if (filter.field === 'issuer') return { field: 'issuer', op: 'eq', value: filter.value };
  if (filter.field === 'notificationType') return { field: 'notificationType', op: 'eq', value: filter.value };
  return filter;
}

/** Prints a filter that `expressible` has returned. */
export function printFilter(filter: Filter, style = PLAIN): string {
  const words = (...parts: readonly string[]) => parts.join(style.space);
  switch (filter.op) {
    case 'and':
    case 'or': {
      if (filter.filters.length === 0) return cased(filter.op === 'and' ? 'true' : 'false', style);
      const operator = cased(filter.op, style);
      return filter.filters.map((each) => bracketed(each, style)).join(`${style.space}${operator}${style.space}`);
    }
    case 'not':
      return words(cased('not', style), `(${printFilter(filter.filter, style)})`);
    case 'in':
      return words(
        subject(filter, style),
        cased('in', style),
        `(${filter.values.map((value) => literal(filter, value, style)).join(',')})`,
      );
    case 'computed':
      return computed(filter, style);
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return `${cased(FUNCTIONS[filter.op], style)}(${subject(filter, style)},${literal(filter, filter.value, style)})`;
    default:
      return words(subject(filter, style), cased(OPERATORS[filter.op], style), literal(filter, filter.value, style));
  }
}

const CALLS = { lower: 'tolower', upper: 'toupper', indexOf: 'indexof' } as const;

function computed({ is, left, right }: Computed, style: PrintStyle): string {
  const [one, other] = [expression(left, style), expression(right, style)];
  if (is in FUNCTIONS) return `${cased(FUNCTIONS[is as keyof typeof FUNCTIONS], style)}(${one},${other})`;
  return [one, cased(OPERATORS[is as keyof typeof OPERATORS], style), other].join(style.space);
}

function expression(part: Expression, style: PrintStyle): string {
  if ('field' in part) return cased(part.field, style);
  if ('constant' in part) return typeof part.constant === 'string' ? quoted(part.constant) : String(part.constant);
  const name = part.fn in CALLS ? CALLS[part.fn as keyof typeof CALLS] : part.fn;
  return `${cased(name, style)}(${part.of.map((each) => expression(each, style)).join(',')})`;
}

function bracketed(filter: Filter, style: PrintStyle): string {
  const text = printFilter(filter, style);
  return 'filters' in filter && filter.filters.length > 0 ? `(${text})` : text;
}

function subject(comparison: Comparison, style: PrintStyle): string {
  const name = cased(comparison.field, style);
  const fold = 'fold' in comparison ? comparison.fold : undefined;
  return fold === undefined ? name : `${cased(fold === 'lower' ? 'tolower' : 'toupper', style)}(${name})`;
}

function literal({ field }: Comparison, value: string | number | null, { typedEnums }: PrintStyle): string {
  if (typeof value !== 'string') return String(value);
  if (field !== 'issuer' && field !== 'notificationType') return quoted(value);
  const names: Readonly<Record<string, string>> = ENUMS[field].toGraph;
  return `${typedEnums ? ENUMS[field].type : ''}${quoted(names[value] ?? value)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function cased(word: string, { capitals }: PrintStyle): string {
  return capitals ? word.toUpperCase() : word;
}
