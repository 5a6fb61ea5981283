/** Compiles a filter of the domain to an SQL condition on the table of settings. */
import { sql } from 'kysely';
import { type Comparison, type Computed, type Expression, type Filter, readsField } from '../../domain/query.js';
import { COLUMNS } from './columns.js';
import type { Condition, Dialect, Operand } from './dialect.js';

type TextOperator = 'contains' | 'startsWith' | 'endsWith';

const COMPARATORS = { eq: sql`=`, lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` } as const;
const ALWAYS: Condition = sql`1 = 1`;
const NEVER: Condition = sql`1 = 0`;
const LAST_CODE_POINT = 0x10ffff;

export function filterCondition(dialect: Dialect, filter: Filter): Condition {
  switch (filter.op) {
    case 'and':
      return joined(dialect, filter.filters, sql` and `, ALWAYS);
    case 'or':
      return joined(dialect, filter.filters, sql` or `, NEVER);
    case 'not':
      return sql`not ${filterCondition(dialect, filter.filter)}`;
    case 'computed':
      return computed(dialect, filter);
    default:
      return filter.field === 'helpUrl' ? helpUrlComparison(dialect, filter) : comparison(dialect, filter);
  }
}

function joined(dialect: Dialect, filters: readonly Filter[], operator: Operand, ofNone: Condition): Condition {
  if (filters.length === 0) return ofNone;
  const conditions = filters.map((filter) => filterCondition(dialect, filter));
  return sql`(${sql.join(conditions, operator)})`;
}

/** An absent help URL equals null, and no other comparison with it is true. */
function helpUrlComparison(dialect: Dialect, filter: Extract<Comparison, { field: 'helpUrl' }>): Condition {
  if (filter.op === 'eq' && filter.value === null) return sql`(${COLUMNS.helpUrl} = '')`;
  return unlessAbsent(comparison(dialect, filter));
}

function unlessAbsent(condition: Condition): Condition {
  return sql`(${condition} and ${COLUMNS.helpUrl} > '')`;
}

function comparison(dialect: Dialect, filter: Comparison): Condition {
  const fold = 'fold' in filter ? filter.fold : undefined;
  const column = fold === undefined ? COLUMNS[filter.field] : dialect.fold(COLUMNS[filter.field], fold);
  switch (filter.op) {
    case 'in':
      return filter.values.length === 0 ? NEVER : sql`(${column} in (${sql.join(filter.values)}))`;
    case 'startsWith':
      return inPrefixRange(column, filter.value);
    case 'contains':
    case 'endsWith':
      return textCondition(dialect, filter.op, column, sql`${filter.value}`);
    default:
      return sql`(${column} ${COMPARATORS[filter.op]} ${filter.value})`;
  }
}

/** A condition on an expression of an absent help URL is false, like one on the help URL itself. */
function computed(dialect: Dialect, { is, left, right }: Computed): Condition {
  const [one, other] = [expression(dialect, left), expression(dialect, right)];
  const condition: Condition =
    is === 'contains' || is === 'startsWith' || is === 'endsWith'
      ? textCondition(dialect, is, one, other)
      : sql`(${one} ${COMPARATORS[is]} ${other})`;
  const readsHelpUrl = [left, right].some((side) => readsField(side, 'helpUrl'));
  return readsHelpUrl ? unlessAbsent(condition) : condition;
}

function textCondition(dialect: Dialect, operator: TextOperator, text: Operand, part: Operand): Condition {
  switch (operator) {
    case 'contains':
      return sql`(${dialect.indexOf(text, part)} > 0)`;
    case 'startsWith':
      return sql`(substr(${text}, 1, length(${part})) = ${part})`;
    case 'endsWith':
      return sql`(substr(${text}, length(${text}) - length(${part}) + 1) = ${part})`;
  }
}

function expression(dialect: Dialect, part: Expression): Operand {
  if ('field' in part) return COLUMNS[part.field];
  if ('constant' in part) return dialect.constant(part.constant);
  const operands = part.of.map((each) => expression(dialect, each));
  const [first = sql`null`, second = sql`null`, third] = operands;
  switch (part.fn) {
    case 'lower':
    case 'upper':
      return dialect.fold(first, part.fn);
    case 'concat':
      return sql`(${first} || ${second})`;
    case 'substring':
      return dialect.substring(first, second, third);
    case 'indexOf':
      return sql`(${dialect.indexOf(first, second)} - 1)`;
    case 'trim':
      return dialect.trim(first);
    case 'length':
      return sql`length(${first})`;
  }
}

/** A range that an index can serve: from the prefix up to the first text after all that begin with it. */
function inPrefixRange(column: Operand, prefix: string): Condition {
  const end = firstAfterPrefix(prefix);
  return end === null ? sql`(${column} >= ${prefix})` : sql`(${column} >= ${prefix} and ${column} < ${end})`;
}

function firstAfterPrefix(prefix: string): string | null {
  const points = [...prefix].map((character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return null;
  // U+D800 to U+DFFF are surrogates, not characters: U+E000 comes after U+D7FF.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}
